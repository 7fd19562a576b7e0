"""The matching as a linear program for HiGHS: an independent check of the flow, and the way where rules cross."""

from dataclasses import dataclass

import numpy as np
from scipy import optimize, sparse

from reviews.matching.problem import Bools, Floats, Instance, Ints


@dataclass(frozen=True, slots=True)
class Program:
    """Maximise `gain` over columns: pairs, then places short of a minimum load, then reviews short on a paper."""

    gain: Floats
    upper: Floats
    rows: sparse.csr_array
    row_low: Floats
    row_high: Floats
    pairs: int


def _members(keys: Ints, columns: Ints, height: int, width: int) -> sparse.csr_array:
    ones = np.ones(len(keys))
    return sparse.csr_array((ones, (keys, columns)), shape=(height, width))


def program(instance: Instance, *, elastic: bool = False) -> Program:
    """Rows and columns of the problem; `elastic` lets demand go unmet at a price above everything else."""
    pairs, papers, reviewers = len(instance.paper), instance.papers, instance.reviewers
    spread = float(np.ptp(instance.score)) if pairs else 0.0
    dear = (min(papers, reviewers) + 1) * (spread + 1.0)
    width = pairs + reviewers + papers
    arcs = np.arange(pairs)
    unmet = sparse.csr_array(
        (np.ones(papers), (np.arange(papers), pairs + reviewers + np.arange(papers))), shape=(papers, width)
    )
    short = sparse.csr_array(
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
        rows=sparse.csr_array(sparse.vstack([rows for rows, _, _ in blocks])),
        row_low=np.concatenate([low for _, low, _ in blocks]),
        row_high=np.concatenate([high for _, _, high in blocks]),
        pairs=pairs,
    )


def _rule_rows(
    instance: Instance, width: int, *, elastic: bool
) -> list[tuple[sparse.csr_array, Floats, Floats]]:
    found: list[tuple[sparse.csr_array, Floats, Floats]] = []
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
    integrality = np.zeros(len(asked.gain), dtype=np.int64)
    if whole:
        integrality[: asked.pairs] = 1
    found = optimize.milp(
        -asked.gain,
        integrality=integrality,
        bounds=optimize.Bounds(np.zeros(len(asked.gain)), asked.upper),
        constraints=optimize.LinearConstraint(asked.rows, asked.row_low, asked.row_high),
        options={"mip_rel_gap": 0.0},
    )
    if found.status == 2:  # noqa: PLR2004 - HiGHS through SciPy: infeasible
        return None
    if found.x is None:
        raise RuntimeError(f"the linear programming solver gave no optimum: {found.message}")
    return np.asarray(found.x, dtype=np.float64)


def best_whole(instance: Instance) -> Bools | None:
    """The pairs of the largest total where the rules on classes and seniors cross, or None where none can be."""
    values = solve(program(instance), whole=True)
    return None if values is None else values[: len(instance.paper)] > 0.5  # noqa: PLR2004


def best_fractional(instance: Instance) -> float:
    """The optimum of the linear program of a problem that is known to be feasible."""
    values = solve(program(instance), whole=False)
    if values is None:
        raise RuntimeError("the linear program has no solution where the check before it found one")
    return float(instance.score @ values[: len(instance.paper)] + instance.fixed_score.sum())


def unmet(instance: Instance) -> Ints:
    """Reviews that each paper must do without, as few as can be in all, with every rule kept."""
    values = solve(program(instance, elastic=True), whole=True)
    if values is None:
        return instance.demand
    missing: Ints = np.rint(values[len(instance.paper) + instance.reviewers :]).astype(np.int64)
    return missing
