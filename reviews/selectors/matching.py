"""A workshop's papers and reviewers as the matcher takes them: arrays, with the parts of each pair's score."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from conference.models import Workshop
from reviews.affinity import Corpus
from reviews.models import Assignment, Conflict, Reviewer
from submissions.models import Submission, SubmissionState

Scores = NDArray[np.float64]


@dataclass(frozen=True)
class Weights:
    """How much text and topics count; a pair's score lies in 0..1."""

    text: float = 0.7
    topics: float = 0.3


@dataclass
class MatchingData:
    """Papers (rows) and reviewers (columns) in order, with what the matcher needs of each pair."""

    papers: list[Submission]
    reviewers: list[Reviewer]
    affinity: Scores
    topics: Scores
    weights: Weights
    demand: list[int]
    load_max: list[int]
    forbidden: NDArray[np.bool_]
    fixed: list[tuple[int, int]] = field(default_factory=list)

    @property
    def scores(self) -> Scores:
        total = self.weights.text + self.weights.topics or 1.0
        combined: Scores = (self.weights.text * self.affinity + self.weights.topics * self.topics) / total
        return combined

    def paper_index(self) -> dict[int, int]:
        return {paper.pk: at for at, paper in enumerate(self.papers)}

    def reviewer_index(self) -> dict[int, int]:
        """Return the column of each reviewer by the id of her account."""
        return {reviewer.user_id: at for at, reviewer in enumerate(self.reviewers)}

    def parts(self, paper: int, reviewer: int) -> dict[str, float]:
        """Return the parts of one pair's score, rounded for people."""
        return {
            "text": round(float(self.affinity[paper, reviewer]), 3),
            "topics": round(float(self.topics[paper, reviewer]), 3),
        }


def load_matching(workshop: Workshop, *, reviews_per_paper: int, weights: Weights) -> MatchingData:
    """Load everything in a fixed number of queries. Live assignments are fixed; active conflicts are forbidden."""
    papers = list(
        Submission.objects.filter(workshop=workshop, state=SubmissionState.SUBMITTED)
        .prefetch_related("topics")
        .order_by("number")
    )
    reviewers = list(
        Reviewer.objects.filter(
            workshop=workshop, user__roles__workshop=workshop, user__roles__kind="reviewer"
        )
        .select_related("user")
        .prefetch_related("topics", "user__publications")
        .order_by("user__name", "pk")
    )
    data = MatchingData(
        papers=papers,
        reviewers=reviewers,
        affinity=_corpus(papers, reviewers).scores(),
        topics=_topic_overlap(papers, reviewers),
        weights=weights,
        demand=[reviews_per_paper] * len(papers),
        load_max=[reviewer.max_load for reviewer in reviewers],
        forbidden=np.zeros((len(papers), len(reviewers)), dtype=bool),
    )
    _mark_pairs(workshop, data)
    return data


def _mark_pairs(workshop: Workshop, data: MatchingData) -> None:
    rows, columns = data.paper_index(), data.reviewer_index()
    conflicts = Conflict.objects.filter(submission__workshop=workshop, state=Conflict.State.ACTIVE)
    for submission_id, user_id in conflicts.values_list("submission_id", "user_id"):
        if submission_id in rows and user_id in columns:
            data.forbidden[rows[submission_id], columns[user_id]] = True
    declined = Assignment.objects.filter(
        submission__workshop=workshop, part=Assignment.Part.REVIEWER
    ).values_list("submission_id", "user_id", "state")
    for submission_id, user_id, state in declined:
        if submission_id not in rows or user_id not in columns:
            continue
        pair = (rows[submission_id], columns[user_id])
        if state == Assignment.State.ACTIVE:
            data.fixed.append(pair)
        else:
            data.forbidden[pair] = True
    for paper, reviewer in data.fixed:
        data.demand[paper] = max(data.demand[paper], sum(1 for row, _ in data.fixed if row == paper))
        data.load_max[reviewer] = max(
            data.load_max[reviewer], sum(1 for _, column in data.fixed if column == reviewer)
        )


def _corpus(papers: list[Submission], reviewers: list[Reviewer]) -> Corpus:
    return Corpus(
        [f"{paper.title}. {paper.abstract}" for paper in papers],
        [
            [f"{own.title}. {own.abstract}" for own in reviewer.user.publications.all()]
            for reviewer in reviewers
        ],
    )


def evidence(data: MatchingData, paper: int, reviewer: int) -> list[dict[str, Any]]:
    """Return the reviewer's closest papers with the shared terms, as the page of a pair shows them."""
    own = list(data.reviewers[reviewer].user.publications.all())
    return [
        {"title": own[item.text].title, "similarity": round(item.similarity, 3), "terms": list(item.terms)}
        for item in _corpus(data.papers, data.reviewers).evidence(paper, reviewer)
    ]


def _topic_overlap(papers: list[Submission], reviewers: list[Reviewer]) -> Scores:
    """Share of a paper's topics that a reviewer names; 0 where the paper names none."""
    wanted = [{topic.pk for topic in paper.topics.all()} for paper in papers]
    known = [{topic.pk for topic in reviewer.topics.all()} for reviewer in reviewers]
    overlap = np.zeros((len(papers), len(reviewers)))
    for row, topics in enumerate(wanted):
        for column, own in enumerate(known):
            overlap[row, column] = len(topics & own) / len(topics) if topics else 0.0
    return overlap
