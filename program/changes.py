"""What differs between two versions of a schedule, in words: for the log, and for each person whom it concerns.

Plain rules on plain values: a version is a list of sessions as ``program.selectors.drafts`` writes them, with ``key``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any

State = Mapping[str, Any]
TIMED = frozenset({"orals", "spotlights"})


@dataclass(frozen=True)
class Change:
    """One line of the log. Where ``paper`` or ``speaker`` is set it speaks of that one, whose name is put before the text."""

    kind: str
    text: str
    paper: int | None = None
    speaker: int | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Occurrence:
    """Where and when a person is wanted: a session, or the place of a paper in it."""

    key: str
    title: str
    start: datetime
    end: datetime
    room: str
    board: int | None = None


@dataclass(frozen=True)
class Personal:
    """What changed for one person in one session; ``old`` is None where it is new, ``new`` where it is gone."""

    old: Occurrence | None
    new: Occurrence | None


def next_name(last: str) -> str:
    """Return the name a version would have after another: its last number one higher."""
    found = list(re.finditer(r"\d+", last))
    if not found:
        return "1" if not last else f"{last} 2"
    number = found[-1]
    return f"{last[: number.start()]}{int(number[0]) + 1}{last[number.end() :]}"


def log_of(old: Sequence[State], new: Sequence[State], zone: tzinfo) -> list[Change]:
    """Return what is new, gone, moved and renamed, in the order of the new version; what is gone comes last."""
    before = {state["key"]: state for state in old}
    after = {state["key"]: state for state in new}
    found: list[Change] = []
    for key, state in sorted(after.items(), key=lambda item: (item[1]["start"], item[1]["end"])):
        found += _new(state, zone) if key not in before else _changed(before[key], state, zone)
    gone = [state for key, state in before.items() if key not in after]
    found += [Change("gone", f"“{state['title']}” is no longer in the programme.") for state in gone]
    return found + _papers(old, new, zone)


def speakers_in(states: Iterable[State]) -> dict[int, dict[str, Occurrence]]:
    """Return where each speaker is wanted, by speaker and session."""
    found: dict[int, dict[str, Occurrence]] = {}
    for state in states:
        for speaker, _part in state["people"]:
            found.setdefault(speaker, {})[state["key"]] = Occurrence(
                state["key"], state["title"], *_times(state), state["room"]
            )
    return found


def papers_in(states: Iterable[State]) -> dict[int, dict[str, Occurrence]]:
    """Return the places of each paper, by paper and session, each with its own time where the session gives one."""
    found: dict[int, dict[str, Occurrence]] = {}
    for state in states:
        begins, ends = _times(state)
        at: datetime | None = begins
        for slot in state["slots"]:
            minutes = (slot["minutes"] or state["minutes_each"]) if state["kind"] in TIMED else None
            start, end = (at, at + timedelta(minutes=minutes)) if at and minutes else (begins, ends)
            at = end if at and minutes else None
            found.setdefault(slot["submission_id"], {})[state["key"]] = Occurrence(
                state["key"], state["title"], start, end, state["room"], slot["board"]
            )
    return found


def personal(old: Mapping[str, Occurrence], new: Mapping[str, Occurrence]) -> list[Personal]:
    """Return what changed for one person, in the order of time."""
    keys = dict.fromkeys([*new, *old])
    found = [Personal(old.get(key), new.get(key)) for key in keys if old.get(key) != new.get(key)]
    return sorted(found, key=lambda item: (item.new or item.old).start)  # type: ignore[union-attr]


def in_words(change: Personal, zone: tzinfo, zone_name: str) -> str:
    """Say to the person concerned what changed, on the clock of a zone."""
    old, new = change.old, change.new
    if new is None:
        return f"“{old.title}”: you are no longer in it." if old else ""
    place = place_words(new, zone, zone_name)
    if old is None:
        return f"“{new.title}”: {place}."
    parts = [f"“{new.title}” is now {place}"]
    if (old.start, old.end, old.room) != (new.start, new.end, new.room):
        parts.append(
            f"it was {_when(old, zone)}{f', {old.room}' if old.room != new.room and old.room else ''}"
        )
    if old.title != new.title:
        parts.append(f"it was called “{old.title}”")
    if old.board != new.board and old.board:
        parts.append(f"it was on board {old.board}")
    return "; ".join(parts) + "."


def place_words(at: Occurrence, zone: tzinfo, zone_name: str) -> str:
    """Say when and where on the clock of a zone, which is named."""
    room = f", {at.room}" if at.room else ""
    board = f", board {at.board}" if at.board else ""
    return f"{_when(at, zone)} ({zone_name}){room}{board}"


def _when(at: Occurrence, zone: tzinfo) -> str:
    start, end = at.start.astimezone(zone), at.end.astimezone(zone)
    return f"{start:%A %-d %B %Y}, {start:%H:%M}–{end:%H:%M}"


def _new(state: State, zone: tzinfo) -> list[Change]:
    start, end = (moment.astimezone(zone) for moment in _times(state))
    room = f", {state['room']}" if state["room"] else ""
    return [Change("new", f"“{state['title']}”, {start:%-d %B}, {start:%H:%M}–{end:%H:%M}{room}.")]


def _changed(old: State, new: State, zone: tzinfo) -> list[Change]:
    found = []
    name = f"“{new['title']}”"
    if old["title"] != new["title"]:
        found.append(Change("renamed", f"“{old['title']}” is now called {name}."))
    (was, until), (start, end) = _times(old), _times(new)
    moved = _moved(was, start, old["room"], new["room"], zone)
    if moved:
        found.append(Change("moved", f"{name} {moved}."))
    if end - start != until - was:
        minutes = int((end - start).total_seconds() // 60)
        found.append(
            Change("moved", f"{name} is now {minutes} minutes long, until {end.astimezone(zone):%H:%M}.")
        )
    there, here = {speaker for speaker, _ in old["people"]}, {speaker for speaker, _ in new["people"]}
    found += [
        Change("new", f"is now in {name}.", speaker=speaker)
        for speaker, _ in new["people"]
        if speaker not in there
    ]
    found += [
        Change("gone", f"is no longer in {name}.", speaker=speaker)
        for speaker, _ in old["people"]
        if speaker not in here
    ]
    return found


def _moved(was: datetime, start: datetime, old_room: str, room: str, zone: tzinfo) -> str:
    parts = []
    if was != start:
        before, after = was.astimezone(zone), start.astimezone(zone)
        shape = "%H:%M" if before.date() == after.date() else "%-d %B, %H:%M"
        parts.append(f"moved from {before.strftime(shape)} to {after.strftime(shape)}")
    if old_room != room:
        parts.append(f"is now in {room}" if room else f"is no longer in {old_room}")
    return " and ".join(parts)


def _papers(old: Sequence[State], new: Sequence[State], zone: tzinfo) -> list[Change]:
    """Speak of papers that came, went or changed their session; a new order of one session is one line."""
    before, after = papers_in(old), papers_in(new)
    found: list[Change] = []
    reordered: dict[str, str] = {}
    starts = {state["key"]: state["start"] for state in old}
    same_start = {state["key"] for state in new if starts.get(state["key"]) == state["start"]}
    for paper in dict.fromkeys([*after, *before]):
        was, now = before.get(paper, {}), after.get(paper, {})
        came = [now[key] for key in now if key not in was]
        went = [was[key] for key in was if key not in now]
        if came and before:
            names = " and ".join(f"“{at.title}”, {at.start.astimezone(zone):%-d %B, %H:%M}" for at in came)
            found.append(Change("moved" if went else "new", f"is now in {names}.", paper=paper))
        elif went:
            names = " and ".join(f"“{at.title}”" for at in went)
            found.append(Change("gone", f"is no longer in {names}.", paper=paper))
        for key in now:
            if key in was and key in same_start and _spot(now[key]) != _spot(was[key]):
                reordered[key] = now[key].title
    return [
        *found,
        *(
            Change("moved", f"The papers of “{title}” stand in another order.")
            for title in reordered.values()
        ),
    ]


def _spot(at: Occurrence) -> tuple[datetime, int | None]:
    return at.start, at.board


def _times(state: State) -> tuple[datetime, datetime]:
    return datetime.fromisoformat(state["start"]), datetime.fromisoformat(state["end"])
