"""What pages read of workshops."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from conference.dates import format_moment, zone_of
from conference.deadlines import DatedFact, contradictions, is_past, remaining
from conference.models import DateChange, ImportantDate, Invitation, Role, User, Workshop
from conference.models.people import RoleKind
from conference.models.workshops import DateKey
from conference.visibility import Viewer, workshops_visible_to


@dataclass(frozen=True)
class DateRow:
    """A date as pages show it: in words, with its earlier values and how long it is away."""

    key: str
    label: str
    text: str
    at: datetime | None
    old: list[str]
    note: str
    is_past: bool
    left: str
    is_next: bool

    @property
    def iso(self) -> str:
        """The moment for machines; empty for a day without an hour, which has no moment elsewhere."""
        return self.at.isoformat() if self.at else ""

    @property
    def state(self) -> str:
        return "past" if self.is_past else "next" if self.is_next else ""


DAY_FOLLOWS = timedelta(days=400)
"""How long after its deadline a workshop without a day is still one that is coming."""


@dataclass(frozen=True)
class WorkshopCard:
    """A workshop in a list: its place in time says where it stands."""

    workshop: Workshop
    deadline: datetime | None
    day: datetime | None
    stage: str
    left: str


def dates_of(workshop: Workshop, now: datetime | None = None) -> list[DateRow]:
    """Return the important dates in order, in two queries."""
    moment = now or timezone.now()
    rows = workshop.dates.select_related("workshop").prefetch_related(
        Prefetch("changes", queryset=DateChange.objects.order_by("changed_at", "pk"))
    )
    dates = list(rows)
    coming = [item for item in dates if item.at and not is_past(item.until or item.at, moment)]
    following = min(coming, key=lambda item: item.at or moment, default=None)
    return [_date_row(item, workshop, moment, is_next=item is following) for item in dates]


def deadline_of(workshop: Workshop, key: DateKey = DateKey.SUBMISSION) -> datetime | None:
    """Return when a date that the software acts on is, or None while it is to be determined."""
    return workshop.dates.filter(key=key).values_list("at", flat=True).first()


def date_problems(workshop: Workshop) -> list[str]:
    """Return the contradictions of a workshop's dates and texts, in words, each day that of its own zone."""
    facts = [
        DatedFact(item.key, item.label, item.at and item.at.astimezone(zone_of(workshop, item.zone)))
        for item in workshop.dates.all()
    ]
    return contradictions(facts)


def workshops_at(viewer: Viewer, stage: str, now: datetime) -> QuerySet[Workshop]:
    """Return the workshops of one stage that a viewer may see, the nearest first.

    Editions held elsewhere have no dates here; they are shown by the later editions of their series. Each stage is told
    from the dates, of which few lie ahead: the many that are past are not looked through.
    """
    second = now.replace(microsecond=0)
    dates = ImportantDate.objects.filter(workshop=OuterRef("pk"))
    over = Exists(dates.filter(key=DateKey.WORKSHOP, at__lt=second))
    calling = Exists(dates.filter(key=DateKey.SUBMISSION, at__gte=second))
    seen = _with_key_dates(workshops_visible_to(viewer))
    if stage == "open":
        called = seen.filter(~over, dates__key=DateKey.SUBMISSION, dates__at__gte=second)
        return called.order_by("dates__at", "pk")
    if stage == "past":
        held = seen.filter(dates__key=DateKey.WORKSHOP, dates__at__lt=second)
        return held.order_by("-dates__at", "pk")
    return seen.filter(~calling, pk__in=_ahead(second)).order_by(F("day_at").asc(nulls_last=True), "pk")


def _ahead(now: datetime) -> QuerySet[Any]:
    """Return the workshops whose day lies ahead, is to be determined, or follows a deadline of the last year or so.

    Those that are over are left out in here, so that the few that are left lead to their workshops, and no workshop is read first.
    """
    day = ImportantDate.objects.filter(workshop=OuterRef("workshop"), key=DateKey.WORKSHOP, at__lt=now)
    open_day = Q(at__gte=now) | Q(at=None)
    of_late = Q(at__gte=now - DAY_FOLLOWS) | Q(at=None)
    found = ImportantDate.objects.filter(
        Q(open_day, key=DateKey.WORKSHOP) | Q(of_late, key=DateKey.SUBMISSION)
    )
    return found.filter(~Exists(day)).order_by().values("workshop")


def workshop_cards(workshops: Iterable[Workshop], now: datetime) -> list[WorkshopCard]:
    """Return a card for each of some workshops of ``workshops_at``."""
    return [_card(item, now) for item in workshops]


def _with_key_dates(workshops: QuerySet[Workshop]) -> QuerySet[Workshop]:
    dates = ImportantDate.objects.filter(workshop=OuterRef("pk"))
    return workshops.annotate(
        deadline_at=Subquery(dates.filter(key=DateKey.SUBMISSION).values("at")[:1]),
        day_at=Subquery(dates.filter(key=DateKey.WORKSHOP).values("at")[:1]),
    )


def _card(workshop: Workshop, now: datetime) -> WorkshopCard:
    deadline: datetime | None = getattr(workshop, "deadline_at", None)
    day: datetime | None = getattr(workshop, "day_at", None)
    if is_past(day, now):
        stage = "past"
    elif deadline and not is_past(deadline, now):
        stage = "open"
    else:
        stage = "coming"
    return WorkshopCard(
        workshop, deadline, day, stage, remaining(deadline, now) if stage == "open" and deadline else ""
    )


def _date_row(item: ImportantDate, workshop: Workshop, now: datetime, *, is_next: bool) -> DateRow:
    def words(at: datetime | None, *, whole_day: bool) -> str:
        return format_moment(at, workshop, zone=item.zone, whole_day=whole_day)

    return DateRow(
        key=item.key,
        label=item.label,
        text=format_moment(item.at, workshop, zone=item.zone, whole_day=item.whole_day, until=item.until),
        at=None if item.whole_day else item.at,
        old=[words(change.previous_at, whole_day=change.previous_whole_day) for change in item.changes.all()],
        note=item.note,
        is_past=is_past(item.until or item.at, now),
        left=remaining(item.at, now) if item.at else "",
        is_next=is_next,
    )


def own_roles(user: User, only: Workshop | None = None) -> QuerySet[Role]:
    """Return a person's parts with their workshops, the newest workshop first; ``only`` keeps one workshop."""
    roles = user.roles.select_related("workshop").order_by("-workshop__created_at", "kind")
    return roles.filter(workshop=only) if only else roles


def office_roles(workshop: Workshop) -> QuerySet[Role]:
    """Return who runs a workshop; those who review have lists of their own."""
    return workshop.roles.exclude(kind__in=[RoleKind.REVIEWER, RoleKind.SUB_REVIEWER]).select_related("user")


def office_invitations(workshop: Workshop) -> QuerySet[Invitation]:
    """Return whom an invitation to a part, other than to review, has not brought here yet: not answered, or no account."""
    waiting = [Invitation.State.PENDING, Invitation.State.ACCEPTED]
    return workshop.invitations.exclude(kind=RoleKind.REVIEWER).filter(state__in=waiting, user=None)
