"""The chairs' table of reviewers: who was invited, who answered, what each can take and has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Count, Max, Q

from conference.models import Invitation, Mail, User, Workshop
from conference.models.people import RoleKind
from conference.visibility import Viewer
from reviews.models import Assignment, Review, Reviewer
from reviews.sight import Info
from reviews.visibility import papers_visible_to


class Standing(StrEnum):
    """How far a reviewer is with her part."""

    WAITING = "waiting"
    NO_ACCOUNT = "no_account"
    ACCEPTED = "accepted"
    READY = "ready"
    EXPIRED = "expired"
    DECLINED = "declined"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def tone(self) -> str:
        return _TONES[self]


_LABELS = {
    Standing.WAITING: "Waiting for an answer",
    Standing.NO_ACCOUNT: "Accepted, no account yet",
    Standing.ACCEPTED: "Accepted, not confirmed",
    Standing.READY: "Ready",
    Standing.EXPIRED: "Not answered in time",
    Standing.DECLINED: "Declined",
    Standing.CANCELLED: "Taken back",
}
_TONES = {
    Standing.WAITING: "warn",
    Standing.NO_ACCOUNT: "warn",
    Standing.ACCEPTED: "accent",
    Standing.READY: "ok",
    Standing.EXPIRED: "",
    Standing.DECLINED: "",
    Standing.CANCELLED: "",
}


@dataclass(frozen=True)
class ReviewerLine:
    """A person in the table; ``invitation`` and ``reviewer`` are the ids of her rows, None where there is none.

    ``assigned`` and ``done`` leave out the papers whose reviewers are kept from the chair who looks.
    """

    name: str
    email: str
    affiliation: str
    standing: Standing
    load: int | None
    topics: int
    assigned: int
    done: int
    message: str
    invited_at: datetime | None
    invitation: int | None
    reviewer: int | None
    answer_by: date | None
    is_senior: bool = False
    emergency: int = 0
    least: int = 0


@dataclass(frozen=True)
class ReviewerQuery:
    """What a chair looks for; empty values do not narrow."""

    text: str = ""
    standing: str = ""
    sort: str = "name"


ORDERS = ("name", "standing", "load", "topics", "assigned", "done")


def reviewer_lines(viewer: Viewer, workshop: Workshop) -> list[ReviewerLine]:
    """Return everyone who was invited to review or does, in a fixed number of queries."""
    reviewers = {
        row.user_id: row
        for row in Reviewer.objects.filter(
            workshop=workshop, user__roles__workshop=workshop, user__roles__kind=RoleKind.REVIEWER
        )
        .select_related("user")
        .annotate(topic_count=Count("topics", distinct=True))
    }
    papers = _papers(viewer, workshop)
    lines, met = [], set()
    invitations = Invitation.objects.filter(workshop=workshop, kind=RoleKind.REVIEWER).select_related("user")
    for invitation in invitations:
        reviewer = reviewers.get(invitation.user_id or 0)
        if reviewer:
            met.add(reviewer.user_id)
        lines.append(_line(invitation, reviewer, papers))
    lines += [_line(None, row, papers) for user_id, row in reviewers.items() if user_id not in met]
    return lines


def _papers(viewer: Viewer, workshop: Workshop) -> dict[int, tuple[int, int]]:
    """Return (assigned, reviews in) of each person by her id."""
    seen = papers_visible_to(viewer, workshop, Info.REVIEWER_IDENTITIES)
    counted = (
        Assignment.objects.filter(
            submission__in=seen.values("pk"), part=Assignment.Part.REVIEWER, state=Assignment.State.ACTIVE
        )
        .order_by()
        .values_list("user_id")
        .annotate(many=Count("pk"), done=Count("pk", filter=Q(review__state=Review.State.SUBMITTED)))
    )
    return {user_id: (many, done) for user_id, many, done in counted}


def _line(
    invitation: Invitation | None, reviewer: Reviewer | None, papers: dict[int, tuple[int, int]]
) -> ReviewerLine:
    user = reviewer.user if reviewer else invitation.user if invitation else None
    assigned, done = papers.get(user.pk, (0, 0)) if user else (0, 0)
    return ReviewerLine(
        name=user.name if user else (invitation.name if invitation else ""),
        email=_email(invitation, user),
        affiliation=invitation.affiliation if invitation else "",
        standing=_standing(invitation, reviewer),
        load=reviewer.max_load if reviewer else invitation.max_load if invitation else None,
        topics=reviewer.topic_count if reviewer else 0,  # type: ignore[attr-defined]
        assigned=assigned,
        done=done,
        message=invitation.message if invitation else "",
        invited_at=invitation.created_at if invitation else None,
        invitation=invitation.pk if invitation else None,
        reviewer=reviewer.pk if reviewer else None,
        answer_by=invitation.answer_by if invitation else None,
        is_senior=bool(reviewer and reviewer.is_senior),
        emergency=reviewer.emergency_load if reviewer else 0,
        least=(reviewer.min_load if reviewer else invitation.min_load if invitation else 0) or 0,
    )


def _email(invitation: Invitation | None, user: User | None) -> str:
    return invitation.email if invitation else user.email if user else ""


def _standing(invitation: Invitation | None, reviewer: Reviewer | None) -> Standing:
    if reviewer:
        return Standing.READY if reviewer.conflicts_declared_at else Standing.ACCEPTED
    if invitation is None or invitation.state == Invitation.State.CANCELLED:
        return Standing.CANCELLED
    if invitation.state == Invitation.State.DECLINED:
        return Standing.DECLINED
    if invitation.state == Invitation.State.ACCEPTED:
        return Standing.NO_ACCOUNT if invitation.user_id is None else Standing.CANCELLED
    return Standing.EXPIRED if invitation.is_expired else Standing.WAITING


def narrowed(lines: Iterable[ReviewerLine], query: ReviewerQuery) -> list[ReviewerLine]:
    """Return the lines a query asks for, in its order."""
    words = query.text.casefold().split()
    found = [
        line
        for line in lines
        if (not query.standing or line.standing == query.standing)
        and all(word in f"{line.name} {line.email} {line.affiliation}".casefold() for word in words)
    ]
    found.sort(key=lambda line: (line.name or line.email).casefold())
    key = query.sort.removeprefix("-")
    turned = query.sort.startswith("-")
    if key == "name":
        return found[::-1] if turned else found
    order = list(Standing)
    keys = {
        "standing": lambda line: order.index(line.standing),
        "load": lambda line: line.load or 0,
        "topics": lambda line: line.topics,
        "assigned": lambda line: line.assigned,
        "done": lambda line: line.done,
    }
    return sorted(found, key=keys[key], reverse=turned)


def standing_counts(lines: Iterable[ReviewerLine]) -> list[tuple[Standing, int]]:
    """Return how many there are of each standing that occurs."""
    every = [line.standing for line in lines]
    return [(standing, every.count(standing)) for standing in Standing if standing in every]


def places(lines: Iterable[ReviewerLine]) -> int:
    """Return how many reviews those who accepted can take in all."""
    return sum(line.load or 0 for line in lines if line.reviewer)


def last_reminder(workshop: Workshop) -> datetime | None:
    """Return when those who had not answered were last reminded."""
    found: datetime | None = Mail.objects.filter(
        workshop=workshop, template="invitation_reminder", part=RoleKind.REVIEWER
    ).aggregate(last=Max("created_at"))["last"]
    return found
