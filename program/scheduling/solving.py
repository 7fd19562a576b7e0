"""The search: kinds of session that nothing links are solved apart; places first, then themes, from a bound down."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

from ortools.sat.python import cp_model

from .bounding import Bound, bound
from .placing import SCALE, Model, model_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .problem import Paper, Problem

PORTFOLIO = 8
"""CP-SAT wants this many workers for its whole portfolio, on fewer cores too: with two it hardly moves the bound."""
FOUND = {cp_model.OPTIMAL, cp_model.FEASIBLE}
FILLING = 0.2
BOUNDING = 0.6
STARTING = 0.6
"""Shares of the time, at most: for the best filling, for the bound, and of the rest for seats under given themes."""
ENOUGH = 2
"""A second theme is tried where at least so many places are left."""


@dataclass(frozen=True, slots=True)
class Solution:
    """Which papers (keys) are in which session (key), the themes of the sessions, and the worth with its bound."""

    seats: tuple[tuple[str, str], ...]
    themes: Mapping[str, list[str]]
    value: float
    bound: float
    proved: bool


@dataclass(frozen=True, slots=True)
class Worth:
    """In the solver's whole numbers: what an answer is worth, and what none is worth more than."""

    value: int
    bound: int

    @property
    def proved(self) -> bool:
        return self.value >= self.bound


class Contradiction(Exception):
    """The rules leave no schedule; `model` holds them for a closer look."""

    def __init__(self, model: Model) -> None:
        super().__init__("The rules leave no schedule.")
        self.model = model


class OutOfTime(Exception):
    """Nothing was found in the time given."""


def parts(problem: Problem) -> list[Problem]:
    """The problem by groups of kinds; two kinds belong together where sessions of theirs are at the same time."""
    group = {session.kind: {session.kind} for session in problem.sessions}
    for one, other in combinations(problem.sessions, 2):
        if one.overlaps(other) and group[one.kind] is not group[other.kind]:
            joined = group[one.kind] | group[other.kind]
            group |= dict.fromkeys(joined, joined)
    groups = {id(kinds): kinds for kinds in group.values()}
    return [_part(problem, kinds) for kinds in groups.values()]


def _part(problem: Problem, kinds: set[str]) -> Problem:
    sessions = tuple(session for session in problem.sessions if session.kind in kinds)
    keys = {session.key for session in sessions}
    pins = tuple(pin for pin in problem.pins if pin.session in keys)
    pinned = {pin.paper for pin in pins}
    papers = tuple(
        replace(paper, must=paper.must & kinds, may=paper.may & kinds)
        for paper in problem.papers
        if (paper.must | paper.may) & kinds or paper.key in pinned
    )
    return replace(problem, papers=papers, sessions=sessions, pins=pins)


def solve(problem: Problem, seconds: float) -> Solution:
    """The best seats found, or proved, in the time. Raises Contradiction or OutOfTime."""
    ends = time.monotonic() + seconds
    model = model_of(problem)
    whole = model.cp.clone()
    for literal, *_ in model.rules:
        whole.add(_same(whole, literal) == 1)
    first = _fill(model, whole, max(seconds * FILLING, 1.0))
    if not model.terms:
        return _solution(model, first, Worth(0, 0))
    known = bound(problem, seconds * BOUNDING, all_seated=_all_seated(model, first))
    most = known.most if known else None
    whole.maximize(sum(weight * _same(whole, literal) for weight, literal in model.terms))
    best = _under_themes(model, whole, first, known, (ends - time.monotonic()) * STARTING)
    if best and round(best.objective_value) == most:
        return _solution(model, best, Worth(most, most))
    _hint(whole, best or first)
    last, state = _run(whole, problem, max(ends - time.monotonic(), 1.0), enough=most)
    if state in FOUND and not (best and best.objective_value > last.objective_value):
        best = last
    if best is None:
        raise OutOfTime
    above = (
        round(last.best_objective_bound)
        if state in FOUND
        else sum(max(weight, 0) for weight, _ in model.terms)
    )
    worth = Worth(round(best.objective_value), above if most is None else min(above, most))
    return _solution(model, best, worth)


def _same(whole: cp_model.CpModel, variable: Any) -> Any:
    """A variable of the model in its copy."""
    return whole.get_int_var_from_proto_index(variable.index)


class _Enough(cp_model.CpSolverSolutionCallback):
    """Ends the search at a solution that nothing can be better than."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def on_solution_callback(self) -> None:
        if self.objective_value >= self.most:
            self.stop_search()


def _run(
    whole: cp_model.CpModel, problem: Problem, seconds: float, *, enough: int | None = None
) -> tuple[cp_model.CpSolver, cp_model.CpSolverStatus]:
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = PORTFOLIO
    solver.parameters.random_seed = problem.seed
    return solver, solver.solve(whole, None if enough is None else _Enough(enough))


def _fill(model: Model, whole: cp_model.CpModel, seconds: float) -> cp_model.CpSolver:
    """Find the most, and the best, papers that get a place they only may have; from then on it is a rule."""
    filled = [(worth, _same(whole, seat)) for worth, seat in model.filled]
    if filled:
        whole.maximize(sum(worth * seat for worth, seat in filled))
    solver, state = _run(whole, model.problem, seconds)
    if state == cp_model.INFEASIBLE:
        raise Contradiction(model)
    if state == cp_model.UNKNOWN:
        raise OutOfTime
    if filled:
        whole.add(sum(worth * seat for worth, seat in filled) >= round(solver.objective_value))
        whole.clear_objective()  # type: ignore[no-untyped-call]
    return solver


def _all_seated(model: Model, first: cp_model.CpSolver) -> bool:
    kinds = [session.kind for session in model.problem.sessions]
    seated = {(p, kinds[s]) for (p, s), seat in model.seats.items() if first.value(seat)}
    return all((p, kinds[s]) in seated for p, s in model.seats)


def _under_themes(
    model: Model, whole: cp_model.CpModel, first: cp_model.CpSolver, known: Bound | None, seconds: float
) -> cp_model.CpSolver | None:
    """The best seats under the themes of the bound, else under those chosen greedily; with themes fixed that is quick."""
    if known:
        themes = known.themes
    else:
        themes = _greedy(model.problem, {seat for seat, taken in model.seats.items() if first.value(taken)})
    fixed = whole.clone()
    for (s, topic), theme in model.themes.items():
        if model.problem.sessions[s].topic is None:
            fixed.add(_same(fixed, theme) == int(topic in themes.get(s, ())))
    solver, state = _run(fixed, model.problem, max(seconds, 0.5), enough=known.most if known else None)
    return solver if state in FOUND else None


def _hint(whole: cp_model.CpModel, solver: cp_model.CpSolver) -> None:
    for index in range(len(whole.proto.variables)):
        variable = whole.get_int_var_from_proto_index(index)
        whole.add_hint(variable, solver.value(variable))


def _greedy(problem: Problem, seats: set[tuple[int, int]]) -> dict[int, tuple[str, ...]]:
    """Up to two themes for each session, the largest sessions first, each time those that seat most papers."""
    kinds = {s: session.kind for s, session in enumerate(problem.sessions)}
    waiting = {(p, kinds[s]): problem.papers[p] for p, s in seats}
    themes: dict[int, tuple[str, ...]] = {}
    for s in sorted(kinds, key=lambda at: (-problem.sessions[at].places, at)):
        room = problem.sessions[s].places
        themes[s] = ()
        while room >= ENOUGH and len(themes[s]) < 2:  # noqa: PLR2004 - a session has up to two themes
            here = {key: paper for key, paper in waiting.items() if key[1] == kinds[s]}
            topic = _best_topic(here.values(), room)
            if not topic:
                break
            themes[s] += (topic,)
            ranked = sorted(
                here.items(), key=lambda item: (-item[1].topics.get(topic, 0), len(item[1].topics))
            )
            taken = [key for key, paper in ranked[:room] if paper.topics.get(topic, 0) > 1 / 2]
            room -= len(taken)
            for key in taken:
                del waiting[key]
    return themes


def _best_topic(papers: Iterable[Paper], room: int) -> str:
    """The topic whose best papers for `room` places are worth most; of equals the one that leaves none over."""
    shares: dict[str, list[float]] = {}
    for paper in papers:
        for topic, share in paper.topics.items():
            shares.setdefault(topic, []).append(share)
    worth = {
        topic: (sum(sorted(all_, reverse=True)[:room]), -len(all_), topic) for topic, all_ in shares.items()
    }
    return max(worth, key=worth.__getitem__, default="")


def _solution(model: Model, solver: cp_model.CpSolver, worth: Worth) -> Solution:
    problem = model.problem
    seats = tuple(
        (problem.papers[p].key, problem.sessions[s].key)
        for (p, s), seat in model.seats.items()
        if solver.value(seat)
    )
    themes: dict[str, list[str]] = {}
    for (s, topic), theme in model.themes.items():
        if solver.value(theme):
            themes.setdefault(problem.sessions[s].key, []).append(topic)
    return Solution(seats, themes, worth.value / SCALE, worth.bound / SCALE, worth.proved)
