"""Figures of the matching: how near the limit, how fair, how fast. Run by `make bench`, all in one process.

The limit is the optimum of the linear program by HiGHS (SciPy), which shares no code with the flow. On the largest
dense instances HiGHS gets the pairs that the flow's prices leave open and that bound is proved by its own duals.
"""

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from fairflow import FairFlow
from numpy.typing import NDArray
from scipy import optimize, sparse

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from reviews.matching import assign, assign_fair, bound, lowest_bound

TOPICS = 20

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Arguments = tuple[Floats, Ints, Ints, Ints, NDArray[np.bool_]]
Maker = Callable[[int, int, np.random.Generator], Floats]


def topical(papers: int, reviewers: int, rng: np.random.Generator) -> Floats:
    """Scores as from texts: mixtures of topics, some papers with many fit reviewers, some with few."""
    scores = rng.dirichlet(np.full(TOPICS, 0.2), papers) @ rng.dirichlet(np.full(TOPICS, 0.2), reviewers).T
    return np.clip(scores / scores.max() + rng.normal(0, 0.02, scores.shape), 0, 1)


def crowded(papers: int, reviewers: int, rng: np.random.Generator) -> Floats:
    """Six fields whose papers are not spread as their reviewers are."""
    field_of_paper = rng.choice(6, papers, p=rng.dirichlet(np.full(6, 1.0)))
    field_of_reviewer = rng.choice(6, reviewers, p=rng.dirichlet(np.full(6, 2.0)))
    base = np.where(field_of_paper[:, None] == field_of_reviewer, 0.6, 0.15)
    return np.clip(base + rng.normal(0, 0.15, base.shape), 0, 1)


def uniform(papers: int, reviewers: int, rng: np.random.Generator) -> Floats:
    return rng.random((papers, reviewers))


def tied(papers: int, reviewers: int, rng: np.random.Generator) -> Floats:
    """Scores on five steps: nearly every optimum is one of very many."""
    return rng.integers(0, 5, (papers, reviewers)) / 4


def scarce(papers: int, reviewers: int, rng: np.random.Generator) -> Floats:
    """Nearly all scores 0, the rest 1."""
    return (rng.random((papers, reviewers)) < 0.01).astype(float)


def instance(
    make: Maker, papers: int, reviewers: int, demand: int, load: int, seed: int = 0, load_min: int = 0
) -> Arguments:
    rng = np.random.default_rng(seed)
    scores = make(papers, reviewers, rng)
    forbidden = rng.random(scores.shape) < 0.05
    return (
        scores,
        np.full(papers, demand),
        np.full(reviewers, load_min),
        np.full(reviewers, load),
        forbidden,
    )


def timed(call: Callable[..., Any], *arguments: Any, runs: int = 1) -> tuple[Any, float]:
    seconds = []
    for _ in range(runs):
        started = time.perf_counter()
        answer = call(*arguments)
        seconds.append(time.perf_counter() - started)
    return answer, median(seconds)


def dual_bound(scores: Floats, demand: Ints, load_max: Ints, forbidden: NDArray[np.bool_]) -> float:
    """The linear program's optimum from below and above: HiGHS on few pairs, its duals checked on all of them.

    Any prices of at least 0 a reviewer bound the total: each paper's best `demand` scores beyond the prices, and the
    prices times the loads (weak duality). The prices come from HiGHS; pairs that they leave open are added until the
    bound meets the program's value.
    """
    reviewers = scores.shape[1]
    allowed = np.where(forbidden, -np.inf, scores)
    few = allowed >= np.partition(allowed, -40, axis=1)[:, -40:-39]
    few |= allowed >= np.partition(allowed, -10, axis=0)[-10:-9]
    few &= ~forbidden
    while True:
        paper, reviewer = np.nonzero(few)
        pairs = np.arange(len(paper))
        on_paper = sparse.csr_array((np.ones(len(paper)), (paper, pairs)))
        on_reviewer = sparse.csr_array(
            (np.ones(len(paper)), (reviewer, pairs)), shape=(reviewers, len(paper))
        )
        found = optimize.linprog(
            -scores[paper, reviewer],
            A_eq=on_paper,
            b_eq=demand,
            A_ub=on_reviewer,
            b_ub=load_max,
            bounds=(0, 1),
            method="highs",
        )
        price = -found.ineqlin.marginals
        beyond = np.sort(allowed - price, axis=1)[:, ::-1]
        best = np.take_along_axis(np.cumsum(beyond, axis=1), demand[:, None] - 1, axis=1).sum()
        limit = best + price @ load_max
        if limit <= -found.fun * (1 + 1e-9) + 1e-9:
            return limit
        kth = np.take_along_axis(beyond, demand[:, None] - 1, axis=1)
        few |= (allowed - price >= kth - 1e-9) & ~forbidden


def ratios() -> None:
    print("assign: total / optimum of the linear program (1.00000 is the limit)")
    for papers, reviewers in [(100, 60), (200, 300), (450, 1200), (900, 2400)]:
        demand, load = 3, 6
        for make in (uniform, topical, tied, scarce):
            scores, need, low, high, forbidden = instance(make, papers, reviewers, demand, load)
            total = (scores * assign(scores, need, low, high, forbidden)).sum()
            if papers * reviewers < 10_000:
                limit = bound(scores, need, low, high, forbidden)
            else:
                limit = dual_bound(scores, need, high, forbidden)
            print(f"  {papers:>4} x {reviewers:<5} {make.__name__:<8} {total / limit:.7f}")


def fairness() -> None:
    print("assign_fair (keep 0.97) beside FairFlow: share of the best total kept, lowest paper score")
    cases = [
        (topical, 60, 90, 3, 6),
        (topical, 100, 60, 3, 6),
        (crowded, 100, 60, 3, 6),
        (uniform, 100, 60, 3, 5),
    ]
    cases += [(topical, 300, 150, 3, 7), (crowded, 300, 150, 3, 7), (tied, 300, 150, 3, 7)]
    for make, papers, reviewers, demand, load in cases:
        scores, need, low, high, forbidden = instance(make, papers, reviewers, demand, load, seed=1)
        best = (scores * assign(scores, need, low, high, forbidden)).sum()
        ours, seconds = timed(assign_fair, scores, need, low, high, forbidden)
        theirs = FairFlow(scores, need, high, forbidden).solve()
        limit = (
            f"{lowest_bound(scores, need, low, high, forbidden):.4f}" if papers * reviewers < 10_000 else "-"
        )
        print(
            f"  {papers:>4} x {reviewers:<5} {make.__name__:<8} kept {(scores * ours).sum() / best:.4f}, lowest "
            f"{(scores * ours).sum(axis=1).min():.4f} of at most {limit} ({seconds:.2f} s); FairFlow kept "
            f"{(scores * theirs).sum() / best:.4f}, lowest {(scores * theirs).sum(axis=1).min():.4f}"
        )


def times() -> None:
    print("assign: seconds, median")
    for papers, reviewers, load_min, load, runs, limit in [(60, 90, 1, 6, 9, 0.5), (911, 2435, 0, 6, 3, 3)]:
        for make in (uniform, topical, tied):
            arguments = instance(make, papers, reviewers, 3, load, load_min=load_min)
            _, seconds = timed(assign, *arguments, runs=runs)
            print(f"  {papers:>4} x {reviewers:<5} {make.__name__:<8} {seconds:.3f} (limit {limit})")
    scores, need, low, high, forbidden = instance(topical, 911, 2435, 3, 6)
    best = (scores * assign(scores, need, low, high, forbidden)).sum()
    ours, seconds = timed(assign_fair, scores, need, low, high, forbidden)
    print(f"   911 x 2435  assign_fair {seconds:.3f}, keeps {(scores * ours).sum() / best:.4f}")


def sparse_time() -> None:
    rng = np.random.default_rng(0)
    size, each = 10_000, 200
    rows = np.repeat(np.arange(size), each)
    columns = np.concatenate([rng.choice(size, each, replace=False) for _ in range(size)])
    scores = sparse.csr_array((rng.random(size * each), (rows, columns)), shape=(size, size))
    matching, seconds = timed(assign, scores, 3, 0, 4, None, runs=3)
    assert matching.sum() == 3 * size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"  10000 x 10000, {each} candidates each: {seconds:.3f} (limit 10), peak {peak:.2f} GiB (limit 1)")


if __name__ == "__main__":
    started = time.perf_counter()
    times()
    sparse_time()
    fairness()
    ratios()
    print(f"matching: {time.perf_counter() - started:.0f} s in all")
