"""What a chair does with the mails of a workshop: reads them, changes them, holds them, sends them, takes them back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Lower

from conference import audit, mail_texts, mailing
from conference.errors import Closed, Invalid, Stale
from conference.models import DeadAddress, Mail, MailRefusal, MailRules, User, Workshop
from conference.selectors.outbox import CAN

State = Mail.State
HOLDABLE, SENDABLE, STOPPABLE = CAN["hold"], CAN["send"], CAN["take_back"]
EDITABLE = SENDABLE
LONGEST_BODY = 50_000
WORDS = {"hold": "put on hold", "send": "sent by hand", "take_back": "taken back"}


@transaction.atomic
def act(*, workshop: Workshop, by: User, action: str, mails: QuerySet[Mail]) -> int:
    """Hold, send or take back mails; returns with how many that was still possible."""
    if action not in _ACTS:
        raise Invalid("Choose what to do with the mails.")
    many = _ACTS[action](workshop, mails.order_by())
    if many:
        audit.record_of_workshop(
            workshop, by, f"mails_{action}", f"{many} mail{'' if many == 1 else 's'} {WORDS[action]}"
        )
    return many


@transaction.atomic
def edit(*, mail: Mail, by: User, subject: str, body: str, expected: int) -> None:
    """Change the words of a mail that has not gone; Stale where another chair was quicker, Closed where the post was."""
    one_line = " ".join(subject.split())[: mailing.LONGEST_SUBJECT]
    if not one_line or not body.strip():
        raise Invalid("A mail needs a subject and a text.")
    if len(body) > LONGEST_BODY:
        raise Invalid(f"The text can have {LONGEST_BODY} characters at most.")
    found = Mail.objects.select_for_update().get(pk=mail.pk)
    if found.state not in EDITABLE:
        raise Closed("This mail went out while you were editing: what you wrote was not sent.")
    if found.version != expected:
        raise Stale
    changed = Mail.objects.filter(pk=mail.pk, version=expected, state__in=EDITABLE)
    changed.update(subject=one_line, body=body, version=expected + 1)
    audit.record(
        workshop=mail.workshop,
        actor=by,
        part="chair",
        action="mail_edited",
        about=mail.subject_ref or f"workshop:{mail.workshop_id}",
        text=f"Mail “{one_line}” changed before it went",
        before={"subject": found.subject, "body": found.body},
        after={"subject": one_line, "body": body},
        names_author=mail.part == "author",
    )


@transaction.atomic
def save_rules(*, workshop: Workshop, by: User, held: bool, delay_minutes: int) -> None:
    """Say whether mails go at all, and how long those to many wait. What was held goes once it is let go."""
    before = MailRules.objects.filter(workshop=workshop).first() or MailRules(workshop=workshop)
    MailRules.objects.update_or_create(
        workshop=workshop, defaults={"held": held, "delay_minutes": delay_minutes}
    )
    if before.held != held:
        audit.record_of_workshop(
            workshop, by, "mails_held", "All mail put on hold" if held else "Mail goes again"
        )
    if before.delay_minutes != delay_minutes:
        audit.record_of_workshop(workshop, by, "mail_delay", f"Mails to many wait {delay_minutes} minutes")
    if before.held and not held:
        transaction.on_commit(mailing.sweep_mails)


@transaction.atomic
def refuse(*, mail: Mail, everywhere: bool) -> None:
    """Note that the recipient of a mail wants no more invitations: of its workshop, or of any workshop here."""
    workshop = None if everywhere else mail.workshop
    if not MailRefusal.objects.filter(workshop=workshop, email__iexact=mail.email).exists():
        MailRefusal.objects.create(workshop=workshop, email=mail.email.lower())


@transaction.atomic
def allow_again(*, mail: Mail) -> None:
    """Take that back, at the recipient's own wish."""
    MailRefusal.objects.filter(email__iexact=mail.email, workshop=mail.workshop).delete()
    MailRefusal.objects.filter(email__iexact=mail.email, workshop=None).delete()


def _hold(workshop: Workshop, mails: QuerySet[Mail]) -> int:
    return mails.filter(state__in=HOLDABLE).update(state=State.HELD, not_before=None, error="")


def _take_back(workshop: Workshop, mails: QuerySet[Mail]) -> int:
    return mails.filter(state__in=STOPPABLE).update(state=State.CANCELLED, not_before=None)


def _send(workshop: Workshop, mails: QuerySet[Mail]) -> int:
    """Let mails go at once, whatever is on hold. Who wants no invitation gets none, whoever presses."""
    waiting = mails.filter(state__in=SENDABLE).select_for_update()
    ids = [mail.pk for mail in waiting if not _is_unwanted(mail)]
    chosen = Mail.objects.filter(pk__in=ids)
    known = chosen.annotate(low=Lower("email")).values("low")
    DeadAddress.objects.filter(email__in=known).delete()
    many = chosen.filter(state__in=SENDABLE).update(
        state=State.QUEUED, by_hand=True, attempts=0, error="", not_before=None
    )
    for pk in ids:
        transaction.on_commit(partial(mailing.ring, pk))
    return many


def _is_unwanted(mail: Mail) -> bool:
    return mail_texts.is_refusable(mail.template) and mailing.is_refused(mail.email, mail.workshop)


_ACTS: dict[str, Callable[[Workshop, QuerySet[Mail]], int]] = {
    "hold": _hold,
    "send": _send,
    "take_back": _take_back,
}
