"""Long work: asked for here, kept as a row, rung for through the queue, claimed once, swept up when a worker died."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from conference import doorbell
from conference.heartbeat import LEASE, Cancelled, Heartbeat
from conference.incidents import note
from conference.models import Incident, Job, User, Workshop
from conference.stack import with_room
from conference.trouble import DISK_FULL, Trouble, trouble_of

log = logging.getLogger(__name__)

GRACE = timedelta(seconds=10)
MOST_ATTEMPTS = 3
MOST_IN_CORNER = 3
SHOWN_AFTER = timedelta(minutes=1)
MARK_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Progress:
    """What a handler reports through; every report renews the lease.

    ``attempt`` is the number of the claim: a worker that froze and wakes after another one took its job has lost it.
    """

    job_id: int
    attempt: int | None = None

    def __call__(self, done: int, total: int, message: str = "") -> None:
        mine = {} if self.attempt is None else {"attempts": self.attempt}
        alive = Job.objects.filter(pk=self.job_id, state=Job.State.RUNNING, **mine).update(
            done=done, total=total, message=message[:300], lease_until=timezone.now() + LEASE
        )
        if not alive:
            raise Cancelled


Handler = Callable[[Job, Progress], dict[str, Any]]
_handlers: dict[str, Handler] = {}
_quiet: set[str] = set()


def job_kind(name: str, *, in_corner: bool = True) -> Callable[[Handler], Handler]:
    """Register the handler of a kind of job. It gets the job and a progress reporter and returns the result (JSON).

    ``in_corner`` is False for what is seen where it belongs, such as the check of a file on its paper's page.
    """

    def register(handler: Handler) -> Handler:
        _handlers[name] = handler
        if not in_corner:
            _quiet.add(name)
        return handler

    return register


def start_job(
    *,
    kind: str,
    title: str,
    arguments: dict[str, Any],
    workshop: Workshop | None = None,
    owner: User | None = None,
) -> Job:
    """Record a job and ring for a worker once the transaction is in; a lost ring is made good by the sweep."""
    if kind not in _handlers:
        raise LookupError(f"No handler for jobs of kind {kind!r}.")
    job = Job.objects.create(
        kind=kind, title=title[:200], arguments=arguments, workshop=workshop, owner=owner
    )
    _announce(job)
    transaction.on_commit(lambda: ring(job.pk))
    return job


def corner_jobs(user: User) -> list[Job]:
    """Return a person's jobs for the corner of every page: those not over, and those that ended a moment ago.

    A mark in the cache says whether it is worth asking: most people have no job, and most pages ask nothing.
    """
    if not cache.get(_mark(user.pk)):
        return []
    recent = Q(finished_at__gt=timezone.now() - SHOWN_AFTER)
    going = Q(state__in=[Job.State.WAITING, Job.State.RUNNING])
    mine = Job.objects.filter(recent | going, owner=user).exclude(kind__in=_quiet)
    found = list(mine.order_by("-pk")[:MOST_IN_CORNER])
    if not found:
        cache.delete(_mark(user.pk))
    return found


def _announce(job: Job) -> None:
    if job.owner_id and job.kind not in _quiet:
        cache.set(_mark(job.owner_id), 1, MARK_SECONDS)


def _mark(user_id: int) -> str:
    return f"jobs-of:{user_id}"


def ring(job_id: int) -> None:
    """Tell the workers that a job waits."""
    from conference.tasks import run_job  # noqa: PLC0415 - tasks import this module

    doorbell.ring(run_job, job_id)


@with_room
def run(job_id: int) -> Job | None:
    """Claim a job and do it; None when another worker has it or it is over."""
    if not _claim(job_id):
        return None
    job = Job.objects.select_related("workshop", "owner").get(pk=job_id)
    started = time.perf_counter()
    try:
        with Heartbeat(job_id, job.attempts):
            result = _handlers[job.kind](job, Progress(job_id, job.attempts))
    except Cancelled:
        log.info("Job %s was cancelled, or another worker has it.", job_id)
    except Exception as error:
        log.exception("Job %s (%s) failed.", job_id, job.kind)
        _failed(job, error)
    else:
        _finish(job, Job.State.DONE, result=result)
    job.refresh_from_db()
    _tell(job, time.perf_counter() - started)
    return job


def _tell(job: Job, seconds: float) -> None:
    facts = {"job": job.pk, "kind": job.kind, "state": job.state, "ms": round(seconds * 1000)}
    workshop = job.workshop.slug if job.workshop else ""
    log.info("worked", extra={"facts": {**facts, "workshop": workshop}})


def cancel_job(*, job: Job) -> bool:
    """Cancel a job that is not over; a running one is stopped within seconds, and nothing of it is kept."""
    return bool(
        Job.objects.filter(pk=job.pk, state__in=[Job.State.WAITING, Job.State.RUNNING]).update(
            state=Job.State.CANCELLED, finished_at=timezone.now(), lease_until=None
        )
    )


def retry_job(*, job: Job) -> bool:
    """Put a failed or cancelled job back in the queue."""
    again = Job.objects.filter(pk=job.pk, state__in=[Job.State.FAILED, Job.State.CANCELLED]).update(
        state=Job.State.WAITING, error="", attempts=0, done=0, message="", finished_at=None
    )
    if again:
        _announce(job)
        transaction.on_commit(lambda: ring(job.pk))
    return bool(again)


def sweep_jobs() -> int:
    """Ring again for jobs that wait unheard or whose worker died; give up on one that was tried often enough."""
    now = timezone.now()
    dead = _dead(now)
    tried = Job.objects.filter(dead, attempts__gte=MOST_ATTEMPTS)
    tried.filter(error="").update(error="Its worker stopped three times while doing it.")
    tried.update(state=Job.State.FAILED, finished_at=now)
    # One from the future was asked for while a clock was off.
    at_once = Q(created_at__lt=now - GRACE) | Q(created_at__gt=now + GRACE)
    unheard = at_once & Q(state=Job.State.WAITING)
    waiting = list(Job.objects.filter(dead | unheard).order_by("pk").values_list("pk", flat=True)[:200])
    Job.objects.filter(dead).update(
        state=Job.State.WAITING, lease_until=None, message="Its worker stopped. It begins again by itself."
    )
    for job_id in waiting:
        ring(job_id)
    return len(waiting)


def let_go(job_id: int) -> None:
    """Give back a job whose worker is known to have died, without waiting for its lease to end."""
    if Job.objects.filter(pk=job_id, state=Job.State.RUNNING).update(lease_until=timezone.now()):
        ring(job_id)


def _dead(now: datetime) -> Q:
    """Those whose lease is over, or ends later than any lease given by now: that clock was off."""
    over = Q(lease_until__lt=now) | Q(lease_until__gt=now + 2 * LEASE)
    return over & Q(state=Job.State.RUNNING)


def _held(job_id: int, attempt: int) -> QuerySet[Job]:
    return Job.objects.filter(pk=job_id, attempts=attempt, state=Job.State.RUNNING)


def _claim(job_id: int) -> bool:
    now = timezone.now()
    free = Q(state=Job.State.WAITING) | _dead(now)
    return bool(
        Job.objects.filter(free, pk=job_id).update(
            state=Job.State.RUNNING, lease_until=now + LEASE, attempts=F("attempts") + 1, started_at=now
        )
    )


def _failed(job: Job, error: Exception) -> None:
    """Tell of a mistake at once; what fails for a passing trouble of the machine is tried again."""
    trouble = trouble_of(error)
    if trouble is None or (trouble is not DISK_FULL and job.attempts >= MOST_ATTEMPTS):
        note(Incident.Kind.ERROR, route=f"job {job.kind}", error=error)
        _finish(job, Job.State.FAILED, error=str(error) or type(error).__name__)
    else:
        _later(job, trouble)


def _later(job: Job, trouble: Trouble) -> None:
    """Let the lease end when it is worth trying again. A disk stays full for long, so those attempts do not count."""
    counted = job.attempts - (trouble is DISK_FULL)
    if trouble is not DISK_FULL and not connection.in_atomic_block:
        connection.close()
    _held(job.pk, job.attempts).update(
        lease_until=timezone.now() + timedelta(seconds=trouble.wait),
        attempts=counted,
        message=f"{trouble.title}. It is tried again by itself.",
    )


def _finish(job: Job, state: str, *, result: dict[str, Any] | None = None, error: str = "") -> None:
    _held(job.pk, job.attempts).update(
        state=state, result=result or {}, error=error, finished_at=timezone.now(), lease_until=None
    )
