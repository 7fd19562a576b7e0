"""The outbox and the history as one chair may read them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from conference import mail_texts
from conference.models import AuditEntry, Mail, MailRules, Workshop
from conference.prepared import only
from conference.refs import RefSight, ref_sight
from conference.refusals import told
from conference.visibility import Viewer

# What a mail server says of a refusal names the address that it refused.
KEPT = "The mail could not be delivered. Why is kept from you as long as the author is."


STATE = Mail.State
# In which states a chair can still do something with a mail.
CAN = {
    "hold": (STATE.QUEUED,),
    "send": (STATE.QUEUED, STATE.HELD, STATE.FAILED, STATE.BOUNCED, STATE.CANCELLED),
    "take_back": (STATE.QUEUED, STATE.HELD, STATE.FAILED, STATE.BOUNCED),
}


@dataclass(frozen=True)
class MailRow:
    """A mail in the outbox. ``to`` is masked where the address would name an author or reviewer she may not know.

    ``error`` says in plain words what is wrong with it, ``said`` what a mail server answered.
    """

    pk: int
    kind: str
    to: str
    subject: str
    body: str
    state: str
    state_label: str
    error: str
    said: str
    at: datetime
    masked: bool
    version: int
    attempts: int
    goes_at: datetime | None
    can: frozenset[str]
    can_edit: bool


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


def find_mails(mails: QuerySet[Mail], sight: RefSight, *, q: str, kind: str) -> QuerySet[Mail]:
    """Narrow the mails that a chair may see to those of a kind and with words in subject or address.

    An address that is kept from her is not found by it.
    """
    if kind:
        mails = mails.filter(template=kind)
    if q:
        masked = Q(part="author", subject_ref__in=sight.authors_hidden)
        mails = mails.filter(Q(subject__icontains=q) | (Q(email__icontains=q) & ~masked))
    return mails


def lost_mails(viewer: Viewer, workshop: Workshop) -> int:
    """Return how many mails did not arrive and wait for a chair's word, of those she may see."""
    stopped = Q(state=Mail.State.HELD) & ~Q(error="")
    lost = Q(state__in=[Mail.State.FAILED, Mail.State.BOUNCED]) | stopped
    if not Mail.objects.filter(lost, workshop=workshop).exists():
        return 0
    mails, _sight = mails_visible_to(viewer, workshop)
    return mails.filter(lost).count()


def kinds_of(mails: QuerySet[Mail]) -> list[str]:
    """Return the kinds of the mails that a chair may see: that there is another one would tell of what is hidden."""
    return list(mails.order_by().values_list("template", flat=True).distinct())


def rules_of(workshop: Workshop) -> MailRules:
    """Return when the mails of a workshop go; without a row, at once."""
    return only(MailRules.objects.filter(workshop=workshop)) or MailRules(workshop=workshop)


def mail_row(mail: Mail, sight: RefSight, *, all_held: bool = False) -> MailRow:
    """Return a mail as the outbox shows it."""
    masked = mail.part == "author" and mail.subject_ref in sight.authors_hidden
    waits_with_all = all_held and mail.state == Mail.State.QUEUED and not mail.by_hand
    error, said = (KEPT, "") if masked and mail.error else told(mail.error)
    return MailRow(
        pk=mail.pk,
        kind=mail_texts.title_of(mail.template),
        to="an author" if masked else mail.email,
        subject=mail.subject,
        body="" if masked else mail.body,
        state="held" if waits_with_all else mail.state,
        state_label="On hold with all" if waits_with_all else mail.get_state_display(),
        error=error,
        said=said,
        at=mail.sent_at or mail.created_at,
        masked=masked,
        version=mail.version,
        attempts=mail.attempts,
        goes_at=mail.not_before if mail.state == Mail.State.QUEUED and not waits_with_all else None,
        can=frozenset(name for name, states in CAN.items() if mail.state in states),
        can_edit=not masked and mail.state in CAN["send"],
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
    """Return an entry as the page shows it: what it is about stands before a text that does not name it."""
    masked = entry.actor_part == "author" and entry.about in sight.authors_hidden
    name = entry.actor.name if entry.actor else "Plenary"
    about = sight.names.get(entry.about, "")
    is_named = not about or re.search(rf"{re.escape(about)}\b", entry.text)
    text = entry.text if is_named else f"{about}: {entry.text}"
    return HistoryRow(at=entry.at, who="an author" if masked else name, text=text, action=entry.action)
