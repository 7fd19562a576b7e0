"""Changing the terms of an opt-in; guarded by the workshop's version like all of the set-up."""

from __future__ import annotations

from django.db import transaction

from conference import audit
from conference.concurrency import save_version
from conference.models import OptIn, User

TERMS = ("label", "note", "kind", "conditions", "original_only", "closes_at")


@transaction.atomic
def save_opt_in(*, opt_in: OptIn, by: User, expected: int) -> OptIn:
    """Store the terms of an opt-in; agreements keep the words that were agreed to."""
    workshop = opt_in.track.workshop
    before = OptIn.objects.filter(pk=opt_in.pk).values(*TERMS).get()
    save_version(workshop, expected=expected, fields=[])
    opt_in.full_clean(exclude=["track"])
    opt_in.save()
    changed = [name for name in TERMS if before[name] != getattr(opt_in, name)]
    audit.record_of_workshop(
        workshop,
        by,
        "opt_in_changed",
        f"Changed the terms of “{opt_in.label}”: {', '.join(changed).replace('_', ' ') or 'nothing'}",
        before={name: str(before[name]) for name in changed},
        after={name: str(getattr(opt_in, name)) for name in changed},
    )
    return opt_in
