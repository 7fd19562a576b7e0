"""What reviewers read: their papers with what is due, one paper beside its form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from conference.due import DueItem
from conference.models import User, Workshop
from conference.models.workshops import DateKey
from conference.selectors.workshops import deadline_of
from conference.visibility import Viewer, viewer_of
from reviews.models import Assignment, Review
from reviews.projections import (
    BlindPaper,
    ReviewForAuthor,
    ReviewForChair,
    blind_paper,
    colleagues_reviews,
    review_for_author,
    review_for_chair,
)
from reviews.sight import Info
from reviews.visibility import PaperRights, SeenPaper, papers_visible_to, rights


@dataclass(frozen=True)
class AssignedPaper:
    """A row of a reviewer's list: the paper, where her review stands, whether it is late."""

    paper: BlindPaper
    mark: str
    state: str
    state_label: str
    overall: int | None
    is_late: bool


@dataclass(frozen=True)
class HandledPaper:
    """A row of an area chair's list: the paper and how many of its reviews are in."""

    paper: BlindPaper
    reviews_in: int
    asked: int


@dataclass(frozen=True)
class OwnReview:
    """What a reviewer wrote on a paper that she does not see any more."""

    mark: str
    review: ReviewForAuthor


def with_content(papers: QuerySet[SeenPaper]) -> QuerySet[SeenPaper]:
    """Load what a blind paper is made of."""
    return papers.select_related("track").prefetch_related("topics", "files__check_job")


def assigned_papers(viewer: Viewer, workshop: Workshop) -> list[AssignedPaper]:
    """Return the papers a reviewer has, those to do first; the number of queries is fixed."""
    due = deadline_of(workshop, DateKey.REVIEWS)
    late = due is not None and timezone.now() > due
    assignments = {
        row.submission_id: row
        for row in _own_assignments(viewer, workshop, Assignment.Part.REVIEWER).select_related("review")
    }
    papers = with_content(papers_visible_to(viewer, workshop)).filter(pk__in=assignments)
    rows = [_assigned(paper, viewer, workshop, assignments[paper.pk], late=late) for paper in papers]
    return sorted(rows, key=lambda row: (row.state == Review.State.SUBMITTED, row.paper.number))


def handled_papers(viewer: Viewer, workshop: Workshop) -> list[HandledPaper]:
    """Return the papers an area chair looks after."""
    own = _own_assignments(viewer, workshop, Assignment.Part.AREA_CHAIR).values("submission_id")
    papers = with_content(papers_visible_to(viewer, workshop)).filter(pk__in=own)
    counts = review_counts(papers)
    return [
        HandledPaper(
            blind_paper(paper, rights(paper, viewer, workshop), workshop.slug), *counts.get(paper.pk, (0, 0))
        )
        for paper in papers
    ]


def review_counts(papers: QuerySet[SeenPaper]) -> dict[int, tuple[int, int]]:
    """Return (reviews in, reviews asked) of each paper by its id, in one query."""
    rows = Assignment.objects.filter(
        submission__in=[paper.pk for paper in papers],
        part=Assignment.Part.REVIEWER,
        state=Assignment.State.ACTIVE,
    ).values_list("submission_id", "review__state")
    counts: dict[int, tuple[int, int]] = {}
    for paper_id, state in rows:
        came_in, asked = counts.get(paper_id, (0, 0))
        counts[paper_id] = (came_in + (state == Review.State.SUBMITTED), asked + 1)
    return counts


def own_reviews_kept(viewer: Viewer, workshop: Workshop) -> list[OwnReview]:
    """Return one's own reviews of papers that were withdrawn: the text stays hers, the paper is gone from sight."""
    seen = papers_visible_to(viewer, workshop).values("pk")
    reviews = (
        Review.objects.filter(
            assignment__user_id=viewer.user_id,
            assignment__submission__workshop=workshop,
            assignment__state=Assignment.State.ACTIVE,
            assignment__submission__state="withdrawn",
        )
        .exclude(assignment__submission__in=seen)
        .select_related("assignment")
    )
    return [OwnReview(review.assignment.mark, review_for_author(review)) for review in reviews]


def others_reviews(paper: SeenPaper, viewer: Viewer, found: PaperRights) -> list[ReviewForAuthor]:
    """Return the reviews of a reviewer's colleagues on one paper, as far as she may read them."""
    return colleagues_reviews(submitted_reviews(paper.pk).exclude(assignment__user_id=viewer.user_id), found)


def reviews_for_chair(paper: SeenPaper, found: PaperRights) -> list[ReviewForChair]:
    """Return the reviews of one paper for its area chair or a chair, else none."""
    if not found.sees(Info.REVIEWS_FOR_CHAIRS):
        return []
    return [review_for_chair(review) for review in submitted_reviews(paper.pk)]


def submitted_reviews(paper_id: int) -> QuerySet[Review]:
    """Return the reviews of a paper that are in, by their marks."""
    return (
        Review.objects.filter(
            assignment__submission_id=paper_id,
            assignment__state=Assignment.State.ACTIVE,
            state=Review.State.SUBMITTED,
        )
        .select_related("assignment__user")
        .order_by("assignment__mark")
    )


def own_assignment(
    viewer: Viewer, paper: SeenPaper, part: str = Assignment.Part.REVIEWER
) -> Assignment | None:
    """Return one's own active assignment to a paper."""
    return (
        Assignment.objects.select_related("submission__workshop", "user")
        .filter(submission_id=paper.pk, user_id=viewer.user_id, part=part, state=Assignment.State.ACTIVE)
        .first()
    )


def reviewer_due(user: User) -> list[DueItem]:
    """Return the reviews a person owes and has written, in all workshops."""
    viewer = viewer_of(user)
    rows = (
        Assignment.objects.filter(
            user=user,
            part=Assignment.Part.REVIEWER,
            state=Assignment.State.ACTIVE,
            submission__state="submitted",
        )
        .exclude(submission__conflicts__user=user, submission__conflicts__state="active")
        .exclude(submission__authors__user=user)
        .select_related("submission__workshop", "review")
        .prefetch_related("submission__workshop__dates")
    )
    return [_due_item(row) for row in rows if viewer.is_reviewer(row.submission.workshop)]


def _due_item(row: Assignment) -> DueItem:
    workshop = row.submission.workshop
    done = hasattr(row, "review") and row.review.state == Review.State.SUBMITTED
    begun = hasattr(row, "review") and not done
    return DueItem(
        workshop=workshop.acronym,
        title=row.submission.title,
        detail="Review submitted" if done else "Review begun" if begun else "Review to write",
        url=reverse("reviews:review", args=[workshop.slug, row.submission.number]),
        action="Go on" if begun else "Review",
        due=_review_deadline(workshop),
        done=done,
    )


def _review_deadline(workshop: Workshop) -> datetime | None:
    return next((date.at for date in workshop.dates.all() if date.key == DateKey.REVIEWS), None)


def _own_assignments(viewer: Viewer, workshop: Workshop, part: str) -> QuerySet[Assignment]:
    return Assignment.objects.filter(
        user_id=viewer.user_id, submission__workshop=workshop, part=part, state=Assignment.State.ACTIVE
    )


def _assigned(
    paper: SeenPaper, viewer: Viewer, workshop: Workshop, assignment: Assignment, *, late: bool
) -> AssignedPaper:
    review = assignment.review if hasattr(assignment, "review") else None
    state = review.state if review else "open"
    label = {"open": "To write", Review.State.DRAFT: "Draft", Review.State.SUBMITTED: "Submitted"}[state]
    return AssignedPaper(
        paper=blind_paper(paper, rights(paper, viewer, workshop), workshop.slug),
        mark=assignment.mark,
        state=state,
        state_label=label,
        overall=review.overall if review else None,
        is_late=late and state != Review.State.SUBMITTED,
    )
