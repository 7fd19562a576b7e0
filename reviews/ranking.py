"""Ways to rank papers by their reviews: each takes all reviews that count and returns a figure a paper.

All figures are on the scale of the overall score. ``normalised`` takes out that reviewers use the scale differently:
a score counts as how many standard deviations it lies above that reviewer's mean. A reviewer of few papers says little
about how she scores, so her mean and deviation are drawn toward those of all reviews by ``SHRINK`` imagined reviews.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from statistics import fmean

SHRINK = 3.0
NO_CONFIDENCE = 3


@dataclass(frozen=True)
class Scored:
    """One review that is in: of which paper, by whom, its overall score and its confidence where one was given."""

    paper: int
    reviewer: int
    overall: int
    confidence: int | None = None


Figures = dict[int, float]


def by_paper(reviews: Iterable[Scored]) -> dict[int, list[Scored]]:
    """Return the reviews of each paper."""
    found: dict[int, list[Scored]] = {}
    for review in reviews:
        found.setdefault(review.paper, []).append(review)
    return found


def mean(reviews: Iterable[Scored]) -> Figures:
    """The mean of the overall scores."""
    return {paper: fmean(row.overall for row in rows) for paper, rows in by_paper(reviews).items()}


def weighted(reviews: Iterable[Scored]) -> Figures:
    """The mean weighted by confidence; a review without one weighs as the middle of the scale."""
    return {
        paper: fmean(
            [row.overall for row in rows],
            weights=[NO_CONFIDENCE if row.confidence is None else row.confidence for row in rows],
        )
        for paper, rows in by_paper(reviews).items()
    }


def lowest(reviews: Iterable[Scored]) -> Figures:
    """The lowest overall score."""
    return {paper: float(min(row.overall for row in rows)) for paper, rows in by_paper(reviews).items()}


def highest(reviews: Iterable[Scored]) -> Figures:
    """The highest overall score."""
    return {paper: float(max(row.overall for row in rows)) for paper, rows in by_paper(reviews).items()}


def spread(reviews: Iterable[Scored]) -> Figures:
    """The standard deviation of the overall scores, where there are two or more."""
    return {
        paper: _deviation([row.overall for row in rows])
        for paper, rows in by_paper(reviews).items()
        if len(rows) > 1
    }


def _deviation(scores: list[int]) -> float:
    """Return the standard deviation of the scores themselves, not of a larger set they are drawn from."""
    middle = fmean(scores)
    return sqrt(fmean((score - middle) ** 2 for score in scores))


def confidence(reviews: Iterable[Scored]) -> Figures:
    """The mean confidence of the reviews that state one."""
    stated = [row for row in reviews if row.confidence is not None]
    return {
        paper: fmean(row.confidence for row in rows if row.confidence is not None)
        for paper, rows in by_paper(stated).items()
    }


def normalised(reviews: Iterable[Scored]) -> Figures:
    """The mean of the scores with each reviewer's own habit taken out, back on the scale of the score."""
    rows = list(reviews)
    if not rows:
        return {}
    middle, width = fmean(row.overall for row in rows), _deviation([row.overall for row in rows])
    if not width:
        return {row.paper: middle for row in rows}
    own: dict[int, list[int]] = {}
    for row in rows:
        own.setdefault(row.reviewer, []).append(row.overall)
    habits = {reviewer: _habit(scores, middle, width) for reviewer, scores in own.items()}
    above = {
        paper: fmean((row.overall - habits[row.reviewer][0]) / habits[row.reviewer][1] for row in its)
        for paper, its in by_paper(rows).items()
    }
    return {paper: middle + width * figure for paper, figure in above.items()}


def _habit(scores: list[int], middle: float, width: float) -> tuple[float, float]:
    """Return a reviewer's mean and standard deviation, shrunk toward those of all reviews."""
    weight = len(scores) + SHRINK
    own = (sum(scores) + SHRINK * middle) / weight
    squares = sum((score - own) ** 2 for score in scores) + SHRINK * width**2
    return own, sqrt(squares / weight)


RULES: Mapping[str, Callable[[Iterable[Scored]], Figures]] = {
    "overall": mean,
    "weighted": weighted,
    "min": lowest,
    "max": highest,
    "normalised": normalised,
    "spread": spread,
    "confidence": confidence,
}
