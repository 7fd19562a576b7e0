"""The rules on a drafted day, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from program.warnings import SessionFacts, SpeakerFacts, check_day

NINE = datetime(2026, 7, 18, 9, tzinfo=UTC)
KIM = SpeakerFacts("Kim Vega", is_confirmed=True)


def session(key, minute, length, kind="talk", **fields):
    start = NINE + timedelta(minutes=minute)
    return SessionFacts(key, kind, key.title(), start, start + timedelta(minutes=length), **fields)


def kinds(*sessions, **more):
    return [warning.kind for warning in check_day(sessions, **more)]


def test_a_sound_day_has_no_warning():
    assert (
        kinds(
            session("opening", 0, 10),
            session("keynote", 10, 50, "keynote", speakers=(KIM,)),
            session("coffee", 60, 20, "break"),
            session("spotlights", 80, 20, "spotlights", paper_minutes=(5, 5, 5, 5)),
            session("panel", 100, 60, "panel", speakers=(KIM,)),
        )
        == []
    )


def test_two_sessions_in_one_room_at_once():
    one, other = session("one", 0, 30, room="Hall"), session("other", 20, 30, room="Hall")
    found = check_day([other, one])
    assert [warning.kind for warning in found] == ["overlap"]
    assert found[0].sessions == ("one", "other")
    assert "in Hall" in found[0].text
    assert kinds(one, replace(other, room="Cellar")) == []
    assert kinds(one, replace(other, start=one.end)) == []


def test_a_speaker_in_two_rooms_at_once():
    one = session("one", 0, 30, room="Hall", speakers=(KIM,))
    other = session("other", 20, 30, room="Cellar", speakers=(KIM,))
    assert kinds(one, other) == ["speaker_twice"]
    assert kinds(one, replace(other, speakers=())) == []


@pytest.mark.parametrize(
    ("minutes", "found"), [((10, 10), []), ((10, 11), ["over_time"]), ((10, None), ["no_minutes"]), ((), [])]
)
def test_papers_that_need_more_time_than_there_is(minutes, found):
    assert kinds(session("talks", 0, 20, "orals", paper_minutes=minutes)) == found
    assert kinds(session("talks", 0, 20, "posters", paper_minutes=minutes)) == []


def test_someone_who_has_not_confirmed():
    guest = SpeakerFacts("Ines Moor", is_confirmed=False)
    found = check_day([session("panel", 0, 60, "panel", speakers=(KIM, guest))])
    assert [warning.kind for warning in found] == ["unconfirmed"]
    assert "Ines Moor has not confirmed" in found[0].text
    assert "Kim" not in found[0].text


def test_papers_that_left_and_papers_without_a_place():
    assert kinds(session("talks", 0, 20, "orals", gone_papers=1), unplaced=2) == ["gone", "unplaced"]
    assert "1 accepted paper has" in check_day([], unplaced=1)[0].text


def test_a_long_stretch_without_a_break():
    long = [session(f"s{hour}", 60 * hour, 60) for hour in range(4)]
    found = check_day(long)
    assert [warning.kind for warning in found] == ["no_break"]
    assert "09:00 to 13:00" in found[0].text
    assert kinds(*long[:3]) == []
    with_break = [*long[:2], session("coffee", 120, 15, "break"), session("late", 135, 120)]
    assert kinds(*with_break) == []
    with_gap = [*long[:2], session("late", 150, 120)]
    assert kinds(*with_gap) == []


def test_warnings_come_in_the_order_of_the_day():
    late = session("late", 300, 10, "orals", paper_minutes=(20,))
    early = session("early", 0, 10, "orals", paper_minutes=(20,))
    assert [warning.sessions for warning in check_day([late, early])] == [("early",), ("late",)]
