"""What of reviewing goes into a workshop that is made from an earlier edition."""

from __future__ import annotations

from conference.models import Workshop
from reviews.models import Places
from reviews.services.review_forms import copy_forms


def copy_reviewing(source: Workshop, target: Workshop) -> None:
    """Copy the review forms as they hold now, and the places for orals, spotlights and posters."""
    copy_forms(source, target)
    Places.objects.bulk_create(
        Places(workshop=target, outcome=row.outcome, many=row.many) for row in source.places.all()
    )
