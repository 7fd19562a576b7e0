"""Every page of the programme and the public site in a real browser: to look at, and to build a day with."""

from __future__ import annotations

import pytest
from django.utils import timezone

from conference.models import DateChange, ImportantDate
from program.models import Award, NewsPost, Session, Speaker
from tests.factories.program import SessionFactory, SessionSpeakerFactory, SpeakerFactory
from tests.program.conftest import accepted, at, make_edition

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def edition():
    found = make_edition()
    deadline = ImportantDate.objects.get(key="submission_deadline")
    DateChange.objects.create(date=deadline, previous_at=at("12:00"))
    panel = SessionFactory(
        workshop=found.workshop, kind="panel", title="Local or global?", start=at("11:00"), end=at("12:00")
    )
    for name, status in (("Ines Moor", "invited"), ("Tom Acker", "confirmed")):
        guest = SpeakerFactory(workshop=found.workshop, name=name, status=status, email="guest@x.example")
        SessionSpeakerFactory(session=panel, speaker=guest, part="panellist")
    SessionFactory(
        workshop=found.workshop, kind="break", title="Coffee break", start=at("10:30"), end=at("11:00")
    )
    NewsPost.objects.create(workshop=found.workshop, title="Out", body="See it.", published_at=timezone.now())
    Award.objects.create(workshop=found.workshop, title="Best paper", submission=found.paper)
    accepted(found.track, title="A poster without a place", outcome="accept_poster")
    return found


def test_the_public_site_is_good_to_look_at(site, edition):
    for name, page in (
        ("home", ""),
        ("call", "call/"),
        ("programme", "programme/"),
        ("speakers", "speakers/"),
        ("speaker", "speakers/kim-vega/"),
        ("papers", "papers/"),
        ("paper", "papers/1/"),
        ("people", "people/"),
        ("news", "news/"),
    ):
        site.open(edition.url + page)
        site.look(f"public-{name}")


def test_the_making_of_the_programme_is_good_to_look_at(site, edition):
    site.log_in(edition.chair)
    for name, page in (
        ("day", "chair/programme/"),
        ("session", f"chair/programme/{edition.spotlights.public_id}/"),
        ("new-session", "chair/programme/new/"),
        ("speakers", "chair/speakers/"),
        ("speaker", "chair/speakers/at/kim-vega/"),
        ("site", "chair/site/"),
        ("publish", "chair/publish/?change=programme-preliminary"),
    ):
        site.open(edition.url + page)
        site.look(f"making-{name}")


def test_the_speakers_own_page_is_good_to_look_at(site, edition):
    site.open(f"/speakers/{edition.speaker.token}/")
    site.look("speaker-own")


def test_a_day_is_built_and_published_by_clicks(site, edition):
    Session.objects.all().delete()
    edition.change(programme_state="draft")
    site.log_in(edition.chair)
    page = site.open(f"{edition.url}chair/programme/")
    page.get_by_role("textbox", name="Day").fill("2026-07-18")
    page.get_by_role("button", name="Lay out this day").click()
    page.get_by_role("link", name="Paper spotlights").click()
    page.get_by_role("button", name="Fill with all unplaced spotlights").click()
    page.get_by_text("1 paper put into").wait_for()
    page.get_by_role("link", name="Back to the day").click()
    page.get_by_role("link", name="Keynote").first.click()
    page.get_by_label("Title").fill("What soil remembers")
    page.get_by_label("Person").first.select_option(label="Kim Vega")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved.").wait_for()
    page.get_by_role("link", name="Publish").click()
    page.get_by_role("link", name="Publish as final").click()
    page.get_by_role("button", name="Publish as final").click()
    page.get_by_text("The programme is public.").wait_for()
    site.log_out()
    page = site.open(f"{edition.url}programme/")
    assert page.get_by_role("heading", name="What soil remembers").is_visible()
    assert page.get_by_role("link", name="Kim Vega").is_visible()
    assert page.get_by_role("link", name="Counting furrows").first.is_visible()


def test_the_reader_sees_his_own_time_too(site, edition):
    site.page.clock.set_fixed_time("2026-07-17T12:00:00Z")
    page = site.open(f"{edition.url}programme/")
    page.get_by_text("11:00 your time").first.wait_for()  # 09:00 in Lisbon's UTC, read in Paris


def test_a_speaker_confirms_and_writes_without_an_account(site, edition):
    Speaker.objects.filter(pk=edition.speaker.pk).update(status="invited")
    page = site.open(f"/speakers/{edition.speaker.token}/")
    page.get_by_role("button", name="I will come").click()
    page.get_by_label("About you").fill("Kim maps soil.")
    page.get_by_label("Title").fill("A new title")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved.").wait_for()
    page = site.open(f"{edition.url}speakers/kim-vega/")
    assert page.get_by_text("Kim maps soil.").is_visible()
    assert page.get_by_role("heading", name="A new title").is_visible()
