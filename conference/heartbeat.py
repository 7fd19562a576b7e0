"""What goes on beside a job while it is done: its lease is renewed, and a cancel reaches it in the midst of its work."""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from types import FrameType, TracebackType
from typing import Self

from django.db import DatabaseError, connection
from django.utils import timezone

from conference.models import Job

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
LOOK_SECONDS = 2.0
RENEW_SECONDS = LEASE.total_seconds() / 3
SIGNAL = signal.SIGUSR2


class Cancelled(Exception):
    """Raised inside a handler when its job was cancelled meanwhile."""


class Heartbeat:
    """Keeps a job's lease while the block runs; raises Cancelled in it once somebody cancels the job.

    The exception comes by a signal, as Celery's own time limits do, so that it needs the main thread of a worker. In any
    other thread a handler hears of a cancel at its next report.
    """

    def __init__(self, job_id: int, attempt: int) -> None:
        self.job_id, self.attempt = job_id, attempt
        self.was_cut = False
        self._inside = False
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"heartbeat-{job_id}", daemon=True)
        self._main = threading.current_thread() is threading.main_thread()
        self._before: Callable[[int, FrameType | None], object] | int | None = None

    def __enter__(self) -> Self:
        if self._main:
            self._before = signal.signal(SIGNAL, self._cut)
        self._inside = True
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._inside = False
        self._over.set()
        self._thread.join()
        if self._main:
            signal.signal(SIGNAL, self._before)
        if self.was_cut:
            # Whatever the connection was doing when it was cut off: the next one begins afresh.
            connection.close()

    def _cut(self, _number: int, _frame: FrameType | None) -> None:
        if self._inside:
            self._inside = False
            self.was_cut = True
            raise Cancelled

    def _beat(self) -> None:
        renewed = time.monotonic()
        try:
            while not self._over.wait(LOOK_SECONDS):
                try:
                    if self._is_lost():
                        self._stop()
                        return
                    if time.monotonic() - renewed > RENEW_SECONDS:
                        self._renew()
                        renewed = time.monotonic()
                except DatabaseError as error:
                    log.warning("The lease of job %s could not be looked after: %s", self.job_id, error)
        finally:
            connection.close()

    def _is_lost(self) -> bool:
        """Say whether the job was cancelled, or is another worker's by now."""
        found = Job.objects.filter(pk=self.job_id).values_list("state", "attempts").first()
        return found is not None and found != (Job.State.RUNNING, self.attempt)

    def _renew(self) -> None:
        mine = Job.objects.filter(pk=self.job_id, state=Job.State.RUNNING, attempts=self.attempt)
        mine.update(lease_until=timezone.now() + LEASE)

    def _stop(self) -> None:
        if self._main:
            signal.pthread_kill(threading.main_thread().ident or 0, SIGNAL)
