"""Dates in words, in the zone that counts. Kept apart from the rules on what is open."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from conference.deadlines import AOE
from conference.models import ImportantDate, Workshop


def zone_of(workshop: Workshop, zone: str) -> tzinfo:
    """Return the zone a date is meant in: Anywhere on Earth or the workshop's own."""
    return AOE if zone == ImportantDate.Zone.AOE else workshop.tz


def format_moment(
    at: datetime | None,
    workshop: Workshop,
    *,
    zone: str = "local",
    whole_day: bool,
    until: datetime | None = None,
) -> str:
    """Return a moment in words: "TBD" for None, a day for a whole day, days with a dash for a range."""
    if at is None:
        return "TBD"
    where = zone_of(workshop, zone)
    start = at.astimezone(where)
    if until is not None:
        return format_days(start.date(), until.astimezone(where).date())
    if whole_day:
        return f"{start:%-d %B %Y}"
    return in_words(start)


def in_words(moment: datetime) -> str:
    """Return a moment to the minute, in the zone that it carries."""
    return f"{moment:%-d %B %Y, %H:%M} {_zone_name(moment)}"


def format_days(start: date, end: date) -> str:
    """Return one day or several in as few words as say it."""
    if start == end:
        return f"{start:%-d %B %Y}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{end.day} {end:%B %Y}"
    first = f"{start:%-d %B}" if start.year == end.year else f"{start:%-d %B %Y}"
    return f"{first} – {end:%-d %B %Y}"


def _zone_name(moment: datetime) -> str:
    """Return the short name of its zone; a zone that has only a number is told by its distance from UTC."""
    name = moment.tzname() or ""
    if name[:1] not in {"+", "-"}:
        return name
    hours, minutes = name[1:3], name[3:]
    return f"UTC{'−' if name[0] == '-' else '+'}{int(hours)}{f':{minutes}' if minutes else ''}"
