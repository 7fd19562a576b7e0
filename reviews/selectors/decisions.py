"""The tables of reviewing for chairs: how far the reviews are, and what to decide on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import mean, pstdev

from django.db.models import Prefetch, QuerySet

from conference.models import Workshop
from conference.visibility import Viewer
from reviews.models import Assignment, Decision, Outcome, Review
from reviews.sight import Info
from reviews.visibility import SeenPaper, papers_visible_to
from submissions.models import REACHED, Author, SubmissionState


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
class ReleasePart:
    """How many papers of one outcome would be released, and how many mails that makes."""

    outcome: str
    label: str
    papers: int
    mails: int


@dataclass(frozen=True)
class ReleasePlan:
    """What one release would do: the drafts, counted by outcome; ``thin`` are those without enough reviews."""

    drafts: list[DecisionRow]
    parts: list[ReleasePart]
    thin: list[DecisionRow]
    undecided: int

    @property
    def papers(self) -> int:
        return len(self.drafts)

    @property
    def mails(self) -> int:
        return sum(part.mails for part in self.parts)


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


def chosen(viewer: Viewer, workshop: Workshop, seen: Mapping[int, int]) -> dict[int, SeenPaper]:
    """Return, by their numbers, those of the papers named in ``seen`` on which this chair may decide."""
    papers = papers_visible_to(viewer, workshop, Info.BIDS_AND_AFFINITY).filter(
        state=SubmissionState.SUBMITTED
    )
    return {
        paper.number: paper for paper in papers.select_related("track", "decision") if paper.number in seen
    }


def release_plan(viewer: Viewer, workshop: Workshop) -> ReleasePlan:
    """Return what a release would send out now, in a fixed number of queries."""
    papers = list(decidable(viewer, workshop))
    rows = [_row(paper, workshop.reviews_per_paper) for paper in papers]
    ids = {paper.number: paper.pk for paper in papers}
    drafts = sorted((row for row in rows if row.outcome and not row.is_released), key=lambda row: row.number)
    mails = _mails_by_outcome({ids[row.number]: row.outcome for row in drafts})
    return ReleasePlan(
        drafts=drafts,
        parts=[
            ReleasePart(
                outcome.value, outcome.label, sum(row.outcome == outcome for row in drafts), mails[outcome]
            )
            for outcome in Outcome
            if any(row.outcome == outcome for row in drafts)
        ],
        thin=[row for row in drafts if not row.enough],
        undecided=sum(not row.outcome for row in rows),
    )


def _mails_by_outcome(outcomes: Mapping[int, str]) -> Counter[str]:
    """Count the authors whom a mail reaches, of papers given by their ids, for each outcome."""
    authors = Author.objects.filter(REACHED, submission__in=list(outcomes))
    return Counter(outcomes[paper_id] for paper_id in authors.values_list("submission_id", flat=True))


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
        enough=len(scores) >= needed,
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
