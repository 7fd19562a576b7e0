"""Why there is no schedule: what counting shows at once, else the smallest set of rules that can't hold together."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from ortools.sat.python import cp_model

from .placing import possible
from .problem import Obstacle

if TYPE_CHECKING:
    from .placing import Model
    from .problem import Problem

SHRINKING = 60
"""A set of rules up to this size is tried without each of them, so that only those that matter are named."""


def counted(problem: Problem) -> list[Obstacle]:
    """Contradictions that need no search: kinds with too few places, a paper that fits no session, pins against one another."""
    return [*_too_few_places(problem), *_nowhere(problem), *_pins(problem)]


def searched(model: Model, seconds: float) -> list[Obstacle]:
    """The rules that contradict one another, as one obstacle; an empty list where the time did not suffice."""
    core = _core(model, [literal for literal, *_ in model.rules], seconds)
    if not core:
        return []
    for literal in list(core) if len(core) <= SHRINKING else ():
        smaller = _core(model, [other for other in core if other is not literal], seconds / len(core))
        core = smaller or core
        if len(core) == 1:
            break
    kept = {literal.index for literal in core}
    rules = [rule for rule in model.rules if rule[0].index in kept]
    text = "These can't all hold: " + "; ".join(text for _, text, *_ in rules) + "."
    papers = dict.fromkeys(key for rule in rules for key in rule[2])
    sessions = dict.fromkeys(key for rule in rules for key in rule[3])
    return [Obstacle(text, tuple(papers), tuple(sessions))]


def _core(model: Model, literals: list[Any], seconds: float) -> list[Any]:
    """Literals of which some can't hold together; empty where they can, or where the time did not suffice."""
    model.cp.clear_assumptions()
    model.cp.add_assumptions(literals)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(seconds, 0.2)
    solver.parameters.num_workers = 1
    if solver.solve(model.cp) != cp_model.INFEASIBLE:
        return []
    chosen = set(solver.sufficient_assumptions_for_infeasibility())
    return [literal for literal in literals if literal.index in chosen]


def _too_few_places(problem: Problem) -> list[Obstacle]:
    found = []
    for kind in sorted({kind for paper in problem.papers for kind in paper.must}):
        sessions = [session for session in problem.sessions if session.kind == kind]
        places = sum(session.places for session in sessions)
        papers = [paper for paper in problem.papers if kind in paper.must]
        if len(papers) > places:
            short = len(papers) - places
            text = (
                f"{_count(len(papers), 'paper')} are to have a place in {kind}, there are {places}: "
                f"add {_count(short, 'place')}, or take {_count(short, 'paper')} out."
            )
            keys = tuple(session.key for session in sessions)
            found.append(Obstacle(text, tuple(paper.key for paper in papers), keys))
    return found


def _nowhere(problem: Problem) -> list[Obstacle]:
    """A paper whose presenter is absent in every session of a kind that it must be in."""
    found = []
    for paper in problem.papers:
        for kind in sorted(paper.must):
            sessions = [session for session in problem.sessions if session.kind == kind]
            if sessions and not any(possible(paper, session) for session in sessions):
                text = f"The presenter of {paper.name} can't be there in any session of {kind}."
                found.append(Obstacle(text, (paper.key,), tuple(session.key for session in sessions)))
    return found


def _pins(problem: Problem) -> list[Obstacle]:
    sessions = {session.key: session for session in problem.sessions}
    papers = {paper.key: paper for paper in problem.papers}
    taken = defaultdict(list)
    found = []
    for pin in problem.pins:
        session = sessions[pin.session]
        if pin.position is None:
            continue
        taken[pin.session, pin.position].append(pin)
        if pin.position >= session.places:
            text = (
                f"{papers[pin.paper].name} is pinned to place {pin.position + 1} of {session.name}, "
                f"which has {session.places}."
            )
            found.append(Obstacle(text, (pin.paper,), (pin.session,)))
    for (key, position), pins in taken.items():
        if len(pins) > 1:
            names = " and ".join(papers[pin.paper].name for pin in pins)
            text = f"{names} are pinned to the same place, number {position + 1} of {sessions[key].name}."
            found.append(Obstacle(text, tuple(pin.paper for pin in pins), (key,)))
    return found


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
