"""Moving a reviewing season on: opening the discussion phase."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from conference import audit
from conference.errors import Refused
from conference.models import User, Workshop
from reviews.models import Assignment


@transaction.atomic
def open_discussion(*, workshop: Workshop, by: User) -> bool:
    """Let each reviewer whose own review is in read the others of her papers; False if that was so already."""
    if not Assignment.objects.filter(submission__workshop=workshop, state=Assignment.State.ACTIVE).exists():
        raise Refused("There is nothing to discuss before papers are assigned.")
    now = timezone.now()
    opened = Workshop.objects.filter(pk=workshop.pk, discussion_opened_at=None).update(
        discussion_opened_at=now
    )
    if not opened:
        return False
    workshop.discussion_opened_at = now
    audit.record_of_workshop(workshop, by, "discussion_opened", "Discussion phase opened")
    return True
