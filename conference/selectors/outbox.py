"""The outbox and the history as one chair may read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from conference.models import AuditEntry, Mail, Workshop
from conference.refs import RefSight, ref_sight
from conference.visibility import Viewer

# What a mail server says of a refusal names the address that it refused.
KEPT = "The mail could not be delivered. Why is kept from you as long as the author is."


@dataclass(frozen=True)
class MailRow:
    """A mail in the outbox. ``to`` is masked where the address would name an author or reviewer she may not know."""

    pk: int
    to: str
    subject: str
    body: str
    state: str
    state_label: str
    error: str
    at: datetime
    masked: bool


@dataclass(frozen=True)
class HistoryRow:
    """An entry of the history; the actor is masked where the name would name an author she may not know."""

    at: datetime
    who: str
    text: str
    action: str


def mails_visible_to(viewer: Viewer, workshop: Workshop) -> tuple[QuerySet[Mail], RefSight]:
    """Return the mails a chair may see at all, newest first, and what of them is to be masked."""
    sight = ref_sight(viewer, workshop)
    return Mail.objects.filter(workshop=workshop).exclude(subject_ref__in=sight.hidden), sight


def mail_row(mail: Mail, sight: RefSight) -> MailRow:
    """Return a mail as the outbox shows it."""
    masked = mail.part == "author" and mail.subject_ref in sight.authors_hidden
    return MailRow(
        pk=mail.pk,
        to="an author" if masked else mail.email,
        subject=mail.subject,
        body="" if masked else mail.body,
        state=mail.state,
        state_label=mail.get_state_display(),
        error=KEPT if masked and mail.error else mail.error,
        at=mail.sent_at or mail.created_at,
        masked=masked,
    )


def mail_counts(mails: QuerySet[Mail]) -> dict[str, int]:
    """Return how many mails are in each state."""
    return {row["state"]: row["many"] for row in mails.order_by().values("state").annotate(many=Count("pk"))}


def history_visible_to(viewer: Viewer, workshop: Workshop) -> tuple[QuerySet[AuditEntry], RefSight]:
    """Return the entries a chair may see, newest first, without those that would name a hidden author."""
    sight = ref_sight(viewer, workshop)
    entries = (
        AuditEntry.objects.filter(workshop=workshop)
        .exclude(about__in=sight.hidden)
        .exclude(names_author=True, about__in=sight.authors_hidden)
        .select_related("actor")
    )
    return entries, sight


def history_row(entry: AuditEntry, sight: RefSight) -> HistoryRow:
    """Return an entry as the page shows it."""
    masked = entry.actor_part == "author" and entry.about in sight.authors_hidden
    name = entry.actor.name if entry.actor else "Plenary"
    return HistoryRow(at=entry.at, who="an author" if masked else name, text=entry.text, action=entry.action)
