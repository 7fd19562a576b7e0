"""The search: kinds of session that nothing links are solved apart; places first, then themes from a good start."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

from ortools.sat.python import cp_model

from .placing import SCALE, Model, model_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .problem import Paper, Problem

PORTFOLIO = 8
"""CP-SAT wants this many workers for its whole portfolio, on fewer cores too: with two it hardly moves the bound."""
FILLING = 0.2
STARTING = 0.4
"""Shares of the time: at most that much for the best filling, and for the best seats under the themes of the start."""
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
    if model.terms:
        whole.maximize(sum(weight * _same(whole, literal) for weight, literal in model.terms))
        _start(model, whole, first, seconds * STARTING)
    solver, state = _run(whole, problem, max(ends - time.monotonic(), 1.0))
    if state == cp_model.UNKNOWN:
        raise OutOfTime
    return _solution(model, solver, state)


def _same(whole: cp_model.CpModel, variable: Any) -> Any:
    """A variable of the model in its copy."""
    return whole.get_int_var_from_proto_index(variable.index)


def _run(
    whole: cp_model.CpModel, problem: Problem, seconds: float
) -> tuple[cp_model.CpSolver, cp_model.CpSolverStatus]:
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = PORTFOLIO
    solver.parameters.random_seed = problem.seed
    return solver, solver.solve(whole)


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


def _start(model: Model, whole: cp_model.CpModel, first: cp_model.CpSolver, seconds: float) -> None:
    """Hint at the best seats under themes that were chosen greedily; with themes fixed that is quickly solved."""
    chosen = _greedy(model.problem, {(p, s) for (p, s), seat in model.seats.items() if first.value(seat)})
    fixed = whole.clone()
    for (s, topic), theme in model.themes.items():
        if model.problem.sessions[s].topic is None:
            fixed.add(_same(fixed, theme) == int(topic in chosen.get(s, ())))
    solver, state = _run(fixed, model.problem, seconds)
    best = solver if state in {cp_model.OPTIMAL, cp_model.FEASIBLE} else first
    for index in range(len(whole.proto.variables)):
        whole.add_hint(
            whole.get_int_var_from_proto_index(index), best.value(fixed.get_int_var_from_proto_index(index))
        )


def _greedy(problem: Problem, seats: set[tuple[int, int]]) -> dict[int, list[str]]:
    """Up to two themes for each session, the largest sessions first, each time those that seat most papers."""
    kinds = {s: session.kind for s, session in enumerate(problem.sessions)}
    waiting = {(p, kinds[s]): problem.papers[p] for p, s in seats}
    themes: dict[int, list[str]] = {}
    for s in sorted(kinds, key=lambda at: (-problem.sessions[at].places, at)):
        room = problem.sessions[s].places
        themes[s] = []
        while room >= ENOUGH and len(themes[s]) < 2:  # noqa: PLR2004 - a session has up to two themes
            here = {key: paper for key, paper in waiting.items() if key[1] == kinds[s]}
            topic = _best_topic(here.values(), room)
            if not topic:
                break
            themes[s].append(topic)
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


def _solution(model: Model, solver: cp_model.CpSolver, state: cp_model.CpSolverStatus) -> Solution:
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
    proved = state == cp_model.OPTIMAL
    if not model.terms:
        return Solution(seats, themes, 0.0, 0.0, proved)
    return Solution(
        seats, themes, solver.objective_value / SCALE, solver.best_objective_bound / SCALE, proved
    )
