"""One paper beside its form: what its reviewer or area chair finds on the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from conference.errors import NotFound
from conference.models import Workshop
from conference.prepared import only
from conference.visibility import Viewer
from reviews.models import Assignment, Decision, Review
from reviews.projections import (
    BlindAnswer,
    BlindPaper,
    ReviewForColleague,
    blind_answers,
    blind_paper,
    review_for_colleague,
)
from reviews.review_form import Audience
from reviews.selectors.deadline import Deadline, due_of, review_deadline
from reviews.selectors.discussion import new_comments
from reviews.selectors.meta_reviews import MetaReviewForReviewer, can_write, meta_reviews, own_meta_review
from reviews.selectors.rebuttals import RebuttalText, rebuttal_text
from reviews.selectors.review_forms import WITH_ANSWERS, parts_for
from reviews.selectors.season import PaperReviews, others_reviews, own_assignment, paper_reviews
from reviews.selectors.sub_reviews import helped_assignment
from reviews.sight import Actor, Info, Phase, actors
from reviews.visibility import PaperRights, SeenPaper, access_paper


@dataclass(frozen=True)
class OwnText(ReviewForColleague):
    """A review as its writer reads it: with what she wrote in confidence."""

    confidential: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Desk:
    """The page of one paper. ``own`` is the reviewer's text once it is closed; ``chairs`` is for an area chair only."""

    paper: BlindPaper
    answers: tuple[BlindAnswer, ...]
    is_reviewer: bool
    state: str
    submitted_at: datetime | None
    deadline: Deadline
    own: OwnText | None
    colleagues: tuple[ReviewForColleague, ...]
    colleagues_wait_for: str
    chairs: PaperReviews | None
    decision: str
    can_discuss: bool
    new_comments: int
    meta_reviews: tuple[MetaReviewForReviewer, ...]
    recommend: str
    rebuttal: RebuttalText | None

    @property
    def is_in(self) -> bool:
        return self.state == Review.State.SUBMITTED

    @property
    def is_late(self) -> bool:
        return self.is_reviewer and not self.is_in and self.deadline.is_past


def access_desk(
    viewer: Viewer, workshop: Workshop, number: int
) -> tuple[SeenPaper, PaperRights, Assignment | None]:
    """Return a paper with the viewer's assignment as its reviewer, or None for its area chair; else NotFound."""
    paper, rights = access_paper(viewer, workshop, number, Info.PAPER_FILE)
    parts = actors(rights.standing)
    if Actor.REVIEWER_ASSIGNED in parts:
        return paper, rights, own_assignment(viewer, paper) or helped_assignment(viewer, paper)
    if Actor.AREA_CHAIR_ASSIGNED in parts:
        return paper, rights, None
    raise NotFound


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
    usual = review_deadline(workshop)
    others = tuple(others_reviews(paper, viewer, rights)) if rights.standing.own_review_in else ()
    return Desk(
        paper=blind_paper(paper, rights, workshop.slug),
        answers=blind_answers(paper, rights, workshop.slug),
        is_reviewer=is_reviewer,
        state=review.state if review else "open",
        submitted_at=review.submitted_at if review else None,
        deadline=due_of(assignment, workshop, usual) if assignment else usual,
        own=own_text(review) if review and review.pk else None,
        colleagues=others,
        colleagues_wait_for=_wait_for(rights) if is_reviewer else "",
        chairs=None if is_reviewer else paper_reviews(paper, rights),
        decision=_decision(paper, rights),
        can_discuss=rights.sees(Info.DISCUSSION),
        new_comments=new_comments(viewer, workshop).get(paper.number, 0),
        meta_reviews=tuple(meta_reviews(paper, rights)),
        recommend=_recommend(paper, rights, viewer),
        rebuttal=rebuttal_text(paper, rights),
    )


def _recommend(paper: SeenPaper, rights: PaperRights, viewer: Viewer) -> str:
    """Return where an area chair's own recommendation stands (open, draft, submitted), or nothing."""
    if not can_write(rights):
        return ""
    handled = own_assignment(viewer, paper, Assignment.Part.AREA_CHAIR)
    saved = own_meta_review(handled) if handled else None
    return "open" if saved is None else "submitted" if saved.submitted_at else "draft"


def own_review(assignment: Assignment) -> Review | None:
    """Return the review of an assignment, if it was begun."""
    begun = Review.objects.filter(assignment=assignment).select_related("assignment", "form")
    return only(begun.prefetch_related(*WITH_ANSWERS))


def own_text(review: Review) -> OwnText:
    """Return a review as its writer reads it."""
    shown = review_for_colleague(review)
    return OwnText(**vars(shown), confidential=parts_for(review, Audience.CHAIRS))


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
    decision = only(Decision.objects.filter(submission_id=paper.pk))
    if decision is None or (decision.released_at is None and paper.phase != Phase.DECIDED):
        return ""
    return decision.get_outcome_display()
