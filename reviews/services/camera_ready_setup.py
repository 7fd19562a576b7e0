"""Setting what accepted papers are asked for; guarded by the workshop's version like all of the set-up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from conference import audit
from conference.concurrency import save_version
from conference.models import Track, User, Workshop


@transaction.atomic
def save_setup(
    *,
    workshop: Workshop,
    tracks: Sequence[Track],
    checklist: dict[str, Any],
    extra_pages: int,
    corrections: str,
    expected: int,
    by: User,
) -> None:
    """Store what these tracks ask for; Stale where someone saved the set-up since the page was opened."""
    save_version(workshop, expected=expected, fields=[])
    for track in tracks:
        before = track.checklist
        track.checklist = {**before, **checklist}
        track.final_extra_pages, track.final_corrections = extra_pages, corrections
        track.save(update_fields=["checklist", "final_extra_pages", "final_corrections"])
        audit.record_of_workshop(
            workshop,
            by,
            "camera_ready_setup",
            f"Changed what accepted papers of “{track.name}” are asked for",
            before={"checklist": before},
            after={"checklist": track.checklist, "extra_pages": extra_pages, "corrections": corrections},
        )
