"""Signs of life of the processes that no page asks: a worker renews its row, and each ring of beat that is heard renews beat's."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from celery.signals import task_failure, worker_ready, worker_shutdown
from django.db import DatabaseError, connection
from django.utils import timezone

from conference.incidents import note
from conference.models import Incident, Pulse
from conference.release import version

log = logging.getLogger(__name__)

EVERY_SECONDS = 30.0
FORGOTTEN_AFTER = timedelta(days=1)
BEAT = "beat"


def beat_rang() -> None:
    _renew(BEAT, Pulse.Kind.BEAT)


def forget_pulses() -> None:
    """Delete the rows of workers that were killed long ago, so could not do it themselves."""
    Pulse.objects.filter(at__lt=timezone.now() - FORGOTTEN_AFTER).delete()


def _renew(name: str, kind: str, **first: Any) -> None:
    now = timezone.now()
    given = {"kind": kind, "at": now, "release": version()}
    Pulse.objects.update_or_create(
        name=name, defaults={**given, **first}, create_defaults={"started_at": now, **given, **first}
    )


@worker_ready.connect
def _begin(sender: Any, **_kwargs: Any) -> None:
    """Renew the worker's row now and from time to time, by the worker's own timer."""
    name = str(sender.hostname)
    _beat(name, started_at=timezone.now())
    sender.timer.call_repeatedly(EVERY_SECONDS, _beat, (name,))


@worker_shutdown.connect
def _end(sender: Any, **_kwargs: Any) -> None:
    try:
        Pulse.objects.filter(name=str(sender.hostname)).delete()
    except DatabaseError:
        log.warning("The last sign of life stays: the database is away.")
    finally:
        connection.close()


@task_failure.connect
def _failed(sender: Any, exception: BaseException, **_kwargs: Any) -> None:
    """Note a task that failed; a job's failure is its row's, and noted there."""
    note(Incident.Kind.ERROR, route=f"task {sender.name}", error=exception)


def _beat(name: str, **first: Any) -> None:
    try:
        _renew(name, Pulse.Kind.WORKER, **first)
    except DatabaseError:
        log.warning("No sign of life was left: the database is away.")
    finally:
        connection.close()  # the worker forks its children from here: they must not inherit it
