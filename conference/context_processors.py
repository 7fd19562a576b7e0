"""What every template may rely on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from conference import navigation
from conference.http import Request
from conference.models import Workshop


def site(request: HttpRequest) -> dict[str, Any]:
    """Give the workshop in whose pages we are, the menu of the area, and the viewer."""
    asked = cast("Request", request)
    workshop = getattr(asked, "workshop", None)
    area = getattr(asked, "area", "")
    return {
        "workshop": workshop,
        "area": area,
        "nav": navigation.items(asked, workshop, area) if workshop and area else [],
        "viewer": getattr(asked, "viewer", None),
        "workshops": _switcher(asked, workshop) if area in {"chair", "reviewing", "own"} else [],
        "base_url": settings.BASE_URL,
        "is_copy": getattr(asked, "is_copy", False),
    }


def _switcher(request: Request, current: Workshop | None) -> list[dict[str, Any]]:
    """Return the workshops between which the viewer can switch; the address is where her part lies."""
    roles = request.viewer.roles
    found: Iterable[Workshop] = (
        Workshop.objects.filter(pk__in=list(roles)).only("acronym", "slug").order_by("-created_at")
    )
    if current is not None and set(roles) == {current.pk}:
        found = [current]
    return [
        {
            "acronym": workshop.acronym,
            "current": workshop == current,
            "url": reverse(navigation.entrance(request.viewer.parts(workshop)), args=[workshop.slug]),
        }
        for workshop in found
    ]
