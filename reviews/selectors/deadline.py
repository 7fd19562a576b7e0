"""When reviews or bids are due, in words and for machines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from conference.dates import format_moment, zone_of
from conference.deadlines import is_past, remaining
from conference.models import ImportantDate, Workshop
from conference.models.workshops import DateKey
from conference.prepared import row_of
from reviews.models import Assignment, ReviewRound


@dataclass(frozen=True)
class Deadline:
    """A deadline of the reviewing season: ``text`` to the minute in the zone it is meant in, empty while it is to be determined."""

    text: str
    iso: str
    at: datetime | None
    left: str
    is_past: bool


NO_DEADLINE = Deadline("", "", None, "", is_past=False)


def review_deadline(workshop: Workshop, now: datetime | None = None) -> Deadline:
    """Return when reviews are due, in one query."""
    return deadline_of(workshop, DateKey.REVIEWS, now)


def deadline_of(workshop: Workshop, key: str, now: datetime | None = None) -> Deadline:
    """Return when something is due, in one query. A day alone ends with its last minute, which is said."""
    moment = now or timezone.now()
    date = row_of(_dates_at, workshop.pk, str(key))
    if date is None or date.at is None:
        return NO_DEADLINE
    return _deadline(workshop, date.at, date.zone, moment)


def _dates_at(workshop_id: int, key: str) -> QuerySet[ImportantDate]:
    return ImportantDate.objects.filter(workshop_id=workshop_id, key=key)[:1]


def deadlines_of(workshop: Workshop, now: datetime | None = None) -> dict[str, Deadline]:
    """Return the dates that are set by their keys, in one query."""
    moment = now or timezone.now()
    dates = ImportantDate.objects.filter(workshop=workshop, at__isnull=False).exclude(key=DateKey.OTHER)
    return {date.key: _deadline(workshop, date.at, date.zone, moment) for date in dates if date.at}


def due_of(row: Assignment, workshop: Workshop, usual: Deadline, now: datetime | None = None) -> Deadline:
    """Return when one review is due: by the date of its round, or by the ``usual`` one; the round is loaded."""
    return usual if row.round is None else round_deadline(row.round, workshop, now)


def round_deadline(found: ReviewRound, workshop: Workshop, now: datetime | None = None) -> Deadline:
    """Return when the reviews of a further round are due."""
    return _deadline(workshop, found.due_at, ImportantDate.Zone.LOCAL, now or timezone.now())


def _deadline(workshop: Workshop, at: datetime, zone: str, now: datetime) -> Deadline:
    return Deadline(
        text=format_moment(at, workshop, zone=zone, whole_day=False),
        iso=at.astimezone(zone_of(workshop, zone)).isoformat(),
        at=at,
        left=remaining(at, now),
        is_past=is_past(at, now),
    )
