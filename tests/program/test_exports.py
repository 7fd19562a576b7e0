"""Calendar, PDF and API, read back by programs that are not ours."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime, timedelta

import bibtexparser
import icalendar
import pypdfium2
import pytest
from django.core.cache import cache
from django.core.exceptions import SuspiciousFileOperation
from pybtex.database import parse_string

from conference.models import Role
from conference.visibility import viewer_of
from program.pdf import OwnFetcher, html_to_pdf, programme_pdf
from program.registration import programme_step
from program.selectors.agenda import public_agenda
from tests.factories.conference import UserFactory, WorkshopFactory
from tests.factories.program import SessionFactory, SpeakerFactory, released
from tests.program.edition import accepted, at
from tests.program.tagged import assert_tagged

API = "/api/v1/workshops/"


def events(content):
    calendar = icalendar.Calendar.from_ical(content)
    assert calendar["VERSION"] == "2.0"
    return list(calendar.walk("VEVENT"))


@pytest.mark.enumeration
def test_the_calendar_reads_back(edition):
    edition.change(timezone="America/Vancouver")
    edition.keynote.title = (
        "Soil; fields, and “more”: a talk whose title is longer than the seventy-five octets of a line"
    )
    edition.keynote.abstract = "First line\nsecond, line; with \\ signs"
    edition.keynote.save()
    released(edition.workshop)
    response = edition.client().get(edition.url + "programme.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    first, second = events(response.content)
    assert first["SUMMARY"] == edition.keynote.title
    assert edition.keynote.abstract in first["DESCRIPTION"]
    assert "Kim Vega" in first["DESCRIPTION"]
    assert first["DTSTART"].dt == at("09:00")
    assert first["DTEND"].dt == at("09:40")
    assert first["LOCATION"] == "Hall 1, Lisbon, Portugal"
    assert first["STATUS"] == "CONFIRMED"
    assert "Counting furrows" in second["DESCRIPTION"]


@pytest.mark.enumeration
def test_identifiers_stay_when_a_session_moves_and_the_sequence_grows(edition):
    url = edition.url + "programme.ics"
    before = events(edition.client().get(url).content)[0]
    edition.keynote.start += timedelta(minutes=5)
    edition.keynote.title = "Another title"
    edition.keynote.version += 1
    edition.keynote.save()
    assert events(edition.client().get(url).content)[0]["SEQUENCE"] == before["SEQUENCE"]
    released(edition.workshop)
    after = events(edition.client().get(url).content)[0]
    assert after["UID"] == before["UID"] == f"{edition.keynote.public_id}@127.0.0.1"
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after["DTSTART"].dt - before["DTSTART"].dt == timedelta(minutes=5)


@pytest.mark.enumeration
def test_one_session_as_a_calendar(edition):
    [event] = events(edition.client().get(f"{edition.url}programme/{edition.keynote.public_id}.ics").content)
    assert event["SUMMARY"] == "What soil remembers"
    other = SessionFactory(workshop=WorkshopFactory(is_public=True, programme_state="final"))
    assert edition.client().get(f"{edition.url}programme/{other.public_id}.ics").status_code == 404


def pdf_text(content):
    with pypdfium2.PdfDocument(content) as document:
        page = document[0]
        text = page.get_textpage().get_text_range()
        size = page.get_size()
        page.close()
        return text, size, len(document)


@pytest.mark.parametrize(("paper", "size"), [("letter", (612, 792)), ("a4", (595, 842)), ("any", (595, 842))])
def test_the_pdf_has_the_day_on_the_workshops_paper(edition, paper, size):
    SpeakerFactory(workshop=edition.workshop, name="Ines Moor", status="invited")
    edition.change(paper_size=paper)
    response = edition.client().get(edition.url + "programme.pdf")
    assert response["Content-Type"] == "application/pdf"
    text, found, pages = pdf_text(response.content)
    assert pages == 1
    assert_tagged(response.content, "Programme of Fields 2026")
    assert tuple(round(side) for side in found) == size
    for part in (
        "Fields 2026",
        "Saturday, 18 July 2026",
        "What soil remembers",
        "Kim Vega",
        "Counting furrows",
    ):
        assert part in text
    assert "Ines Moor" not in text


@pytest.mark.enumeration
def test_a_long_programme_on_paper_begins_with_the_day_on_one_page(edition):
    (day,) = public_agenda(edition.workshop)
    sessions = tuple(replace(session, talks=session.talks * 12) for session in day.sessions)
    text, _size, pages = pdf_text(programme_pdf(edition.workshop, [replace(day, sessions=sessions)]))
    assert pages > 1
    assert "What soil remembers" in text
    assert "12 papers" in text
    assert "Counting furrows" not in text, "the papers follow on the next pages"


@pytest.mark.parametrize(
    "url",
    ["https://elsewhere.example/x.png", "file:///etc/hostname", "static:///../conference/settings.py", "static:////etc/passwd",
     "data:text/plain,x", "static:///nothing.css"],
)  # fmt: skip
def test_a_pdf_fetches_nothing_but_static_files(url):
    with pytest.raises((ValueError, SuspiciousFileOperation)):
        OwnFetcher().fetch(url)


def test_a_pdf_with_a_foreign_picture_is_made_without_it():
    content = html_to_pdf(
        '<p>Text</p><img src="https://elsewhere.example/x.png"><img src="file:///etc/hostname">'
    )
    assert "Text" in pdf_text(io.BytesIO(content).getvalue())[0]


@pytest.mark.enumeration
def test_the_bibliography_reads_the_same_in_a_program_that_did_not_write_it(edition):
    accepted(edition.track, title="Furrows again: 100% & more", authors=("Zoë van der Berg", "José Núñez"))
    library = bibtexparser.parse_string(edition.client().get(edition.url + "papers.bib").content.decode())
    assert not library.failed_blocks
    first, second = library.entries
    assert [entry.entry_type for entry in library.entries] == ["inproceedings"] * 2
    assert first["title"] == "Counting furrows with $n$ lines"
    assert first["author"] == "Fiedler, Ada and Lindqvist, Bo"
    assert second["title"] == r"Furrows again: 100\% \& more"
    assert len({entry.key for entry in library.entries}) == 2
    assert all({"booktitle", "year", "url"} <= entry.fields_dict.keys() for entry in library.entries)


@pytest.mark.enumeration
def test_the_bibliography_reads_back(edition):
    accepted(edition.track, title="Furrows again: 100% & more")
    found = parse_string(edition.client().get(edition.url + "papers.bib").content.decode(), "bibtex")
    assert len(found.entries) == 2
    page = edition.client().get(edition.url + "papers/2/").content.decode()
    assert any(f"@inproceedings{{{key}," in page for key in found.entries), (
        "the page and the list agree on the key"
    )


# The API


@pytest.mark.enumeration
def test_the_api_lists_public_workshops_only(edition):
    WorkshopFactory(slug="hidden", is_public=False)
    found = edition.client().get(API).json()
    assert [workshop["slug"] for workshop in found["results"]] == ["fields-2026"]
    assert found["results"][0]["series"] == "fields"
    assert edition.client().get(f"{API}hidden/").status_code == 404
    assert (
        edition.client().get(f"{API}hidden/papers/").json()
        == edition.client().get(f"{API}nothing/papers/").json()
    )


@pytest.mark.enumeration
@pytest.mark.parametrize("part", ["", "dates/", "programme/", "speakers/", "papers/", "papers/1/"])
def test_each_part_answers_and_takes_no_write(edition, part):
    url = f"{API}fields-2026/{part}"
    assert edition.client().get(url).status_code == 200
    for user in (None, edition.chair):
        for method in ("post", "put", "patch", "delete"):
            assert getattr(edition.client(user), method)(url).status_code == 405
    edition.change(is_public=False)
    assert edition.client().get(url).status_code == 404


@pytest.mark.enumeration
def test_the_api_says_what_the_pages_say(edition):
    client = edition.client()
    [keynote, spotlights] = client.get(f"{API}fields-2026/programme/").json()["results"]
    assert keynote["people"] == [
        {"slug": "kim-vega", "name": "Kim Vega", "affiliation": "", "part": "speaker"}
    ]
    assert datetime.fromisoformat(keynote["start"]) == at("09:00")
    assert spotlights["talks"][0]["title"] == edition.paper.title
    [paper] = client.get(f"{API}fields-2026/papers/").json()["results"]
    assert [author["name"] for author in paper["authors"]] == ["Ada Fiedler", "Bo Lindqvist"]
    assert paper == client.get(f"{API}fields-2026/papers/1/").json()
    dates = client.get(f"{API}fields-2026/dates/").json()["results"]
    assert {"18 July 2026", "30 January 2099, 23:59 AoE"} == {date["text"] for date in dates}
    assert "email" not in str(client.get(f"{API}fields-2026/speakers/").json())


def test_the_api_pages_its_lists(edition, django_assert_num_queries):
    url = f"{API}fields-2026/papers/?limit=5"
    for size in (10, 200):
        for _ in range(edition.workshop.submissions.count(), size):
            accepted(edition.track)
        cache.clear()
        with django_assert_num_queries(9):
            found = edition.client().get(url).json()
        assert len(found["results"]) == 5
        following = edition.client().get(found["next"]).json()["results"]
        numbers = [paper["number"] for paper in found["results"] + following]
        assert numbers == sorted(set(numbers))
        assert len(numbers) == 10


@pytest.mark.enumeration
def test_the_schema_is_complete(client, db):
    content = client.get("/api/schema/").content.decode()
    for path in ("workshops/", "dates/", "programme/", "speakers/", "papers/{number}/"):
        assert path in content


# The menus and the road


def test_the_road_tells_how_far_the_programme_is(edition):
    def step():
        return programme_step(viewer_of(edition.chair), edition.workshop)

    assert step().state == "done"
    edition.change(programme_state="preliminary")
    assert step().state == "now"
    edition.change(programme_state="draft")
    assert "2 sessions" in step().detail
    edition.workshop.sessions.all().delete()
    assert step().state == "now"
    edition.workshop.submissions.all().delete()
    assert step().state == "later"


@pytest.mark.enumeration
def test_reviewers_who_are_not_organizers_find_no_editor_in_their_menu(edition):
    reviewer = UserFactory()
    Role.objects.create(workshop=edition.workshop, user=reviewer, kind="reviewer")
    for page in ("programme/", "speakers/", "publish/"):
        assert edition.client(edition.chair).get(f"{edition.url}chair/{page}").status_code == 200
        assert edition.client(reviewer).get(f"{edition.url}chair/{page}").status_code == 404
