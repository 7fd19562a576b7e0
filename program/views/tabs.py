"""The pages under one entry of the menu: Publish, what goes out and in which form; Site, what visitors find there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from conference.http import SignedInRequest
from conference.models import Workshop
from program.selectors.sections import public_site

FOR_EDITORS = (("What is public", "publish"), ("Exports", "exports"), ("Documents", "documents"))
FOR_CHAIRS = (("Figures", "chair_figures"),)
SITE = (("Pages", "chair_site"), ("News", "chair_news"), ("Awards", "chair_awards"))
SITE_FOR_CHAIRS = (("Sign-ups", "chair_signups"),)
WHERE_WANTED = (("Questions", "chair_questions"),)


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool


def publish_tabs(request: SignedInRequest, workshop: Workshop, current: str) -> list[Tab]:
    """Return the tabs that the viewer may open."""
    return _tabs(
        workshop, current, (*FOR_EDITORS, *(FOR_CHAIRS if request.viewer.is_chair(workshop) else ()))
    )


def site_tabs(request: SignedInRequest, workshop: Workshop, current: str) -> list[Tab]:
    """Return the tabs of the site's own pages; questions have theirs only where visitors may ask."""
    lists = SITE_FOR_CHAIRS if request.viewer.is_chair(workshop) else ()
    is_asked = public_site(workshop).takes_questions or current == WHERE_WANTED[0][1]
    asked = WHERE_WANTED if is_asked else ()
    return _tabs(workshop, current, (*SITE, *lists, *asked))


def _tabs(workshop: Workshop, current: str, shown: Sequence[tuple[str, str]]) -> list[Tab]:
    return [
        Tab(label, reverse(f"program:{name}", args=[workshop.slug]), name == current) for label, name in shown
    ]
