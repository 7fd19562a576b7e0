"""Remarks on sessions: made by visitors, moderated by organizers."""

from __future__ import annotations

from django.db import transaction

from conference import audit
from conference.models import User
from program.models import Remark, Session

MOST_WAITING = 200


@transaction.atomic
def remark_make(*, session: Session, kind: str, text: str, name: str) -> bool:
    """Keep a remark for the organizers; False while too many wait to be read."""
    if session.remarks.filter(state=Remark.State.NEW).count() >= MOST_WAITING:
        return False
    Remark.objects.create(session=session, kind=kind, text=text, name=name)
    return True


@transaction.atomic
def remark_moderate(*, remark: Remark, actor: User, show: bool) -> None:
    """Let a question be read by all, or set a remark aside; feedback is never shown."""
    can_show = show and remark.kind == Remark.Kind.QUESTION
    remark.state = Remark.State.SHOWN if can_show else Remark.State.HIDDEN
    remark.save(update_fields=["state"])
    audit.record(
        workshop=remark.session.workshop,
        actor=actor,
        part="chair",
        action="remark_moderated",
        about=f"workshop:{remark.session.workshop_id}",
        text=f"{'Showed' if can_show else 'Set aside'} a remark on “{remark.session.title}”.",
    )
