"""What every template may rely on."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest

from conference import navigation
from conference.http import Request


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
        "base_url": settings.BASE_URL,
    }
