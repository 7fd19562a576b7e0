"""Archiving an edition, and deleting what was written in confidence when the term that its chairs set is over."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from conference import audit, retention
from conference.concurrency import save_version
from conference.errors import Refused
from conference.mailing import queue_mail
from conference.models import (
    AuditEntry,
    Invitation,
    Mail,
    MailRefusal,
    Retention,
    User,
    WebhookDelivery,
    Workshop,
)
from conference.models.people import RoleKind
from conference.selectors.archive import NOTICE, due_of, with_a_term

KEPT_ACTIONS = ("decision", "decisions", "paper", "workshop", "archive")


@transaction.atomic
def archive(*, workshop: Workshop, by: User) -> bool:
    """Close an edition to every change; its public site stays. False where it is archived already."""
    if not Workshop.objects.filter(pk=workshop.pk, archived_at=None).update(archived_at=timezone.now()):
        return False
    _record(workshop, by, "archived", "Archived the edition: nothing of it can be changed")
    return True


@transaction.atomic
def reopen(*, workshop: Workshop, by: User) -> bool:
    """Open an archived edition again; what was deleted does not come back."""
    if not Workshop.objects.filter(pk=workshop.pk, archived_at__isnull=False).update(archived_at=None):
        return False
    _record(workshop, by, "reopened", "Opened the archived edition again")
    return True


@transaction.atomic
def set_term(*, workshop: Workshop, by: User, months: int | None, expected: int) -> Retention:
    """Say after how many months reviews are deleted; None keeps them. A new term is announced anew. Raises Stale."""
    row, _ = Retention.objects.get_or_create(workshop=workshop)
    if row.deleted_at:
        raise Refused("The reviews of this edition are deleted already.")
    row.months, row.warned_at = months, None
    save_version(row, expected=expected, fields=["months", "warned_at"])
    said = f"Reviews are deleted {months} months after the workshop" if months else "Reviews are kept"
    _record(workshop, by, "term_set", said, after={"months": months})
    return row


def run_due(now: datetime | None = None) -> int:
    """Announce what is deleted soon, and delete what was announced and is due; returns how many editions it was."""
    moment = now or timezone.now()
    done = 0
    for row in with_a_term().order_by("pk"):
        due = due_of(row)
        if due is None or due - NOTICE > moment:
            continue
        if row.warned_at is None:
            _announce(row, moment)
        elif due <= moment:
            forget(row, moment)
            done += 1
    return done


@transaction.atomic
def _announce(row: Retention, now: datetime) -> None:
    if not Retention.objects.filter(pk=row.pk, warned_at=None).update(warned_at=now):
        return
    row.warned_at = now
    due = due_of(row)
    chairs = row.workshop.roles.filter(kind=RoleKind.PROGRAM_CHAIR).select_related("user")
    for role in chairs:
        queue_mail(
            key="reviews_deleted_soon",
            email=role.user.email,
            name=role.user.name,
            workshop=row.workshop,
            recipient=role.user,
            part="chair",
            about=f"workshop:{row.workshop_id}",
            dedupe_key=f"retention:{row.pk}:{now:%Y%m%d}:{role.user_id}",
            values={
                "day": f"{due:%-d %B %Y}",
                "link": settings.BASE_URL + reverse("conference:archive", args=[row.workshop.slug]),
            },
        )


@transaction.atomic
def forget(row: Retention, now: datetime) -> None:
    """Delete what was written in confidence in an edition. The record stays: decisions, published papers, figures."""
    workshop = Workshop.objects.select_for_update().get(pk=row.workshop_id)
    for hook in retention.forgetters():
        hook(workshop)
    Retention.objects.filter(pk=row.pk).update(deleted_at=now)
    workshop.archived_at = workshop.archived_at or now
    workshop.save(update_fields=["archived_at"])
    _record(
        workshop, None, "reviews_deleted", "The term is over: reviews, discussions and blind files deleted"
    )


def forget_office(workshop: Workshop) -> None:
    """Delete the edition's mails, what invited people wrote back, and the history of single papers but its decisions."""
    Mail.objects.filter(workshop=workshop).delete()
    MailRefusal.objects.filter(workshop=workshop).delete()
    WebhookDelivery.objects.filter(webhook__workshop=workshop).delete()
    Invitation.objects.filter(workshop=workshop).update(message="")
    single = AuditEntry.objects.filter(workshop=workshop).exclude(about=f"workshop:{workshop.pk}")
    for word in KEPT_ACTIONS:
        single = single.exclude(action__startswith=word)
    single.delete()


def _record(
    workshop: Workshop, by: User | None, action: str, text: str, after: dict[str, int | None] | None = None
) -> None:
    audit.record(
        workshop=workshop,
        actor=by,
        part="chair" if by else "",
        action=f"archive.{action}",
        about=f"workshop:{workshop.pk}",
        text=text,
        after=after,
    )
