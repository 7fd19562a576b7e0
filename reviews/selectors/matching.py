"""A workshop's papers and reviewers as the matcher takes them: arrays, with the parts of each pair's score."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from django.db.models import Exists, OuterRef, Prefetch
from numpy.typing import NDArray

from conference.models import User, Workshop
from conference.models.people import RoleKind
from reviews import matching
from reviews.affinity import Corpus
from reviews.asked import Asked
from reviews.bidding import WORTH
from reviews.models import Assignment, AssignmentRun, Bid, Conflict, PairRule, Review, Reviewer
from reviews.selectors.institutions import institutions
from submissions.models import Submission, SubmissionState

FOR_REVIEWERS = matching.Words(group="institution", groups="institutions")
FOR_AREA_CHAIRS = matching.Words("area chair", "area chairs")
Scores = NDArray[np.float64]
Unscored = tuple[list[int], list[int], list[int], NDArray[np.bool_]]
Scored = tuple[Scores, list[int], list[int], list[int], NDArray[np.bool_]]


@dataclass(frozen=True)
class Judge:
    """Somebody who may get papers, in the part that is asked about."""

    user: User
    topics: frozenset[int]
    max_load: int
    is_senior: bool = False
    min_load: int = 0

    @property
    def user_id(self) -> int:
        return self.user.pk


@dataclass
class MatchingData:
    """Papers (rows) and people (columns) in order, with what the matcher needs of each pair.

    ``fixed``: pairs that stand. ``kept``: live pairs that a repair may move, as few as can be. ``barred``: pairs that a
    chair wants together though something forbids it. ``passed``: such pairs whose places are taken by live ones, with why.
    """

    asked: Asked
    papers: list[Submission]
    reviewers: list[Judge]
    bids: dict[tuple[int, int], str]
    demand: list[int]
    load_max: list[int]
    forbidden: NDArray[np.bool_]
    groups: NDArray[np.bool_] | None = None
    words: matching.Words = FOR_REVIEWERS
    fixed: list[tuple[int, int]] = field(default_factory=list)
    kept: list[tuple[int, int]] = field(default_factory=list)
    barred: list[tuple[int, int]] = field(default_factory=list)
    passed: list[tuple[int, int, str]] = field(default_factory=list)

    @cached_property
    def corpus(self) -> Corpus:
        """All texts, compared when first asked for: that takes a second or more."""
        return Corpus(
            [f"{paper.title}. {paper.abstract}" for paper in self.papers],
            [
                [f"{own.title}. {own.abstract}" for own in judge.user.publications.all()]
                for judge in self.reviewers
            ],
        )

    @cached_property
    def affinity(self) -> Scores:
        return self.corpus.scores()

    @cached_property
    def topics(self) -> Scores:
        """Share of a paper's topics that a person names; 0 where the paper names none."""
        overlap = np.zeros(self.forbidden.shape)
        for row, paper in enumerate(self.papers):
            wanted = {topic.pk for topic in paper.topics.all()}
            for column, judge in enumerate(self.reviewers):
                overlap[row, column] = len(wanted & judge.topics) / len(wanted) if wanted else 0.0
        return overlap

    @cached_property
    def scores(self) -> Scores:
        """Papers x reviewers: the parts by their weights, at most 1. A bid against a paper can bring a pair below 0."""
        weights = self.asked.weights
        combined: Scores = weights.text * self.affinity + weights.topics * self.topics
        for pair, value in self.bids.items():
            combined[pair] += weights.bids * WORTH[value]
        total = weights.text + weights.topics + weights.bids or 1.0
        combined /= total
        return combined

    @property
    def load_min(self) -> list[int]:
        """The least load of each, everyone's or her own, never above the most she takes."""
        own = [max(self.asked.at_least, judge.min_load) for judge in self.reviewers]
        return [min(least, most) for least, most in zip(own, self.load_max, strict=True)]

    @property
    def problem(self) -> Scored:
        """What the matcher's functions take by place."""
        return (self.scores, *self.problem_without_scores)

    @property
    def problem_without_scores(self) -> Unscored:
        return (self.demand, self.load_min, self.load_max, self.forbidden)

    @property
    def options(self) -> matching.Options:
        """What they take by name."""
        seniors = [judge.is_senior for judge in self.reviewers] if self.asked.senior else None
        return {
            "fixed": self.fixed,
            "minimum_score": self.asked.minimum,
            "classes": self.groups,
            "seniors": seniors,
        }

    def paper_index(self) -> dict[int, int]:
        return {paper.pk: at for at, paper in enumerate(self.papers)}

    def reviewer_index(self) -> dict[int, int]:
        """Return the column of each reviewer by the id of her account."""
        return {judge.user_id: at for at, judge in enumerate(self.reviewers)}

    def parts(self, paper: int, reviewer: int) -> dict[str, Any]:
        """Return the parts of one pair's score, rounded for people."""
        return {
            "text": round(float(self.affinity[paper, reviewer]), 3),
            "topics": round(float(self.topics[paper, reviewer]), 3),
            "bid": self.bids.get((paper, reviewer), ""),
        }


def load_matching(workshop: Workshop, asked: Asked, kind: str = AssignmentRun.Kind.REVIEWERS) -> MatchingData:
    """Load everything in a fixed number of queries; texts are compared when scores are first asked for.

    Active conflicts are forbidden. Live assignments stand; in a repair those that are begun do.
    """
    papers = list(
        Submission.objects.filter(workshop=workshop, state=SubmissionState.SUBMITTED)
        .prefetch_related("topics")
        .order_by("number")
    )
    for_area_chairs = kind == AssignmentRun.Kind.AREA_CHAIRS
    judges = _area_chairs(workshop, asked) if for_area_chairs else _reviewers(workshop)
    data = MatchingData(
        asked=asked,
        papers=papers,
        reviewers=judges,
        bids={} if for_area_chairs else _bids(workshop, papers, judges),
        demand=[asked.of_track(paper.track_id) for paper in papers],
        load_max=[judge.max_load for judge in judges],
        forbidden=np.zeros((len(papers), len(judges)), dtype=bool),
        words=FOR_AREA_CHAIRS if for_area_chairs else FOR_REVIEWERS,
    )
    if asked.apart:
        data.groups = institutions(workshop, [judge.user_id for judge in judges])
    _Marks(workshop, data, kind).set()
    return data


def _reviewers(workshop: Workshop) -> list[Judge]:
    rows = (
        Reviewer.objects.filter(
            workshop=workshop, user__roles__workshop=workshop, user__roles__kind=RoleKind.REVIEWER
        )
        .select_related("user")
        .prefetch_related("topics", "user__publications")
        .order_by("user__name", "pk")
    )
    return [
        Judge(
            row.user,
            frozenset(topic.pk for topic in row.topics.all()),
            row.max_load,
            row.is_senior,
            row.min_load,
        )
        for row in rows
    ]


def _area_chairs(workshop: Workshop, asked: Asked) -> list[Judge]:
    """Area chairs with the topics they named where they review too."""
    named = Reviewer.objects.filter(workshop=workshop).prefetch_related("topics")
    users = (
        User.objects.filter(roles__workshop=workshop, roles__kind=RoleKind.AREA_CHAIR)
        .prefetch_related("publications", Prefetch("reviewing", queryset=named, to_attr="here"))
        .order_by("name", "pk")
    )
    return [Judge(user, _topics_here(user), asked.most) for user in users]


def _topics_here(user: User) -> frozenset[int]:
    rows: list[Reviewer] = user.here  # type: ignore[attr-defined]
    return frozenset(topic.pk for row in rows for topic in row.topics.all())


class _Marks:
    """What stands and what may not be: conflicts, live and ended assignments, the chairs' word on pairs."""

    def __init__(self, workshop: Workshop, data: MatchingData, kind: str) -> None:
        self.workshop, self.data, self.kind = workshop, data, kind
        self.rows, self.columns = data.paper_index(), data.reviewer_index()
        self.is_repair = kind == AssignmentRun.Kind.REPAIR
        self.part = (
            Assignment.Part.AREA_CHAIR if kind == AssignmentRun.Kind.AREA_CHAIRS else Assignment.Part.REVIEWER
        )

    def set(self) -> None:
        conflicts = Conflict.objects.filter(submission__workshop=self.workshop, state=Conflict.State.ACTIVE)
        self._forbid(conflicts.values_list("submission_id", "user_id"))
        live = self._assignments()
        rules = (
            []
            if self.part == Assignment.Part.AREA_CHAIR
            else list(
                PairRule.objects.filter(workshop=self.workshop).values_list(
                    "submission_id", "user_id", "kind"
                )
            )
        )
        self._forbid((paper, user) for paper, user, kind in rules if kind == PairRule.Kind.FORBIDDEN)
        for pair, begun in live:
            if self.is_repair and not begun:
                self.data.kept.append(pair)
            else:
                self.data.fixed.append(pair)
                self.data.forbidden[pair] = False
        self._make_room()
        self._fix((paper, user) for paper, user, kind in rules if kind == PairRule.Kind.FIXED)

    def _pair(self, paper: int, user: int) -> tuple[int, int] | None:
        if paper not in self.rows or user not in self.columns:
            return None
        return self.rows[paper], self.columns[user]

    def _forbid(self, pairs: Any) -> None:
        for paper, user in pairs:
            pair = self._pair(paper, user)
            if pair:
                self.data.forbidden[pair] = True

    def _assignments(self) -> list[tuple[tuple[int, int], bool]]:
        """The live pairs of this part, each with whether its review is begun; all others are forbidden."""
        rows = Assignment.objects.filter(submission__workshop=self.workshop).annotate(
            begun=Exists(Review.objects.filter(assignment=OuterRef("pk")))
        )
        live, other = [], []
        for paper, user, part, state, begun in rows.values_list(
            "submission_id", "user_id", "part", "state", "begun"
        ):
            pair = self._pair(paper, user)
            active = state == Assignment.State.ACTIVE
            if pair and part == self.part and active:
                live.append((pair, begun))
            elif part == self.part or active:
                other.append((paper, user))
        self._forbid(other)
        return live

    def _make_room(self) -> None:
        """Live pairs stand even where they are more than are asked for now."""
        on_paper = Counter(paper for paper, _ in self.data.fixed)
        given = Counter(reviewer for _, reviewer in self.data.fixed)
        for paper, many in on_paper.items():
            self.data.demand[paper] = max(self.data.demand[paper], many)
        for reviewer, many in given.items():
            self.data.load_max[reviewer] = max(self.data.load_max[reviewer], many)

    def _fix(self, pairs: Any) -> None:
        """Pairs that are always together; where live ones have taken the place already, those come first."""
        live_on = Counter(paper for paper, _ in self.data.fixed)
        live_of = Counter(reviewer for _, reviewer in self.data.fixed)
        for paper, user in pairs:
            pair = self._pair(paper, user)
            if pair is None or pair in self.data.fixed:
                continue
            row, column = pair
            if self.data.forbidden[pair]:
                self.data.barred.append(pair)
            elif live_on[row] >= self.data.demand[row]:
                self.data.passed.append((*pair, "the paper has all its reviewers by live assignments"))
            elif live_of[column] >= self.data.load_max[column]:
                self.data.passed.append((*pair, "she has as many live papers as she takes"))
            else:
                self.data.fixed.append(pair)


def evidence(data: MatchingData, paper: int, reviewer: int) -> list[dict[str, Any]]:
    """Return the reviewer's closest papers with the shared terms, as the page of a pair shows them."""
    own = list(data.reviewers[reviewer].user.publications.all())
    return [
        {"title": own[item.text].title, "similarity": round(item.similarity, 3), "terms": list(item.terms)}
        for item in data.corpus.evidence(paper, reviewer)
    ]


def _bids(workshop: Workshop, papers: list[Submission], judges: list[Judge]) -> dict[tuple[int, int], str]:
    rows = {paper.pk: at for at, paper in enumerate(papers)}
    columns = {judge.user_id: at for at, judge in enumerate(judges)}
    given = Bid.objects.filter(submission__workshop=workshop, value__in=WORTH)
    return {
        (rows[paper], columns[user]): value
        for paper, user, value in given.values_list("submission_id", "user_id", "value")
        if paper in rows and user in columns
    }
