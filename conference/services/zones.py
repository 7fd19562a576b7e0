"""A workshop's time zone changes: what was said by its clock keeps its hours on the new one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo

from conference.deadlines import to_utc
from conference.models import DateChange, ImportantDate, User, Workshop

Moved = Callable[[Workshop, tzinfo, User], str]
_on_zone: list[Moved] = []


def on_zone(hook: Moved) -> Moved:
    """Register what keeps its hours in an app; called with the former zone, it says in words what was kept."""
    _on_zone.append(hook)
    return hook


def same_hour(moment: datetime, before: tzinfo, after: tzinfo) -> datetime:
    """Return the moment at which one clock shows what the other showed."""
    return to_utc(moment.astimezone(before).replace(tzinfo=None), after)


def keep_hours(workshop: Workshop, before: tzinfo, by: User) -> list[str]:
    """Move what was meant by the workshop's clock; return what a chair should know, sentence by sentence."""
    dates = list(ImportantDate.objects.filter(workshop=workshop, zone=ImportantDate.Zone.LOCAL))
    for date in dates:
        date.at, date.until = (
            moment and same_hour(moment, before, workshop.tz) for moment in (date.at, date.until)
        )
        date.save(update_fields=["at", "until"])
    for change in DateChange.objects.filter(date__in=dates):
        if change.previous_at:
            change.previous_at = same_hour(change.previous_at, before, workshop.tz)
            change.save(update_fields=["previous_at"])
    told = [hook(workshop, before, by) for hook in _on_zone]
    if any(date.at for date in dates):
        told.insert(0, "Dates in the workshop’s own zone keep their days and hours.")
    return [words for words in told if words]
