"""When reviews or bids are due, in words and for machines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from conference.dates import format_moment, zone_of
from conference.deadlines import is_past, remaining
from conference.models import ImportantDate, Workshop
from conference.models.workshops import DateKey


@dataclass(frozen=True)
class ReviewDeadline:
    """A deadline of the reviewing season: ``text`` to the minute in the zone it is meant in, empty while it is to be determined."""

    text: str
    iso: str
    at: datetime | None
    left: str
    is_past: bool


def review_deadline(workshop: Workshop, now: datetime | None = None) -> ReviewDeadline:
    """Return when reviews are due, in one query."""
    return deadline_of(workshop, DateKey.REVIEWS, now)


def deadline_of(workshop: Workshop, key: str, now: datetime | None = None) -> ReviewDeadline:
    """Return when something is due, in one query. A day alone ends with its last minute, which is said."""
    moment = now or timezone.now()
    date = ImportantDate.objects.filter(workshop=workshop, key=key).first()
    if date is None or date.at is None:
        return ReviewDeadline("", "", None, "", is_past=False)
    return ReviewDeadline(
        text=format_moment(date.at, workshop, zone=date.zone, whole_day=False),
        iso=date.at.astimezone(zone_of(workshop, date.zone)).isoformat(),
        at=date.at,
        left=remaining(date.at, moment),
        is_past=is_past(date.at, moment),
    )
