"""The pages under one entry of the menu, Publish: what goes out, in which form."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from conference.http import SignedInRequest
from conference.models import Workshop

FOR_EDITORS = (("What is public", "publish"), ("Exports", "exports"), ("Documents", "documents"))
FOR_CHAIRS = (("Figures", "chair_figures"),)


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool


def publish_tabs(request: SignedInRequest, workshop: Workshop, current: str) -> list[Tab]:
    """Return the tabs that the viewer may open."""
    shown = (*FOR_EDITORS, *(FOR_CHAIRS if request.viewer.is_chair(workshop) else ()))
    return [
        Tab(label, reverse(f"program:{name}", args=[workshop.slug]), name == current) for label, name in shown
    ]
