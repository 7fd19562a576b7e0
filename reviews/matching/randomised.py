"""A matching drawn at random so that no pair is more likely than a cap: who bids to get a paper can't count on it.

S. Jecmen, H. Zhang, R. Liu, N. B. Shah, V. Conitzer, F. Fang: Mitigating manipulation in peer review via randomized
reviewer assignments (NeurIPS 2020). The linear program gives each pair its probability, at the largest expected total
under the cap; dependent rounding (Gandhi et al., Journal of the ACM 53(3), 2006) draws a matching with just these
probabilities and every demand and load kept.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import scipy

from reviews.matching import program
from reviews.matching.problem import Bools, Floats, Instance

NEARLY = 1e-9


def probabilities(instance: Instance, cap: float) -> Floats | None:
    """The probability of each pair, none above the cap, at the largest expected total; None where there is none."""
    asked = program.program(instance)
    upper = asked.upper.copy()
    upper[: asked.pairs] = cap
    values = program.solve(replace(asked, upper=upper), whole=False)
    return None if values is None else values[: asked.pairs].clip(0.0, cap)


def least_cap(instance: Instance) -> float:
    """The lowest cap under which the demand can be met, by a linear program; known to be feasible at 1."""
    asked = program.program(instance)
    width = len(asked.gain)
    pairs = np.arange(asked.pairs)
    below = scipy.sparse.csr_array((np.ones(asked.pairs), (pairs, pairs)), shape=(asked.pairs, width))
    over = scipy.sparse.csr_array(-np.ones((asked.pairs, 1)))
    rows = scipy.sparse.vstack(
        [
            scipy.sparse.hstack([asked.rows, scipy.sparse.csr_array((asked.rows.shape[0], 1))]),
            scipy.sparse.hstack([below, over]),
        ]
    )
    wanted = program.Program(
        gain=np.append(np.zeros(width), -1.0),
        upper=np.append(asked.upper, 1.0),
        rows=scipy.sparse.csr_array(rows),
        row_low=np.append(asked.row_low, np.full(asked.pairs, -np.inf)),
        row_high=np.append(asked.row_high, np.zeros(asked.pairs)),
        pairs=asked.pairs,
    )
    values = program.solve(wanted, whole=False)
    return 1.0 if values is None else float(values[-1])


def drawn(instance: Instance, chances: Floats, seed: int | None) -> Bools:
    """One matching, each pair in it with its probability, by walks along the pairs that are still undecided."""
    rng = np.random.default_rng(seed)
    left = chances.copy()
    beside: dict[int, set[int]] = {}
    ends = np.column_stack([instance.paper, instance.papers + instance.reviewer])
    for pair in np.flatnonzero(_open(left)).tolist():
        for end in ends[pair].tolist():
            beside.setdefault(end, set()).add(pair)
    while any(beside.values()):
        path = _walk(beside, ends)
        _shift(left, path, rng)
        for pair in [at for at in path if not _open(left[at])]:
            for end in ends[pair].tolist():
                beside[end].discard(pair)
    chosen: Bools = left > 0.5  # noqa: PLR2004 - each is 0 or 1 by now
    return chosen


def _open(values: Floats) -> Bools:
    found: Bools = (values > NEARLY) & (values < 1.0 - NEARLY)
    return found


def _walk(beside: dict[int, set[int]], ends: np.ndarray) -> list[int]:
    """A cycle, or a path that can't go on at either end, among the undecided pairs, in order."""
    start = min((end for end, pairs in beside.items() if len(pairs) == 1), default=None)
    here = start if start is not None else min(end for end, pairs in beside.items() if pairs)
    seen, path = {here: 0}, list[int]()
    while True:
        onward = min((pair for pair in beside[here] if not path or pair != path[-1]), default=None)
        if onward is None:
            return path
        path.append(onward)
        one, other = ends[onward].tolist()
        here = other if here == one else one
        if here in seen:
            return path[seen[here] :]
        seen[here] = len(path)


def _shift(left: Floats, path: list[int], rng: np.random.Generator) -> None:
    """Move along a path, up and down in turn, until one pair is decided, so that no probability changes on average."""
    up, down = np.array(path[::2]), np.array(path[1::2], dtype=np.int64)
    rise = min((1.0 - left[up]).min(), left[down].min(initial=1.0))
    fall = min(left[up].min(), (1.0 - left[down]).min(initial=1.0))
    step = rise if rng.random() * (rise + fall) < fall else -fall
    left[up] += step
    left[down] -= step
