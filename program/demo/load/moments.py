"""The demo's moments: facts have dates, invented seasons count from the day of loading."""

from __future__ import annotations

import zoneinfo
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from conference.deadlines import AOE, end_of_day, to_utc
from program.demo import content

WISHED_LEAD = timedelta(days=10)


@dataclass(frozen=True)
class Moment:
    """A date as the tables keep it."""

    at: datetime | None
    until: datetime | None = None
    whole_day: bool = False


def zone_of(name: str, workshop: content.Workshop) -> tzinfo:
    """Return the zone of a date: Anywhere on Earth, or the workshop's own."""
    return AOE if name in {"AoE", ""} else zoneinfo.ZoneInfo(workshop.timezone)


def moment_of(
    value: str | tuple[str, ...] | content.Offset | None, zone: tzinfo, now: datetime, shift: timedelta
) -> Moment:
    """Return a content date in UTC. Several days become a range; a date without a time is the whole day."""
    if value is None:
        return Moment(None)
    if isinstance(value, content.Offset):
        return Moment(_offset(value, zone, now))
    if isinstance(value, tuple):
        first, last = (date.fromisoformat(day) + shift for day in (value[0], value[-1]))
        return Moment(end_of_day(first, zone), end_of_day(last, zone), whole_day=True)
    if "T" not in value:
        return Moment(end_of_day(date.fromisoformat(value) + shift, zone), whole_day=True)
    return Moment(to_utc(datetime.fromisoformat(value) + shift, zone))


def since_loading(offset: content.Offset, now: datetime) -> datetime:
    """Return a moment of an invented season."""
    return now + timedelta(days=offset.offset_days, hours=offset.offset_hours)


def weeks_ahead(workshop: content.Workshop, now: datetime) -> timedelta:
    """Return by how many whole weeks an open call's dates move so that its deadline lies about ten days ahead."""
    if workshop.stage != "call open":
        return timedelta(0)
    deadline = next(item for item in workshop.dates if item.key == "submission_deadline")
    at = moment_of(deadline.at, AOE, now, timedelta(0)).at
    if at is None:
        return timedelta(0)
    weeks = round((now + WISHED_LEAD - at) / timedelta(weeks=1))
    return timedelta(weeks=weeks)


def _offset(offset: content.Offset, zone: tzinfo, now: datetime) -> datetime:
    day = now.astimezone(zone).date() + timedelta(days=offset.offset_days)
    clock = time.fromisoformat(offset.time or "23:59:59")
    return to_utc(datetime.combine(day, clock), zone)
