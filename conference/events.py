"""What webhooks are told: apps declare kinds of events by the entry of the history that makes them.

So an event is written in the transaction of what happened, whichever page, job or API caused it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from conference.models import AuditEntry

Facts = Callable[[AuditEntry], Mapping[str, Any] | None]
"""What a message says beside workshop and time: numbers and addresses, never what may be blind. None: no event."""

Ear = Callable[["EventKind", AuditEntry], None]


@dataclass(frozen=True)
class EventKind:
    """A kind of event: its key (submission.submitted), what chairs read, the history's action, its place, and its facts."""

    key: str
    title: str
    action: str
    order: int
    facts: Facts


_kinds: dict[str, EventKind] = {}
_by_action: dict[str, list[EventKind]] = {}
_ears: list[Ear] = []


def no_facts(_entry: AuditEntry) -> Mapping[str, Any]:
    return {}


def register(key: str, title: str, *, action: str, order: int, facts: Facts = no_facts) -> None:
    """Declare a kind of event; called by the apps when they are ready. ``order`` is its place in a season."""
    kind = EventKind(key, title, action, order, facts)
    _kinds[key] = kind
    _by_action.setdefault(action, []).append(kind)


def kinds() -> list[EventKind]:
    return sorted(_kinds.values(), key=lambda kind: kind.order)


def on_event(ear: Ear) -> None:
    """Register who listens, in the transaction of what happened."""
    _ears.append(ear)


def tell(entry: AuditEntry) -> None:
    """Tell those who listen what an entry of the history stands for; most stand for no event."""
    for kind in _by_action.get(entry.action, ()):
        for ear in _ears:
            ear(kind, entry)
