"""What no schedule can be worth more than, and themes that may reach it: presenters in two places are left out.

A model with a boolean for each paper in each session hardly moves its bound: two sessions swapped are another schedule,
and a small part of a theme in every session costs next to nothing. Counted instead (how many sessions have these themes,
how many papers of these topics are in them) the question is small, and a mixed-integer solver proves its answer.
"""

from __future__ import annotations

import math
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

from ortools.linear_solver.python import model_builder

from .placing import FITS_LEAST, SCALE, SECOND_THEME, UNEVEN, possible, wish

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .problem import Paper, Problem

EVEN, MORE = 0.6, 0.5
"""Shares of the time left, at most: for sessions filled alike, then for whether others are better; the rest is for times."""
LARGEST = 40_000
"""Papers times sets of themes that are still worth a try."""
FOUND = {model_builder.SolveStatus.OPTIMAL, model_builder.SolveStatus.FEASIBLE}

Themes = tuple[str, ...]
Groups = dict[Any, list[int]]
"""Sessions (by their places in the problem) that are counted together; a key begins with places and the chair's theme."""


@dataclass(frozen=True, slots=True)
class Bound:
    """The most there is, in the solver's whole numbers, and themes for sessions (by their places in the problem)."""

    most: int
    themes: Mapping[int, Themes]


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of session: `papers` have a place there or may have one, `seated` of them at least get it."""

    problem: Problem
    sessions: list[int]
    papers: list[Paper]
    seated: int

    def groups(self, *, by_time: bool) -> Groups:
        groups: Groups = defaultdict(list)
        for s in self.sessions:
            session = self.problem.sessions[s]
            when = (session.start, session.end, session.minutes) if by_time else ()
            groups[session.places, session.topic, *when].append(s)
        return dict(groups)


@dataclass(slots=True)
class _Count:
    """Of a group's sessions with the same themes: how many there are, and the numbers of papers that are in them."""

    mip: Any
    sessions: dict[tuple[Any, Themes], Any] = field(default_factory=dict)
    inside: dict[tuple[Any, Themes], list[Any]] = field(default_factory=lambda: defaultdict(list))
    worth: list[Any] = field(default_factory=list)


def bound(problem: Problem, seconds: float, *, all_seated: bool) -> Bound | None:
    """The most that themes, less uneven sessions, are worth; None where the time did not suffice.

    `all_seated` says that every paper that may have a place gets one.
    """
    ends = time.monotonic() + seconds
    most = 0
    themes: dict[int, Themes] = {}
    for kind in sorted({session.kind for session in problem.sessions}):
        found = _of_kind(_kind(problem, kind, all_seated=all_seated), ends)
        if found is None:
            return None
        most += found.most
        themes |= found.themes
    return Bound(most, themes)


def _kind(problem: Problem, kind: str, *, all_seated: bool) -> _Kind:
    sessions = [s for s, session in enumerate(problem.sessions) if session.kind == kind]
    here = {problem.sessions[s].key for s in sessions}
    pinned = Counter(pin.paper for pin in problem.pins if pin.session in here)
    papers = [
        paper
        for paper in problem.papers
        for _ in range(1 if kind in paper.must | paper.may else pinned[paper.key])
    ]
    seated = len(papers) if all_seated else sum(kind in paper.must for paper in papers)
    return _Kind(problem, sessions, papers, seated)


def _of_kind(kind: _Kind, ends: float) -> Bound | None:
    groups = kind.groups(by_time=False)
    if len(kind.sessions) == 1 and not any(topic for _, topic in groups):
        return Bound(0, {})
    topics = Counter(_shares(paper) for paper in kind.papers)
    names = sorted({name for shares in topics for name, _ in shares})
    choices: list[Themes] = [(), *((name,) for name in names), *combinations(names, 2)]
    if len(topics) * len(choices) * len(groups) > LARGEST:
        return None
    if kind.seated < len(kind.papers) or len({places for places, _ in groups}) > 1:
        found = _best(_counted(kind, groups, choices), groups, _until(ends, EVEN))
    else:
        found = _best_even(kind, groups, choices, ends)
    return found and replace(found, themes=_timed(kind, found.themes, ends))


def _best_even(kind: _Kind, groups: Groups, choices: list[Themes], ends: float) -> Bound | None:
    """The best of sessions filled alike; of others it is asked whether they gain more than that costs."""
    even = _counted(kind, groups, choices)
    uneven = int(_fill_alike(kind, even))
    best = _best(even, groups, _until(ends, EVEN))
    if best is None:
        return None
    more = _more_than(best.most + UNEVEN, _counted(kind, groups, choices), _until(ends, MORE))
    most = max(best.most, SCALE * kind.seated if more is None else more - UNEVEN)
    return replace(best, most=most - UNEVEN * uneven)


def _timed(kind: _Kind, themes: Mapping[int, Themes], ends: float) -> Mapping[int, Themes]:
    """The same themes, in the sessions where absences and wishes cost least."""
    groups = kind.groups(by_time=True)
    wanted = Counter((kind.problem.sessions[s].places, themes[s]) for s in kind.sessions)
    count = _counted(kind, groups, list(dict.fromkeys(themes.values())))
    for (places, chosen), number in wanted.items():
        alike = [var for (group, here), var in count.sessions.items() if (group[0], here) == (places, chosen)]
        count.mip.add(sum(alike) == number)
    _fill_alike(kind, count)
    found = _best(count, groups, ends)
    return found.themes if found else themes


def _counted(kind: _Kind, groups: Groups, choices: Sequence[Themes]) -> _Count:
    count = _Count(model_builder.Model())  # type: ignore[no-untyped-call]
    for group, members in groups.items():
        topic = group[1]
        possible_themes = choices if topic is None else [(topic,)]
        for themes in possible_themes:
            number = count.mip.new_int_var(0, len(members), "sessions")
            count.sessions[group, themes] = number
            if len(themes) > 1:
                count.worth.append(-SECOND_THEME * number)
        count.mip.add(sum(count.sessions[group, themes] for themes in possible_themes) == len(members))
    timed = any(len(group) > 2 for group in groups)  # noqa: PLR2004 - places and theme, and then times
    costs = [_costs(kind, paper, groups) if timed else dict.fromkeys(groups, 0) for paper in kind.papers]
    alike = Counter(
        (_shares(paper), tuple(cost.items())) for paper, cost in zip(kind.papers, costs, strict=True)
    )
    seated = [
        var for (shares, cost), number in alike.items() for var in _seats(count, shares, dict(cost), number)
    ]
    for (group, themes), number in count.sessions.items():
        count.mip.add(sum(count.inside[group, themes]) <= group[0] * number)
    count.mip.add(sum(seated) >= kind.seated)
    count.mip.maximize(sum(count.worth))
    return count


def _shares(paper: Paper) -> tuple[tuple[str, int], ...]:
    """What a paper is worth under each topic: papers with the same are counted together."""
    return tuple(
        sorted((topic, round(share * SCALE)) for topic, share in paper.topics.items() if share >= FITS_LEAST)
    )


def _costs(kind: _Kind, paper: Paper, groups: Groups) -> dict[Any, int]:
    """The groups in which a paper can be, with what its wishes cost there."""
    sessions = kind.problem.sessions
    first = {group: sessions[members[0]] for group, members in groups.items()}
    return {group: wish(paper, session) for group, session in first.items() if possible(paper, session)}


def _seats(
    count: _Count, shares: Sequence[tuple[str, int]], costs: Mapping[Any, int], number: int
) -> Iterator[Any]:
    """How many of `number` papers alike are where; the parts of a flow need not be whole."""
    worth = dict(shares)
    places = []
    for group, themes in count.sessions:
        if group not in costs:
            continue
        best = max((worth.get(theme, 0) for theme in themes), default=0)
        places.append(count.mip.new_num_var(0, number, "papers"))
        count.inside[group, themes].append(places[-1])
        if best != costs[group]:
            count.worth.append((best - costs[group]) * places[-1])
    if places:
        count.mip.add(sum(places) <= number)
    yield from places


def _fill_alike(kind: _Kind, count: _Count) -> bool:
    """Fill sessions of one size evenly; says whether some get one paper more than others."""
    fewest, over = divmod(kind.seated, len(kind.sessions))
    if len({group[0] for group, _ in count.sessions}) == 1 and kind.seated == len(kind.papers):
        for where, number in count.sessions.items():
            count.mip.add(sum(count.inside[where]) >= fewest * number)
            count.mip.add(sum(count.inside[where]) <= (fewest + bool(over)) * number)
    return bool(over)


def _best(count: _Count, groups: Groups, ends: float) -> Bound | None:
    solver, status = _run(count, ends)
    if status not in FOUND:
        return None
    themes: dict[int, Themes] = {}
    for group, members in groups.items():
        given = [
            chosen
            for (where, chosen), number in count.sessions.items()
            if where == group
            for _ in range(round(solver.value(number)))
        ]
        themes |= dict(zip(members, given, strict=True))
    return Bound(math.floor(solver.best_objective_bound + 1 / 2), themes)


def _more_than(worth: int, count: _Count, ends: float) -> int | None:
    """The most where it is more than that, else that; None where it can't be told in the time."""
    count.mip.add(sum(count.worth) >= worth + 1)
    solver, status = _run(count, ends)
    if status == model_builder.SolveStatus.INFEASIBLE:
        return worth
    return math.floor(solver.best_objective_bound + 1 / 2) if status in FOUND else None


def _until(ends: float, share: float) -> float:
    now = time.monotonic()
    return now + (ends - now) * share


def _run(count: _Count, ends: float) -> tuple[Any, Any]:
    solver = model_builder.Solver("scip")
    solver.set_time_limit_in_seconds(max(ends - time.monotonic(), 0.1))
    solver.set_solver_specific_parameters("limits/gap = 0")
    return solver, solver.solve(count.mip)
