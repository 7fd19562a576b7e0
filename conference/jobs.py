"""Long work: asked for here, kept as a row, rung for through the queue, claimed once, swept up when a worker died."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from kombu.exceptions import OperationalError

from conference.incidents import note
from conference.models import Incident, Job, User, Workshop

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
GRACE = timedelta(seconds=10)
MOST_ATTEMPTS = 3


class Cancelled(Exception):
    """Raised inside a handler when its job was cancelled meanwhile."""


@dataclass(frozen=True)
class Progress:
    """What a handler reports through; every report renews the lease."""

    job_id: int

    def __call__(self, done: int, total: int, message: str = "") -> None:
        alive = Job.objects.filter(pk=self.job_id, state=Job.State.RUNNING).update(
            done=done, total=total, message=message[:300], lease_until=timezone.now() + LEASE
        )
        if not alive:
            raise Cancelled


Handler = Callable[[Job, Progress], dict[str, Any]]
_handlers: dict[str, Handler] = {}


def job_kind(name: str) -> Callable[[Handler], Handler]:
    """Register the handler of a kind of job. It gets the job and a progress reporter and returns the result (JSON)."""

    def register(handler: Handler) -> Handler:
        _handlers[name] = handler
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
    transaction.on_commit(lambda: ring(job.pk))
    return job


def ring(job_id: int) -> None:
    """Tell the workers that a job waits. A queue that is away only delays it."""
    from conference.tasks import run_job  # noqa: PLC0415 - tasks import this module

    try:
        run_job.delay(job_id)
    except (OperationalError, OSError) as error:
        log.warning("The queue is away (%s); job %s waits for the sweep.", error, job_id)


def run(job_id: int) -> Job | None:
    """Claim a job and do it; None when another worker has it or it is over."""
    if not _claim(job_id):
        return None
    job = Job.objects.select_related("workshop", "owner").get(pk=job_id)
    started = time.perf_counter()
    try:
        result = _handlers[job.kind](job, Progress(job_id))
    except Cancelled:
        log.info("Job %s was cancelled.", job_id)
    except Exception as error:
        log.exception("Job %s (%s) failed.", job_id, job.kind)
        note(Incident.Kind.ERROR, route=f"job {job.kind}", error=error)
        _finish(job_id, Job.State.FAILED, error=str(error) or type(error).__name__)
    else:
        _finish(job_id, Job.State.DONE, result=result)
    job.refresh_from_db()
    _tell(job, time.perf_counter() - started)
    return job


def _tell(job: Job, seconds: float) -> None:
    facts = {"job": job.pk, "kind": job.kind, "state": job.state, "ms": round(seconds * 1000)}
    workshop = job.workshop.slug if job.workshop else ""
    log.info("worked", extra={"facts": {**facts, "workshop": workshop}})


def cancel_job(*, job: Job) -> bool:
    """Cancel a job that is not over; a running one stops at its next report."""
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
        transaction.on_commit(lambda: ring(job.pk))
    return bool(again)


def sweep_jobs() -> int:
    """Ring again for jobs that wait unheard or whose worker died; give up on one that was tried often enough."""
    now = timezone.now()
    dead = Q(state=Job.State.RUNNING, lease_until__lt=now)
    Job.objects.filter(dead, attempts__gte=MOST_ATTEMPTS).update(
        state=Job.State.FAILED, error="Its worker stopped three times while doing it.", finished_at=now
    )
    unheard = Q(state=Job.State.WAITING, created_at__lt=now - GRACE)
    waiting = list(Job.objects.filter(dead | unheard).order_by("pk").values_list("pk", flat=True)[:200])
    for job_id in waiting:
        ring(job_id)
    return len(waiting)


def _claim(job_id: int) -> bool:
    now = timezone.now()
    free = Q(state=Job.State.WAITING) | Q(state=Job.State.RUNNING, lease_until__lt=now)
    return bool(
        Job.objects.filter(free, pk=job_id).update(
            state=Job.State.RUNNING, lease_until=now + LEASE, attempts=F("attempts") + 1, started_at=now
        )
    )


def _finish(job_id: int, state: str, *, result: dict[str, Any] | None = None, error: str = "") -> None:
    Job.objects.filter(pk=job_id, state=Job.State.RUNNING).update(
        state=state, result=result or {}, error=error, finished_at=timezone.now(), lease_until=None
    )
