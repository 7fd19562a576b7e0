"""Who helps whom with which review, as the helper, the reviewer, the chairs and the public may read it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from conference.due import DueItem
from conference.models import User, Workshop
from conference.prepared import rows_of
from conference.visibility import Viewer
from reviews.models import WORKING, Assignment, Review, SubReview
from reviews.projections import BlindPaper, blind_paper
from reviews.selectors.deadline import Deadline, due_of, review_deadline
from reviews.selectors.season import with_content
from reviews.sight import Info
from reviews.visibility import SeenPaper, helping, papers_visible_to, rights
from submissions.models import SubmissionState
from submissions.visibility import NO_USER


@dataclass(frozen=True)
class HelpedPaper:
    """A paper with whose review somebody helps."""

    paper: BlindPaper
    reviewer: str
    handed: bool
    due: Deadline


@dataclass(frozen=True)
class SubReviewLine:
    """A sub-reviewer as chairs read it."""

    name: str
    email: str
    reviewer: str
    number: int
    state: str
    state_label: str
    listed: bool


def helped_papers(viewer: Viewer, workshop: Workshop) -> list[HelpedPaper]:
    """Return the papers with whose reviews somebody helps here; no query for who has no such part."""
    if not viewer.is_sub_reviewer(workshop):
        return []
    rows = {
        row.assignment.submission_id: row
        for row in helping(viewer.user_id or NO_USER)
        .filter(assignment__submission__workshop=workshop)
        .select_related("assignment__user", "assignment__round")
    }
    papers = with_content(papers_visible_to(viewer, workshop, Info.PAPER_FILE)).filter(
        pk__in=rows, state=SubmissionState.SUBMITTED
    )
    usual = review_deadline(workshop)
    return [
        HelpedPaper(
            blind_paper(paper, rights(paper, viewer, workshop), workshop.slug),
            rows[paper.pk].assignment.user.name,
            rows[paper.pk].state == SubReview.State.HANDED,
            due_of(rows[paper.pk].assignment, workshop, usual),
        )
        for paper in papers.order_by("number")
    ]


def helped_assignment(viewer: Viewer, paper: SeenPaper) -> Assignment | None:
    """Return the assignment with which somebody helps on one paper."""
    found = (
        helping(viewer.user_id or NO_USER)
        .filter(assignment__submission_id=paper.pk)
        .select_related("assignment__submission__workshop", "assignment__user", "assignment__round")
        .first()
    )
    return found.assignment if found else None


def help_with(viewer: Viewer, assignment: Assignment) -> SubReview | None:
    """Return somebody's help with an assignment that is another's; None for its own reviewer."""
    if assignment.user_id == viewer.user_id:
        return None
    return helping(viewer.user_id or NO_USER).filter(assignment=assignment).first()


def helper_of(assignment: Assignment) -> SubReview | None:
    """Return who is asked or helps now, for the reviewer."""
    return (
        SubReview.objects.filter(assignment=assignment, state__in=[SubReview.State.ASKED, *WORKING])
        .order_by("-pk")
        .first()
    )


def asked_before(assignment: Assignment) -> list[SubReview]:
    return list(SubReview.objects.filter(assignment=assignment))


def sub_review_lines(viewer: Viewer, workshop: Workshop) -> list[SubReviewLine]:
    """Return the sub-reviewers for a chair, without those of papers whose reviewers she may not know; in one query."""
    papers = papers_visible_to(viewer, workshop, Info.REVIEWER_IDENTITIES).filter(viewer_is_author=False)
    rows = (
        SubReview.objects.filter(assignment__submission__in=papers.values("pk"))
        .select_related("assignment__user", "assignment__submission", "user")
        .order_by("name", "pk")
    )
    return [
        SubReviewLine(
            row.user.name if row.user else row.name,
            row.user.email if row.user else row.email,
            row.assignment.user.name,
            row.assignment.submission.number,
            row.state,
            row.get_state_display(),
            row.listed,
        )
        for row in rows
    ]


def thanked(workshop: Workshop) -> list[str]:
    """Return the names of those who helped with a review that is in and agreed to be named, each once."""
    rows = SubReview.objects.filter(
        assignment__submission__workshop=workshop,
        assignment__review__state=Review.State.SUBMITTED,
        state__in=WORKING,
        listed=True,
        user__isnull=False,
    )
    return sorted(set(rows.values_list("user__name", flat=True)), key=str.casefold)


def sub_review_due(user: User) -> list[DueItem]:
    """Return the papers with whose reviews somebody helps, in all workshops."""
    return [
        DueItem(
            workshop=row.assignment.submission.workshop.acronym,
            title="A review you help with",
            detail=f"For {row.assignment.user.name}",
            url=reverse(
                "reviews:review",
                args=[row.assignment.submission.workshop.slug, row.assignment.submission.number],
            ),
            action="Go on",
        )
        for row in rows_of(_helped_with, user.pk)
    ]


def _helped_with(user_id: int) -> QuerySet[SubReview]:
    rows = helping(user_id).filter(
        state=SubReview.State.ACCEPTED, assignment__submission__state=SubmissionState.SUBMITTED
    )
    return rows.select_related("assignment__submission__workshop", "assignment__user").order_by("pk")
