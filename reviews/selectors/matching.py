"""A workshop's papers and reviewers as the matcher takes them: arrays, with the parts of each pair's score."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from conference.models import Workshop
from reviews.affinity import Corpus
from reviews.bidding import WORTH
from reviews.models import Assignment, AssignmentRun, Bid, Conflict, Reviewer
from submissions.models import Submission, SubmissionState

Scores = NDArray[np.float64]


@dataclass(frozen=True)
class Weights:
    """How much text, topics and bids count; a pair's score is at most 1."""

    text: float = 0.7
    topics: float = 0.3
    bids: float = 0.0

    @property
    def words(self) -> str:
        """Say each weight as its share of all."""
        total = self.text + self.topics + self.bids or 1.0
        named = (("text", self.text), ("topics", self.topics), ("bids", self.bids))
        return ", ".join(
            f"{name} {100 * weight / total:.0f}\N{NO-BREAK SPACE}%" for name, weight in named if weight
        )


def weights_of(run: AssignmentRun) -> Weights:
    """Return the weights a proposal was asked for with."""
    asked = run.parameters
    return Weights(text=asked["text"], topics=asked["topics"], bids=asked.get("bids", 0.0))


@dataclass
class MatchingData:
    """Papers (rows) and reviewers (columns) in order, with what the matcher needs of each pair."""

    papers: list[Submission]
    reviewers: list[Reviewer]
    affinity: Scores
    topics: Scores
    bids: dict[tuple[int, int], str]
    weights: Weights
    demand: list[int]
    load_max: list[int]
    forbidden: NDArray[np.bool_]
    corpus: Corpus
    fixed: list[tuple[int, int]] = field(default_factory=list)

    @cached_property
    def scores(self) -> Scores:
        """Papers x reviewers: the parts by their weights, at most 1. A bid against a paper can bring a pair below 0."""
        weights = self.weights
        combined: Scores = weights.text * self.affinity + weights.topics * self.topics
        for pair, value in self.bids.items():
            combined[pair] += weights.bids * WORTH[value]
        total = weights.text + weights.topics + weights.bids or 1.0
        combined /= total
        return combined

    def paper_index(self) -> dict[int, int]:
        return {paper.pk: at for at, paper in enumerate(self.papers)}

    def reviewer_index(self) -> dict[int, int]:
        """Return the column of each reviewer by the id of her account."""
        return {reviewer.user_id: at for at, reviewer in enumerate(self.reviewers)}

    def parts(self, paper: int, reviewer: int) -> dict[str, Any]:
        """Return the parts of one pair's score, rounded for people."""
        return {
            "text": round(float(self.affinity[paper, reviewer]), 3),
            "topics": round(float(self.topics[paper, reviewer]), 3),
            "bid": self.bids.get((paper, reviewer), ""),
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
    corpus = _corpus(papers, reviewers)
    data = MatchingData(
        papers=papers,
        reviewers=reviewers,
        affinity=corpus.scores(),
        topics=_topic_overlap(papers, reviewers),
        bids=_bids(workshop, papers, reviewers),
        weights=weights,
        demand=[reviews_per_paper] * len(papers),
        load_max=[reviewer.max_load for reviewer in reviewers],
        forbidden=np.zeros((len(papers), len(reviewers)), dtype=bool),
        corpus=corpus,
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
        for item in data.corpus.evidence(paper, reviewer)
    ]


def _bids(
    workshop: Workshop, papers: list[Submission], reviewers: list[Reviewer]
) -> dict[tuple[int, int], str]:
    rows = {paper.pk: at for at, paper in enumerate(papers)}
    columns = {reviewer.user_id: at for at, reviewer in enumerate(reviewers)}
    given = Bid.objects.filter(submission__workshop=workshop, value__in=WORTH)
    return {
        (rows[paper], columns[user]): value
        for paper, user, value in given.values_list("submission_id", "user_id", "value")
        if paper in rows and user in columns
    }


def _topic_overlap(papers: list[Submission], reviewers: list[Reviewer]) -> Scores:
    """Share of a paper's topics that a reviewer names; 0 where the paper names none."""
    wanted = [{topic.pk for topic in paper.topics.all()} for paper in papers]
    known = [{topic.pk for topic in reviewer.topics.all()} for reviewer in reviewers]
    overlap = np.zeros((len(papers), len(reviewers)))
    for row, topics in enumerate(wanted):
        for column, own in enumerate(known):
            overlap[row, column] = len(topics & own) / len(topics) if topics else 0.0
    return overlap
