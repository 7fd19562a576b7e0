"""A blank day from the usual one, from an earlier edition, or from the lines of a proposal."""

from __future__ import annotations

import pytest

from program.daytext import USUAL_DAY, read_day, write_day
from program.models import Session, Speaker
from tests.factories.conference import WorkshopFactory
from tests.factories.program import SessionFactory
from tests.program.edition import at

PROPOSAL = """\
Tentative schedule
09:00-09:10 Opening
9:10 Keynote: Kim Vega (Uni North)
10:30 Coffee break
11 am Spotlights (15 x 2 min) @ Hall 1

2pm Panel: Ada Fiedler (Uni A), Bo Li (?) and Cy Dee (Uni C (on leave))
| 15:00 – 15:45 | Keynote: Jo Ann Smith, “Maps of moss” |
20:00 Dinner
"""


def read(text):
    return [(item.starts, item.ends, item.kind, item.title) for item in read_day(text).sessions]


def test_lines_of_a_proposal_are_read_with_kinds_ends_and_people():
    found = read_day(PROPOSAL)
    assert found.troubles == ()
    assert read(PROPOSAL) == [
        ("09:00", "09:10", "opening", "Opening"),
        ("09:10", "10:30", "keynote", "Keynote"),
        ("10:30", "11:00", "break", "Coffee break"),
        ("11:00", "11:30", "spotlights", "Spotlights"),
        ("14:00", "15:00", "panel", "Panel"),
        ("15:00", "15:45", "keynote", "Maps of moss"),
        ("20:00", "22:00", "social", "Dinner"),
    ]
    spotlights, panel, keynote = found.sessions[3:6]
    assert (spotlights.room, spotlights.minutes_each) == ("Hall 1", 2)
    assert [(person.name, person.affiliation) for person in panel.people] == [
        ("Ada Fiedler", "Uni A"), ("Bo Li", ""), ("Cy Dee", "Uni C (on leave)"),
    ]  # fmt: skip
    assert [person.name for person in keynote.people] == ["Jo Ann Smith"]


@pytest.mark.parametrize(
    ("line", "words"),
    [("25:10 Talk", "no time of the day"), ("10:00-09:00 Talk", "ends before it starts"), ("13 pm Talk", "no hour"),
     ("10:00", "no words"), ("Later: dinner", "begins with no time"), ("08:00 Early", "before the line above"),
     ("10:00-11 Talk", "with minutes")],
)  # fmt: skip
def test_what_can_not_be_read_is_named_by_line(line, words):
    [trouble] = read_day(f"09:00-09:30 Opening\n{line}\n").troubles
    assert trouble.line == 2
    assert words in trouble.reason


def test_a_text_without_any_time_says_so():
    assert "09:00-09:10 Opening" in read_day("Nothing of use").troubles[0].reason


def test_the_usual_day_is_read_and_what_is_written_is_read_back():
    found = read_day(USUAL_DAY)
    assert not found.troubles
    assert {"opening", "keynote", "break", "spotlights", "posters", "orals", "panel", "closing"} == {
        session.kind for session in found.sessions
    }
    assert write_day([]) == ""


def post(edition, user=None, **data):
    url = f"{edition.url}chair/programme/day/"
    return edition.client(user or edition.chair).post(url, {"day": "2026-07-19", **data})


def test_a_day_is_previewed_corrected_and_taken(edition):
    wrong = post(edition, text="09:00 Opening\n25:00 Lunch", action="take")
    assert wrong.status_code == 422
    assert "no time of the day" in wrong.content.decode()
    preview = post(edition, text=PROPOSAL, action="read").content.decode()
    assert all(
        words in preview for words in ("09:10–10:30", "Maps of moss", "Jo Ann Smith", "2 minutes a paper")
    )
    assert not Session.objects.filter(start__date="2026-07-19").exists()
    assert post(edition, text=PROPOSAL, action="take").status_code == 302
    made = Session.objects.filter(start__date="2026-07-19")
    assert made.count() == 7
    panel = made.get(kind="panel")
    assert list(panel.speakers.values_list("speaker__name", "part")) == [
        ("Ada Fiedler", "panellist"), ("Bo Li", "panellist"), ("Cy Dee", "panellist"),
    ]  # fmt: skip
    assert Speaker.objects.get(name="Ada Fiedler").status == "to_invite"
    assert (
        made.get(title="Keynote").speakers.get().speaker == edition.speaker
    )  # known already, not made twice
    again = post(edition, text=PROPOSAL, action="take")
    assert again.status_code == 422
    assert "has sessions already" in again.content.decode()


def test_the_hour_that_the_clock_skips_is_no_trouble(edition):
    edition.change(timezone="Europe/Lisbon")
    lines = "00:30-02:30 Night of code\n02:30-03:00 Coffee break"
    assert post(edition, day="2026-03-29", text=lines, action="take").status_code == 302
    night, coffee = Session.objects.filter(start__date="2026-03-29")
    assert night.minutes == 60  # at one o'clock it is two
    assert coffee.start == night.end


@pytest.mark.enumeration
def test_a_day_of_an_earlier_edition_without_last_years_people(edition):
    old = WorkshopFactory(
        slug="fields-2025", acronym="Fields 2025", series=edition.workshop.series, timezone="UTC"
    )
    SessionFactory(workshop=old, title="A talk of last year", start=at("09:00"), end=at("09:40"))
    SessionFactory(workshop=old, kind="break", title="Long lunch break", start=at("12:00"), end=at("13:30"))
    url = f"{edition.url}chair/programme/day/?from=fields-2025:2026-07-18"
    assert "A talk of last year" not in edition.client(edition.chair).get(url).content.decode()
    hidden = edition.client(edition.chair).get(url).content.decode()
    assert "Fields 2025" not in hidden  # neither public nor her own
    from tests.factories.conference import RoleFactory

    RoleFactory(workshop=old, user=edition.chair, kind="program_chair")
    page = edition.client(edition.chair).get(url).content.decode()
    assert "09:00-09:40 Keynote" in page
    assert "12:00-13:30 Long lunch break" in page
    assert "A talk of last year" not in page
