"""The matching again after something changed, with the fewest of its pairs given up; among these, the largest total."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Unpack

import numpy as np
from numpy.typing import ArrayLike

from reviews.matching.exact import optimum
from reviews.matching.feasibility import prepared
from reviews.matching.problem import Bools, Instance, Matrix, Options, Pairs


def assign_again(
    scores: Matrix,
    demand: ArrayLike,
    load_min: ArrayLike,
    load_max: ArrayLike,
    forbidden: Matrix | None,
    *,
    kept: Pairs,
    seed: int | None = None,
    **options: Unpack[Options],
) -> Any:
    """A matching that leaves as many of the pairs in `kept` as can be, and then has the largest total.

    Pairs of `kept` that may not be chosen any more (forbidden, below the minimum score) are passed over. Other
    arguments, answer and errors as for `assign`; those of `fixed` stand whatever it costs.
    """
    instance = prepared(scores, demand, load_min, load_max, forbidden, options)
    worth = replace(instance, score=instance.score + premium(instance) * _among(instance, kept))
    return instance.result(optimum(worth, seed))


def premium(instance: Instance) -> float:
    """What keeping a pair must be worth to come before any gain in scores.

    Two matchings differ in cycles that meet each reviewer once, and each step there gains the spread of the scores
    at most.
    """
    spread = float(np.ptp(instance.score)) if len(instance.score) else 0.0
    return max(spread, 1e-3) * (instance.reviewers + 1)


def _among(instance: Instance, kept: Pairs) -> Bools:
    numbers = np.array([paper * instance.reviewers + reviewer for paper, reviewer in kept], dtype=np.int64)
    found: Bools = np.isin(instance.paper * instance.reviewers + instance.reviewer, numbers)
    return found
