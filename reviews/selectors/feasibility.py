"""What stands in the way of an assignment, told before it is solved, and to each chair only what she may know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from conference.models import Workshop
from conference.visibility import Viewer
from reviews import matching
from reviews.asked import Asked
from reviews.models import AssignmentRun
from reviews.selectors.matching import MatchingData, load_matching
from reviews.sight import Info
from reviews.visibility import papers_visible_to
from submissions.models import SubmissionState

AT_ONCE = 60_000
"""Pairs up to which a page looks itself; beyond, the job that solves says it."""

OF_ALL = frozenset({"total load"})
"""Constraints whose words name no paper."""


@dataclass(frozen=True)
class Obstacle:
    """One reason in words, with the smallest change that would help, and the papers (by id) of which it tells."""

    words: str
    papers: tuple[int, ...] = ()

    def stored(self) -> dict[str, Any]:
        return {"words": self.words, "papers": list(self.papers)}


@dataclass(frozen=True)
class Told:
    """What a chair is told of the obstacles; ``kept`` counts those that would tell of papers kept from her."""

    words: tuple[str, ...]
    kept: int = 0

    @property
    def any(self) -> bool:
        return bool(self.words or self.kept)


def before_solving(
    viewer: Viewer, workshop: Workshop, asked: Asked, kind: str = AssignmentRun.Kind.REVIEWERS
) -> tuple[Told, tuple[str, ...]]:
    """Look whether it can be solved, and which fixed pairs would be left out; where that would take too long, the job says it."""
    data = load_matching(workshop, asked, kind)
    if not looks_at_once(data):
        return Told(()), ()
    passed = told(viewer, workshop, passed_over(data)).words
    return told(viewer, workshop, obstacles(data)), passed


def obstacles(data: MatchingData) -> list[Obstacle]:
    """Return what stands in the way; an empty list where nothing does. Texts are compared only for a lowest score."""
    found = [_barred(data, *pair) for pair in data.barred]
    if data.asked.minimum is None:
        problem = (np.zeros(data.forbidden.shape), *data.problem_without_scores)
    else:
        problem = data.problem
    return found + in_words(data, matching.check(*problem, **data.options))


def in_words(data: MatchingData, problems: Iterable[matching.Problem]) -> list[Obstacle]:
    """Return the solver's problems with the names of papers and people."""
    papers = [f"#{paper.number}" for paper in data.papers]
    people = [judge.user.name for judge in data.reviewers]
    return [
        Obstacle(
            problem.in_words(papers, people, data.words),
            () if problem.constraint in OF_ALL else tuple(data.papers[at].pk for at in problem.papers),
        )
        for problem in problems
    ]


def _barred(data: MatchingData, row: int, column: int) -> Obstacle:
    paper, judge = data.papers[row], data.reviewers[column]
    return Obstacle(
        f"#{paper.number} and {judge.user.name} are to be always together, but a conflict, a part as area chair or an "
        "assignment that was ended keeps them apart. Take the pair off the list of fixed pairs.",
        (paper.pk,),
    )


def passed_over(data: MatchingData) -> list[Obstacle]:
    """Return the fixed pairs that a proposal leaves out, since live assignments come first; they stop nothing."""
    return [
        Obstacle(
            f"#{data.papers[row].number} and {data.reviewers[column].user.name} are to be always together, but {why}.",
            (data.papers[row].pk,),
        )
        for row, column, why in data.passed
    ]


def looks_at_once(data: MatchingData) -> bool:
    """Say whether a page can afford to look for obstacles."""
    return data.forbidden.size <= AT_ONCE


def told(viewer: Viewer, workshop: Workshop, found: Sequence[Obstacle]) -> Told:
    """Return what a chair may read of some obstacles."""
    if not found:
        return Told(())
    readable = set(papers_visible_to(viewer, workshop, Info.BIDS_AND_AFFINITY).values_list("pk", flat=True))
    words = tuple(item.words for item in found if readable.issuperset(item.papers))
    return Told(words, len(found) - len(words))


def passed_in_run(viewer: Viewer, run: AssignmentRun) -> tuple[str, ...]:
    """Return the fixed pairs that a proposal left out, those of papers on whose reviewers this chair has a say."""
    kept: list[Mapping[str, Any]] = run.summary.get("passed", [])
    return told(viewer, run.workshop, [Obstacle(item["words"], tuple(item["papers"])) for item in kept]).words


def told_of_run(viewer: Viewer, run: AssignmentRun) -> Told:
    """Return what a chair may read of why there is no assignment. An old run's words are for who sees every paper."""
    kept: list[Mapping[str, Any]] = run.summary.get("obstacles", [])
    if kept:
        return told(viewer, run.workshop, [Obstacle(item["words"], tuple(item["papers"])) for item in kept])
    if not run.problem:
        return Told(())
    submitted = run.workshop.submissions.filter(state=SubmissionState.SUBMITTED)
    return told(viewer, run.workshop, [Obstacle(run.problem, tuple(submitted.values_list("pk", flat=True)))])
