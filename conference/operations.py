"""The state of the installation in figures: jobs, mails, room, processes, what failed or took long lately."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import Count, Min, Model, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from conference.mailing import free_to_go
from conference.models import Incident, Job, Mail, Pulse

ALIVE = timedelta(minutes=2)
BEAT_ALIVE = timedelta(minutes=10)
LATELY = timedelta(days=7)
KEPT = 300
MOST_ROWS = 20
OPEN = ("waiting", "running", "queued", "sending")
"""States that pass: there are few such rows, so these are counted whenever they are asked for."""


@dataclass(frozen=True)
class State:
    """Counts by state, ages in seconds (0 where nothing waits), sizes in bytes."""

    jobs: dict[str, int]
    mails: dict[str, int]
    oldest_job: float
    oldest_mail: float
    disk_free: int
    database_size: int
    workers_alive: int


def state() -> State:
    return State(
        jobs=_by_state(Job, Job.State.values),
        mails=_by_state(Mail, Mail.State.values),
        oldest_job=_age(_waiting_job()),
        oldest_mail=_age(_waiting_mail()),
        disk_free=shutil.disk_usage(settings.DATA_DIR).free,
        database_size=database_size(),
        workers_alive=Pulse.objects.filter(kind=Pulse.Kind.WORKER, at__gt=timezone.now() - ALIVE).count(),
    )


def _by_state(model: type[Model], states: Iterable[str]) -> dict[str, int]:
    """Count rows by state; those of states that stay are many and counted again after five minutes only."""
    name = f"operations:{model.__name__}"
    settled: dict[str, int] | None = cache.get(name)
    if settled is None:
        settled = _count(model, ~Q(state__in=OPEN))
        cache.set(name, settled, KEPT)
    counted = {**settled, **_count(model, Q(state__in=OPEN))}
    return {one: counted.get(one, 0) for one in states}


def _count(model: type[Model], which: Q) -> dict[str, int]:
    rows = model._default_manager.filter(which).order_by().values_list("state")  # noqa: SLF001 - Django's documented name
    return dict(rows.annotate(Count("pk")))


def _waiting_job() -> datetime | None:
    found: datetime | None = Job.objects.filter(state=Job.State.WAITING).aggregate(found=Min("created_at"))[
        "found"
    ]
    return found


def _waiting_mail() -> datetime | None:
    """Return since when the mail waits that waits longest, of those that may go."""
    now, since = timezone.now(), Coalesce("not_before", "created_at")
    queued = Mail.objects.filter(free_to_go(now), state=Mail.State.QUEUED)
    due = queued.alias(since=since).filter(since__lte=now)
    found: datetime | None = due.aggregate(found=Min(since))["found"]
    return found


def _age(since: datetime | None) -> float:
    return max((timezone.now() - since).total_seconds(), 0.0) if since else 0.0


def database_size() -> int:
    """Return the size of the database in bytes."""
    size = {
        "postgresql": "SELECT pg_database_size(current_database())",
        "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(size)
        return int(cursor.fetchone()[0])


def database_version() -> str:
    question = {"postgresql": "SHOW server_version", "sqlite": "SELECT sqlite_version()"}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(question)
        return f"{connection.display_name} {str(cursor.fetchone()[0]).split(maxsplit=1)[0]}"


@dataclass(frozen=True)
class KindRow:
    """The jobs of one kind that wait, run, or failed in the last week."""

    kind: str
    waiting: int
    running: int
    failed: int


def job_kinds() -> list[KindRow]:
    """Return the kinds of jobs of which one is open or failed in the last week."""
    failed = Q(state=Job.State.FAILED, finished_at__gt=timezone.now() - LATELY)
    rows = Job.objects.filter(Q(state__in=(Job.State.WAITING, Job.State.RUNNING)) | failed).order_by("kind")
    counts = {one: Count("pk", filter=Q(state=one)) for one in ("waiting", "running", "failed")}
    counted = rows.values_list("kind").annotate(**counts)
    return [KindRow(*row) for row in counted]


@dataclass(frozen=True)
class ProcessRow:
    name: str
    kind: str
    release: str
    started_at: datetime
    at: datetime
    alive: bool


def processes() -> list[ProcessRow]:
    """Return the workers and beat, with whether they gave a sign of life lately."""
    now = timezone.now()
    return [
        ProcessRow(
            pulse.name,
            pulse.get_kind_display(),
            pulse.release,
            pulse.started_at,
            pulse.at,
            now - pulse.at < (ALIVE if pulse.kind == Pulse.Kind.WORKER else BEAT_ALIVE),
        )
        for pulse in Pulse.objects.all()
    ]


@dataclass(frozen=True)
class SlowRow:
    """A page that took long in the last week: how often, how long, in milliseconds."""

    route: str
    count: int
    median: int
    worst: int
    last: datetime


def slow_pages() -> list[SlowRow]:
    """Return the pages that took long in the last week, the worst first."""
    found: dict[str, list[tuple[int, datetime]]] = defaultdict(list)
    for route, milliseconds, at in _lately(Incident.Kind.SLOW).values_list("route", "milliseconds", "at"):
        found[route].append((milliseconds, at))
    rows = [
        SlowRow(route, len(seen), int(median(took)), max(took), max(at for _, at in seen))
        for route, seen in found.items()
        if (took := [milliseconds for milliseconds, _ in seen])
    ]
    return sorted(rows, key=lambda row: (-row.worst, row.route))[:MOST_ROWS]


@dataclass(frozen=True)
class ErrorRow:
    """An error of the last week: its type and place, how often, and the last request it met."""

    error: str
    place: str
    route: str
    count: int
    last: datetime
    request: str


def recent_errors() -> list[ErrorRow]:
    """Return the errors of the last week, the newest first."""
    found: dict[tuple[str, str, str], list[Any]] = {}
    for seen in _lately(Incident.Kind.ERROR):
        held = found.setdefault((seen.error, seen.place, seen.route), [0, seen.at, seen.request])
        held[0] += 1
    return [ErrorRow(*where, *held) for where, held in found.items()][:MOST_ROWS]


def _lately(kind: str) -> Any:
    return Incident.objects.filter(kind=kind, at__gt=timezone.now() - LATELY).order_by("-at", "-pk")
