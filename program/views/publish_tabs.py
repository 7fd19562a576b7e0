"""The pages that stand together under Publish."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from conference.http import SignedInRequest
from conference.models import Workshop
from program.selectors.sections import public_site

PAGES = (
    ("What is public", "publish"),
    ("Site", "chair_site"),
    ("News", "chair_news"),
    ("Awards", "chair_awards"),
    ("Sign-ups", "chair_signups"),
    ("Questions", "chair_questions"),
)
FOR_CHAIRS = {"chair_signups"}


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool
    count: int | None = None


def publish_tabs(request: SignedInRequest, workshop: Workshop, current: str) -> list[Tab]:
    """Return the pages under Publish that are for the person who asks, with the one we are on."""
    is_chair = request.viewer.is_chair(workshop)
    not_wanted = {"chair_questions"} if not public_site(workshop).takes_questions else set()
    return [
        Tab(label, reverse(f"program:{name}", args=[workshop.slug]), name == current)
        for label, name in PAGES
        if (is_chair or name not in FOR_CHAIRS) and name not in not_wanted
    ]
