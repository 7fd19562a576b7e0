"""The pages that stand together under Publish."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from conference.models import Workshop

PAGES = (
    ("What is public", "publish"),
    ("Site", "chair_site"),
    ("News", "chair_news"),
    ("Awards", "chair_awards"),
)


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool
    count: int | None = None


def publish_tabs(workshop: Workshop, current: str) -> list[Tab]:
    """Return the pages under Publish, with the one we are on."""
    return [
        Tab(label, reverse(f"program:{name}", args=[workshop.slug]), name == current) for label, name in PAGES
    ]
