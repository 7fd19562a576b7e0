"""One paper beside its form: what its reviewer or area chair finds on the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from conference.models import Workshop
from conference.visibility import Viewer
from reviews.models import Assignment, Decision, Review
from reviews.projections import (
    BlindAnswer,
    BlindPaper,
    ReviewForAuthor,
    blind_answers,
    blind_paper,
    review_for_author,
)
from reviews.selectors.deadline import ReviewDeadline, review_deadline
from reviews.selectors.season import PaperReviews, others_reviews, paper_reviews
from reviews.sight import Info, Phase
from reviews.visibility import PaperRights, SeenPaper


@dataclass(frozen=True)
class Desk:
    """The page of one paper. ``own`` is the reviewer's text once it is closed; ``chairs`` is for an area chair only."""

    paper: BlindPaper
    answers: tuple[BlindAnswer, ...]
    is_reviewer: bool
    state: str
    submitted_at: datetime | None
    deadline: ReviewDeadline
    own: ReviewForAuthor | None
    own_for_chairs: str
    colleagues: tuple[ReviewForAuthor, ...]
    colleagues_wait_for: str
    chairs: PaperReviews | None
    decision: str

    @property
    def is_in(self) -> bool:
        return self.state == Review.State.SUBMITTED

    @property
    def is_late(self) -> bool:
        return self.is_reviewer and not self.is_in and self.deadline.is_past


def desk(
    paper: SeenPaper,
    rights: PaperRights,
    viewer: Viewer,
    workshop: Workshop,
    assignment: Assignment | None,
    review: Review | None,
) -> Desk:
    """Return the page for the holder of an assignment as reviewer, or for an area chair, who has none."""
    is_reviewer = assignment is not None
    others = tuple(others_reviews(paper, viewer, rights)) if rights.standing.own_review_in else ()
    return Desk(
        paper=blind_paper(paper, rights, workshop.slug),
        answers=blind_answers(paper, rights),
        is_reviewer=is_reviewer,
        state=review.state if review else "open",
        submitted_at=review.submitted_at if review else None,
        deadline=review_deadline(workshop),
        own=review_for_author(review) if review and review.pk else None,
        own_for_chairs=review.for_chairs if review else "",
        colleagues=others,
        colleagues_wait_for=_wait_for(rights) if is_reviewer else "",
        chairs=None if is_reviewer else paper_reviews(paper, rights),
        decision=_decision(paper, rights),
    )


def own_review(assignment: Assignment) -> Review | None:
    """Return the review of an assignment, if it was begun."""
    return Review.objects.filter(assignment=assignment).select_related("assignment").first()


def _wait_for(rights: PaperRights) -> str:
    """Say what keeps the other reviews from a reviewer, or nothing once she may read them."""
    if not rights.standing.own_review_in:
        return "You read the other reviews once your own is in and the chairs have opened the discussion."
    if not rights.sees(Info.REVIEWS_FOR_AUTHORS):
        return "You read the other reviews once the chairs have opened the discussion."
    return ""


def _decision(paper: SeenPaper, rights: PaperRights) -> str:
    """Return the decision in a word, where it may be known; a draft only to those who may know drafts."""
    if not rights.sees(Info.DECISION):
        return ""
    decision = Decision.objects.filter(submission_id=paper.pk).first()
    if decision is None or (decision.released_at is None and paper.phase != Phase.DECIDED):
        return ""
    return decision.get_outcome_display()
