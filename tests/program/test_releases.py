"""Versions of the schedule: what changed, whom it concerns, what visitors see."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from conference.mailing import send
from conference.models import Mail
from program.changes import next_name
from program.models import PresenterWish, ScheduleRelease, Session
from tests.factories.program import SessionFactory, SessionSpeakerFactory, SlotFactory, SpeakerFactory
from tests.program.edition import accepted, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(edition):
    edition.speaker.email, edition.speaker.time_zone = "kim@north.example", "Asia/Tokyo"
    edition.speaker.save()
    ScheduleRelease.objects.get()  # what the fixture made is out as version 1
    return edition


def page(edition, url="chair/programme/releases/", user=None):
    return edition.client(user).get(edition.url + url).content.decode()


def release(edition, *to, user=None, mark=None, **data):
    from program.selectors.releases import draft_mark

    given = {"name": "2", "mark": mark or draft_mark(edition.workshop), "mail": to, **data}
    url = f"{edition.url}chair/programme/releases/"
    return edition.client(user or edition.chair).post(url, given)


def later(session, minutes=30, **fields):
    session.refresh_from_db()
    session.start += timedelta(minutes=minutes)
    session.end += timedelta(minutes=minutes)
    for name, value in fields.items():
        setattr(session, name, value)
    session.save()


@pytest.mark.enumeration
def test_visitors_see_the_released_version_until_the_next_one(day):
    later(day.keynote, title="What moss remembers")
    public = page(day, "programme/")
    assert "What soil remembers" in public
    assert "09:30" not in public
    draft = page(day, user=day.chair)
    assert "“What soil remembers” is now called “What moss remembers”." in draft
    assert "“What moss remembers” moved from 09:00 to 09:30." in draft
    assert release(day, note="The train comes late.").status_code == 302
    public = page(day, "programme/")
    assert "What moss remembers" in public
    assert "09:30" in public
    log = page(day, "programme/changes/")
    assert all(words in log for words in ("Version 2", "moved from 09:00 to 09:30", "The train comes late."))
    assert Mail.objects.count() == 0  # nobody was ticked


def test_texts_and_recordings_need_no_release(day):
    Session.objects.filter(pk=day.keynote.pk).update(abstract="On peat.", recording_url="https://v.example/1")
    day.workshop.save()
    public = page(day, "programme/")
    assert "On peat." in public
    assert "https://v.example/1" in public
    day.speaker.recording = "attendees"
    day.speaker.save()
    assert "https://v.example/1" not in page(day, "programme/")


@pytest.mark.enumeration
def test_only_those_concerned_are_told_in_their_own_zone_with_a_calendar(day):
    other = accepted(day.track, title="Not moved", authors=("Ola Nord",))
    boards = SessionFactory(
        workshop=day.workshop, kind="posters", title="Boards", start=at("15:00"), end=at("16:00")
    )
    SlotFactory(session=boards, submission=other)
    idle = SpeakerFactory(workshop=day.workshop, name="Idle Person", email="idle@x.example")
    SessionSpeakerFactory(
        session=SessionFactory(workshop=day.workshop, kind="panel", title="Panel"), speaker=idle
    )
    PresenterWish.objects.create(submission=day.paper, time_zone="America/Vancouver")
    later(day.keynote)
    later(day.spotlights)
    with CaptureQueriesContext(connection) as queries:
        shown = page(day, user=day.chair)
    assert all(words in shown for words in ("Kim Vega", "Ada Fiedler"))
    assert not any("mailtemplate" in query["sql"] for query in queries)  # mails are made when they are read
    mails = "chair/programme/releases/?mail="
    first = page(day, f"{mails}speaker:{day.speaker.pk}", user=day.chair)
    assert all(words in first for words in ("18:30–19:10", "Asia/Tokyo", "mail 1 of 2", "?mail=paper%3A1"))
    assert "03:30–03:35" in page(day, f"{mails}paper:1", user=day.chair)
    nobody = day.client(day.chair).get(f"{day.url}{mails}speaker:{idle.pk}")
    assert nobody.status_code == 404
    assert "Idle Person" not in shown
    assert "Ola Nord" not in shown
    assert release(day, f"speaker:{day.speaker.pk}", "paper:1", f"speaker:{idle.pk}").status_code == 302
    told = {mail.email: mail for mail in Mail.objects.all()}
    assert set(told) == {"kim@north.example", day.paper.authors.first().email}
    kim = told["kim@north.example"]
    assert "is now Saturday 18 July 2026, 18:30–19:10 (Asia/Tokyo), Hall 1" in kim.body
    [event] = Calendar.from_ical(kim.calendar).walk("VEVENT")
    assert event["DTSTART"].dt == at("09:30")
    send(kim.pk)
    name, content, kind = outbox.outbox[-1].attachments[0]
    assert (name, kind) == ("programme.ics", "text/calendar")
    assert "BEGIN:VEVENT" in content


def test_what_was_looked_at_is_what_is_released(day):
    from program.selectors.releases import draft_mark

    mark = draft_mark(day.workshop)
    later(day.keynote)
    response = release(day, mark=mark, name="Second")
    assert response.status_code == 409
    assert "changed after this page was opened" in response.content.decode()
    assert 'value="Second"' in response.content.decode()
    assert ScheduleRelease.objects.count() == 1
    taken = release(day, name="1")
    assert taken.status_code == 422
    assert "There is a version “1” already" in taken.content.decode()


def test_new_gone_and_moved_papers_are_in_the_log_and_hidden_names_are_not(day):
    hidden = SpeakerFactory(workshop=day.workshop, name="Secret Guest", status="invited")
    SessionSpeakerFactory(session=day.keynote, speaker=hidden)
    ScheduleRelease.objects.all().delete()
    assert release(day, name="1").status_code == 302
    second = SessionFactory(
        workshop=day.workshop, kind="spotlights", title="Second block", start=at("14:00"), end=at("15:00")
    )
    ScheduleRelease.objects.exclude(name="1").delete()
    first = ScheduleRelease.objects.get()
    first.sessions = [state for state in first.sessions if state["title"] != "Second block"]
    first.save()
    day.spotlights.slots.update(session=second)
    day.keynote.speakers.filter(speaker=hidden).delete()
    release(day)
    log = page(day, "programme/changes/")
    assert "“Second block”, 18 July, 14:00–15:00." in log
    assert "“Counting furrows with $n$ lines” is now in “Second block”, 18 July, 14:00." in log
    assert "Secret Guest" not in log
    assert "Secret Guest is no longer in “What soil remembers”." in page(day, user=day.chair)
    second.refresh_from_db()
    second.delete()
    release(day, name="3")
    assert "“Second block” is no longer in the programme." in page(day, "programme/changes/")


@pytest.mark.enumeration
def test_a_withdrawn_paper_leaves_the_released_schedule_and_the_log(day):
    assert "Counting furrows" in page(day, "programme/")
    later(day.spotlights, minutes=0)
    day.spotlights.slots.all().delete()
    release(day)
    assert "Counting furrows" in page(day, "programme/changes/")
    day.paper.state = "withdrawn"
    day.paper.save()
    assert "Counting furrows" not in page(day, "programme/changes/")
    assert "Counting furrows" not in page(day, "programme/")


def test_a_chair_with_a_conflict_learns_no_name_from_the_mails(day):
    from reviews.models import Conflict

    day.change(papers_published_at=None)
    later(day.spotlights)
    assert "Ada Fiedler" in page(day, user=day.chair)
    mail = "chair/programme/releases/?mail=paper:1"
    assert "Ada Fiedler" in page(day, mail, user=day.chair)
    Conflict.objects.create(submission=day.paper, user=day.chair, kind="declared")
    shown = page(day, user=day.chair)
    assert "Ada Fiedler" not in shown
    assert "The presenter of #1" in shown
    assert day.client(day.chair).get(day.url + mail).status_code == 404


@pytest.mark.enumeration
def test_publishing_without_a_release_makes_the_first_version(day):
    ScheduleRelease.objects.all().delete()
    day.workshop.programme_state = "draft"
    day.workshop.save(update_fields=["programme_state"])
    assert day.client().get(f"{day.url}programme/").status_code == 404
    assert day.client().get(f"{day.url}programme/changes/").status_code == 404
    day.client(day.chair).post(
        f"{day.url}chair/publish/", {"change": "programme-final", "version": day.workshop.version}
    )
    assert ScheduleRelease.objects.get().name == "1"
    assert "What soil remembers" in page(day, "programme/")
    later(day.keynote)
    assert "1 change since is not released." in page(day, "chair/publish/", user=day.chair)


def test_only_organizers_release(day):
    assert day.client(day.outsider).get(f"{day.url}chair/programme/releases/").status_code == 404
    assert release(day, user=day.outsider).status_code == 404
    assert release(day, user=day.editor, name="").status_code == 422
    Session.objects.all().delete()
    assert release(day).status_code == 422


@pytest.mark.parametrize(
    ("last", "following"),
    [("1", "2"), ("0.9", "0.10"), ("v2 final", "v3 final"), ("Draft", "Draft 2"), ("", "1")],
)
def test_the_next_name(last, following):
    assert next_name(last) == following
