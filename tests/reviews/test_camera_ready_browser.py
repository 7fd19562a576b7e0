"""After acceptance in a real browser: an author completes the checklist, the chair reminds who still lacks something."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from conference.models import Mail
from submissions.models import CameraReady, PaperFile
from tests.factories import (
    AuthorFactory,
    DateFactory,
    DecisionFactory,
    OptInFactory,
    RoleFactory,
    SubmissionFactory,
    TrackFactory,
    UserFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def workshop():
    workshop = DateFactory(
        key="camera_ready", label="Camera-ready", at=timezone.now() + timedelta(days=5)
    ).workshop
    track = TrackFactory(
        workshop=workshop,
        checklist={"final": {"poster": "no"}, "registration": {"poster": "no"}, "licence": {"poster": "no"}},
    )
    OptInFactory(track=track, conditions="Original work only.")
    for name, email in (("Zoë O’Brien-Nuñez", "zoe@lake.example"), ("Ada Linden", "ada@hill.example")):
        paper = SubmissionFactory(track=track, title=f"Trees of {name}")
        AuthorFactory(submission=paper, user=UserFactory(name=name, email=email), is_corresponding=True)
        DecisionFactory(submission=paper, released_at=timezone.now())
    RoleFactory(workshop=workshop, user=UserFactory(name="Carla Chair", email="carla@chair.example"))
    return workshop


def test_author_completes_the_checklist_and_the_chair_reminds_the_other(site, workshop, tmp_path):
    from playwright.sync_api import expect

    from conference.models import User

    poster = tmp_path / "poster.png"
    poster.write_bytes(b"\x89PNG\r\n\x1a\n picture")
    site.log_in(User.objects.get(email="zoe@lake.example"))
    page = site.open(f"/{workshop.slug}/my-papers/1/camera-ready/")
    expect(page.get_by_text("0 of 3").first).to_be_visible()
    page.locator("#presenter > summary").click()
    page.get_by_label("Author", exact=True).first.select_option("Zoë O’Brien-Nuñez")
    expect(page.locator("#presenter [data-save-state]")).to_have_text(re.compile("Saved"))
    page.locator("#attendance > summary").click()
    page.get_by_label("In person", exact=True).check()
    expect(page.locator("#attendance [data-save-state]")).to_have_text(re.compile("Saved"))
    page.locator("#poster > summary").click()
    page.locator("#poster input[type=file]").set_input_files(poster)
    page.locator("#poster").get_by_role("button", name="Upload").click()
    expect(page.get_by_text("Everything that is required is in.")).to_be_visible()
    assert CameraReady.objects.get().attendance == "in_person"
    assert PaperFile.objects.get(kind="poster").original_name == "poster.png"
    site.look("camera-ready")

    site.log_in(User.objects.get(email="carla@chair.example"))
    page = site.open(f"/{workshop.slug}/chair/camera-ready/")
    site.look("camera-ready-table")
    page.get_by_role("link", name="Remind the authors of 1").click()
    expect(page.get_by_text("Presenter, until")).to_be_visible()
    page.get_by_role("button", name="Send 1 mail").click()
    expect(page.get_by_text("The authors of 1 paper get a reminder.")).to_be_visible()
    assert Mail.objects.get(template="camera_ready_reminder").email == "ada@hill.example"
    for name, path in (
        ("setup", "camera-ready/settings/"),
        ("paper", "camera-ready/2/"),
        ("options", "opt-ins/"),
    ):
        site.open(f"/{workshop.slug}/chair/{path}")
        site.look(f"camera-ready-{name}")
