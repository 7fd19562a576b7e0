"""The doors: two aims, and for each the limit that no matching can pass."""

from typing import Any, Unpack

import numpy as np
from numpy.typing import ArrayLike

from reviews.matching import program
from reviews.matching.exact import optimum
from reviews.matching.fair import evened, fairest, least_total
from reviews.matching.feasibility import Infeasible, Problem, prepared
from reviews.matching.problem import Instance, Matrix, Options
from reviews.matching.randomised import drawn, least_cap, probabilities


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


def assign_randomly(
    scores: Matrix,
    demand: ArrayLike,
    load_min: ArrayLike,
    load_max: ArrayLike,
    forbidden: Matrix | None,
    *,
    cap: float,
    seed: int | None = None,
    **options: Unpack[Options],
) -> Any:
    """A matching drawn at random: no pair is more likely than `cap`, fixed ones excepted, at the largest expected total.

    Arguments, answer and errors as for `assign`; rules on classes and seniors can't be asked for with it. Raises
    Infeasible with the lowest cap that would do where the cap is too low.
    """
    if not 0.0 < cap <= 1.0:
        raise ValueError("cap is a probability above 0")
    if options.get("classes") is not None or options.get("seniors") is not None:
        raise ValueError("classes and seniors do not go with a cap")
    instance = prepared(scores, demand, load_min, load_max, forbidden, options)
    chances = probabilities(instance, cap)
    if chances is None:
        raise Infeasible([_cap_too_low(instance, cap)])
    return instance.result(drawn(instance, chances, seed))


def _cap_too_low(instance: Instance, cap: float) -> Problem:
    papers = np.bincount(instance.paper, minlength=instance.papers) * cap < instance.demand
    where = tuple(np.flatnonzero(papers).tolist())
    named = ", ".join(f"{{p[{paper}]}}" for paper in where[:10])
    who = f"Too few may review {named}" if where else "The loads are too low"
    sentence = f"{who} for no pair to be more likely than {cap:.0%}."
    lowest = -(-least_cap(instance) * 100 // 1) / 100
    change = f"Raise the cap to {lowest:.0%}, or find more {{w.many}}."
    return Problem("cap", where, (), 0, sentence, change)


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
