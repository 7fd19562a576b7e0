"""What is open now: plain rules on times. All times are aware; a test passes the clock in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from itertools import pairwise

AOE = timezone(timedelta(hours=-12), "AoE")
LAST_SECOND = time(23, 59, 59)


def end_of_day(day: date, zone: tzinfo) -> datetime:
    """Return the last second of a day in a zone, in UTC."""
    return datetime.combine(day, LAST_SECOND, zone).astimezone(UTC)


def to_utc(moment: datetime, zone: tzinfo) -> datetime:
    """Return a wall-clock time of a zone in UTC; a time that the clock skips moves forward with it."""
    return moment.replace(tzinfo=zone).astimezone(UTC)


def is_past(at: datetime | None, now: datetime) -> bool:
    """Say whether a deadline is over: a date to be determined never is, and its last second still counts."""
    return at is not None and now.replace(microsecond=0) > at


def remaining(at: datetime, now: datetime) -> str:
    """Return how long a deadline is away, in the two largest units that matter ("3 days 4 hours")."""
    seconds = int((at - now).total_seconds())
    if seconds <= 0:
        return "over"
    days, rest = divmod(seconds, 86_400)
    hours, rest = divmod(rest, 3_600)
    minutes = rest // 60
    if days >= 3:  # noqa: PLR2004 - from three days on, hours are noise
        return _count(days, "day")
    if days:
        return f"{_count(days, 'day')} {_count(hours, 'hour')}"
    if hours:
        return f"{_count(hours, 'hour')} {_count(minutes, 'minute')}"
    return _count(max(minutes, 1), "minute")


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


@dataclass(frozen=True)
class DatedFact:
    """A date as the set-up check reads it; ``at`` is None while it is to be determined."""

    key: str
    label: str
    at: datetime | None


ORDER = (
    "submission_deadline",
    "bid_deadline",
    "review_deadline",
    "notification",
    "camera_ready",
    "video_deadline",
    "workshop",
)


def contradictions(dates: list[DatedFact]) -> list[str]:
    """Return, in words, what can't be right about a set of dates: the order, or a year unlike the rest."""
    known = {fact.key: fact for fact in dates if fact.at is not None}
    found = []
    ordered = [known[key] for key in ORDER if key in known]
    for earlier, later in pairwise(ordered):
        if earlier.at and later.at and later.at < earlier.at:
            found.append(
                f"{later.label} ({later.at:%-d %B %Y}) comes before {earlier.label} ({earlier.at:%-d %B %Y})."
            )
    return found + _odd_years([fact for fact in dates if fact.at is not None])


def _odd_years(dates: list[DatedFact]) -> list[str]:
    years = [fact.at.year for fact in dates if fact.at]
    if len(years) < 3:  # noqa: PLR2004 - two dates can't outvote one another
        return []
    usual = max(sorted(set(years)), key=years.count)
    if years.count(usual) * 2 <= len(years):
        return []
    return [
        f"{fact.label} is in {fact.at.year}, while most dates are in {usual}."
        for fact in dates
        if fact.at and abs(fact.at.year - usual) >= 1 and not _new_year(fact.at, usual)
    ]


def _new_year(at: datetime, usual: int) -> bool:
    """Allow a season that runs over the turn of the year: the first months after it, the last ones before."""
    return (at.year == usual + 1 and at.month <= 6) or (at.year == usual - 1 and at.month >= 9)  # noqa: PLR2004
