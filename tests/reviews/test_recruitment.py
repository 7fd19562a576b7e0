"""Inviting with role and last day, from an earlier edition, and whom those who decline suggest."""

import pytest
import time_machine
from django.test import Client

from conference.models import Invitation, Mail, MailRefusal, Role, SuggestedGuest, User
from reviews.models import Reviewer
from reviews.services.committee import become_reviewer
from tests.clients import client_of
from tests.factories import (
    InvitationFactory,
    ReviewerFactory,
    RoleFactory,
    SeriesFactory,
    UserFactory,
    WorkshopFactory,
)
from tests.reviews.committee_room import make_room

pytestmark = pytest.mark.django_db

NOON = "2026-03-01T12:00:00Z"
ROWS = (
    "name,email,load,role,answer by\nJane,jane@hill.example,3,,\nBo,bo@hill.example,,Area chair,2026-04-02\n"
)
SUGGESTED = {
    "suggested-TOTAL_FORMS": "2",
    "suggested-INITIAL_FORMS": "0",
    "suggested-0-name": "Nia Next",
    "suggested-0-email": "Nia@lab.example",
    "suggested-1-name": "",
    "suggested-1-email": "",
}


@pytest.fixture
def earlier(room):
    """An earlier edition that the chair chaired, with one reviewer and one area chair."""
    room.workshop.series = SeriesFactory()
    room.workshop.save()
    edition = WorkshopFactory(slug="fields-2025", acronym="Fields 2025", series=room.workshop.series)
    RoleFactory(workshop=edition, user=room.chair, kind="program_chair")
    ReviewerFactory(workshop=edition, user=UserFactory(name="Rhea Before"), max_load=7)
    RoleFactory(workshop=edition, user=UserFactory(name="Abe Before"), kind="area_chair")
    return edition


def names(response):
    return [person.name for person, _ in response.context["people"]]


def decline(invitation, **data):
    return Client().post(f"/invitations/{invitation.token}/", {"answer": "decline", **data})


@time_machine.travel(NOON, tick=False)
def test_who_asked_for_no_more_invitations_is_named_before_and_gets_none(room):
    MailRefusal.objects.create(workshop=None, email="bo@hill.example")
    url = room.url("reviewers/invite/")
    data = {"text": ROWS, "role": "reviewer"}
    shown = room.client.post(url, {**data, "step": "preview"}).content.decode()
    assert "1 invitation to send" in shown
    assert "None: asked for no more invitations" in shown
    room.client.post(url, {**data, "step": "send"})
    assert [mail.email for mail in Mail.objects.all()] == ["jane@hill.example"]
    assert not Invitation.objects.filter(email="bo@hill.example").exists()


@time_machine.travel(NOON, tick=False)
def test_each_row_has_its_role_and_last_day_and_the_form_the_rest(room):
    url = room.url("reviewers/invite/")
    data = {"text": ROWS, "role": "reviewer", "answer_by": "2026-03-20"}
    shown = room.client.post(url, {**data, "step": "preview"})
    assert "2 April 2026" in shown.content.decode()
    assert "20 March 2026" in shown.context["sample"]["body"] + shown.content.decode()
    room.client.post(url, {"text": shown.context["text"], "step": "send"})
    found = {i.email: (i.kind, i.max_load, str(i.answer_by)) for i in Invitation.objects.all()}
    assert found == {
        "jane@hill.example": ("reviewer", 3, "2026-03-20"),
        "bo@hill.example": ("area_chair", None, "2026-04-02"),
    }
    assert "by 20 March 2026" in Mail.objects.get(email="jane@hill.example").body


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Jo,jo@hill.example,dean,", "The role “dean” is neither"),
        ("Jo,jo@hill.example,,soon", "The last day “soon” is not a date"),
        ("Jo,jo@hill.example,,2026-02-01", "2026-02-01 is past"),
    ],
)
def test_a_role_or_day_that_makes_no_sense_stops_the_list(room, row, words):
    text = f"name,email,role,answer by\n{row}\n"
    response = room.client.post(room.url("reviewers/invite/"), {"text": text, "step": "send"})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Invitation.objects.exists()


def test_an_earlier_committee_is_offered_without_those_already_here(room, earlier):
    url = room.url("reviewers/invite/fields-2025/")
    assert names(room.client.get(url)) == ["Abe Before", "Rhea Before"]
    RoleFactory(workshop=room.workshop, user=Role.objects.get(user__name="Abe Before").user, kind="reviewer")
    InvitationFactory(workshop=room.workshop, email=Reviewer.objects.get().user.email.upper())
    assert names(room.client.get(url)) == []


@time_machine.travel(NOON, tick=False)
def test_chosen_people_of_an_earlier_edition_go_the_way_of_a_list(room, earlier):
    people = [role.user.pk for role in Role.objects.filter(user__name__endswith="Before")]
    url = room.url("reviewers/invite/fields-2025/")
    assert "Fields 2025" in room.client.get(room.url("reviewers/invite/")).content.decode()
    assert room.client.post(url, {"role": ""}).status_code == 422
    shown = room.client.post(url, {"people": people, "role": "", "answer_by": "2026-03-20"})
    assert not Mail.objects.exists()
    room.client.post(room.url("reviewers/invite/"), {"text": shown.context["text"], "step": "send"})
    found = {i.name: (i.kind, i.max_load, str(i.answer_by)) for i in Invitation.objects.all()}
    assert found == {
        "Rhea Before": ("reviewer", 7, "2026-03-20"),
        "Abe Before": ("area_chair", None, "2026-03-20"),
    }


@pytest.mark.enumeration
def test_an_edition_that_one_did_not_chair_or_of_another_series_stays_closed(room, earlier):
    url = room.url("reviewers/invite/fields-2025/")
    assert room.client.get(url).status_code == 200
    assert client_of(room.another_chair()).get(url).status_code == 404
    earlier.series = SeriesFactory()
    earlier.save()
    assert room.client.get(url).status_code == 404


def test_suggestions_of_who_declines_are_listed_and_invited_with_one_click(room):
    asked = InvitationFactory(workshop=room.workshop, name="Dora Declines")
    assert decline(asked, message="On leave", **SUGGESTED).status_code == 302
    assert not Mail.objects.exists()
    text = room.client.get(room.url("reviewers/")).content.decode()
    assert "Nia Next" in text
    assert "On leave" in text
    url = room.url(f"reviewers/suggestions/{SuggestedGuest.objects.get().pk}/")
    assert client_of(UserFactory()).post(url, {"act": "invite"}).status_code == 404
    room.client.post(url, {"act": "invite"})
    made = Invitation.objects.get(email="nia@lab.example")
    assert (made.name, made.kind, made.answer_by is None) == ("Nia Next", "reviewer", False)
    assert [mail.email for mail in Mail.objects.all()] == ["nia@lab.example"]
    assert 'id="suggested"' not in room.client.get(room.url("reviewers/")).content.decode()
    assert "was invited before" in room.client.post(url, {"act": "invite"}, follow=True).content.decode()


def test_a_suggestion_can_be_set_aside(room):
    decline(InvitationFactory(workshop=room.workshop), **SUGGESTED)
    assert "Nia Next" in room.client.get(room.url("reviewers/")).content.decode()
    room.client.post(room.url(f"reviewers/suggestions/{SuggestedGuest.objects.get().pk}/"), {"act": "aside"})
    assert 'id="suggested"' not in room.client.get(room.url("reviewers/")).content.decode()
    assert not Mail.objects.exists()


def test_half_a_suggestion_is_shown_again_with_what_was_typed(room):
    asked = InvitationFactory(workshop=room.workshop)
    response = decline(asked, message="On leave", **{**SUGGESTED, "suggested-1-name": "Only A. Name"})
    assert response.status_code == 422
    text = response.content.decode()
    assert "The address is missing." in text
    assert "Only A. Name" in text
    assert "On leave" in text
    asked.refresh_from_db()
    assert asked.state == "pending"


def test_the_load_is_lowered_without_an_account_also_after_a_yes(room):
    asked = InvitationFactory(workshop=room.workshop, max_load=6, min_load=3)
    page = f"/invitations/{asked.token}/"
    for load, kept, status in (("4", 4, 302), ("2", 2, 302), ("0", 2, 422), ("many", 2, 422)):
        assert Client().post(page, {"answer": "accept", "max_load": load}).status_code == status
        asked.refresh_from_db()
        assert (asked.state, asked.max_load) == ("accepted", kept)
    become_reviewer(asked, room.chair)
    assert (room.chair.reviewing.get().max_load, room.chair.reviewing.get().min_load) == (2, 2)


@pytest.mark.enumeration
@pytest.mark.parametrize(("now", "status"), [("2026-03-11T11:59:00Z", 302), ("2026-03-11T12:00:00Z", 403)])
def test_an_invitation_ends_with_its_last_day_anywhere_on_earth(room, now, status):
    asked = InvitationFactory(workshop=room.workshop, answer_by="2026-03-10")
    page = f"/invitations/{asked.token}/"
    with time_machine.travel(now, tick=False):
        expired = "This invitation has expired" in Client().get(page).content.decode()
        assert expired is (status == 403)
        assert Client().post(page, {"answer": "accept"}).status_code == status
    asked.refresh_from_db()
    assert asked.state == ("accepted" if status == 302 else "pending")


@time_machine.travel("2026-03-20T12:00:00Z", tick=False)
def test_an_expired_invitation_is_named_not_reminded_and_can_be_opened_again(room):
    asked = InvitationFactory(workshop=room.workshop, answer_by="2026-03-10", name="Lena Late")
    assert "Not answered in time" in room.client.get(room.url("reviewers/")).content.decode()
    room.client.post(room.url("mail/reminders/invitation/"))
    assert not Mail.objects.exists()
    room.client.post(room.url(f"reviewers/invitations/{asked.pk}/again/"))
    asked.refresh_from_db()
    assert str(asked.answer_by) == "2026-04-03"
    assert Mail.objects.get().email == asked.email
    assert Client().post(f"/invitations/{asked.token}/", {"answer": "accept"}).status_code == 302


@pytest.mark.parametrize("many", [10, 200])
@pytest.mark.enumeration
def test_queries_do_not_grow_with_the_earlier_committee(django_assert_num_queries, many):
    room = make_room()
    series = SeriesFactory()
    room.workshop.series = series
    room.workshop.save()
    edition = WorkshopFactory(slug="old", series=series)
    RoleFactory(workshop=edition, user=room.chair, kind="program_chair")
    made = User.objects.bulk_create(
        User(name=f"Person {n}", email=f"p{n}@old.example", password="!") for n in range(many)
    )
    Role.objects.bulk_create(Role(workshop=edition, user=user, kind="reviewer") for user in made)
    with django_assert_num_queries(16):
        assert len(room.client.get(room.url("reviewers/invite/old/")).context["people"]) == many
