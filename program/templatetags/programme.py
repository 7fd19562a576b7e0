"""What the pages of the programme say about times and texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe

from conference.markdown import render_markdown
from conference.models import Workshop
from program.linked_data import as_script_text
from program.selectors.editor import EditorSession

register = template.Library()
MOST_LISTS = 200


@register.simple_tag
def linked_data(data: dict[str, Any]) -> SafeString:
    """Data for search engines: an element that holds data is not run, so that the security policy lets it stand."""
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(as_script_text(data)))


@dataclass(frozen=True)
class Where:
    """What of a workshop a list of papers on the grid is drawn with: its address, and its clock."""

    slug: str
    timezone: str

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


@register.simple_tag
def plan_papers(session: EditorSession, workshop: Workshop) -> SafeString:
    """The papers of a session on the grid; a list that is as it was is not drawn again."""
    return _drawn(session, Where(workshop.slug, workshop.timezone))


@lru_cache(maxsize=MOST_LISTS)
def _drawn(session: EditorSession, where: Where) -> SafeString:
    return render_to_string("program/parts/plan_papers.html", {"session": session, "workshop": where})


@register.filter
def iso(moment: datetime) -> str:
    """A moment for ``datetime`` attributes, with the offset of the zone it is shown in."""
    return moment.isoformat(timespec="minutes")


@register.filter
def iso_in(moment: datetime, workshop: Workshop) -> str:
    """A stored moment for ``datetime`` attributes, with the offset of the workshop's zone."""
    return iso(moment.astimezone(workshop.tz))


@register.filter
def of(found: Mapping[int, tuple[str, ...]] | str, number: int) -> tuple[str, ...]:
    """What a page knows of one paper, by its number; nothing where it knows nothing."""
    return found.get(number, ()) if isinstance(found, Mapping) else ()


@register.filter
def day(moment: datetime) -> str:
    """The day of a moment in the zone it carries: "Saturday, 19 July 2025". (``date`` would turn it into UTC.)"""
    return f"{moment:%A, %-d %B %Y}"


@register.filter
def plain(text: str) -> str:
    """Markdown as running text, for a preview of a few words."""
    return strip_tags(render_markdown(text)).strip()
