"""The doorbell: tells the workers that a row waits. Nobody waits for the queue to come back: the sweep rings again."""

from __future__ import annotations

import logging
import time
from typing import Any

from celery import Task
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)

QUIET = 10.0
"""Seconds in which a process does not ring again after it found the queue away: 200 mails must not wait 200 times."""


class _Bell:
    quiet_until = 0.0


def ring(task: Task[Any, Any], row_id: int) -> None:
    """Send a task the id of a row. A queue that is away only delays what the row asks for."""
    if time.monotonic() < _Bell.quiet_until:
        return
    try:
        task.delay(row_id)
    except (OperationalError, OSError) as error:
        _Bell.quiet_until = time.monotonic() + QUIET
        log.warning("The queue is away (%s); %s %s waits for the sweep.", error, task.name, row_id)
