"""Reviews that a chair should look at: those that say next to nothing, and those with an open ethics flag."""

from __future__ import annotations

from dataclasses import dataclass

from conference.models import Workshop
from conference.visibility import Viewer
from reviews.models import Assignment, Review
from reviews.projections import thin_review
from reviews.selectors.review_forms import WITH_ANSWERS
from reviews.sight import Info
from reviews.visibility import papers_visible_to
from submissions.models import SubmissionState


@dataclass(frozen=True)
class ToLookAt:
    """A review that is in, with why to look at it."""

    number: int
    title: str
    mark: str
    reviewer: str
    thin: tuple[str, ...]
    ethics: bool


def to_look_at(viewer: Viewer, workshop: Workshop) -> list[ToLookAt]:
    """Return the reviews to look at, by paper; four queries, whatever their number."""
    papers = papers_visible_to(viewer, workshop, Info.BIDS_AND_AFFINITY).filter(
        state=SubmissionState.SUBMITTED
    )
    reviews = (
        Review.objects.filter(
            assignment__submission__in=papers.values("pk"),
            assignment__state=Assignment.State.ACTIVE,
            state=Review.State.SUBMITTED,
        )
        .select_related("assignment__submission", "assignment__user", "form")
        .prefetch_related(*WITH_ANSWERS)
        .order_by("assignment__submission__number", "assignment__mark")
    )
    rows = (_row(review) for review in reviews)
    return [row for row in rows if row.thin or row.ethics]


def _row(review: Review) -> ToLookAt:
    assignment = review.assignment
    return ToLookAt(
        number=assignment.submission.number,
        title=assignment.submission.title,
        mark=assignment.mark,
        reviewer=assignment.user.name,
        thin=thin_review(review),
        ethics=bool(review.ethics_flag) and review.ethics_settled_at is None,
    )
