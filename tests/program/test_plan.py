"""Moves on the grid: sessions and papers, undone and done again, by two chairs at once."""

from __future__ import annotations

import re

import pytest

from conference.models import AuditEntry
from program.models import ScheduleStep, Session
from tests.factories.program import SessionFactory, SlotFactory
from tests.program.edition import accepted, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(edition):
    edition.second = SessionFactory(
        workshop=edition.workshop, kind="spotlights", title="Second block", minutes_each=5,
        start=at("11:00"), end=at("11:30"),
    )  # fmt: skip
    edition.more = [accepted(edition.track, title=f"More {n}") for n in range(3)]
    for position, paper in enumerate(edition.more[:2], start=2):
        SlotFactory(session=edition.spotlights, submission=paper, position=position)
    return edition


def move(edition, user=None, **data):
    return edition.client(user or edition.chair).post(
        f"{edition.url}chair/programme/move/", data, headers={"X-Plan": "1"}
    )


def fresh(session):
    return Session.objects.get(pk=session.pk)


def shift(edition, session, start, *, version=None, day="2026-07-18", room="", user=None):
    return move(
        edition, user, action="session", session=session.public_id, day=day, start=start, room=room,
        version=version or fresh(session).version,
    )  # fmt: skip


def carry(edition, paper, source, target, position, seen=()):
    seen = dict(seen)
    return move(
        edition, action="paper", paper=paper.number, position=position,
        source=source.public_id if source else "", target=target.public_id if target else "",
        source_version=seen.get("source", fresh(source).version if source else ""),
        target_version=seen.get("target", fresh(target).version if target else ""),
    )  # fmt: skip


def inside(session):
    return list(session.slots.values_list("submission__number", flat=True))


@pytest.mark.enumeration
def test_a_session_moves_in_time_and_room_and_keeps_its_length(day):
    response = shift(day, day.keynote, 13 * 60 + 5, room="Hall 2")
    assert response.status_code == 200
    assert "13:05–13:45" in response.content.decode()
    moved = fresh(day.keynote)
    assert (moved.start, moved.end, moved.room) == (at("13:05"), at("13:45"), "Hall 2")
    assert AuditEntry.objects.get(action="session_moved").actor == day.chair


@pytest.mark.enumeration
def test_a_session_is_moved_over_the_hour_that_the_clock_skips(day):
    day.change(timezone="Europe/Lisbon")
    shift(day, day.keynote, 30, day="2026-03-29")
    shift(day, day.keynote, 90, day="2026-03-29")
    moved = fresh(day.keynote)
    assert moved.minutes == 40
    assert moved.start.astimezone(day.workshop.tz).strftime("%H:%M") == "02:30"  # half past one is not there


def test_a_session_is_made_longer_within_reason(day):
    given = {"action": "length", "session": day.keynote.public_id, "version": day.keynote.version}
    assert move(day, **given, minutes=3).status_code == 422
    assert move(day, **given, minutes=60).status_code == 200
    assert fresh(day.keynote).end == at("10:00")


def test_papers_are_put_in_order_carried_over_and_taken_out(day):
    carry(day, day.more[1], day.spotlights, day.spotlights, 0)
    assert inside(day.spotlights) == [3, 1, 2]
    carry(day, day.paper, day.spotlights, day.second, 0)
    carry(day, day.more[2], None, day.second, 5)
    assert (inside(day.spotlights), inside(day.second)) == ([3, 2], [1, 4])
    twice = carry(day, day.paper, None, day.second, 0)
    assert twice.status_code == 422
    assert "is in “Second block” already" in twice.content.decode()
    assert carry(day, day.paper, day.second, day.keynote, 0).status_code == 422
    assert inside(day.second) == [1, 4]
    page = carry(day, day.paper, day.second, None, 0).content.decode()
    assert inside(day.second) == [4]
    assert "1 accepted paper has no place" in page


def test_steps_are_undone_and_done_again_after_a_reload(day):
    shift(day, day.keynote, 13 * 60)
    carry(day, day.paper, day.spotlights, day.second, 0)
    client = day.client(day.chair)
    client.post(f"{day.url}chair/programme/{day.second.public_id}/delete/")
    client.post(f"{day.url}chair/programme/move/", {"action": "undo"})  # as without a script
    assert inside(Session.objects.get(public_id=day.second.public_id)) == [1]
    assert "Taken back: Moved #1 from" in move(day, action="undo").content.decode()
    assert inside(day.spotlights) == [1, 2, 3]
    move(day, action="undo")
    assert fresh(day.keynote).start == at("09:00")
    assert move(day, action="undo").status_code == 422
    for _ in range(2):
        assert move(day, action="redo").status_code == 200
    assert fresh(day.keynote).start == at("13:00")
    assert inside(day.spotlights) == [2, 3]
    shift(day, day.keynote, 14 * 60)
    assert move(day, action="redo").status_code == 422  # a new step ends what could be done again
    assert ScheduleStep.objects.count() == 3


def test_undo_takes_nothing_back_that_was_changed_otherwise(day):
    shift(day, day.keynote, 13 * 60)
    Session.objects.filter(pk=day.keynote.pk).update(title="Reworded by its speaker")
    response = move(day, action="undo")
    assert response.status_code == 409
    assert fresh(day.keynote).start == at("13:00")


def test_the_second_of_two_chairs_is_told_and_sees_how_it_stands(day):
    version = day.keynote.version
    assert shift(day, day.keynote, 13 * 60, version=version).status_code == 200
    response = shift(day, day.keynote, 15 * 60, version=version, user=day.editor)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Somebody else changed “What soil remembers” meanwhile" in page
    assert "13:00–13:40" in page
    assert fresh(day.keynote).start == at("13:00")
    target = day.second.version
    assert carry(day, day.paper, day.spotlights, day.second, 0).status_code == 200
    stale = carry(day, day.more[0], day.spotlights, day.second, 0, seen={"target": target})
    assert stale.status_code == 409
    assert (inside(day.spotlights), inside(day.second)) == ([2, 3], [1])  # nothing half done
    gone = carry(day, day.paper, day.spotlights, day.second, 0)
    assert gone.status_code == 409


def test_what_another_chair_did_appears(day):
    client = day.client(day.chair)
    page = client.get(f"{day.url}chair/programme/").content.decode()
    mark = re.search(r'data-mark="(\w+)"', page)[1]
    board = f"{day.url}chair/programme/board/?mark={mark}"
    assert client.get(board).status_code == 204
    shift(day, day.keynote, 13 * 60, user=day.editor)
    seen = client.get(board)
    assert seen.status_code == 200
    assert "13:00–13:40" in seen.content.decode()
    assert day.editor.name in seen.content.decode()


@pytest.mark.enumeration
def test_warnings_are_live(day):
    page = shift(day, day.keynote, 10 * 60 + 10, room="Hall 1").content.decode()
    assert "at the same time in Hall 1" not in page
    other = SessionFactory(
        workshop=day.workshop,
        kind="posters",
        title="Boards",
        start=at("15:00"),
        end=at("16:00"),
        room="Hall 1",
    )
    SlotFactory(session=other, submission=day.paper)
    page = shift(day, other, 10 * 60, room="Hall 1").content.decode()
    assert "“Boards” and “What soil remembers” are at the same time in Hall 1" in page
    assert "The presenter of #1 is in “" in page
    coffee = SessionFactory(
        workshop=day.workshop, kind="break", title="Coffee", start=at("16:00"), end=at("16:30")
    )
    page = move(day, action="length", session=coffee.public_id, version=1, minutes=5).content.decode()
    assert "“Coffee” is short" in page


def test_pins_are_set_and_what_makes_no_sense_is_refused(day):
    session = day.spotlights
    move(day, action=f"pin-session:{session.public_id}:{session.version}:1")
    assert fresh(session).is_pinned
    move(day, action=f"pin-paper:{session.public_id}:{fresh(session).version}:1:{day.paper.number}")
    assert session.slots.get(submission=day.paper).is_pinned
    for action in ("nonsense", "pin-session:x:1:1", "pin-paper", "session", "paper"):
        assert move(day, action=action, session="x", day="x").status_code == 422
    before = fresh(day.keynote).version
    assert move(day, day.outsider, action="undo").status_code == 404
    other = SessionFactory()
    assert shift(day, other, 60).status_code == 422
    assert fresh(day.keynote).version == before


@pytest.mark.enumeration
def test_a_move_needs_the_same_number_of_queries_for_10_and_100_papers(day, django_assert_num_queries):
    client = day.client(day.chair)
    client.get(f"{day.url}chair/programme/")
    for size in (10, 100):
        for number in range(day.workshop.submissions.count(), size):
            day.second.slots.create(submission=accepted(day.track, authors=("A One",)), position=number)
        data = {
            "action": "paper", "paper": 1, "position": int(size == 10), "source": day.spotlights.public_id,
            "target": day.spotlights.public_id, "source_version": fresh(day.spotlights).version,
        }  # fmt: skip
        with django_assert_num_queries(36):
            found = client.post(f"{day.url}chair/programme/move/", data, headers={"X-Plan": "1"})
        assert found.status_code == 200
