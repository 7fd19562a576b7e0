"""From a problem to its schedule: count, place, order, name."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from . import obstacles
from .ordering import order
from .problem import Obstacle, Place, Schedule, Status
from .solving import Contradiction, OutOfTime, Solution, parts, solve

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .problem import Paper, Problem, Session

PLACING = 0.7
"""The share of the time for placing papers; the rest orders them within sessions, or looks for obstacles."""
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


def build_schedule(problem: Problem) -> Schedule:
    """Places every paper that must have a place, fills what is left by merit, and orders each session.

    First come the rules (places, presenters, absences, pins), then places given to papers that may have one, then
    themes less the cost of unwelcome times. `optimal` speaks of that placing; the order within a session is the
    best found in the time left. Raises ValueError for keys that stand twice or that a pin names and nobody knows.
    """
    started = time.monotonic()
    _check(problem)
    blocked = obstacles.counted(problem)
    if not blocked:
        try:
            return replace(_scheduled(problem), seconds=time.monotonic() - started)
        except Contradiction as contradiction:
            found = obstacles.searched(contradiction.model, problem.seconds * (1 - PLACING))
            blocked = found or [Obstacle("The pins, absences and rooms leave no schedule.")]
        except OutOfTime:
            text = f"No schedule was found in {problem.seconds:g} seconds: give it more time, or fewer rules."
            blocked = [Obstacle(text)]
    return Schedule(Status.INFEASIBLE, obstacles=tuple(blocked), seconds=time.monotonic() - started)


def _check(problem: Problem) -> None:
    papers = [paper.key for paper in problem.papers]
    sessions = [session.key for session in problem.sessions]
    for keys in (papers, sessions):
        twice = [key for key, count in Counter(keys).items() if count > 1]
        if twice:
            raise ValueError(f"This key stands twice: {twice[0]}.")
    for pin in problem.pins:
        if pin.paper not in papers or pin.session not in sessions:
            raise ValueError(f"A pin names what is not there: {pin.paper} in {pin.session}.")
    for session in problem.sessions:
        if session.end <= session.start or session.places < 0:
            raise ValueError(f"{session.name} ends before it starts, or has less than no places.")


def _scheduled(problem: Problem) -> Schedule:
    ends = time.monotonic() + problem.seconds
    solutions = _solved(parts(problem), problem.seconds * PLACING)
    inside = _inside(problem, solutions)
    places: list[Place] = []
    for count, session in enumerate(problem.sessions):
        share = max((ends - time.monotonic()) / (len(problem.sessions) - count), 0.2)
        places += _ordered(problem, session, inside[session.key], share)
    return Schedule(
        Status.OPTIMAL if all(solution.proved for solution in solutions) else Status.FEASIBLE,
        tuple(places),
        _titles(problem.sessions, _themes(solutions), inside),
        _left_out(problem, places),
        sum(solution.value for solution in solutions),
        sum(solution.bound for solution in solutions),
    )


def _solved(problems: list[Problem], seconds: float) -> list[Solution]:
    """The small parts first: what they leave of their time goes to the larger ones."""
    ends = time.monotonic() + seconds
    ranked = sorted(problems, key=lambda part: len(part.papers) * len(part.sessions))
    return [
        solve(part, max((ends - time.monotonic()) / (len(ranked) - done), 1.0))
        for done, part in enumerate(ranked)
    ]


def _inside(problem: Problem, solutions: Iterable[Solution]) -> dict[str, list[Paper]]:
    papers = {paper.key: paper for paper in problem.papers}
    inside: dict[str, list[Paper]] = defaultdict(list)
    for solution in solutions:
        for paper, session in solution.seats:
            inside[session].append(papers[paper])
    return inside


def _themes(solutions: Iterable[Solution]) -> dict[str, list[str]]:
    return {session: topics for solution in solutions for session, topics in solution.themes.items()}


def _ordered(problem: Problem, session: Session, papers: list[Paper], seconds: float) -> list[Place]:
    pinned = {
        pin.paper: pin.position
        for pin in problem.pins
        if pin.session == session.key and pin.position is not None
    }
    positions = order(papers, session, pinned, seconds=seconds, seed=problem.seed)
    return [
        Place(key, session.key, at, *session.slot(at), at + 1 if session.minutes is None else None)
        for key, at in sorted(positions.items(), key=lambda item: item[1])
    ]


def _titles(
    sessions: Iterable[Session], themes: Mapping[str, list[str]], inside: Mapping[str, list[Paper]]
) -> dict[str, str]:
    """A title for each session that has a theme, its weightier topic first; namesakes are numbered."""
    names = {}
    for key, topics in themes.items():
        weight = {topic: sum(paper.topics.get(topic, 0) for paper in inside[key]) for topic in topics}
        ranked = sorted(
            (topic for topic in topics if weight[topic]), key=lambda topic: (-weight[topic], topic)
        )
        if ranked:
            names[key] = " and ".join(ranked)
    counts = Counter(names.values())
    seen: Counter[str] = Counter()
    for session in sorted(sessions, key=lambda item: item.start):
        name = names.get(session.key, "")
        if counts[name] > 1:
            seen[name] += 1
            names[session.key] = f"{name} {_roman(seen[name])}"
    return names


def _roman(number: int) -> str:
    return ROMAN[number - 1] if number <= len(ROMAN) else str(number)


def _left_out(problem: Problem, places: Iterable[Place]) -> tuple[tuple[str, str], ...]:
    """The papers that may have a place in a kind and got none, each with the kind; the best first."""
    kinds = {session.key: session.kind for session in problem.sessions}
    placed = {(place.paper, kinds[place.session]) for place in places}
    ranked = sorted(problem.papers, key=lambda paper: (-paper.merit, paper.key))
    return tuple(
        (paper.key, kind) for paper in ranked for kind in sorted(paper.may) if (paper.key, kind) not in placed
    )
