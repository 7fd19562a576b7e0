"""The matching as a linear program for HiGHS: an independent check of the flow, and the way where rules cross."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import scipy

from reviews.matching.problem import Bools, Floats, Instance, Ints

SMALL = 6_000
"""Up to so many pairs are handed to HiGHS at once."""

BEGIN_WITH = 40
PER_REVIEW = 6
HALF = 0.5
SLACK = 1e-7


@dataclass(frozen=True, slots=True)
class Program:
    """Maximise `gain` over columns: pairs, then places short of a minimum load, then reviews short on a paper."""

    gain: Floats
    upper: Floats
    rows: scipy.sparse.csr_array
    row_low: Floats
    row_high: Floats
    pairs: int

    def keep(self, columns: Bools) -> Program:
        """The same program with only some of its columns."""
        return replace(
            self,
            gain=self.gain[columns],
            upper=self.upper[columns],
            rows=scipy.sparse.csr_array(self.rows[:, columns]),
            pairs=int(columns[: self.pairs].sum()),
        )


def _members(keys: Ints, columns: Ints, height: int, width: int) -> scipy.sparse.csr_array:
    ones = np.ones(len(keys))
    return scipy.sparse.csr_array((ones, (keys, columns)), shape=(height, width))


def program(instance: Instance, *, elastic: bool = False) -> Program:
    """Rows and columns of the problem; `elastic` lets demand go unmet at a price above everything else."""
    pairs, papers, reviewers = len(instance.paper), instance.papers, instance.reviewers
    spread = float(np.ptp(instance.score)) if pairs else 0.0
    dear = (min(papers, reviewers) + 1) * (spread + 1.0)
    width = pairs + reviewers + papers
    arcs = np.arange(pairs)
    unmet = scipy.sparse.csr_array(
        (np.ones(papers), (np.arange(papers), pairs + reviewers + np.arange(papers))), shape=(papers, width)
    )
    short = scipy.sparse.csr_array(
        (np.ones(reviewers), (np.arange(reviewers), pairs + np.arange(reviewers))), shape=(reviewers, width)
    )
    on_reviewer = _members(instance.reviewer, arcs, reviewers, width)
    demand = instance.demand.astype(float)
    free = np.full(reviewers, np.inf)
    blocks = [
        (_members(instance.paper, arcs, papers, width) + unmet, demand, demand),
        (on_reviewer, -free, instance.load_max.astype(float)),
        (on_reviewer + short, instance.load_min.astype(float), free),
        *_rule_rows(instance, width, elastic=elastic),
    ]
    can_miss = instance.demand if elastic else np.zeros_like(instance.demand)
    return Program(
        gain=np.concatenate([instance.score, np.full(reviewers, -dear), np.full(papers, -dear * dear)]),
        upper=np.concatenate([np.ones(pairs), instance.load_min, can_miss]).astype(float),
        rows=scipy.sparse.csr_array(scipy.sparse.vstack([rows for rows, _, _ in blocks])),
        row_low=np.concatenate([low for _, low, _ in blocks]),
        row_high=np.concatenate([high for _, _, high in blocks]),
        pairs=pairs,
    )


def _rule_rows(
    instance: Instance, width: int, *, elastic: bool
) -> list[tuple[scipy.sparse.csr_array, Floats, Floats]]:
    found: list[tuple[scipy.sparse.csr_array, Floats, Floats]] = []
    if instance.groups is not None and instance.groups.size:
        member, group = np.nonzero(instance.groups[instance.reviewer])
        keys, where = np.unique(
            instance.paper[member] * instance.groups.shape[1] + group, return_inverse=True
        )
        rows = _members(where, member, len(keys), width)
        found.append((rows, np.full(len(keys), -np.inf), np.ones(len(keys))))
    if instance.seniors is not None:
        needy = np.flatnonzero(instance.needs_senior)
        position = np.full(instance.papers, -1)
        position[needy] = np.arange(len(needy))
        senior = np.flatnonzero(instance.seniors[instance.reviewer] & (position[instance.paper] >= 0))
        rows = _members(position[instance.paper[senior]], senior, len(needy), width)
        if elastic:
            at = len(instance.paper) + instance.reviewers + needy
            rows = rows + _members(np.arange(len(needy)), at, len(needy), width)
        found.append((rows, np.ones(len(needy)), np.full(len(needy), np.inf)))
    return found


def solve(asked: Program, *, whole: bool) -> Floats | None:
    """Values of the columns at the optimum, or None where there is no solution. `whole` asks for 0 and 1."""
    if not len(asked.gain):
        return np.empty(0)
    integrality = np.zeros(len(asked.gain), dtype=np.int64)
    if whole:
        integrality[: asked.pairs] = 1
    found = scipy.optimize.milp(
        -asked.gain,
        integrality=integrality,
        bounds=scipy.optimize.Bounds(np.zeros(len(asked.gain)), asked.upper),
        constraints=scipy.optimize.LinearConstraint(asked.rows, asked.row_low, asked.row_high),
        options={"mip_rel_gap": 0.0},
    )
    if found.status == 2:  # noqa: PLR2004 - HiGHS through SciPy: infeasible
        return None
    if found.x is None:
        raise RuntimeError(f"the linear programming solver gave no optimum: {found.message}")
    return np.asarray(found.x, dtype=np.float64)


def possible(instance: Instance) -> bool:
    """Whether any choice meets the demand with every rule kept: on some pairs of each paper, else on all."""
    for kept in (instance.keep(_best_pairs(instance)), instance):
        asked = program(kept)
        if solve(replace(asked, gain=np.zeros_like(asked.gain)), whole=True) is not None:
            return True
    return False


def best_whole(instance: Instance) -> Bools | None:
    """The pairs of the largest total where the rules on classes and seniors cross, or None where none can be.

    Most pairs are ruled out first: one whose reduced cost in the linear program exceeds the distance between
    that program's value and a whole-numbered choice is in no better choice. So the distance is guessed, the
    choice made among the pairs within it, and the guess raised to the distance found where it was too low.
    """
    asked = program(instance)
    if asked.pairs <= SMALL:
        values = solve(asked, whole=True)
        return None if values is None else values[: asked.pairs] > HALF
    relaxed = _relaxed(asked, instance)
    if relaxed is None:
        return None
    limit, reduced = relaxed
    ranked, count = np.sort(reduced[: asked.pairs]), PER_REVIEW * int(instance.demand.sum())
    reach = float(ranked[min(len(ranked) - 1, count)])
    while True:
        near = reduced <= reach + SLACK
        near[asked.pairs :] = True
        values = solve(asked.keep(near), whole=True)
        if values is None:
            if near.all():
                return None
            count = max(4 * count, len(instance.demand))
            reach = float(ranked[min(len(ranked) - 1, count)])
            continue
        distance = limit - float(asked.gain[near] @ values)
        if distance <= reach + SLACK:
            chosen = np.zeros(len(asked.gain), dtype=bool)
            chosen[near] = values > HALF
            return chosen[: asked.pairs]
        reach = distance


def _relaxed(asked: Program, instance: Instance) -> tuple[float, Floats] | None:
    """The linear program's value and every column's reduced cost, from a few columns and prices on the rest."""
    over, under = np.isfinite(asked.row_high), np.isfinite(asked.row_low)
    same = over & under
    over, under = over & ~same, under & ~same
    rows: Any = scipy.sparse.csr_array(scipy.sparse.vstack([asked.rows[over], -asked.rows[under]]))
    most = np.concatenate([asked.row_high[over], -asked.row_low[under]])
    equal: Any = asked.rows[same]
    bounds: Any = np.column_stack([np.zeros_like(asked.upper), asked.upper])
    few = np.ones(len(asked.gain), dtype=bool)
    few[: asked.pairs] = _best_pairs(instance)
    while True:
        found = scipy.optimize.linprog(
            -asked.gain[few],
            A_ub=rows[:, few],
            b_ub=most,
            A_eq=equal[:, few],
            b_eq=asked.row_high[same],
            bounds=bounds[few],
            method="highs",
        )
        if found.x is None:
            if few.all():
                return None
            few[:] = True
            continue
        reduced = -asked.gain - rows.T @ found.ineqlin.marginals - equal.T @ found.eqlin.marginals
        missed = ~few & (reduced < -SLACK)
        if not missed.any():
            return float(asked.gain[few] @ found.x), reduced
        few |= missed


def _best_pairs(instance: Instance) -> Bools:
    """Some pairs of each paper to begin with, the best by score."""
    order = np.lexsort((-instance.score, instance.paper))
    ranked = instance.paper[order]
    place = np.arange(len(order)) - np.searchsorted(ranked, ranked)
    kept = np.zeros(len(order), dtype=bool)
    kept[order[place < BEGIN_WITH]] = True
    return kept


def best_fractional(instance: Instance) -> float:
    """The optimum of the linear program of a problem that is known to be feasible."""
    values = solve(program(instance), whole=False)
    if values is None:
        raise RuntimeError("the linear program has no solution where the check before it found one")
    return float(instance.score @ values[: len(instance.paper)] + instance.fixed_score.sum())


def highest_lowest(instance: Instance, least: float) -> float:
    """The linear program that raises the lowest paper score, with a total of at least `least`.

    Papers whose reviewers are all fixed already are left out: nothing can be done for them.
    """
    asked = program(instance)
    papers = np.flatnonzero(instance.demand > 0)
    width = len(asked.gain)
    pairs = np.arange(asked.pairs)
    own = scipy.sparse.csr_array((instance.score, (instance.paper, pairs)), shape=(instance.papers, width))[
        papers
    ]
    total = scipy.sparse.csr_array((instance.score, (np.zeros_like(pairs), pairs)), shape=(1, width + 1))
    column = scipy.sparse.csr_array(-np.ones((len(papers), 1)))
    raised = scipy.sparse.hstack([own, column])
    rows = scipy.sparse.hstack([asked.rows, scipy.sparse.csr_array((asked.rows.shape[0], 1))])
    wanted = Program(
        gain=np.concatenate([np.zeros(asked.pairs), asked.gain[asked.pairs :], [1.0]]),
        upper=np.append(asked.upper, np.inf),
        rows=scipy.sparse.csr_array(scipy.sparse.vstack([rows, raised, total])),
        row_low=np.concatenate([asked.row_low, -instance.base[papers], [least - instance.fixed_score.sum()]]),
        row_high=np.concatenate([asked.row_high, np.full(len(papers) + 1, np.inf)]),
        pairs=asked.pairs,
    )
    values = solve(wanted, whole=False)
    if values is None:
        raise RuntimeError("the linear program has no solution where the check before it found one")
    return float(values[-1])


def unmet(instance: Instance) -> Ints:
    """Reviews that each paper must do without, as few as can be in all, with every rule kept."""
    values = solve(program(instance, elastic=True), whole=True)
    if values is None:
        return instance.demand
    missing: Ints = np.rint(values[len(instance.paper) + instance.reviewers :]).astype(np.int64)
    return missing
