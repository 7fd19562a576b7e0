"""Writing the history: called by services inside the transaction of the change it describes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conference import events
from conference.models import AuditEntry, User, Workshop


def record(
    *,
    workshop: Workshop | None,
    actor: User | None,
    action: str,
    about: str,
    text: str,
    part: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    names_author: bool = False,
) -> AuditEntry:
    """Add one entry. ``part`` is the part the actor acts in (author, reviewer, chair); values must be JSON."""
    entry = AuditEntry.objects.create(
        workshop=workshop,
        actor=actor,
        actor_part=part,
        action=action,
        about=about,
        text=text[:500],
        before=dict(before or {}),
        after=dict(after or {}),
        names_author=names_author,
    )
    events.tell(entry)
    return entry


def record_of_workshop(
    workshop: Workshop,
    actor: User | None,
    action: str,
    text: str,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """Add what a chair did to the workshop as a whole, and to no paper or person of it."""
    return record(
        workshop=workshop,
        actor=actor,
        part="chair",
        action=action,
        about=f"workshop:{workshop.pk}",
        text=text,
        before=before,
        after=after,
    )
