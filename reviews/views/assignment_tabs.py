"""The pages around the assignment, as tabs of one place."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from conference.models import Workshop

PAGES = (
    ("assignment", "Reviewers"),
    ("area_chairs", "Area chairs"),
    ("pair_rules", "Fixed and forbidden pairs"),
    ("emergency", "Emergency reviewers"),
)


@dataclass(frozen=True)
class PageTab:
    """One page among those of a place."""

    label: str
    url: str
    current: bool
    count: int | None = None


def assignment_tabs(workshop: Workshop, current: str) -> list[PageTab]:
    """Return the tabs; ``current`` is the name of the page they stand on."""
    return [
        PageTab(label, reverse(f"reviews:{name}", args=[workshop.slug]), name == current)
        for name, label in PAGES
    ]
