"""The exact optimum of a problem in its one form."""

import numpy as np

from reviews.matching import program
from reviews.matching.pricing import cheapest
from reviews.matching.problem import Bools, Instance


def optimum(instance: Instance, seed: int | None = None) -> Bools:
    """The pairs of the largest total of a problem that is known to be feasible."""
    chosen = best(instance, seed)
    if chosen is None:
        raise RuntimeError("the solver found no matching where the check before it found one")
    return chosen


def best(instance: Instance, seed: int | None = None) -> Bools | None:
    """The pairs of the largest total, or None where the demand cannot be met.

    Rules that cross need whole-number programming; where the flow without them happens to keep them all,
    its optimum is theirs.
    """
    chosen = cheapest(instance, seed=seed)
    if chosen is not None and instance.overlapping and not keeps_rules(instance, chosen):
        return program.best_whole(instance)
    return chosen


def keeps_rules(instance: Instance, chosen: Bools) -> bool:
    """Whether a choice has no two of one class on a paper, and a senior on each paper that needs one."""
    paper, reviewer = instance.paper[chosen], instance.reviewer[chosen]
    if instance.groups is not None:
        counts = np.zeros((instance.papers, instance.groups.shape[1]), dtype=np.int64)
        np.add.at(counts, paper, instance.groups[reviewer])
        if (counts > 1).any():
            return False
    if instance.seniors is None:
        return True
    has = np.zeros(instance.papers, dtype=bool)
    has[paper[instance.seniors[reviewer]]] = True
    return bool(has[instance.needs_senior].all())
