"""When an edition's reviews are deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from conference import retention
from conference.models import ImportantDate, Retention, Workshop
from conference.models.workshops import DateKey

NOTICE = timedelta(days=14)


@dataclass(frozen=True)
class ArchivePage:
    """Where an edition stands: archived or not, and the term with its day. Nothing is counted: some of it is hidden from some chairs."""

    archived_at: datetime | None
    months: int | None
    due: datetime | None
    deleted_at: datetime | None
    version: int


def archive_page(workshop: Workshop) -> ArchivePage:
    """Return the state of a chair's page."""
    row = Retention.objects.filter(workshop=workshop).first() or Retention(workshop=workshop)
    return ArchivePage(
        archived_at=workshop.archived_at,
        months=row.months,
        due=due_of(row),
        deleted_at=row.deleted_at,
        version=row.version,
    )


def due_of(row: Retention) -> datetime | None:
    """Return when the reviews of an edition are deleted: its term after the workshop, or after it was archived.

    Nothing is deleted before its chairs were told so ``NOTICE`` before.
    """
    if row.months is None or row.deleted_at:
        return None
    start = _end_of(row.workshop)
    if start is None:
        return None
    due = retention.months_after(start, row.months)
    return max(due, row.warned_at + NOTICE) if row.warned_at else due


def _end_of(workshop: Workshop) -> datetime | None:
    day = ImportantDate.objects.filter(workshop=workshop, key=DateKey.WORKSHOP).first()
    return (day and (day.until or day.at)) or workshop.archived_at


def with_a_term() -> QuerySet[Retention]:
    """Return the editions whose chairs set a term that is not over."""
    return Retention.objects.filter(months__isnull=False, deleted_at=None).select_related("workshop")
