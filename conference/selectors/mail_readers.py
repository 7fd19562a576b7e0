"""Whom the mails of this app would reach: who was invited, and the chairs."""

from __future__ import annotations

from functools import partial

from conference.models import Invitation, Role, Webhook, Workshop
from conference.models.people import RoleKind
from conference.previews import Reader
from conference.visibility import Viewer


def invited(_viewer: Viewer, workshop: Workshop, _key: str) -> list[Reader]:
    """Return those who were invited and have not answered."""
    waiting = Invitation.objects.filter(workshop=workshop, state=Invitation.State.PENDING)
    return [
        Reader(
            str(one.pk),
            f"{one.name or one.email}, {one.get_kind_display().lower()}",
            one.name,
            partial(_invitation_values, one),
        )
        for one in waiting
    ]


def chairs(_viewer: Viewer, workshop: Workshop, _key: str) -> list[Reader]:
    """Return the chairs themselves; what the mail is about is not known before."""
    roles = Role.objects.filter(workshop=workshop, kind=RoleKind.PROGRAM_CHAIR).select_related("user")
    return [Reader(str(role.pk), role.user.name, role.user.name, dict) for role in roles.order_by("pk")]


def hook_owners(viewer: Viewer, workshop: Workshop, _key: str) -> list[Reader]:
    """Return the chair herself for each of her webhooks."""
    hooks = Webhook.objects.filter(workshop=workshop, owner_id=viewer.user_id).select_related("owner")
    return [
        Reader(
            str(hook.pk), f"{hook.owner.name}, {hook.host}", hook.owner.name, partial(dict, host=hook.host)
        )
        for hook in hooks
    ]


def _invitation_values(invitation: Invitation) -> dict[str, str]:
    day = invitation.answer_by
    return {
        "part": RoleKind(invitation.kind).label.lower(),
        "by": f" by {day.day} {day:%B %Y}" if day else "",
    }
