"""What a mail provider reports afterwards (django-anymail's tracking events): mails that came back, and who complained."""

from __future__ import annotations

import logging
from typing import Any

from anymail.signals import EventType, RejectReason, tracking
from django.db import transaction

from conference import refusals
from conference.mailing import mark_dead
from conference.models import Mail, MailRefusal

log = logging.getLogger(__name__)

CAME_BACK = {EventType.BOUNCED, EventType.REJECTED, EventType.FAILED}
DEAD = {RejectReason.INVALID, RejectReason.BOUNCED}
UNWANTED = {EventType.COMPLAINED, EventType.UNSUBSCRIBED}
LONGEST = 300


def connect() -> None:
    """Listen; called once where a provider is set."""
    tracking.connect(hear, dispatch_uid="plenary.bounces")


@transaction.atomic
def hear(sender: object, event: Any, esp_name: str, **_kwargs: object) -> None:
    """Note what a report says with the mail that it is about, and with its address. The same report again changes nothing."""
    mails = Mail.objects.filter(provider_id=event.message_id) if event.message_id else Mail.objects.none()
    if event.event_type in CAME_BACK:
        said = _said(event)
        sent = mails.filter(state__in=[Mail.State.SENT, Mail.State.SENDING])
        sent.update(
            state=Mail.State.BOUNCED, error=refusals.noted(refusals.CAME_BACK, said), lease_until=None
        )
        if event.reject_reason in DEAD and event.recipient:
            mark_dead(event.recipient, said)
    elif event.event_type in UNWANTED and event.recipient:
        # A complaint costs the standing of the whole installation: no invitation goes there any more.
        MailRefusal.objects.get_or_create(workshop=None, email=event.recipient.lower())
        mails.update(error="Its recipient reported it as unwanted, and gets no more invitations.")


def _said(event: Any) -> str:
    said = event.mta_response or event.description or event.reject_reason or "the provider did not say why"
    return " ".join(str(said).split())[:LONGEST]
