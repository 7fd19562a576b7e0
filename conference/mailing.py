"""The outbox: a mail is rendered and stored in the transaction that causes it, sent afterwards, and sent once."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parseaddr
from smtplib import SMTPServerDisconnected

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.signing import BadSignature, Signer
from django.db import InterfaceError, OperationalError, transaction
from django.db import connection as database
from django.db.models import F, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from conference import doorbell, mail_texts
from conference.hosts import own_address
from conference.markdown import plain, render_markdown
from conference.models import (
    Contact,
    DeadAddress,
    Mail,
    MailRefusal,
    MailTemplate,
    Role,
    User,
    Workshop,
)
from conference.models.people import RoleKind
from conference.refusals import Refusal, noted, refusal_of

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
GRACE = timedelta(seconds=10)
# A server that is away over night loses no mail: the tries go on for a day and a half.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 480, 720, 720))
MOST_ATTEMPTS = len(WAITS) + 1
WAITS_TO_WRITE = (0.0, 1.0, 2.0, 4.0, 8.0, 16.0)
"""Seconds between the tries to write down that a mail was sent."""
LONGEST_SUBJECT = 255
REFUSAL_SALT = "plenary.no-more-invitations"
ID_SALT = "plenary.message-id"
INTERRUPTED = "Sending was interrupted: the mail may have arrived. Send it again if in doubt."
REFUSED = "Its recipient asked for no more invitations."
BACK_BEFORE = "An earlier mail to this address came back, so this one waits for your word."


def workshop_text(key: str, workshop: Workshop | None) -> tuple[str, str]:
    """Return subject and body of a kind of mail in the workshop's own wording, else the default."""
    own = MailTemplate.objects.filter(workshop=workshop, key=key).first() if workshop else None
    return (own.subject, own.body) if own else mail_texts.default_text(key)


def render(
    key: str, *, workshop: Workshop | None, name: str, values: Mapping[str, object]
) -> tuple[str, str]:
    """Return the subject and the body as the recipient will read them: the same function serves preview and sending."""
    return render_text(*workshop_text(key, workshop), workshop=workshop, name=name, values=values)


def render_text(
    subject: str, body: str, *, workshop: Workshop | None, name: str, values: Mapping[str, object]
) -> tuple[str, str]:
    """Do the same with a wording that is not saved yet."""
    filled: dict[str, object] = {"name": name or "colleague", **values}
    if workshop:
        filled |= {
            "workshop": workshop.acronym,
            "workshop_title": workshop.title,
            "workshop_url": own_address(workshop.slug),
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
    refused = mail_texts.is_refusable(key) and is_refused(email, workshop)
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
        not_before=_wait(key, workshop),
        state=Mail.State.CANCELLED if refused else Mail.State.QUEUED,
        error=REFUSED if refused else "",
    )
    if not refused and mail.not_before is None:
        transaction.on_commit(lambda: ring(mail.pk))
    return mail


def is_refused(email: str, workshop: Workshop | None) -> bool:
    """Say whether who owns an address wants no more invitations of a workshop, or of any."""
    return _refusals(workshop).filter(email__iexact=email).exists()


def refusing_addresses(workshop: Workshop) -> frozenset[str]:
    """Return all addresses, in small letters, whose owners want no more invitations of a workshop, or of any."""
    return frozenset(_refusals(workshop).values_list("email", flat=True))


def _refusals(workshop: Workshop | None) -> QuerySet[MailRefusal]:
    return MailRefusal.objects.filter(Q(workshop=None) | Q(workshop=workshop))


def _wait(key: str, workshop: Workshop | None) -> datetime | None:
    """Return until when a mail waits because it goes to many and its workshop wants to be able to take it back."""
    if workshop is None or not mail_texts.is_to_many(key):
        return None
    minutes = workshop.mail_delay_minutes
    return timezone.now() + timedelta(minutes=minutes) if minutes else None


def ring(mail_id: int) -> None:
    """Tell the workers that a mail waits."""
    from conference.tasks import send_mail  # noqa: PLC0415 - tasks import this module

    doorbell.ring(send_mail, mail_id)


def send(mail_id: int) -> bool:
    """Claim a mail and send it; False when it was not there to be sent or could not be."""
    now = timezone.now()
    if not Mail.objects.filter(free_to_go(now), pk=mail_id, state=Mail.State.QUEUED).update(
        state=Mail.State.SENDING, attempts=F("attempts") + 1, lease_until=now + LEASE
    ):
        return False
    mail = Mail.objects.select_related("workshop").get(pk=mail_id)
    if not mail.by_hand and (dead := DeadAddress.objects.filter(email__iexact=mail.email).first()):
        _settle(mail, Mail.State.HELD, noted(BACK_BEFORE, dead.reason))
        return False
    try:
        connection = get_connection()
        connection.open()
    except Exception as error:  # noqa: BLE001 - whatever a backend raises is kept with the mail, in words
        _put_back(mail, refusal_of(error))
        return False
    return _hand_over(mail, connection)


def free_to_go(now: datetime) -> Q:
    """Return what a waiting mail has to be so that it goes: its time has come, and it is not held with all others."""
    ready = Q(not_before=None) | Q(not_before__lte=now)
    held = Workshop.objects.filter(mail_rules__held=True)
    return ready & (Q(workshop=None) | Q(by_hand=True) | ~Q(workshop__in=held))


def _hand_over(mail: Mail, connection: BaseEmailBackend) -> bool:
    message = _message(mail, connection)
    try:
        message.send()
    except (SMTPServerDisconnected, TimeoutError, ConnectionError) as error:
        log.warning("The mail server broke off while it took mail %s: %s", mail.pk, error)
        _settle(mail, Mail.State.FAILED, INTERRUPTED)
        return False
    except Exception as error:  # noqa: BLE001 - as above
        _put_back(mail, refusal_of(error))
        return False
    finally:
        connection.close()
    status = getattr(message, "anymail_status", None)
    _sent(mail.pk, str(getattr(status, "message_id", None) or "")[:255])
    return True


def sweep_mails() -> int:
    """Ring again for mails that wait; name those whose worker died in the middle, which may have gone out."""
    now = timezone.now()
    # A lease that ends later than any given by now, and a mail from the future: a clock was off.
    _name_interrupted(Q(lease_until__lt=now) | Q(lease_until__gt=now + 2 * LEASE))
    at_once = Q(created_at__lt=now - GRACE) | Q(created_at__gt=now + GRACE)
    due = Q(not_before__lte=now) | (at_once & Q(not_before=None))
    free = Mail.objects.filter(due, free_to_go(now), state=Mail.State.QUEUED)
    waiting = list(free.order_by("pk").values_list("pk", flat=True)[:500])
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
        error=INTERRUPTED,
    )


def _sent(mail_id: int, provider_id: str) -> None:
    """Write down that a mail is out. It is, so a database that restarts just now is waited for."""
    for wait in (*WAITS_TO_WRITE, None):
        try:
            Mail.objects.filter(pk=mail_id).update(
                state=Mail.State.SENT,
                sent_at=timezone.now(),
                error="",
                lease_until=None,
                provider_id=provider_id,
            )
        except (OperationalError, InterfaceError):
            if wait is None or database.in_atomic_block:
                raise
            database.close()
            time.sleep(wait)
        else:
            return


def _settle(mail: Mail, state: Mail.State, error: str) -> None:
    Mail.objects.filter(pk=mail.pk).update(state=state, error=error, lease_until=None, not_before=None)


def _put_back(mail: Mail, refusal: Refusal) -> None:
    """Let a mail wait for its next try, longer each time; end it where that is no use."""
    if refusal.dead:
        mark_dead(mail.email, refusal.said)
    if not refusal.again:
        log.warning("Mail %s was refused for good.", mail.pk)
        _settle(mail, Mail.State.FAILED, noted(refusal.words, refusal.said))
        return
    if mail.attempts >= MOST_ATTEMPTS:
        words = f"{refusal.words} Given up after {mail.attempts} tries: send it again once that is mended."
        _settle(mail, Mail.State.FAILED, noted(words, refusal.said))
        return
    Mail.objects.filter(pk=mail.pk).update(
        state=Mail.State.QUEUED,
        error=noted(f"{refusal.words} It is tried again by itself.", refusal.said),
        lease_until=None,
        not_before=timezone.now() + WAITS[mail.attempts - 1],
    )


def mark_dead(email: str, reason: str) -> None:
    """Note that mail to an address comes back for good."""
    DeadAddress.objects.get_or_create(email=email.lower(), defaults={"reason": reason[:300]})


def reply_address(workshop: Workshop | None) -> str:
    """Return where answers go: the first contact that has an address, else the chair who is here longest."""
    if workshop is None:
        return ""
    contacts = Contact.objects.filter(workshop=workshop).exclude(email="")
    chairs = Role.objects.filter(workshop=workshop, kind=RoleKind.PROGRAM_CHAIR).order_by("pk")
    return (
        contacts.values_list("email", flat=True).first()
        or chairs.values_list("user__email", flat=True).first()
        or ""
    )


def message_id(mail: Mail) -> str:
    """Return the id in the header of a mail at its present try: by it a report says later that the mail came back."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{Signer(salt=ID_SALT, sep='.').sign(f'{mail.pk}.{mail.attempts}')}@{domain}>"


def sent_as(identifier: str) -> tuple[int, int] | None:
    """Return which mail carried an id, and at which try; None for an id that was not made here."""
    try:
        signed = identifier.strip("<>").rpartition("@")[0]
        mail_id, attempt = Signer(salt=ID_SALT, sep=".").unsign(signed).split(".")
        return int(mail_id), int(attempt)
    except (BadSignature, ValueError):
        return None


def _message(mail: Mail, connection: BaseEmailBackend | None = None) -> EmailMultiAlternatives:
    replies = reply_address(mail.workshop)
    body = mail.body + _last_words(mail)
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=plain(body),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[mail.email],
        reply_to=[replies] if replies else [],
        headers=_head(mail),
        connection=connection,
    )
    html = render_to_string("mail/mail.html", {"body": render_markdown(body), "mail": mail})
    message.attach_alternative(html, "text/html")
    if mail.calendar:
        message.attach("programme.ics", mail.calendar, "text/calendar")
    return message


def _head(mail: Mail) -> dict[str, str]:
    head = {"X-Plenary-Mail": str(mail.pk), "Auto-Submitted": "auto-generated", **_leaving(mail)}
    # A provider names mails itself, and reports them by that name.
    return head if settings.EMAIL_PROVIDER else {**head, "Message-ID": message_id(mail)}


def refusal_url(mail: Mail) -> str:
    """Return the address at which the recipient of a mail that nobody asked for says that it was the last."""
    token = Signer(salt=REFUSAL_SALT).sign(str(mail.pk))
    return settings.BASE_URL + reverse("conference:refuse_mail", args=[token])


def mail_of_refusal(token: str) -> Mail | None:
    """Return the mail from which such an address comes, None for one that is not ours."""
    try:
        mail_id = Signer(salt=REFUSAL_SALT).unsign(token)
    except BadSignature:
        return None
    return Mail.objects.select_related("workshop").filter(pk=mail_id).first()


def _last_words(mail: Mail) -> str:
    if not mail_texts.is_refusable(mail.template):
        return ""
    sender = mail.workshop.acronym if mail.workshop else "us"
    return f"\n\nNo more invitations from {sender}: <{refusal_url(mail)}>\n"


def _leaving(mail: Mail) -> dict[str, str]:
    """Return the headers by which a mail program offers to leave a list with one click (RFC 8058)."""
    url = mail.leave_url or (refusal_url(mail) if mail_texts.is_refusable(mail.template) else "")
    if not url:
        return {}
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
