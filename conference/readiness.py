"""Whether this process can serve people now: database and its tables, cache, queue, storage."""

from __future__ import annotations

import functools
import logging
import os
from collections.abc import Callable
from uuid import uuid4

import redis
from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

log = logging.getLogger(__name__)

ANSWER_WITHIN = 2.0


class NotReady(Exception):
    """Something answers, but not as it should."""


def problems() -> list[str]:
    """Return in words what is not ready; the log says it too, with the type of the error."""
    found = []
    for words, works in NEEDED:
        try:
            works()
        except Exception as error:  # noqa: BLE001 - whatever it is, the answer is that this does not work
            log.error("Not ready: %s (%s)", words, type(error).__name__)  # noqa: TRY400 - a probe asks again and again
            found.append(words)
            if works is _database:
                break  # the tables can't be asked either
    return found


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def missing_steps() -> int:
    """Return how many steps of migration the tables lack."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@functools.cache
def _tables() -> None:
    """Raise until the tables are those of this version; then that is known for as long as the process lives."""
    if missing_steps():
        raise NotReady


def _cache() -> None:
    value = uuid4().hex
    cache.set("readyz", value, 60)
    if cache.get("readyz") is None:
        raise NotReady


def _queue() -> None:
    if settings.REDIS_URL:
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_timeout=ANSWER_WITHIN, socket_connect_timeout=ANSWER_WITHIN
        ) as asked:
            asked.ping()
    elif not os.access(settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_out"], os.W_OK):
        raise NotReady


def _storage() -> None:
    kept = default_storage.save(f"readyz-{uuid4().hex}", ContentFile(b"ready"))
    default_storage.delete(kept)


NEEDED: tuple[tuple[str, Callable[[], None]], ...] = (
    ("The database does not answer.", _database),
    ("The tables are not those of this version: run `manage.py migrate`.", _tables),
    ("The cache does not answer.", _cache),
    ("The queue does not answer.", _queue),
    ("Uploads can't be kept.", _storage),
)
