"""What may be wrong with a drafted day: plain rules on plain values. A warning points something out and never forbids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations, pairwise

LONGEST_WITHOUT_BREAK = timedelta(hours=3)
SHORTEST_BREAK = 15
PAUSES = frozenset({"break", "social", "posters"})
TIMED = frozenset({"orals", "spotlights"})


@dataclass(frozen=True)
class SpeakerFacts:
    """``key`` tells a person who also presents a paper; empty where that is not known."""

    name: str
    is_confirmed: bool
    key: str = ""


@dataclass(frozen=True)
class PresenterFacts:
    """Who presents a paper and when: ``key`` tells the person, ``paper`` names the paper; ``is_away`` then."""

    key: str
    paper: str
    start: datetime
    end: datetime
    is_away: bool = False


@dataclass(frozen=True)
class SessionFacts:
    """A session as the rules read it; times are aware, ``paper_minutes`` has one entry a paper, None where unsaid."""

    key: str
    kind: str
    title: str
    start: datetime
    end: datetime
    room: str = ""
    speakers: tuple[SpeakerFacts, ...] = ()
    paper_minutes: tuple[int | None, ...] = ()
    gone_papers: int = 0
    presenters: tuple[PresenterFacts, ...] = ()

    @property
    def minutes(self) -> int:
        return int((self.end - self.start).total_seconds() // 60)

    def overlaps(self, other: SessionFacts) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class DayWarning:
    """One thing to look at; ``sessions`` are the keys of the sessions it concerns."""

    kind: str
    text: str
    sessions: tuple[str, ...] = ()


def check_day(sessions: Sequence[SessionFacts], *, unplaced: int = 0) -> list[DayWarning]:
    """Return every warning about a programme, in the order of the day; ``unplaced`` papers come last."""
    ordered = sorted(sessions, key=lambda session: (session.start, session.end))
    found = [
        *_pairs(ordered),
        *(warning for session in ordered for warning in _one(session)),
        *_missing_breaks(ordered),
    ]
    place = {session.key: index for index, session in enumerate(ordered)}
    found.sort(key=lambda warning: place[warning.sessions[0]])
    if unplaced:
        papers = "1 accepted paper has" if unplaced == 1 else f"{unplaced} accepted papers have"
        found.append(DayWarning("unplaced", f"{papers} no place in the programme yet."))
    return found


def _pairs(sessions: Iterable[SessionFacts]) -> Iterable[DayWarning]:
    for one, other in combinations(sessions, 2):
        if not one.overlaps(other):
            continue
        yield from _presenters_twice(one, other)
        both = (one.key, other.key)
        if one.room == other.room:
            where = f"in {one.room}" if one.room else "and neither has a room"
            yield DayWarning(
                "overlap", f"“{one.title}” and “{other.title}” are at the same time {where}.", both
            )
        elsewhere = {person.name for person in other.speakers}
        for person in one.speakers:
            if person.name in elsewhere:
                yield DayWarning(
                    "speaker_twice",
                    f"{person.name} is in “{one.title}” and in “{other.title}” at the same time.",
                    both,
                )


def _presenters_twice(one: SessionFacts, other: SessionFacts) -> Iterable[DayWarning]:
    """Warn where somebody presents in two places, or presents while speaking elsewhere."""
    for first in one.presenters:
        for second in other.presenters:
            if first.key == second.key and first.start < second.end and second.start < first.end:
                papers = f"{first.paper} and {second.paper}" if first.paper != second.paper else first.paper
                yield DayWarning(
                    "presenter_twice",
                    f"The presenter of {papers} is in “{one.title}” and in “{other.title}” at the same time.",
                    (one.key, other.key),
                )
    for here, there in ((one, other), (other, one)):
        busy = {person.key for person in there.speakers if person.key}
        for presenter in here.presenters:
            if presenter.key in busy and presenter.start < there.end and there.start < presenter.end:
                yield DayWarning(
                    "presenter_twice",
                    f"The presenter of {presenter.paper} in “{here.title}” speaks in “{there.title}” at the same time.",
                    (here.key, there.key),
                )


def _one(session: SessionFacts) -> Iterable[DayWarning]:
    yield from _over_time(session)
    if session.kind == "break" and session.minutes < SHORTEST_BREAK:
        yield DayWarning(
            "short_break",
            f"“{session.title}” is short: {session.minutes} minutes; {SHORTEST_BREAK} are the least that serves.",
            (session.key,),
        )
    away = [presenter.paper for presenter in session.presenters if presenter.is_away]
    if away:
        yield DayWarning(
            "away",
            f"The presenter of {', '.join(away)} can’t be there during “{session.title}”.",
            (session.key,),
        )
    waiting = [person.name for person in session.speakers if not person.is_confirmed]
    if waiting:
        have, names = ("has", "this name") if len(waiting) == 1 else ("have", "these names")
        yield DayWarning(
            "unconfirmed",
            f"{', '.join(waiting)} {have} not confirmed: visitors do not see {names} in “{session.title}”.",
            (session.key,),
        )
    if session.gone_papers:
        papers = "A paper" if session.gone_papers == 1 else f"{session.gone_papers} papers"
        verb = "is" if session.gone_papers == 1 else "are"
        yield DayWarning(
            "gone",
            f"{papers} in “{session.title}” {verb} no longer accepted: withdrawn, or decided anew.",
            (session.key,),
        )


def _over_time(session: SessionFacts) -> Iterable[DayWarning]:
    if session.kind not in TIMED or not session.paper_minutes:
        return
    unsaid = sum(minutes is None for minutes in session.paper_minutes)
    if unsaid:
        yield DayWarning(
            "no_minutes",
            f"“{session.title}” does not say how long its papers are: give the minutes a paper.",
            (session.key,),
        )
    needed = sum(minutes or 0 for minutes in session.paper_minutes)
    if needed > session.minutes:
        yield DayWarning(
            "over_time",
            f"“{session.title}” is over time: {len(session.paper_minutes)} papers need {needed} minutes, "
            f"it has {session.minutes}.",
            (session.key,),
        )


def _missing_breaks(sessions: Sequence[SessionFacts]) -> Iterable[DayWarning]:
    """Warn once for each stretch without a pause that is too long; a gap between sessions is a pause as well."""
    run: list[SessionFacts] = []
    for session, following in pairwise([*sessions, None]):
        if session is None:
            break
        run = [] if session.kind in PAUSES else [*run, session]
        ends = not run or following is None or following.kind in PAUSES or following.start > session.end
        if ends:
            if run and run[-1].end - run[0].start > LONGEST_WITHOUT_BREAK:
                yield DayWarning(
                    "no_break",
                    f"There is no break from {run[0].start:%H:%M} to {run[-1].end:%H:%M}.",
                    (run[0].key,),
                )
            run = []
