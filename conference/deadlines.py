"""What is open now: plain rules on times. All times are aware; a test passes the clock in."""

from __future__ import annotations

from collections.abc import Iterable
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
    "abstract_deadline",
    "submission_deadline",
    "bid_deadline",
    "review_deadline",
    "rebuttal_deadline",
    "discussion_end",
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


@dataclass(frozen=True)
class CallDates:
    """The deadlines that hold for one paper, or for new ones of a track. None is a date to be determined, never past.

    ``track`` stands in place of ``paper``; ``own`` is a chair's leave for one paper, which counts where it is later.
    ``grace`` is how long after a stroke papers are still taken; no page tells of it.
    """

    paper: datetime | None
    abstract: datetime | None = None
    track: datetime | None = None
    own: datetime | None = None
    grace: timedelta = timedelta()


def announced_end(dates: CallDates) -> datetime | None:
    """Return the deadline as it is told to authors."""
    usual = dates.track or dates.paper
    if usual is None or dates.own is None:
        return usual
    return max(usual, dates.own)


def _over(at: datetime | None, dates: CallDates, now: datetime) -> bool:
    return at is not None and is_past(at + dates.grace, now)


def may_change(dates: CallDates, now: datetime) -> bool:
    """Say whether a paper can still be submitted, changed, restored, given a file."""
    return not _over(announced_end(dates), dates, now)


def may_begin(dates: CallDates, now: datetime) -> bool:
    """Say whether a new paper can be begun: before the abstract deadline, where there is one."""
    return may_change(dates, now) and not _over(dates.abstract, dates, now)


def is_frozen(dates: CallDates, now: datetime) -> bool:
    """Say whether the abstract deadline holds back what the workshop fixes then; a paper with a leave of its own is free."""
    if dates.own is not None and not is_past(dates.own, now):
        return False
    return _over(dates.abstract, dates, now)


LATE_BY = timedelta(days=2)


def reminder_point(end: datetime, days: Iterable[int], now: datetime) -> int | None:
    """Return the reminder whose time has come, as days before a date (negative: after), or None.

    It is the last one whose moment is past. One that is past for more than two days does not go any more: a person who
    came late, or a workshop whose dates were just set, is not written to about what lies behind.
    """
    begun = [day for day in days if end - timedelta(days=day) <= now and (day <= 0 or now < end)]
    last = min(begun, default=None)
    if last is None or now - (end - timedelta(days=last)) > LATE_BY:
        return None
    return last
