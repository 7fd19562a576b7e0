"""The outbox: a mail is rendered and stored in the transaction that causes it, sent afterwards, and sent once."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import timezone

from conference import doorbell, mail_texts
from conference.markdown import render_markdown
from conference.models import Contact, Mail, MailTemplate, User, Workshop

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
GRACE = timedelta(seconds=10)
RETRY_AFTER = timedelta(minutes=5)
MOST_ATTEMPTS = 5
WAITS_TO_WRITE = (0.0, 1.0, 2.0, 4.0, 8.0, 16.0)
"""Seconds between the tries to write down that a mail was sent."""
LONGEST_SUBJECT = 255


def workshop_text(key: str, workshop: Workshop | None) -> tuple[str, str]:
    """Return subject and body of a kind of mail in the workshop's own wording, else the default."""
    own = MailTemplate.objects.filter(workshop=workshop, key=key).first() if workshop else None
    return (own.subject, own.body) if own else mail_texts.default_text(key)


def render(
    key: str, *, workshop: Workshop | None, name: str, values: Mapping[str, object]
) -> tuple[str, str]:
    """Return the subject and the body as the recipient will read them: the same function serves preview and sending."""
    subject, body = workshop_text(key, workshop)
    filled: dict[str, object] = {"name": name or "colleague", **values}
    if workshop:
        filled |= {
            "workshop": workshop.acronym,
            "workshop_title": workshop.title,
            "workshop_url": f"{settings.BASE_URL}/{workshop.slug}/",
        }
    one_line = " ".join(mail_texts.fill(subject, filled).split())
    return one_line[:LONGEST_SUBJECT], mail_texts.fill(body, filled)


def queue_mail(
    *,
    key: str,
    email: str,
    name: str,
    workshop: Workshop | None,
    values: Mapping[str, object],
    recipient: User | None = None,
    part: str = "",
    about: str = "",
    dedupe_key: str | None = None,
    calendar: str = "",
    leave_url: str = "",
) -> Mail:
    """Put a mail to one person in the outbox. The same ``dedupe_key`` again returns the mail that is there.

    ``part`` is the part in which the person gets it (author, reviewer, chair, speaker) and ``about`` the ref of the
    thing it is about: from the two follows who may see the mail in the outbox. ``calendar`` goes along as a file.
    ``leave_url`` takes a POST that ends such mails (RFC 8058).
    """
    if dedupe_key:
        existing = Mail.objects.filter(dedupe_key=dedupe_key).first()
        if existing:
            return existing
    subject, body = render(key, workshop=workshop, name=name, values=values)
    mail = Mail.objects.create(
        workshop=workshop,
        template=key,
        recipient=recipient,
        part=part,
        email=email,
        subject=subject,
        body=body,
        subject_ref=about,
        dedupe_key=dedupe_key,
        calendar=calendar,
        leave_url=leave_url,
    )
    transaction.on_commit(lambda: ring(mail.pk))
    return mail


def ring(mail_id: int) -> None:
    """Tell the workers that a mail waits."""
    from conference.tasks import send_mail  # noqa: PLC0415 - tasks import this module

    doorbell.ring(send_mail, mail_id)


def send(mail_id: int) -> bool:
    """Claim a mail and send it; False when it was not there to be sent or could not be."""
    now = timezone.now()
    ready = Q(not_before=None) | Q(not_before__lte=now)
    if not Mail.objects.filter(ready, pk=mail_id, state=Mail.State.QUEUED).update(
        state=Mail.State.SENDING, attempts=F("attempts") + 1, lease_until=now + LEASE
    ):
        return False
    mail = Mail.objects.select_related("workshop").get(pk=mail_id)
    try:
        _message(mail).send()
    except (SMTPException, OSError) as error:
        _put_back(mail, str(error))
        return False
    _sent(mail_id)
    return True


def retry_mail(*, mail: Mail) -> bool:
    """Queue a failed mail again."""
    again = Mail.objects.filter(pk=mail.pk, state=Mail.State.FAILED).update(
        state=Mail.State.QUEUED, attempts=0, error="", not_before=None
    )
    if again:
        transaction.on_commit(lambda: ring(mail.pk))
    return bool(again)


def sweep_mails() -> int:
    """Ring again for mails that wait; name those whose worker died in the middle, which may have gone out."""
    now = timezone.now()
    # A lease that ends later than any given by now, and a mail from the future: a clock was off.
    _name_interrupted(Q(lease_until__lt=now) | Q(lease_until__gt=now + 2 * LEASE))
    at_once = Q(created_at__lt=now - GRACE) | Q(created_at__gt=now + GRACE)
    due = Q(not_before__lte=now) | (at_once & Q(not_before=None))
    waiting = list(
        Mail.objects.filter(due, state=Mail.State.QUEUED).order_by("pk").values_list("pk", flat=True)[:500]
    )
    for mail_id in waiting:
        ring(mail_id)
    return len(waiting)


def let_go(mail_id: int) -> None:
    """Name a mail whose worker is known to have died while sending it, without waiting for its lease to end."""
    _name_interrupted(Q(pk=mail_id))


def _name_interrupted(which: Q) -> None:
    Mail.objects.filter(which, state=Mail.State.SENDING).update(
        state=Mail.State.FAILED,
        lease_until=None,
        error="Sending was interrupted: the mail may have arrived. Send it again if in doubt.",
    )


def _sent(mail_id: int) -> None:
    """Write down that a mail is out. It is, so a database that restarts just now is waited for."""
    for wait in (*WAITS_TO_WRITE, None):
        try:
            Mail.objects.filter(pk=mail_id).update(
                state=Mail.State.SENT, sent_at=timezone.now(), error="", lease_until=None
            )
        except (OperationalError, InterfaceError):
            if wait is None or connection.in_atomic_block:
                raise
            connection.close()
            time.sleep(wait)
        else:
            return


def _put_back(mail: Mail, error: str) -> None:
    tried_enough = mail.attempts >= MOST_ATTEMPTS
    Mail.objects.filter(pk=mail.pk).update(
        state=Mail.State.FAILED if tried_enough else Mail.State.QUEUED,
        error=error,
        lease_until=None,
        not_before=None if tried_enough else timezone.now() + RETRY_AFTER * mail.attempts,
    )


def _message(mail: Mail) -> EmailMultiAlternatives:
    replies = (
        list(
            Contact.objects.filter(workshop=mail.workshop)
            .exclude(email="")
            .values_list("email", flat=True)[:1]
        )
        if mail.workshop
        else []
    )
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[mail.email],
        reply_to=replies,
        headers={"X-Plenary-Mail": str(mail.pk), **_leaving(mail)},
    )
    html = render_to_string("mail/mail.html", {"body": render_markdown(mail.body), "mail": mail})
    message.attach_alternative(html, "text/html")
    if mail.calendar:
        message.attach("programme.ics", mail.calendar, "text/calendar")
    return message


def _leaving(mail: Mail) -> dict[str, str]:
    """Return the headers by which a mail program offers to leave a list with one click (RFC 8058)."""
    if not mail.leave_url:
        return {}
    return {"List-Unsubscribe": f"<{mail.leave_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
