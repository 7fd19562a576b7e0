"""In which order the papers of a session stand: neighbours share a theme, one presenter's posters hang side by side."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ortools.sat.python import cp_model

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .problem import Paper, Session

SCALE = 100
WORKERS = 4
WITHOUT_AIM = 10.0
"""Seconds for any order that keeps pins and absences: found at once but on a machine that hardly gets to it."""


@dataclass(frozen=True, slots=True)
class Block:
    """Papers that stay together, in order; `at` holds the positions where the first may stand, None for any."""

    papers: tuple[Paper, ...]
    at: frozenset[int] | None = None


def order(
    papers: Sequence[Paper],
    session: Session,
    pinned: Mapping[str, int],
    *,
    seconds: float,
    seed: int,
) -> dict[str, int]:
    """A position (from 0) for each paper of a session; pins and absences are kept.

    Minimises the sum of the distances between neighbours, as a path through blocks of papers; the solver stops
    after `seconds` with the best it has. Raises ValueError where pins and absences leave no order.
    """
    if not papers:
        return {}
    last = max([len(papers) - 1, *(pinned[paper.key] for paper in papers if paper.key in pinned)])
    places = last + 1
    blocks = _blocks(papers, session, pinned, places)
    starts = _solve(blocks, places, seconds, seed)
    return {
        paper.key: start + offset
        for block, start in zip(blocks, starts, strict=True)
        for offset, paper in enumerate(block.papers)
    }


def distance(a: Paper, b: Paper) -> int:
    """How little two papers share, 0 to SCALE: one less the shared part of their topics (weighted Jaccard)."""
    topics = a.topics.keys() | b.topics.keys()
    union = sum(max(a.topics.get(topic, 0), b.topics.get(topic, 0)) for topic in topics)
    if not union:
        return SCALE
    common = sum(min(a.topics.get(topic, 0), b.topics.get(topic, 0)) for topic in topics)
    return round(SCALE * (1 - common / union))


def _blocks(papers: Sequence[Paper], session: Session, pinned: Mapping[str, int], places: int) -> list[Block]:
    """Papers bound to positions stand alone; of the others those of one presenter, and those alike in topics, stay together.

    The distance is a metric, so a paper never stands better than beside one with the same topics.
    """
    groups: dict[Any, list[Paper]] = defaultdict(list)
    blocks = []
    for paper in sorted(papers, key=lambda item: item.key):
        allowed = _positions(paper, session, pinned, places)
        if allowed is not None:
            blocks.append(Block((paper,), allowed))
        elif session.minutes is None and paper.presenter:
            groups["presenter", paper.presenter].append(paper)
        else:
            groups["topics", tuple(sorted(paper.topics.items()))].append(paper)
    return blocks + [Block(tuple(group)) for group in _merged(groups)]


def _merged(groups: Mapping[Any, list[Paper]]) -> list[list[Paper]]:
    """Presenters with a single poster join those alike in topics."""
    merged: dict[Any, list[Paper]] = defaultdict(list)
    for (kind, name), group in groups.items():
        alone = kind == "presenter" and len(group) == 1
        key = ("topics", tuple(sorted(group[0].topics.items()))) if alone else (kind, name)
        merged[key] += group
    return list(merged.values())


def _positions(
    paper: Paper, session: Session, pinned: Mapping[str, int], places: int
) -> frozenset[int] | None:
    if paper.key in pinned:
        return frozenset([pinned[paper.key]])
    if session.minutes is None:
        return None
    free = frozenset(
        at for at in range(places) if not any(window.overlaps(*session.slot(at)) for window in paper.absent)
    )
    return None if len(free) == places else free


def _solve(blocks: Sequence[Block], places: int, seconds: float, seed: int) -> list[int]:
    cp = cp_model.CpModel()
    starts = [
        cp.new_int_var_from_domain(
            cp_model.Domain.from_values(sorted(block.at) if block.at is not None else range(places)),
            f"b{index}",
        )
        for index, block in enumerate(blocks)
    ]
    sizes = [len(block.papers) for block in blocks]
    cp.add_no_overlap(
        [cp.new_fixed_size_interval_var(start, size, "i") for start, size in zip(starts, sizes, strict=True)]
    )
    for start, size in zip(starts, sizes, strict=True):
        cp.add(start + size <= places)
    first = _run(cp, WITHOUT_AIM, seed)
    for start in starts:
        cp.add_hint(start, first.value(start))
    cp.minimize(_path(cp, blocks, starts, sizes))
    try:
        best = _run(cp, seconds, seed)
    except ValueError:
        best = first
    return [best.value(start) for start in starts]


def _run(cp: cp_model.CpModel, seconds: float, seed: int) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = WORKERS
    solver.parameters.random_seed = seed
    if solver.solve(cp) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        raise ValueError("No order keeps every pin and absence.")
    return solver


def _path(cp: cp_model.CpModel, blocks: Sequence[Block], starts: Sequence[Any], sizes: Sequence[int]) -> Any:
    """The cost of a path through all blocks: node 0 stands before the first and after the last."""
    arcs = []
    costs = []
    for i, one in enumerate(blocks, start=1):
        arcs += [(0, i, cp.new_bool_var("first")), (i, 0, cp.new_bool_var("last"))]
        for j, other in enumerate(blocks, start=1):
            if i != j:
                follows = cp.new_bool_var("follows")
                arcs.append((i, j, follows))
                costs.append(distance(one.papers[-1], other.papers[0]) * follows)
                cp.add(starts[j - 1] >= starts[i - 1] + sizes[i - 1]).only_enforce_if(follows)
    cp.add_circuit(arcs)
    return sum(costs)
