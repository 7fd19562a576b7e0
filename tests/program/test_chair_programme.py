"""Making the day: sessions, people, papers, and two chairs at once."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from conference.models import AuditEntry, ImportantDate
from program.models import Session, SessionSpeaker
from reviews.models import Conflict
from tests.factories.program import SessionFactory, SpeakerFactory
from tests.factories.reviews import DecisionFactory
from tests.factories.submissions import SubmissionFactory
from tests.program.edition import accepted, at


def people(*rows, initial=0):
    data = {"people-TOTAL_FORMS": len(rows), "people-INITIAL_FORMS": initial}
    for index, (speaker, part) in enumerate(rows):
        data |= {f"people-{index}-speaker": speaker.pk if speaker else "", f"people-{index}-part": part}
    return data


def form(**fields):
    return {
        "kind": "talk",
        "title": "A new talk",
        "day": "2026-07-18",
        "start": "13:00",
        "end": "13:30",
        **people(),
        **fields,
    }


@pytest.fixture
def base(edition):
    return f"{edition.url}chair/programme/"


def pages(edition, base):
    session = f"{base}{edition.spotlights.public_id}/"
    return {
        base: {"get"},
        f"{base}new/": {"get", "post"},
        f"{base}day/": {"get", "post"},
        session: {"get", "post"},
        f"{session}delete/": {"post"},
        f"{session}papers/": {"post"},
    }


@pytest.mark.enumeration
def test_only_organizers_come_in(edition, base):
    for url, methods in pages(edition, base).items():
        for method in ("get", "post"):
            expected = {200, 302, 422} if method in methods else {405}
            if "delete" not in url:
                assert getattr(edition.client(edition.chair), method)(url).status_code in expected, url
                assert getattr(edition.client(edition.editor), method)(url).status_code in expected, url
            assert getattr(edition.client(edition.outsider), method)(url).status_code == 404, url
            assert getattr(edition.client(), method)(url).status_code == 302, url
    assert Session.objects.filter(pk=edition.spotlights.pk).exists()


def test_a_session_of_another_workshop_is_missing(edition, base):
    other = SessionFactory()
    for page in ("", "delete/", "papers/"):
        assert edition.client(edition.chair).post(f"{base}{other.public_id}/{page}").status_code == 404
    assert Session.objects.filter(pk=other.pk).exists()


def test_a_change_of_zone_keeps_hours_and_says_so(edition, base):
    client, settings = edition.client(edition.chair), f"{edition.url}chair/settings/"
    shown = client.get(settings).context["form"]
    sent = {name: shown[name].value() for name in shown.fields if shown[name].value() not in {None, False}}
    answer = client.post(settings, {**sent, "timezone": "Asia/Tokyo"}, follow=True)
    assert "keep their hours in the new time zone" in answer.text
    assert "release the programme again" in answer.text, "a version is out already"
    session = Session.objects.get(pk=edition.spotlights.pk)
    assert (edition.spotlights.start - session.start).total_seconds() == 9 * 3600
    day = ImportantDate.objects.get(workshop=edition.workshop, key="workshop")
    assert f"{day.at.astimezone(ZoneInfo('Asia/Tokyo')):%d %H:%M}" == "18 23:59"
    client.post(f"{base}move/", {"action": "undo"})
    session.refresh_from_db()
    assert session.start == edition.spotlights.start
    again = client.post(
        settings, {**sent, "seen": client.get(settings).context["form"]["seen"].value()}, follow=True
    )
    assert "keep their hours" in again.text


def test_a_session_is_added_on_the_workshops_clock(edition, base):
    edition.change(timezone="America/Vancouver")
    data = form(**people((edition.speaker, "moderator"), (None, "speaker")))
    response = edition.client(edition.chair).post(f"{base}new/", data)
    assert response.status_code == 302
    session = Session.objects.get(title="A new talk")
    assert session.start == at("20:00")
    assert list(session.speakers.values_list("speaker__name", "part")) == [("Kim Vega", "moderator")]
    assert AuditEntry.objects.get(action="session_created").actor == edition.chair


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"end": "12:00"}, "ends after it starts"), ({"end": "13:00"}, "ends after it starts"), ({"title": ""}, "required"),
     ({"day": "soon"}, "valid date"), ({"link": "javascript:alert(1)"}, "valid URL"),
     ({"recording_url": "https://slideslive.con/1"}, "leads nowhere"),
     ({"recording_url": "http://10.0.0.7/talk"}, "leads nowhere")],
)  # fmt: skip
def test_a_wrong_session_is_shown_again_with_what_was_typed(edition, base, fields, words):
    response = edition.client(edition.chair).post(f"{base}new/", form(note="Bring chalk", **fields))
    assert response.status_code == 422
    assert words in response.content.decode()
    assert "Bring chalk" in response.content.decode()
    assert not Session.objects.filter(note="Bring chalk").exists()


def test_nobody_is_in_a_session_twice(edition, base):
    data = form(**people((edition.speaker, "speaker"), (edition.speaker, "moderator")))
    response = edition.client(edition.chair).post(f"{base}new/", data)
    assert response.status_code == 422
    assert "once" in response.content.decode()


def test_the_second_of_two_chairs_is_told_and_loses_nothing(edition, base):
    url = f"{base}{edition.keynote.public_id}/"
    version = edition.keynote.version
    first = form(title="The first title", version=version, kind="keynote")
    assert edition.client(edition.chair).post(url, first).status_code == 302
    second = form(title="The second title", version=version, kind="keynote", abstract="My words")
    response = edition.client(edition.editor).post(url, second)
    page = response.content.decode()
    assert response.status_code == 409
    assert all(part in page for part in ("The second title", "My words", "The first title", "Someone else"))
    edition.keynote.refresh_from_db()
    assert edition.keynote.title == "The first title"
    again = {**second, "version": edition.keynote.version}
    assert f'value="{edition.keynote.version}"' in page
    assert edition.client(edition.editor).post(url, again).status_code == 302
    edition.keynote.refresh_from_db()
    assert edition.keynote.title == "The second title"


def test_people_are_ordered_and_removed(edition, base):
    second = SpeakerFactory(workshop=edition.workshop, name="Second", slug="second")
    data = form(version=1, kind="panel", **people((edition.speaker, "panellist"), (second, "moderator")))
    data |= {"people-0-ORDER": 2, "people-1-ORDER": 1}
    url = f"{base}{edition.keynote.public_id}/"
    assert edition.client(edition.chair).post(url, data).status_code == 302
    found = SessionSpeaker.objects.filter(session=edition.keynote)
    assert list(found.values_list("speaker__name", flat=True)) == ["Second", "Kim Vega"]
    data |= {"people-0-DELETE": "on", "version": 2}
    assert edition.client(edition.chair).post(url, data).status_code == 302
    assert list(found.values_list("speaker__name", flat=True)) == ["Second"]


def test_a_speaker_of_another_workshop_cannot_be_put_in(edition, base):
    stranger = SpeakerFactory()
    response = edition.client(edition.chair).post(f"{base}new/", form(**people((stranger, "speaker"))))
    assert response.status_code == 422
    assert not SessionSpeaker.objects.filter(speaker=stranger).exists()


@pytest.mark.enumeration
def test_a_session_is_deleted_and_its_papers_are_free(edition, base):
    url = f"{base}{edition.spotlights.public_id}/delete/"
    assert edition.client(edition.chair).post(url).status_code == 302
    assert not Session.objects.filter(pk=edition.spotlights.pk).exists()
    page = edition.client(edition.chair).get(base).content.decode()
    assert "1 accepted paper has no place" in page


def place(edition, session, user=None, **data):
    session.refresh_from_db()
    url = f"{edition.url}chair/programme/{session.public_id}/papers/"
    return edition.client(user or edition.chair).post(url, {"version": session.version, **data})


def numbers(session):
    return list(session.slots.values_list("submission__number", flat=True))


@pytest.mark.enumeration
def test_all_unplaced_spotlights_with_one_click(edition):
    more = [accepted(edition.track, title=f"More {n}") for n in range(2)]
    accepted(edition.track, title="An oral", outcome="accept_oral")
    accepted(edition.track, title="A poster", outcome="accept_poster")
    assert place(edition, edition.spotlights, action="fill").status_code == 302
    assert numbers(edition.spotlights) == [1, *(paper.number for paper in more)]
    assert place(edition, edition.spotlights, action="fill").status_code == 422


def test_posters_get_their_boards_by_themselves(edition):
    accepted(edition.track, title="A poster", outcome="accept_poster")
    posters = SessionFactory(workshop=edition.workshop, kind="posters", start=at("14:00"), end=at("15:00"))
    assert place(edition, posters, action="fill").status_code == 302
    assert list(posters.slots.values_list("submission__number", "board")) == [(1, 1), (2, 2)]
    first = posters.slots.first()
    place(edition, posters, action=f"down:{first.pk}")
    assert list(posters.slots.values_list("submission__number", "board")) == [(2, 1), (1, 2)]
    place(edition, posters, action=f"remove:{posters.slots.first().pk}")
    assert list(posters.slots.values_list("submission__number", "board")) == [(1, 1)]


def test_papers_are_ticked_moved_and_taken_out(edition):
    papers = [accepted(edition.track, title=f"More {n}") for n in range(2)]
    place(edition, edition.spotlights, action="add", paper=[paper.number for paper in papers])
    assert numbers(edition.spotlights) == [1, 2, 3]
    last = edition.spotlights.slots.last()
    place(edition, edition.spotlights, action=f"up:{last.pk}")
    assert numbers(edition.spotlights) == [1, 3, 2]
    place(edition, edition.spotlights, action=f"up:{edition.spotlights.slots.first().pk}")
    assert numbers(edition.spotlights) == [1, 3, 2]
    place(edition, edition.spotlights, action=f"remove:{last.pk}")
    assert numbers(edition.spotlights) == [1, 2]
    assert place(edition, edition.spotlights, action="nonsense").status_code == 422


@pytest.mark.enumeration
def test_the_length_is_fitted_to_the_papers(edition):
    slots = edition.spotlights.slots
    for n in range(7):
        slots.create(submission=accepted(edition.track), position=n, minutes=2 if n else None)
    page = edition.client(edition.chair).get(f"{edition.url}chair/programme/{edition.spotlights.public_id}/")
    assert "Fit the length to the papers" in page.content.decode()
    assert place(edition, edition.spotlights, action="fit", questions="10").status_code == 302
    edition.spotlights.refresh_from_db()
    assert edition.spotlights.minutes == 5 + 5 + 6 * 2 + 10
    edition.spotlights.minutes_each = None
    edition.spotlights.save()
    assert "Say how many minutes" in place(edition, edition.spotlights, action="fit").content.decode()
    slots.all().delete()
    assert "No paper is in this session" in place(edition, edition.spotlights, action="fit").content.decode()


def test_papers_by_two_chairs_at_once(edition):
    papers = [accepted(edition.track, title=f"More {n}") for n in range(2)]
    version = edition.spotlights.version
    assert place(edition, edition.spotlights, action="add", paper=papers[0].number).status_code == 302
    response = place(edition, edition.spotlights, action="add", paper=papers[1].number, version=version)
    assert response.status_code == 409
    assert numbers(edition.spotlights) == [1, 2]


@pytest.mark.enumeration
def test_a_paper_that_is_not_accepted_cannot_be_placed(edition):
    open_paper = SubmissionFactory(track=edition.track)
    drafted = SubmissionFactory(track=edition.track)
    DecisionFactory(submission=drafted, outcome="accept_spotlight")
    rejected = SubmissionFactory(track=edition.track)
    DecisionFactory(submission=rejected, outcome="reject", released_at=timezone.now())
    elsewhere = accepted(SubmissionFactory().track)
    for paper in (open_paper, drafted, rejected, elsewhere):
        number = paper.number if paper.workshop_id == edition.workshop.pk else 99
        assert place(edition, edition.spotlights, action="add", paper=number).status_code == 422
    assert numbers(edition.spotlights) == [1]


@pytest.mark.enumeration
def test_the_day_shows_no_title_before_its_authors_are_told(edition, base):
    told = accepted(edition.track, title="Told already")
    drafted = SubmissionFactory(track=edition.track, title="Not told yet")
    DecisionFactory(submission=drafted, outcome="accept_spotlight")
    session = f"{base}{edition.spotlights.public_id}/"
    for user in (edition.chair, edition.editor):
        for url in (base, session):
            page = edition.client(user).get(url).content.decode()
            assert told.title in page
            assert "Not told yet" not in page


@pytest.mark.enumeration
def test_a_chair_with_a_conflict_sees_no_authors_until_they_are_public(edition, base):
    edition.change(papers_published_at=None)
    assert "Ada Fiedler" in edition.client(edition.chair).get(base).content.decode()
    Conflict.objects.create(submission=edition.paper, user=edition.chair, kind="declared")
    page = edition.client(edition.chair).get(base).content.decode()
    assert "Counting furrows" in page
    assert "Ada Fiedler" not in page
    edition.change(papers_published_at=timezone.now())
    assert "Ada Fiedler" in edition.client(edition.chair).get(base).content.decode()


def test_a_withdrawn_paper_is_pointed_out_without_its_name(edition, base):
    edition.paper.state = "withdrawn"
    edition.paper.save()
    page = edition.client(edition.editor).get(base).content.decode()
    assert "no longer accepted" in page
    assert "Counting furrows" not in page
