"""Who was invited and has not answered, to be reminded of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from conference.models import Invitation, Workshop
from conference.models.people import BEHIND_UTC, RoleKind
from conference.reminders import Kind, Owed
from conference.services.invitations import mail_values
from conference.visibility import Viewer

JUDGES = (RoleKind.REVIEWER, RoleKind.AREA_CHAIR)


def owing_answers(workshop: Workshop, _viewer: Viewer | None, _now: datetime) -> list[Owed]:
    """Return the invited reviewers and area chairs who have not answered and still can."""
    waiting = Invitation.objects.filter(
        workshop=workshop, kind__in=JUDGES, state=Invitation.State.PENDING
    ).select_related("user")
    return [owed_answer(item) for item in waiting if not item.is_expired]


def owed_answer(invitation: Invitation) -> Owed:
    """Return one invitation that waits for an answer."""
    return Owed(
        key=str(invitation.pk),
        email=invitation.email,
        name=invitation.name,
        what=invitation.get_kind_display().lower(),
        due=invitation.answer_until,
        user=invitation.user,
        part=invitation.kind,
        about=f"invitation:{invitation.pk}",
        values=mail_values(invitation.kind, invitation.token, invitation.answer_by),
    )


def near_answers(start: datetime, end: datetime) -> Iterable[int]:
    """Return the workshops in which the last day for an answer lies between two moments, give or take a day."""
    days = ((start - BEHIND_UTC).date(), (end + BEHIND_UTC).date())
    waiting = Invitation.objects.filter(state=Invitation.State.PENDING, answer_by__range=days)
    return waiting.values_list("workshop_id", flat=True)


KIND = Kind(
    key="invitation",
    label="Answer the invitation",
    whom="were invited to review and have not answered",
    date="the last day for an answer",
    mail="invitation_reminder",
    days=(7, 2),
    owing=owing_answers,
    near=near_answers,
)
