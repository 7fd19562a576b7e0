"""Outbox and history name things by a ref ("submission:12"); whoever knows the thing says what a viewer may read of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from conference.models import Workshop
from conference.visibility import Viewer


@dataclass(frozen=True)
class RefSight:
    """Refs of which a viewer may see nothing, refs whose authors she may not know, and what the others are called."""

    hidden: frozenset[str] = field(default_factory=frozenset)
    authors_hidden: frozenset[str] = field(default_factory=frozenset)
    names: Mapping[str, str] = field(default_factory=dict)


Source = Callable[[Viewer, Workshop], RefSight]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Add an app's answer for its own refs."""
    _sources.append(source)


def ref_sight(viewer: Viewer, workshop: Workshop) -> RefSight:
    """Return what is kept from one viewer in one workshop."""
    found = [source(viewer, workshop) for source in _sources]
    return RefSight(
        hidden=frozenset[str]().union(*(item.hidden for item in found)),
        authors_hidden=frozenset[str]().union(*(item.authors_hidden for item in found)),
        names={ref: name for item in found for ref, name in item.names.items()},
    )
