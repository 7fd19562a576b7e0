"""What an edition no longer needs when its term is over: each app says what it holds of it, and deletes it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import datetime

from conference.models import Workshop

Forget = Callable[[Workshop], None]
_forgetters: list[tuple[int, Forget]] = []


def on_forget(forget: Forget, *, order: int) -> None:
    """Register what an app deletes; the lowest order is first (0 counts what must be known afterwards)."""
    _forgetters.append((order, forget))


def forgetters() -> list[Forget]:
    return [forget for _, forget in sorted(_forgetters, key=lambda item: item[0])]


def months_after(moment: datetime, months: int) -> datetime:
    """Return the same day so many months later; the last day of a shorter month where there is none."""
    years, month = divmod(moment.month - 1 + months, 12)
    year = moment.year + years
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))
