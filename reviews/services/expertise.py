"""Giving the committee the publications of a chair's file."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from conference import audit
from conference.models import User, Workshop
from conference.services.accounts import add_publications
from reviews.expertise_list import OwnedPaper
from reviews.selectors.expertise import plan


@transaction.atomic
def add_expertise(*, workshop: Workshop, by: User, papers: Iterable[OwnedPaper]) -> tuple[int, int]:
    """Add to each profile what is new in it; returns how many publications and to how many people."""
    experts = [expert for expert in plan(workshop, papers).experts if expert.new]
    many = sum(add_publications(user=expert.user, papers=expert.new) for expert in experts)
    if many:
        audit.record_of_workshop(
            workshop,
            by,
            "expertise_added",
            f"{many} publications added to the profiles of {len(experts)} people",
        )
    return many, len(experts)
