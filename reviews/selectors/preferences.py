"""What a reviewer's profile lacks, and what members of committees have to do before the papers come."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.urls import reverse

from conference.deadlines import AOE
from conference.due import DueItem
from conference.models import Invitation, User
from conference.models.people import RoleKind
from conference.prepared import rows_of
from reviews.models import Reviewer


def profile_gaps(user: User) -> list[str]:
    """Return what is missing in a profile for conflicts and matching to be found, as the reviewer reads it."""
    gaps = []
    if not user.affiliations.exists():
        gaps.append("where you work and worked: conflicts with your colleagues are found by it")
    if not user.publications.exists():
        gaps.append("what you published: papers are matched with it, and co-authors are found by it")
    return gaps


def committee_due(user: User) -> list[DueItem]:
    """Return invitations that wait for an answer, and preferences that a reviewer has not confirmed."""
    return [*_invitations(user), *_preferences(user)]


def _invitations(user: User) -> list[DueItem]:
    addresses = rows_of(_addresses_of, user.pk)
    waiting = Invitation.objects.alias(lower=Lower("email")).filter(
        lower__in=[address.lower() for address in addresses], state=Invitation.State.PENDING
    )
    return [
        DueItem(
            workshop=item.workshop.acronym,
            title=f"Will you be {item.get_kind_display().lower()}?",
            detail="An invitation that waits for your answer",
            url=reverse("conference:invitation", args=[item.token]),
            action="Answer",
            due=_last_minute(item),
        )
        for item in waiting.select_related("workshop").order_by("pk")
        if not item.is_expired
    ]


def _addresses_of(user_id: int) -> QuerySet[Any, str]:
    verified: QuerySet[Any, Any] = EmailAddress.objects.filter(user_id=user_id, verified=True)
    return verified.order_by().values_list("email", flat=True)


def _last_minute(item: Invitation) -> datetime | None:
    until = item.answer_until
    return (until - timedelta(minutes=1)).astimezone(AOE) if until else None


def _preferences(user: User) -> list[DueItem]:
    return [
        DueItem(
            workshop=row.workshop.acronym,
            title="Topics, load and conflicts",
            detail="Say what you can judge and whom you can’t, so that the papers you get fit you",
            url=reverse("reviews:preferences", args=[row.workshop.slug]),
            action="Confirm",
        )
        for row in rows_of(_unconfirmed_of, user.pk)
    ]


def _unconfirmed_of(user_id: int) -> QuerySet[Reviewer]:
    waiting = Reviewer.objects.filter(
        user_id=user_id,
        conflicts_declared_at=None,
        workshop__roles__user=user_id,
        workshop__roles__kind=RoleKind.REVIEWER,
        workshop__decisions_released_at=None,
    )
    return waiting.select_related("workshop").order_by("pk")
