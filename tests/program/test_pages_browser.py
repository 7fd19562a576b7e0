"""Every page of the programme and the public site in a real browser: to look at, and to build a day with."""

from __future__ import annotations

import pytest
from django.utils import timezone

from conference.models import DateChange, ImportantDate
from program.models import Award, NewsPost, Session, Speaker
from tests.factories.program import SessionFactory, SessionSpeakerFactory, SpeakerFactory, released
from tests.program.edition import accepted, at, make_edition

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
        ("changes", "programme/changes/"),
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
        ("lay-out", "chair/programme/day/?from=usual"),
        ("fill", "chair/programme/fill/"),
        ("presenters", "chair/programme/presenters/"),
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


def test_a_day_is_built_and_published(site, edition):
    """From nothing: a day from its lines, moved by keys and by hand, taken back, filled, released."""
    Session.objects.all().delete()
    edition.change(programme_state="draft")
    site.log_in(edition.chair)
    page = site.open(f"{edition.url}chair/programme/")
    page.get_by_role("link", name="Lay out a day").first.click()
    page.get_by_label("Sessions, one a line").fill(
        "09:00-09:40 Keynote: Kim Vega (Uni North), “What soil remembers” @ Hall 1\n"
        "10:00-10:30 Paper spotlights (5 minutes each) @ Hall 1\n11:00-12:00 Poster session @ Hall 2"
    )
    page.get_by_label("Day").fill("2026-07-18")
    page.get_by_role("button", name="Read it", exact=True).click()
    page.get_by_role("button", name="Lay out this day").click()

    # By keys: half an hour later; then undone.
    page.locator("html[data-enhanced] .plan-day.is-grid").wait_for()
    grip = page.get_by_role("button", name="Move What soil remembers")
    grip.focus()
    page.keyboard.press("Enter")
    for _ in range(6):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Move What soil remembers, 09:30 to 10:10").wait_for()
    page.get_by_role(
        "link", name="“What soil remembers” and “Paper spotlights” are at the same time"
    ).wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Move What soil remembers, 09:00 to 09:40").wait_for()

    # By hand: into the other room, a quarter of an hour later.
    start = page.get_by_role("button", name="Move What soil remembers").bounding_box()
    room = page.locator('.plan-column[data-room="Hall 2"]').bounding_box()
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(room["x"] + 60, start["y"] + 44, steps=4)
    page.mouse.up()
    page.get_by_role("button", name="Move What soil remembers, 09:15 to 09:55").wait_for()
    assert Session.objects.get(kind="keynote").room == "Hall 2"

    # A paper by keys, from nowhere into the spotlights.
    paper = page.get_by_role("button", name="Move #1 Counting furrows")
    paper.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.locator(".plan-papers").filter(has_text="10:00 #1").wait_for()
    site.look("making-grid")

    page.get_by_role("link", name="Release", exact=True).click()
    page.get_by_role("button", name="Release this version").click()
    page.get_by_text("Version 2 is released.").wait_for()
    site.look("making-versions")
    page.get_by_role("link", name="Publish", exact=True).first.click()
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
    released(edition.workshop)
    page = site.open(f"{edition.url}speakers/kim-vega/")
    assert page.get_by_role("heading", name="A new title").is_visible()
