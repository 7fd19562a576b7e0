"""What area chairs recommend, as far as its reader may know it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from conference.prepared import only
from conference.visibility import Viewer
from reviews.models import Assignment, MetaReview, Outcome
from reviews.sight import RELEASED, Info
from reviews.visibility import PaperRights, SeenPaper
from submissions.visibility import NO_USER


@dataclass(frozen=True)
class MetaReviewText:
    """A meta-review as authors read it."""

    text: str


@dataclass(frozen=True)
class MetaReviewForReviewer(MetaReviewText):
    """The same with what was recommended, as reviewers read it after the release."""

    recommendation: str
    recommendation_label: str


@dataclass(frozen=True)
class MetaReviewForChair(MetaReviewForReviewer):
    """The same as area chairs and chairs read it: by whom, and what is in confidence."""

    area_chair: str
    for_chairs: str
    submitted_at: datetime | None


def meta_reviews_for_author(paper: SeenPaper, found: PaperRights) -> list[MetaReviewText]:
    if not found.sees(Info.META_REVIEW):
        return []
    return [MetaReviewText(row.text) for row in submitted(paper.pk) if row.text]


def meta_reviews(paper: SeenPaper, found: PaperRights) -> list[MetaReviewForReviewer]:
    """Return the meta-reviews of a paper for one of the committee, each as far as she may read it."""
    if not found.sees(Info.META_REVIEW):
        return []
    if found.sees(Info.REVIEWS_FOR_CHAIRS):
        return [_for_chair(row) for row in submitted(paper.pk)]
    return [
        MetaReviewForReviewer(row.text, row.recommendation, Outcome(row.recommendation).label)
        for row in submitted(paper.pk)
    ]


def submitted(paper_id: int) -> QuerySet[MetaReview]:
    """Return the recommendations on a paper that are in."""
    return (
        MetaReview.objects.filter(
            assignment__submission_id=paper_id,
            assignment__state=Assignment.State.ACTIVE,
            submitted_at__isnull=False,
        )
        .select_related("assignment__user")
        .order_by("pk")
    )


def own_meta_review(assignment: Assignment) -> MetaReview | None:
    return only(MetaReview.objects.filter(assignment=assignment))


def can_write(found: PaperRights) -> bool:
    """Say whether an area chair may recommend now: from the discussion until the release."""
    return found.standing.handles_it and found.sees(Info.META_REVIEW) and found.phase not in RELEASED


def own_states(viewer: Viewer, papers: QuerySet[SeenPaper]) -> dict[int, str]:
    """Return where an area chair's own recommendations stand (draft, submitted) by the id of the paper, in one query."""
    rows = MetaReview.objects.filter(
        assignment__submission__in=[paper.pk for paper in papers],
        assignment__user_id=viewer.user_id or NO_USER,
        assignment__state=Assignment.State.ACTIVE,
    ).values_list("assignment__submission_id", "submitted_at")
    return {paper: "submitted" if at else "draft" for paper, at in rows}


def _for_chair(row: MetaReview) -> MetaReviewForChair:
    return MetaReviewForChair(
        text=row.text,
        recommendation=row.recommendation,
        recommendation_label=Outcome(row.recommendation).label,
        area_chair=row.assignment.user.name,
        for_chairs=row.for_chairs,
        submitted_at=row.submitted_at,
    )
