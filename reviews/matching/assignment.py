"""The doors: two aims, and for each the limit that no matching can pass."""

from typing import Any, Unpack

from numpy.typing import ArrayLike

from reviews.matching import program
from reviews.matching.exact import optimum
from reviews.matching.fair import evened, fairest, least_total
from reviews.matching.feasibility import prepared
from reviews.matching.problem import Matrix, Options


def assign(
    scores: Matrix,
    demand: ArrayLike,
    load_min: ArrayLike,
    load_max: ArrayLike,
    forbidden: Matrix | None,
    *,
    seed: int | None = None,
    **options: Unpack[Options],
) -> Any:
    """The matching of the largest total score, as a papers x reviewers array of 0 and 1.

    Among equal totals, one whose lowest paper score is raised as far as chains of exchanges go.

    scores, forbidden: papers x reviewers; demand: reviewers a paper, all of which are found; load_min and
    load_max: papers a reviewer, the minimum as far as it can be met. Scores may be a scipy.sparse array, whose
    stored entries are then the candidates; the answer is sparse too. `seed` decides between equal optima.

    Raises Infeasible, which names the papers, the constraint and the smallest change that would help.
    """
    instance = prepared(scores, demand, load_min, load_max, forbidden, options)
    return instance.result(evened(instance, seed))


def bound(
    scores: Matrix,
    demand: ArrayLike,
    load_min: ArrayLike,
    load_max: ArrayLike,
    forbidden: Matrix | None,
    **options: Unpack[Options],
) -> float:
    """The optimum of the linear program by HiGHS: no matching has a larger total.

    An independent check of `assign`, some hundred times slower on a large instance.
    """
    return program.best_fractional(prepared(scores, demand, load_min, load_max, forbidden, options))


def assign_fair(
    scores: Matrix,
    demand: ArrayLike,
    load_min: ArrayLike,
    load_max: ArrayLike,
    forbidden: Matrix | None,
    *,
    keep: float = 0.97,
    seed: int | None = None,
    **options: Unpack[Options],
) -> Any:
    """The matching whose worst-off paper is as good as could be made, with at least `keep` of the best total.

    A paper's score is the sum over its reviewers. Arguments, answer and errors as for `assign`.
    """
    instance = prepared(scores, demand, load_min, load_max, forbidden, options)
    return instance.result(fairest(instance, optimum(instance, seed), keep))


def lowest_bound(
    scores: Matrix,
    demand: ArrayLike,
    load_min: ArrayLike,
    load_max: ArrayLike,
    forbidden: Matrix | None,
    *,
    keep: float = 0.97,
    **options: Unpack[Options],
) -> float:
    """What no lowest paper score can exceed with `keep` of the best total: a linear program, by HiGHS.

    Takes seconds from some 100,000 pairs on.
    """
    instance = prepared(scores, demand, load_min, load_max, forbidden, options)
    if not instance.demand.any():
        return float(instance.base.min(initial=0.0))
    return program.highest_lowest(instance, least_total(instance.total(optimum(instance)), keep))
