"""Filters and tags that every template has."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from conference import hosts, names
from conference.browsers import browser_words
from conference.dates import format_moment
from conference.forms.workshops import ZONES
from conference.jobs import corner_jobs
from conference.markdown import render_markdown
from conference.models import ImportantDate, Job, Workshop
from conference.selectors.institutions import institutions as known_institutions

register = template.Library()


@register.filter
def markdown(text: str) -> SafeString:
    """Markdown to HTML that nh3 has cleaned."""
    return mark_safe(render_markdown(text or ""))


@register.filter
def when(date: ImportantDate) -> str:
    """An important date in words, in its own zone ("6 February 2026, 23:59 AoE"), or TBD."""
    return format_moment(date.at, date.workshop, zone=date.zone, whole_day=date.whole_day, until=date.until)


@register.filter
def local(moment: datetime | None, workshop: Workshop) -> str:
    """A moment in the workshop's time zone, with the zone's short name."""
    return format_moment(moment, workshop, zone="local", whole_day=False) if moment else ""


@register.filter
def clock(moment: datetime, workshop: Workshop) -> str:
    """The time of day in the workshop's zone, such as 09:10."""
    return moment.astimezone(workshop.tz).strftime("%H:%M")


@register.filter
def get(mapping: dict[Any, Any], key: Any) -> Any:
    """A value of a mapping by a key that is only known in the template."""
    return mapping.get(key)


@register.filter
def absolute(address: str) -> str:
    """A path of this installation with its host: the workshop's own where it has one and the page lies there."""
    return hosts.absolute(address)


@register.filter
def at_main(address: str) -> str:
    """A path of the installation itself, from a workshop's own host with the installation's address."""
    return hosts.at_main(address)


@register.filter
def initials(name: object) -> str:
    """The letters that stand for a person where there is no photo."""
    return names.initials(str(name))


@register.filter
def browser(user_agent: str) -> str:
    """A browser in words, such as Firefox on Linux."""
    return browser_words(user_agent)


@register.simple_tag(takes_context=True)
def own_jobs(context: Context) -> list[Job]:
    """The jobs of who is signed in, as the corner of the page shows them."""
    user = context.get("user")
    return corner_jobs(user) if user is not None and user.is_authenticated else []


@register.simple_tag
def time_zones() -> list[str]:
    """The names of all time zones, for the list that a field offers."""
    return ZONES


@register.simple_tag
def institutions() -> tuple[str, ...]:
    """The names of institutions that come with the program, for the list that a field offers."""
    return known_institutions()
