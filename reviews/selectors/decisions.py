"""The tables of reviewing for chairs: how far the reviews are, and what to decide on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from statistics import mean, pstdev

from django.db.models import Prefetch, QuerySet

from conference.models import Workshop
from conference.visibility import Viewer
from reviews.models import ACCEPTED, Assignment, Decision, Outcome, Review
from reviews.sight import Info
from reviews.visibility import SeenPaper, papers_visible_to
from submissions.models import SubmissionState


@dataclass(frozen=True)
class ReviewMark:
    """A review of a paper in the table of progress."""

    mark: str
    reviewer: str
    state: str
    submitted_at: datetime | None
    overall: int | None


@dataclass(frozen=True)
class DecisionRow:
    """A paper to decide on, with its scores; ``version`` guards the draft, 0 where there is none."""

    number: int
    title: str
    track: str
    marks: tuple[ReviewMark, ...]
    scores: tuple[int, ...]
    mean: float | None
    spread: float | None
    confidence: float | None
    outcome: str
    outcome_label: str
    text: str
    is_released: bool
    version: int
    enough: bool

    @property
    def reviews_in(self) -> int:
        return len(self.scores)

    @property
    def asked(self) -> int:
        return len(self.marks)


@dataclass(frozen=True)
class DecisionTable:
    """The whole table, and how many papers each outcome has."""

    rows: list[DecisionRow]
    counts: dict[str, int] = field(default_factory=dict)
    undecided: int = 0
    drafted: int = 0
    released: int = 0

    @property
    def accepted(self) -> int:
        return sum(self.counts.get(outcome, 0) for outcome in ACCEPTED)


SORTS = ("number", "title", "mean", "spread", "reviews")


def decision_table(
    viewer: Viewer, workshop: Workshop, *, sort: str = "-mean", show: str = ""
) -> DecisionTable:
    """Return the papers a chair decides on, without those she has a conflict with; the queries are fixed."""
    rows = [_row(paper, workshop.reviews_per_paper) for paper in decidable(viewer, workshop)]
    counts = Counter(row.outcome for row in rows if row.outcome)
    shown = [row for row in rows if _shown(row, show)]
    return DecisionTable(
        rows=_sorted(shown, sort),
        counts=dict(counts),
        undecided=sum(1 for row in rows if not row.outcome),
        drafted=sum(1 for row in rows if row.outcome and not row.is_released),
        released=sum(1 for row in rows if row.is_released),
    )


def decidable(viewer: Viewer, workshop: Workshop) -> QuerySet[SeenPaper]:
    """Return the submitted papers on which this chair may decide, with reviews and decision."""
    assignments = Assignment.objects.filter(
        part=Assignment.Part.REVIEWER, state=Assignment.State.ACTIVE
    ).select_related("user", "review")
    return (
        papers_visible_to(viewer, workshop, Info.BIDS_AND_AFFINITY)
        .filter(state=SubmissionState.SUBMITTED)
        .select_related("track", "decision")
        .prefetch_related(Prefetch("assignments", queryset=assignments))
    )


def drafted(viewer: Viewer, workshop: Workshop) -> list[Decision]:
    """Return the decisions that a release would send out now."""
    papers = decidable(viewer, workshop).values("pk")
    return list(
        Decision.objects.filter(submission__in=papers, released_at=None)
        .select_related("submission__workshop", "submission__track")
        .order_by("submission__number")
    )


def _row(paper: SeenPaper, needed: int) -> DecisionRow:
    marks = tuple(_mark(row) for row in paper.assignments.all())
    came_in = [row.review for row in paper.assignments.all() if _is_in(row)]
    scores = tuple(review.overall for review in came_in if review.overall is not None)
    confidence = [review.confidence for review in came_in if review.confidence is not None]
    decision: Decision | None = getattr(paper, "decision", None)
    return DecisionRow(
        number=paper.number,
        title=paper.title,
        track=paper.track.name,
        marks=marks,
        scores=scores,
        mean=mean(scores) if scores else None,
        spread=pstdev(scores) if len(scores) > 1 else None,
        confidence=mean(confidence) if confidence else None,
        outcome=decision.outcome if decision else "",
        outcome_label=Outcome(decision.outcome).label if decision else "",
        text=decision.text if decision else "",
        is_released=bool(decision and decision.released_at),
        version=decision.version if decision else 0,
        enough=len(scores) >= min(needed, max(len(marks), 1)),
    )


def _mark(row: Assignment) -> ReviewMark:
    review: Review | None = getattr(row, "review", None)
    return ReviewMark(
        mark=row.mark,
        reviewer=row.user.name,
        state=review.state if review else "open",
        submitted_at=review.submitted_at if review else None,
        overall=review.overall if review and review.state == Review.State.SUBMITTED else None,
    )


def _is_in(row: Assignment) -> bool:
    return hasattr(row, "review") and row.review.state == Review.State.SUBMITTED


def _shown(row: DecisionRow, show: str) -> bool:
    if show == "undecided":
        return not row.outcome
    if show == "drafted":
        return bool(row.outcome) and not row.is_released
    if show == "released":
        return row.is_released
    if show == "short":
        return not row.enough
    return True


def _sorted(rows: list[DecisionRow], sort: str) -> list[DecisionRow]:
    name = sort.removeprefix("-")
    if name not in SORTS:
        return _sorted(rows, "-mean")
    reverse = sort.startswith("-")
    ordered = sorted(rows, key=lambda row: row.number)
    if name == "title":
        return sorted(ordered, key=lambda row: row.title.casefold(), reverse=reverse)
    values = {
        "number": lambda row: row.number,
        "mean": lambda row: row.mean,
        "spread": lambda row: row.spread,
        "reviews": lambda row: row.reviews_in,
    }[name]
    known = [row for row in ordered if values(row) is not None]
    unknown = [row for row in ordered if values(row) is None]
    return sorted(known, key=values, reverse=reverse) + unknown
