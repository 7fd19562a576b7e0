"""What a person has to do, gathered from all apps for her own page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from conference.dates import in_words
from conference.models import User, Workshop


@dataclass(frozen=True)
class DueItem:
    """One thing to do: where, until when (in the zone that is meant), and what the button says."""

    workshop: str
    title: str
    detail: str
    url: str
    action: str
    due: datetime | None = None
    done: bool = False

    @property
    def until(self) -> str:
        return in_words(self.due) if self.due else ""


Source = Callable[[User], list[DueItem]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Add a source of things to do; its number of queries must not grow with its items."""
    _sources.append(source)


def due_items(user: User) -> list[DueItem]:
    """Return everything a person has to do or has done, the most urgent first, what has no date last."""
    found = _open([item for source in _sources for item in source(user)])
    return sorted(
        found, key=lambda item: (item.done, item.due is None, item.due.timestamp() if item.due else 0.0)
    )


def _open(items: list[DueItem]) -> list[DueItem]:
    """Leave out what belongs to an archived edition: nothing can be done there."""
    slugs = {item.url.split("/")[1] for item in items if not item.done}
    closed = set(
        Workshop.objects.filter(slug__in=slugs, archived_at__isnull=False).values_list("slug", flat=True)
    )
    return [item for item in items if item.done or item.url.split("/")[1] not in closed]
