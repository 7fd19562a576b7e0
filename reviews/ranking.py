"""Ways to rank papers by their reviews: each takes the reviews that count by paper and returns a figure a paper.

All figures are on the scale of the overall score. ``normalised`` takes out that reviewers use the scale differently:
a score counts as how many standard deviations it lies above that reviewer's mean. A reviewer of few papers says little
about how she scores, so her mean and deviation are drawn toward those of all reviews by ``SHRINK`` imagined reviews.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import sqrt
from statistics import fmean
from typing import NamedTuple

SHRINK = 3.0
NO_CONFIDENCE = 3


class Scored(NamedTuple):
    """One review that is in: by whom, its overall score and its confidence where one was given."""

    reviewer: int
    overall: int
    confidence: int | None = None


Reviews = Mapping[int, Sequence[Scored]]
"""The reviews that count, one or more of each paper."""
Figures = dict[int, float]


def mean(reviews: Reviews) -> Figures:
    """The mean of the overall scores."""
    return {paper: _mean([row.overall for row in rows]) for paper, rows in reviews.items()}


def weighted(reviews: Reviews) -> Figures:
    """The mean weighted by confidence; a review without one weighs as the middle of the scale."""
    return {
        paper: fmean(
            [row.overall for row in rows],
            weights=[NO_CONFIDENCE if row.confidence is None else row.confidence for row in rows],
        )
        for paper, rows in reviews.items()
    }


def lowest(reviews: Reviews) -> Figures:
    """The lowest overall score."""
    return {paper: float(min(row.overall for row in rows)) for paper, rows in reviews.items()}


def highest(reviews: Reviews) -> Figures:
    """The highest overall score."""
    return {paper: float(max(row.overall for row in rows)) for paper, rows in reviews.items()}


def spread(reviews: Reviews) -> Figures:
    """The standard deviation of the overall scores, where there are two or more."""
    return {
        paper: _deviation([row.overall for row in rows]) for paper, rows in reviews.items() if len(rows) > 1
    }


def _mean(scores: Sequence[int]) -> float:
    return sum(scores) / len(scores)


def _deviation(scores: Sequence[int]) -> float:
    """Return the standard deviation of the scores themselves, not of a larger set they are drawn from."""
    middle = _mean(scores)
    return sqrt(sum((score - middle) ** 2 for score in scores) / len(scores))


def confidence(reviews: Reviews) -> Figures:
    """The mean confidence of the reviews that state one."""
    stated = {
        paper: [row.confidence for row in rows if row.confidence is not None]
        for paper, rows in reviews.items()
    }
    return {paper: _mean(figures) for paper, figures in stated.items() if figures}


def normalised(reviews: Reviews) -> Figures:
    """The mean of the scores with each reviewer's own habit taken out, back on the scale of the score."""
    own: dict[int, list[int]] = {}
    for rows in reviews.values():
        for row in rows:
            own.setdefault(row.reviewer, []).append(row.overall)
    every = [score for scores in own.values() for score in scores]
    if not every:
        return {}
    middle, width = _mean(every), _deviation(every)
    if not width:
        return dict.fromkeys(reviews, middle)
    habits = {reviewer: _habit(scores, middle, width) for reviewer, scores in own.items()}
    return {paper: middle + width * _above(rows, habits) for paper, rows in reviews.items()}


def _above(rows: Sequence[Scored], habits: Mapping[int, tuple[float, float]]) -> float:
    """Return by how many deviations the reviews of a paper lie above what their reviewers are used to give."""
    above = 0.0
    for row in rows:
        own, width = habits[row.reviewer]
        above += (row.overall - own) / width
    return above / len(rows)


def _habit(scores: list[int], middle: float, width: float) -> tuple[float, float]:
    """Return a reviewer's mean and standard deviation, shrunk toward those of all reviews."""
    weight = len(scores) + SHRINK
    own = (sum(scores) + SHRINK * middle) / weight
    squares = sum((score - own) ** 2 for score in scores) + SHRINK * width**2
    return own, sqrt(squares / weight)


RULES: Mapping[str, Callable[[Reviews], Figures]] = {
    "overall": mean,
    "weighted": weighted,
    "min": lowest,
    "max": highest,
    "normalised": normalised,
    "spread": spread,
    "confidence": confidence,
}
ACROSS_PAPERS = frozenset({"normalised"})
"""Rules by which the reviews of other papers bear on a paper's figure."""
