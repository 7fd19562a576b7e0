"""What reviewers read: their papers with what is due, one paper beside its form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from conference.dates import zone_of
from conference.due import DueItem
from conference.models import OptIn, User, Workshop
from conference.models.workshops import DateKey
from conference.prepared import only, rows_of
from conference.visibility import Viewer, viewer_of
from reviews.models import Assignment, Conflict, Review
from reviews.projections import (
    BlindPaper,
    ReviewForChair,
    ReviewForColleague,
    blind_paper,
    colleagues_reviews,
    review_for_chair,
    review_for_colleague,
)
from reviews.selectors.deadline import Deadline, due_of, review_deadline
from reviews.selectors.discussion import new_comments
from reviews.selectors.meta_reviews import own_states
from reviews.selectors.review_forms import WITH_ANSWERS, range_of
from reviews.sight import RELEASED, Info
from reviews.visibility import PaperRights, SeenPaper, papers_visible_to, rights
from submissions.models import SubmissionState
from submissions.visibility import NO_USER, named_as_author


@dataclass(frozen=True)
class AssignedPaper:
    """A row of a reviewer's list: the paper, where her review stands, whether it is late or can't be changed now."""

    paper: BlindPaper
    mark: str
    state: str
    state_label: str
    overall: int | None
    is_late: bool
    is_closed: bool
    new_comments: int
    due: Deadline
    round: int
    sees_others: bool

    @property
    def is_open_to_talk(self) -> bool:
        """Say whether she takes part in a discussion of it now."""
        return self.sees_others and not self.is_closed

    @property
    def is_due(self) -> bool:
        return self.state != Review.State.SUBMITTED and not self.is_closed

    @property
    def late_label(self) -> str:
        return "Late, draft" if self.state == Review.State.DRAFT else "Late"

    @property
    def action(self) -> str:
        """What the button of the row says."""
        if self.is_closed:
            return "Read"
        if self.state == Review.State.SUBMITTED:
            return "Change"
        return "Go on" if self.state == Review.State.DRAFT else "Review"


@dataclass(frozen=True)
class HandledPaper:
    """A row of an area chair's list: the paper and how many of its reviews are in."""

    paper: BlindPaper
    reviews_in: int
    asked: int
    new_comments: int
    recommendation: str
    is_closed: bool


@dataclass(frozen=True)
class OwnReview:
    """What a reviewer wrote on a paper that she does not see any more."""

    mark: str
    review: ReviewForColleague


@dataclass(frozen=True)
class WaitingReview:
    """A review that is not in yet."""

    mark: str
    reviewer: str
    state_label: str


@dataclass(frozen=True)
class PaperReviews:
    """All reviews of one paper as those read them who decide on it."""

    reviews: tuple[ReviewForChair, ...]
    waiting: tuple[WaitingReview, ...]
    number: int
    may_rate: bool
    lowest: int
    highest: int

    @property
    def scores(self) -> list[int]:
        return [review.overall for review in self.reviews if review.overall is not None]


def with_content(papers: QuerySet[SeenPaper]) -> QuerySet[SeenPaper]:
    """Load what a blind paper is made of."""
    return papers.select_related("track").prefetch_related("topics", "files")


def assigned_papers(viewer: Viewer, workshop: Workshop) -> list[AssignedPaper]:
    """Return the papers a reviewer has, those to do first; the number of queries is fixed."""
    usual = review_deadline(workshop)
    assignments = {
        row.submission_id: row
        for row in _own_assignments(viewer, workshop, Assignment.Part.REVIEWER).select_related(
            "review", "round"
        )
    }
    papers = with_content(papers_visible_to(viewer, workshop, Info.OWN_REVIEW)).filter(pk__in=assignments)
    shown = papers.exclude(state=SubmissionState.WITHDRAWN)
    talk = new_comments(viewer, workshop)
    rows = [_assigned(paper, viewer, workshop, assignments[paper.pk], talk, usual) for paper in shown]
    return sorted(rows, key=lambda row: (not row.is_due, row.paper.number))


def handled_papers(viewer: Viewer, workshop: Workshop) -> list[HandledPaper]:
    """Return the papers an area chair looks after."""
    own = _own_assignments(viewer, workshop, Assignment.Part.AREA_CHAIR).values("submission_id")
    papers = with_content(papers_visible_to(viewer, workshop, Info.PAPER_FILE)).filter(pk__in=own)
    counts, talk = review_counts(papers), new_comments(viewer, workshop)
    recommended = own_states(viewer, papers)
    return [
        HandledPaper(
            blind_paper(paper, rights(paper, viewer, workshop), workshop.slug),
            *counts.get(paper.pk, (0, 0)),
            talk.get(paper.number, 0),
            recommended.get(paper.pk, ""),
            paper.phase in RELEASED,
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
    own = papers_visible_to(viewer, workshop, Info.OWN_REVIEW).filter(state=SubmissionState.WITHDRAWN)
    reviews = Review.objects.filter(
        assignment__user_id=viewer.user_id or NO_USER,
        assignment__state=Assignment.State.ACTIVE,
        assignment__submission__in=own.values("pk"),
    )
    return [
        OwnReview(review.assignment.mark, review_for_colleague(review))
        for review in reviews.select_related("assignment", "form")
        .prefetch_related(*WITH_ANSWERS)
        .order_by("pk")
    ]


def paper_reviews(paper: SeenPaper, found: PaperRights) -> PaperReviews | None:
    """Return the reviews of one paper for its area chair or a chair, in two queries; None where she may not read them.

    This is what ``reviews/season/paper_reviews.html`` draws, under the name ``reviews``.
    """
    if not found.sees(Info.REVIEWS_FOR_CHAIRS):
        return None
    waiting = (
        Assignment.objects.filter(
            submission_id=paper.pk, part=Assignment.Part.REVIEWER, state=Assignment.State.ACTIVE
        )
        .exclude(review__state=Review.State.SUBMITTED)
        .select_related("user", "review")
        .order_by("mark")
    )
    rows = list(submitted_reviews(paper.pk))
    lowest, highest = range_of(review.form for review in rows)
    return PaperReviews(
        reviews=tuple(review_for_chair(review) for review in rows),
        waiting=tuple(
            WaitingReview(row.mark, row.user.name, "Draft" if hasattr(row, "review") else "Not begun")
            for row in waiting
        ),
        number=paper.number,
        may_rate=found.is_chair_here,
        lowest=lowest,
        highest=highest,
    )


def others_reviews(paper: SeenPaper, viewer: Viewer, found: PaperRights) -> list[ReviewForColleague]:
    """Return the reviews of a reviewer's colleagues on one paper, as far as she may read them."""
    return colleagues_reviews(
        submitted_reviews(paper.pk).exclude(assignment__user_id=viewer.user_id or NO_USER), found
    )


def submitted_reviews(paper_id: int) -> QuerySet[Review]:
    """Return the reviews of a paper that are in, by their marks."""
    return (
        Review.objects.filter(
            assignment__submission_id=paper_id,
            assignment__state=Assignment.State.ACTIVE,
            state=Review.State.SUBMITTED,
        )
        .select_related("assignment__user", "form")
        .prefetch_related(*WITH_ANSWERS)
        .order_by("assignment__mark")
    )


def own_assignment(
    viewer: Viewer, paper: SeenPaper, part: str = Assignment.Part.REVIEWER
) -> Assignment | None:
    """Return one's own active assignment to a paper."""
    return only(
        Assignment.objects.select_related("submission__workshop", "user", "round").filter(
            submission_id=paper.pk,
            user_id=viewer.user_id or NO_USER,
            part=part,
            state=Assignment.State.ACTIVE,
        )
    )


def reviewer_due(user: User) -> list[DueItem]:
    """Return the reviews a person owes and has written, in all workshops."""
    viewer, rows = viewer_of(user), rows_of(_reviews_of, user.pk)
    return [_due_item(row) for row in rows if viewer.is_reviewer(row.submission.workshop)]


def _reviews_of(user_id: int) -> QuerySet[Assignment]:
    paper = OuterRef("submission")
    conflict = Conflict.objects.filter(submission=paper, user_id=user_id, state=Conflict.State.ACTIVE)
    return (
        Assignment.objects.filter(
            ~Exists(conflict),
            ~Exists(named_as_author(user_id).filter(submission=paper)),
            user_id=user_id,
            part=Assignment.Part.REVIEWER,
            state=Assignment.State.ACTIVE,
            submission__state=SubmissionState.SUBMITTED,
        )
        .exclude(submission__decision__released_at__isnull=False)
        .select_related("submission__workshop", "review", "round")
        .prefetch_related("submission__workshop__dates")
    )


def _due_item(row: Assignment) -> DueItem:
    workshop = row.submission.workshop
    done = hasattr(row, "review") and row.review.state == Review.State.SUBMITTED
    begun = hasattr(row, "review") and not done
    return DueItem(
        workshop=workshop.acronym,
        title=row.submission.title,
        detail="Review submitted" if done else "Review begun" if begun else "Review to write",
        url=reverse("reviews:review", args=[workshop.slug, row.submission.number]),
        action="Open" if done else "Go on" if begun else "Review",
        due=row.round.due_at.astimezone(workshop.tz) if row.round else _review_deadline(workshop),
        done=done,
    )


def _review_deadline(workshop: Workshop) -> datetime | None:
    found = next((date for date in workshop.dates.all() if date.key == DateKey.REVIEWS and date.at), None)
    return found.at.astimezone(zone_of(workshop, found.zone)) if found and found.at else None


def _own_assignments(viewer: Viewer, workshop: Workshop, part: str) -> QuerySet[Assignment]:
    return Assignment.objects.filter(
        user_id=viewer.user_id or NO_USER,
        submission__workshop=workshop,
        part=part,
        state=Assignment.State.ACTIVE,
    )


def _assigned(
    paper: SeenPaper,
    viewer: Viewer,
    workshop: Workshop,
    assignment: Assignment,
    talk: dict[int, int],
    usual: Deadline,
) -> AssignedPaper:
    review = assignment.review if hasattr(assignment, "review") else None
    state = review.state if review else "open"
    label = {"open": "To write", Review.State.DRAFT: "Draft", Review.State.SUBMITTED: "Submitted"}[state]
    is_closed = paper.phase in RELEASED
    due, found = due_of(assignment, workshop, usual), rights(paper, viewer, workshop)
    return AssignedPaper(
        paper=blind_paper(paper, found, workshop.slug),
        mark=assignment.mark,
        state=state,
        state_label=label,
        overall=review.overall if review else None,
        is_late=due.is_past and not is_closed and state != Review.State.SUBMITTED,
        is_closed=is_closed,
        new_comments=talk.get(paper.number, 0),
        due=due,
        round=assignment.round.number if assignment.round else 1,
        sees_others=found.sees(Info.DISCUSSION),
    )


def asks_consent(workshop: Workshop) -> bool:
    """Say whether reviewers are asked if a journal may read their reviews: of all papers alike, whatever authors chose."""
    return OptIn.objects.filter(track__workshop=workshop, kind=OptIn.Kind.JOURNAL).exists()
