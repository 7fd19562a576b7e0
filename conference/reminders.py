"""Reminders: one mechanism for all that people owe. Apps declare kinds; a chair sends at a press, the beat by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from conference.errors import NotFound
from conference.models import ImportantDate, User, Workshop
from conference.visibility import Viewer


@dataclass(frozen=True)
class Owed:
    """What one person owes, with what her mail says. ``key`` names it within its kind, the same from day to day.

    ``what`` says it in a word to the chair; ``due`` is None for what has no date: that is reminded of at a press only.
    """

    key: str
    email: str
    name: str
    values: Mapping[str, object]
    what: str = ""
    due: datetime | None = None
    user: User | None = None
    part: str = ""
    about: str = ""


Owing = Callable[[Workshop, Viewer | None, datetime], list[Owed]]
"""Who owes in a workshop at a moment: of the papers that a chair may see, or of all where nobody is looking."""

Near = Callable[[datetime, datetime], Iterable[int]]
"""The ids of the workshops in which something of the kind is due between two moments."""


@dataclass(frozen=True)
class Kind:
    """A kind of reminder. ``days`` says when it goes by itself unless a chair moved it: 7 is a week before, -1 a day after.

    ``whom`` completes "Goes to those who"; ``date`` names the date that counts. A kind that is not ``by_hand`` goes by
    itself alone: chairs may not know who is written to.
    """

    key: str
    label: str
    whom: str
    date: str
    mail: str
    days: tuple[int, ...]
    owing: Owing
    near: Near
    by_hand: bool = True

    def owed(self, workshop: Workshop, viewer: Viewer | None, now: datetime) -> list[Owed]:
        """Return who owes and can be written to: nobody whose account is closed."""
        found = self.owing(workshop, viewer, now)
        return [one for one in found if one.user is None or one.user.is_active]

    def for_chair(self, workshop: Workshop, viewer: Viewer, now: datetime | None = None) -> list[Owed]:
        """Return whom a chair can remind by hand."""
        return self.owed(workshop, viewer, now or timezone.now()) if self.by_hand else []


_kinds: dict[str, Kind] = {}
_orders: dict[str, int] = {}


def register(kind: Kind, *, order: int) -> None:
    """Declare a kind of reminder; called by the apps when they are ready. ``order`` is its place in a season."""
    _kinds[kind.key] = kind
    _orders[kind.key] = order


def kind_of(key: str) -> Kind:
    return _kinds[key]


def access_kind(key: str) -> Kind:
    """Return a kind by its key, else NotFound."""
    if key not in _kinds:
        raise NotFound
    return _kinds[key]


def kinds() -> list[Kind]:
    return sorted(_kinds.values(), key=lambda kind: _orders[kind.key])


def near_dates(*keys: str) -> Near:
    """Return what finds the workshops that have one of these dates between two moments."""

    def near(start: datetime, end: datetime) -> Iterable[int]:
        dates = ImportantDate.objects.filter(key__in=keys, at__gte=start, at__lte=end)
        return dates.values_list("workshop_id", flat=True)

    return near
