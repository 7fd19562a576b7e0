"""What an error says of the machinery below us: the database is away or busy, the disk is full. In words for people."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import InterfaceError, OperationalError

FULL = (errno.ENOSPC, errno.EDQUOT)
FULL_IN_WORDS = ("disk is full", "No space left on device", "disk I/O error")
"""How SQLite and PostgreSQL say it."""


@dataclass(frozen=True)
class Trouble:
    """A passing trouble: what a page says of it, and of what was just sent; its status; after how many seconds to try again."""

    title: str
    text: str
    sent: str
    status: int
    wait: int


DATABASE_AWAY = Trouble(
    "Back in a moment",
    "The database does not answer just now. Everything that was saved is safe. Wait a moment, then reload this page.",
    "What you just sent was not saved: reloading sends it again. Or go back: what you typed is still in the form.",
    503,
    10,
)
DISK_FULL = Trouble(
    "The server’s disk is full",
    "Nothing can be kept just now; everything that was saved before is safe. Whoever runs this server has to make room.",
    "What you just sent was not saved. Go back, what you typed is still in the form, and try again later.",
    507,
    120,
)


def trouble_of(error: BaseException | None) -> Trouble | None:
    """Return the passing trouble that an error, or what caused it, comes from; None for a mistake of our own."""
    for one in _chain(error):
        if isinstance(one, OSError) and one.errno in FULL:
            return DISK_FULL
        if isinstance(one, (OperationalError, InterfaceError)):
            full = any(words in str(one) for words in FULL_IN_WORDS)
            return DISK_FULL if full else DATABASE_AWAY
    return None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
