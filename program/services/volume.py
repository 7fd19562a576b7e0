"""Entering the facts of a proceedings volume."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from conference import audit
from conference.concurrency import save_version
from conference.errors import Stale
from conference.models import User
from program.models import ProceedingsVolume

FACTS = (
    "title", "name", "short_name", "series", "number", "conference_number", "editors", "start", "end", "address", "sections",
    "preface",
)  # fmt: skip


@transaction.atomic
def save_volume(*, volume: ProceedingsVolume, by: User, expected: int) -> ProceedingsVolume:
    """Store the facts; ``expected`` is the version that was seen, 0 where there was none. Raises Stale."""
    volume.full_clean(exclude=["workshop"], validate_unique=False)
    if volume.pk:
        save_version(volume, expected=expected, fields=list(FACTS))
    else:
        _create(volume)
    audit.record(
        workshop=volume.workshop,
        actor=by,
        part="chair",
        action="volume_changed",
        about=f"workshop:{volume.workshop_id}",
        text="Entered the facts of the proceedings volume",
        after={name: str(getattr(volume, name) or "") for name in FACTS},
    )
    return volume


def _create(volume: ProceedingsVolume) -> None:
    try:
        with transaction.atomic():
            volume.save(force_insert=True)
    except IntegrityError:
        raise Stale from None
