"""What every template may rely on."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from conference import navigation
from conference.http import Request
from conference.models import Role, Workshop
from conference.prepared import rows_of

PRIVATE = {"chair", "reviewing", "own"}


def site(request: HttpRequest) -> dict[str, Any]:
    """Give the workshop in whose pages we are, the menu of the area, and the viewer; a menu is made where a page shows it."""
    asked = cast("Request", request)
    workshop = getattr(asked, "workshop", None)
    area = getattr(asked, "area", "")
    return {
        "workshop": workshop,
        "area": area,
        "nav": SimpleLazyObject(lambda: navigation.items(asked, workshop, area) if workshop and area else []),
        "viewer": getattr(asked, "viewer", None),
        "workshops": SimpleLazyObject(lambda: _switcher(asked, workshop) if area in PRIVATE else []),
        "base_url": settings.BASE_URL,
        "is_copy": getattr(asked, "is_copy", False),
    }


def _switcher(request: Request, current: Workshop | None) -> list[dict[str, Any]]:
    """Return the workshops between which the viewer can switch; the address is where her part lies."""
    viewer, found = request.viewer, list[Workshop]()
    if current is not None and set(viewer.roles) == {current.pk}:
        found = [current]
    elif viewer.user_id is not None and viewer.roles:
        found = rows_of(_workshops_of, viewer.user_id)
    return [
        {
            "acronym": workshop.acronym,
            "current": workshop == current,
            "url": reverse(navigation.entrance(viewer.parts(workshop)), args=[workshop.slug]),
        }
        for workshop in found
    ]


def _workshops_of(user_id: int) -> QuerySet[Workshop]:
    held = Role.objects.filter(user_id=user_id).order_by().values("workshop")
    return Workshop.objects.filter(pk__in=held).only("acronym", "slug").order_by("-created_at")
