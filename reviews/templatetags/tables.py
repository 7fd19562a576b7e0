"""What the table of papers needs: addresses with another search in them, and the colour of a tag."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from django import template

from reviews.search import toggled

if TYPE_CHECKING:
    from django.template.context import RequestContext

register = template.Library()
HUES = 6


@register.simple_tag(takes_context=True)
def search_url(context: RequestContext, text: str, panel: str = "") -> str:
    """This page with another search, on its first page; ``panel`` is the one that stays open."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    for key, value in (("q", text), ("panel", panel)):
        if value:
            query[key] = value
        else:
            query.pop(key, None)
    return f"?{query.urlencode(safe=',')}"


@register.simple_tag(takes_context=True)
def added_url(context: RequestContext, condition: str) -> str:
    """This page with a condition added to the search, or taken out where it stands there."""
    text, _ = toggled(context["request"].GET.get("q", ""), condition)
    return search_url(context, text)


@register.filter
def hue(name: str) -> int:
    """One of a few colours for a tag, the same for the same tag everywhere."""
    return crc32(name.encode()) % HUES + 1
