"""Conditions of an acceptance, as the shepherd, the authors and the chairs read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from conference.due import DueItem
from conference.models import User, Workshop
from conference.prepared import rows_of
from conference.visibility import Viewer
from reviews.models import ACCEPTED, Assignment, Decision, Shepherding
from reviews.projections import FileLink, blind_paper
from reviews.sight import Info
from reviews.visibility import PaperRights, SeenPaper, papers_visible_to
from submissions.models import PaperFile, Submission, SubmissionState
from submissions.selectors.files import current_file, is_being_checked, newest_file, paper_files
from submissions.visibility import NO_USER


@dataclass(frozen=True)
class ConditionsForAuthor:
    """Conditions as authors read them: without who looks whether they are met."""

    conditions: str
    remark: str
    is_met: bool
    is_open: bool


@dataclass(frozen=True)
class ShepherdPage:
    """What a shepherd or a chair has before her: the conditions and the revised file, blind as it was under review."""

    number: int
    title: str
    file: FileLink | None
    revised_at: datetime | None
    conditions: str
    remark: str
    is_met: bool
    is_released: bool
    version: int
    shepherd: str


@dataclass(frozen=True)
class WaitingConditions:
    """A paper of which conditions are not signed off."""

    number: int
    title: str
    shepherd: str
    revised: bool


def open_conditions(submission: Submission) -> Shepherding | None:
    """Return the conditions of an accepted paper whose decision is released and that nobody has signed off."""
    return (
        Shepherding.objects.filter(
            decision__submission=submission,
            decision__outcome__in=ACCEPTED,
            decision__released_at__isnull=False,
            decision__submission__state=SubmissionState.SUBMITTED,
            signed_off_at=None,
        )
        .select_related("decision")
        .first()
    )


def conditions_for_author(submission: Submission) -> ConditionsForAuthor | None:
    """Return the conditions of an own paper once the decision is released."""
    found = Shepherding.objects.filter(
        decision__submission=submission, decision__outcome__in=ACCEPTED, decision__released_at__isnull=False
    ).first()
    if found is None:
        return None
    met = found.signed_off_at is not None
    return ConditionsForAuthor(found.conditions, found.remark, met, not met)


def shepherding_of(decision: Decision | None) -> Shepherding | None:
    return (
        Shepherding.objects.filter(decision=decision).select_related("shepherd").first() if decision else None
    )


def own_shepherding(viewer: Viewer, paper: SeenPaper) -> Shepherding | None:
    """Return the conditions that somebody is to look after on one paper, once its authors know of them."""
    return (
        Shepherding.objects.filter(
            decision__submission_id=paper.pk,
            decision__released_at__isnull=False,
            decision__outcome__in=ACCEPTED,
            shepherd_id=viewer.user_id or NO_USER,
        )
        .select_related("decision__submission__workshop", "shepherd")
        .first()
    )


def shepherd_page(paper: SeenPaper, found: PaperRights, row: Shepherding, slug: str) -> ShepherdPage:
    """Return the page; the newest version came in after the release if it is a revision."""
    shown = blind_paper(paper, found, slug)
    current = current_file(paper_files(paper))
    released = row.decision.released_at
    revised = current.uploaded_at if current and released and current.uploaded_at > released else None
    return ShepherdPage(
        number=paper.number,
        title=paper.title,
        file=shown.file,
        revised_at=revised,
        conditions=row.conditions,
        remark=row.remark,
        is_met=row.signed_off_at is not None,
        is_released=released is not None,
        version=row.version,
        shepherd=row.shepherd.name,
    )


def possible_shepherds(submission: Submission) -> QuerySet[User]:
    """Return the reviewers and area chairs of a paper."""
    active = Assignment.objects.filter(submission=submission, state=Assignment.State.ACTIVE)
    return User.objects.filter(pk__in=active.values("user")).order_by("name", "pk")


def waiting_conditions(viewer: Viewer, workshop: Workshop) -> list[WaitingConditions]:
    """Return the conditions that nobody has signed off, for a chair, in two queries."""
    papers = papers_visible_to(viewer, workshop, Info.REVIEWER_IDENTITIES).filter(viewer_is_author=False)
    rows = list(
        Shepherding.objects.filter(
            decision__submission__in=papers.values("pk"),
            decision__submission__state=SubmissionState.SUBMITTED,
            decision__outcome__in=ACCEPTED,
            decision__released_at__isnull=False,
            signed_off_at=None,
        ).select_related("decision__submission", "shepherd")
    )
    sent: dict[int, datetime] = {}
    files = PaperFile.objects.filter(
        submission__in=[row.decision.submission_id for row in rows],
        kind=PaperFile.Kind.PAPER,
        removed_at=None,
    )
    for paper, at in files.values_list("submission_id", "uploaded_at"):
        sent[paper] = max(at, sent.get(paper, at))
    return [
        WaitingConditions(
            row.decision.submission.number,
            row.decision.submission.title,
            row.shepherd.name,
            _later(sent.get(row.decision.submission_id), row.decision.released_at),
        )
        for row in rows
    ]


def own_open_shepherdings(user_id: int) -> QuerySet[Shepherding]:
    """Return what a person still has to sign off, where she is still on the paper."""
    return Shepherding.objects.filter(
        shepherd_id=user_id,
        signed_off_at=None,
        decision__released_at__isnull=False,
        decision__outcome__in=ACCEPTED,
        decision__submission__state=SubmissionState.SUBMITTED,
        decision__submission__assignments__user=user_id,
        decision__submission__assignments__state=Assignment.State.ACTIVE,
    ).distinct()


def shepherd_due(user: User) -> list[DueItem]:
    """Return the papers of which somebody is to sign the conditions off, in all workshops."""
    return [
        DueItem(
            workshop=row.decision.submission.workshop.acronym,
            title=row.decision.submission.title,
            detail="Accepted on conditions: you sign off whether they are met",
            url=reverse(
                "reviews:shepherd",
                args=[row.decision.submission.workshop.slug, row.decision.submission.number],
            ),
            action="Look",
        )
        for row in rows_of(_to_sign_by, user.pk)
    ]


def _to_sign_by(user_id: int) -> QuerySet[Shepherding]:
    return own_open_shepherdings(user_id).select_related("decision__submission__workshop").order_by("pk")


def revision_state(submission: Submission, since: datetime | None) -> str:
    """Say where the revised file stands: none, checking, refused or in."""
    newest = newest_file(paper_files(submission))
    if newest is None or since is None or newest.uploaded_at <= since:
        return "none"
    if is_being_checked(newest):
        return "checking"
    return "in" if current_file(paper_files(submission)) == newest else "refused"


def _later(at: datetime | None, than: datetime | None) -> bool:
    return at is not None and than is not None and at > than
