"""Feeds and calendars, read back by other parsers than those that wrote them."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import ics
import pytest
from lxml import etree

from tests.factories.program import released
from tests.program.edition import accepted, at

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def read_calendar(content):
    """Read a calendar by the letter of RFC 5545: CRLF, lines of at most 75 octets, folds undone, components nested."""
    assert content.endswith(b"\r\n")
    lines = content[:-2].split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    text = re.sub(r"\r\n[ \t]", "", content[:-2].decode())
    events, stack = [], []
    for line in text.split("\r\n"):
        name, value = re.fullmatch(r"([A-Z-]+)(?:;[A-Z-]+=[^:;]*)*:(.*)", line).groups()
        if name == "BEGIN":
            stack.append(value)
            if value == "VEVENT":
                events.append({})
        elif name == "END":
            assert stack.pop() == value
        elif stack[-1] == "VEVENT":
            assert name not in events[-1], name
            events[-1][name] = re.sub(r"\\(.)", lambda sign: {"n": "\n"}.get(sign[1], sign[1]), value)
    assert stack == []
    for event in events:
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= event.keys()
    assert len({event["UID"] for event in events}) == len(events)
    return events


def moment(text):
    return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def test_the_whole_programme_reads_back(edition):
    edition.keynote.abstract = "Line one, with; signs\nand “quotes”. " + "Long " * 60
    edition.keynote.save()
    first, second = read_calendar(edition.client().get(f"{edition.url}programme.ics").content)
    assert (moment(first["DTSTART"]), moment(first["DTEND"])) == (at("09:00"), at("09:40"))
    assert first["LOCATION"] == "Hall 1, Lisbon, Portugal"
    assert "Line one, with; signs\nand “quotes”." in first["DESCRIPTION"]
    assert second["SUMMARY"] == "Spotlights"


@pytest.mark.enumeration
def test_calendars_read_the_same_in_another_program(edition):
    edition.keynote.abstract = "Line one, with; signs\nand “quotes”."
    edition.keynote.save()
    calendar = ics.Calendar(edition.client().get(f"{edition.url}programme.ics").content.decode())
    first, second = sorted(calendar.events)
    assert (first.begin.datetime, first.end.datetime) == (at("09:00"), at("09:40"))
    assert (first.name, second.name) == ("What soil remembers", "Spotlights")
    assert first.location == "Hall 1, Lisbon, Portugal"
    assert "Line one, with; signs\nand “quotes”." in first.description
    alone = edition.client().get(f"{edition.url}programme/{edition.keynote.public_id}.ics").content
    (event,) = ics.Calendar(alone.decode()).events
    assert event.uid == first.uid


@pytest.mark.enumeration
def test_a_paper_has_a_calendar_of_its_own_times(edition):
    second = accepted(edition.track, title="Second in line")
    edition.spotlights.slots.create(submission=second, position=2)
    released(edition.workshop)
    (event,) = read_calendar(edition.client().get(f"{edition.url}papers/{second.number}/talk.ics").content)
    assert (moment(event["DTSTART"]), moment(event["DTEND"])) == (at("10:05"), at("10:10"))
    assert event["SUMMARY"] == "Second in line"
    assert event["URL"].endswith(f"#session-{edition.spotlights.public_id}")
    accepted(edition.track, title="Without a place")
    assert edition.client().get(f"{edition.url}papers/3/talk.ics").status_code == 404


@pytest.mark.enumeration
def test_an_unchanged_programme_is_the_same_file(edition):
    from django.core.cache import cache

    first = edition.client().get(f"{edition.url}programme.ics").content
    cache.clear()
    assert edition.client().get(f"{edition.url}programme.ics").content == first


@pytest.mark.enumeration
def test_the_papers_are_a_feed(edition):
    edition.paper.abstract = "Pasted \x0c from a PDF & <b>bold</b>"
    edition.paper.save()
    response = edition.client().get(f"{edition.url}papers.atom")
    assert response["Content-Type"].startswith("application/atom+xml")
    root = etree.fromstring(response.content)
    assert [one.text for one in root.findall("a:entry/a:title", ATOM)] == ["Counting furrows with $n$ lines"]
    assert [one.text for one in root.findall("a:entry/a:author/a:name", ATOM)] == [
        "Ada Fiedler",
        "Bo Lindqvist",
    ]
    assert root.find("a:entry/a:summary", ATOM).text == "Pasted  from a PDF & <b>bold</b>"
    for name in ("id", "title", "updated"):
        assert root.find(f"a:{name}", ATOM).text
    assert (
        f'href="{edition.url}papers.atom"' in edition.client().get(f"{edition.url}papers/").content.decode()
    )


@pytest.mark.enumeration
def test_papers_and_programme_are_json(edition):
    (paper,) = json.loads(edition.client().get(f"{edition.url}papers.json").content)
    assert paper["title"] == "Counting furrows with $n$ lines"
    keynote, _spotlights = json.loads(edition.client().get(f"{edition.url}programme.json").content)
    assert keynote["people"][0]["name"] == "Kim Vega"


@pytest.mark.enumeration
@pytest.mark.parametrize("page", ["papers.atom", "papers.json", "papers/1/talk.ics", "papers/1/card.png"])
def test_nothing_of_papers_is_out_before_they_are(edition, page):
    assert edition.client().get(edition.url + page).status_code == 200
    edition.change(papers_published_at=None)
    assert edition.client().get(edition.url + page).status_code == 404


@pytest.mark.enumeration
@pytest.mark.parametrize("page", ["programme.json", "papers/1/talk.ics"])
def test_nothing_of_the_programme_is_out_before_it_is(edition, page):
    assert edition.client().get(edition.url + page).status_code == 200
    edition.change(programme_state="draft")
    assert edition.client().get(edition.url + page).status_code == 404
