"""How many papers a workshop can take in each way of presenting."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from conference import audit
from conference.models import User, Workshop
from reviews.models import Outcome, Places


@transaction.atomic
def set_places(*, workshop: Workshop, by: User, places: Mapping[str, int | None]) -> None:
    """Set the places of each outcome; None means that there is no such limit."""
    before = dict(Places.objects.filter(workshop=workshop).values_list("outcome", "many"))
    after = {outcome: many for outcome, many in places.items() if many is not None}
    if before == after:
        return
    Places.objects.filter(workshop=workshop).exclude(outcome__in=after).delete()
    for outcome, many in after.items():
        Places.objects.update_or_create(workshop=workshop, outcome=outcome, defaults={"many": many})
    said = ", ".join(f"{many} x {Outcome(outcome).label.lower()}" for outcome, many in after.items())
    audit.record_of_workshop(
        workshop, by, "places_set", f"Places: {said or 'no limits'}", before=before, after=after
    )
