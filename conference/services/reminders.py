"""Sending reminders: at a chair's press after a look, and by themselves at the days that a workshop has set. Each goes once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from conference import audit, mailing, reminders
from conference.deadlines import reminder_point
from conference.models import Mail, ReminderRule, User, Workshop
from conference.reminders import Kind, Owed
from conference.visibility import Viewer

DAY = timedelta(days=1)
NAMED = 6


@dataclass(frozen=True)
class Split:
    """Those who get a mail now, and those who had theirs within a day."""

    fresh: tuple[Owed, ...]
    reminded: tuple[Owed, ...]


@dataclass(frozen=True)
class KindRow:
    """A kind of reminder in the list: how many it would go to now, and when it goes by itself."""

    kind: Kind
    owed: tuple[Owed, ...]
    reminded: int
    days: str
    last: datetime | None

    @property
    def waiting(self) -> int:
        return len(self.owed)

    @property
    def names(self) -> str:
        shown = [one.name or one.email for one in self.owed[:NAMED]]
        more = len(self.owed) - len(shown)
        return ", ".join(shown) + (f" and {more} more" if more else "")


def kind_rows(viewer: Viewer, workshop: Workshop) -> list[KindRow]:
    """Return all kinds of reminders with who owes now."""
    now = timezone.now()
    rules = {rule.kind: rule for rule in workshop.reminder_rules.all()}
    rows = []
    for kind in reminders.kinds():
        found = split(workshop, kind, kind.for_chair(workshop, viewer, now), now=now)
        days = days_in_words(days_of(kind, rules.get(kind.key)))
        rows.append(KindRow(kind, found.fresh, len(found.reminded), days, last_sent(workshop, kind)))
    return rows


def days_of(kind: Kind, rule: ReminderRule | None) -> tuple[int, ...]:
    """Return the days at which a kind goes by itself, the earliest first; none where a chair switched it off."""
    if rule is None:
        return kind.days
    return tuple(sorted(map(int, rule.days), reverse=True)) if rule.is_on else ()


def split(
    workshop: Workshop, kind: Kind, owed: Iterable[Owed], *, now: datetime | None = None, again: bool = False
) -> Split:
    """Tell those who were reminded within a day from the others, in one query."""
    rows = list(owed)
    told = set() if again else _told(workshop, kind, now or timezone.now())
    return Split(
        tuple(row for row in rows if _key(workshop, kind, row) not in told),
        tuple(row for row in rows if _key(workshop, kind, row) in told),
    )


def preview(workshop: Workshop, kind: Kind, one: Owed) -> tuple[str, str]:
    """Return subject and body of the reminder as one person reads it."""
    return mailing.render(kind.mail, workshop=workshop, name=one.name, values=one.values)


@transaction.atomic
def send(
    *, workshop: Workshop, by: User, kind: Kind, owed: Iterable[Owed], again: bool = False
) -> tuple[Owed, ...]:
    """Send what a chair asked for, at most one a person and day unless ``again``; returns those who get a mail."""
    # The workshop's row is held, so that two chairs who press at once write to nobody twice.
    Workshop.objects.select_for_update().get(pk=workshop.pk)
    now = timezone.now()
    fresh = split(workshop, kind, owed, now=now, again=again).fresh
    for one in fresh:
        _queue(workshop, kind, one, f"{now:%Y%m%d%H%M}")
    if fresh:
        _record(workshop, kind, by, len(fresh))
    return fresh


def run(now: datetime | None = None, *, only: str = "") -> int:
    """Send all reminders whose time has come, in all workshops; returns how many mails go out. Running twice sends nothing twice."""
    moment = now or timezone.now()
    rules = {(rule.workshop_id, rule.kind): rule for rule in ReminderRule.objects.all()}
    sent = 0
    for kind in reminders.kinds():
        if only in {"", kind.key}:
            own = [days_of(kind, rule) for (_, key), rule in rules.items() if key == kind.key]
            for workshop in _near(kind, own, moment):
                days = days_of(kind, rules.get((workshop.pk, kind.key)))
                sent += _run_one(workshop, kind, days, moment) if days else 0
    return sent


@transaction.atomic
def save_rule(*, workshop: Workshop, by: User, kind: Kind, is_on: bool, days: Sequence[int]) -> None:
    """Store when a kind of reminder goes by itself; what is as usual is not stored."""
    chosen = tuple(sorted(set(days), reverse=True))
    if is_on and chosen == kind.days:
        ReminderRule.objects.filter(workshop=workshop, kind=kind.key).delete()
    else:
        ReminderRule.objects.update_or_create(
            workshop=workshop, kind=kind.key, defaults={"is_on": is_on, "days": list(chosen)}
        )
    when = days_in_words(chosen) if is_on and chosen else "never by itself"
    audit.record_of_workshop(workshop, by, "reminder_rule", f"Reminder “{kind.label}”: {when}")


def days_in_words(days: Iterable[int]) -> str:
    """Return when reminders go, such as "7 and 2 days before, 1 day after"; nothing for never."""
    rows = list(days)
    before, after = [day for day in rows if day >= 0], [-day for day in rows if day < 0]
    return ", ".join(
        f"{_listed(some)} {word}" for some, word in ((before, "before"), (after, "after")) if some
    )


def last_sent(workshop: Workshop, kind: Kind) -> datetime | None:
    """Return when the last reminder of a kind was asked for."""
    return _mails(workshop, kind).order_by("-created_at").values_list("created_at", flat=True).first()


def _listed(days: list[int]) -> str:
    head = ", ".join(map(str, days[:-1]))
    return f"{head} and {days[-1]} days" if head else "1 day" if days == [1] else f"{days[0]} days"


def _near(kind: Kind, own: Iterable[tuple[int, ...]], now: datetime) -> Iterable[Workshop]:
    every = [day for days in (kind.days, *own) for day in days] or [0]
    start, end = now - DAY * (max(0, -min(every)) + 3), now + DAY * (max(0, *every) + 1)
    return Workshop.objects.filter(pk__in=set(kind.near(start, end)), archived_at=None).order_by("pk")


@transaction.atomic
def _run_one(workshop: Workshop, kind: Kind, days: tuple[int, ...], now: datetime) -> int:
    # The workshop's row is held, so that the task running twice at once writes to nobody twice.
    Workshop.objects.select_for_update().get(pk=workshop.pk)
    timely = [
        (one, f"{one.due:%Y%m%d%H%M}.{point}")
        for one in kind.owed(workshop, None, now)
        if one.due and (point := reminder_point(one.due, days, now)) is not None
    ]
    told = _told(workshop, kind, now)
    keys = {f"{_key(workshop, kind, one)}:{stamp}" for one, stamp in timely}
    went = set(Mail.objects.filter(dedupe_key__in=keys).values_list("dedupe_key", flat=True))
    due = [
        (one, stamp)
        for one, stamp in timely
        if (key := _key(workshop, kind, one)) not in told and f"{key}:{stamp}" not in went
    ]
    for one, stamp in due:
        _queue(workshop, kind, one, stamp)
    if due:
        _record(workshop, kind, None, len(due))
    return len(due)


def _key(workshop: Workshop, kind: Kind, one: Owed) -> str:
    return f"reminder:{kind.key}:{workshop.pk}:{one.key}"


def _mails(workshop: Workshop, kind: Kind) -> QuerySet[Mail]:
    return Mail.objects.filter(
        workshop=workshop, template=kind.mail, dedupe_key__startswith=f"reminder:{kind.key}:"
    )


def _told(workshop: Workshop, kind: Kind, now: datetime) -> set[str]:
    """Return the keys, without their stamps, of what was asked for within a day."""
    keys = _mails(workshop, kind).filter(created_at__gt=now - DAY).values_list("dedupe_key", flat=True)
    return {(key or "").rpartition(":")[0] for key in keys}


def _queue(workshop: Workshop, kind: Kind, one: Owed, stamp: str) -> None:
    mailing.queue_mail(
        key=kind.mail,
        email=one.email,
        name=one.name,
        workshop=workshop,
        recipient=one.user,
        part=one.part,
        about=one.about,
        dedupe_key=f"{_key(workshop, kind, one)}:{stamp}",
        values=one.values,
    )


def _record(workshop: Workshop, kind: Kind, by: User | None, many: int) -> None:
    mails = "1 mail" if many == 1 else f"{many} mails"
    audit.record(
        workshop=workshop,
        actor=by,
        part="chair" if by else "",
        action="reminded",
        about=f"workshop:{workshop.pk}",
        text=f"Reminder “{kind.label}”: {mails}{'' if by else ', sent by itself'}",
    )
