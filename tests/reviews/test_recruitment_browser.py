"""Recruiting in a real browser: last year's people are invited, one says no and names another, who is invited."""

import pytest
from django.utils import timezone

from conference.models import Invitation
from tests.factories import (
    InvitationFactory,
    ReviewerFactory,
    RoleFactory,
    SeriesFactory,
    UserFactory,
    WorkshopFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def workshop():
    series = SeriesFactory()
    workshop = WorkshopFactory(slug="fields-2026", acronym="Fields 2026", series=series)
    edition = WorkshopFactory(slug="fields-2025", acronym="Fields 2025", series=series)
    chair = UserFactory(name="Carla Chair", email="carla@chair.example")
    for each in (workshop, edition):
        RoleFactory(workshop=each, user=chair)
    for name in ("Zoë O’Brien-Nuñez", "Ada Linden"):
        ReviewerFactory(workshop=edition, user=UserFactory(name=name), max_load=4)
    RoleFactory(workshop=edition, user=UserFactory(name="Abe Chairman"), kind="area_chair")
    return workshop


def test_last_years_reviewer_declines_and_the_chair_invites_whom_she_names(site, workshop):
    from playwright.sync_api import expect

    chair = workshop.roles.get().user
    site.log_in(chair)
    page = site.open("/fields-2026/chair/reviewers/invite/")
    page.get_by_role("link", name="Fields 2025").click()
    page.get_by_label("Choose all").check()
    site.look("invite-earlier")
    page.get_by_role("button", name="See what would be sent").click()
    page.get_by_role("button", name="Send 3 mails").click()
    expect(page.get_by_text("3 invitations sent.")).to_be_visible()

    asked = Invitation.objects.get(name="Ada Linden")
    page = site.open(f"/invitations/{asked.token}/")
    page.get_by_text("No, I can't").click()
    page.get_by_label("A reason").fill("On leave until summer")
    page.get_by_label("Name").first.fill("Nia Next")
    page.get_by_label("E-mail").first.fill("nia@lab.example")
    site.look("invitation-no")
    page.get_by_role("button", name="Decline").click()
    expect(page.get_by_role("heading", name="Understood")).to_be_visible()

    late = InvitationFactory(
        workshop=workshop, name="Lena Late", answer_by=timezone.now().date().replace(year=2020)
    )
    site.open(f"/invitations/{late.token}/")
    page = site.open("/fields-2026/chair/reviewers/")
    site.look("reviewers")
    page.get_by_role("button", name="Invite Nia Next").click()
    expect(page.get_by_text("Nia Next is invited.")).to_be_visible()

    page = site.open("/me/profile/")
    page.get_by_label("Add publications").fill(
        "Counting Larches; 2023; Ada Ngata\nSpruces; 2021; Ada Ngata, Bo Berg"
    )
    page.get_by_role("button", name="Read").click()
    site.look("publications-preview")
    page.get_by_role("button", name="Add 2").click()
    expect(page.get_by_text("2 publications added.")).to_be_visible()
