"""The menus: apps register their entries when they are ready, so that a lower floor need not know a higher one."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from django.urls import get_urlconf, reverse

from conference import hosts
from conference.http import Request
from conference.models import Workshop
from conference.models.people import RoleKind

Count = Callable[[Workshop], int | None]
Shown = Callable[[Request, Workshop], bool]


@dataclass(frozen=True)
class Entry:
    """An entry of a menu as registered; ``area`` is the part of the site whose menu it stands in."""

    area: str
    label: str
    url_name: str
    order: int
    group: str = ""
    shown: Shown | None = None


@dataclass(frozen=True)
class NavItem:
    """An entry as a layout draws it."""

    label: str
    url: str
    current: bool
    group: str


_entries: list[Entry] = []


def register(
    area: str, label: str, url_name: str, *, order: int, group: str = "", shown: Shown | None = None
) -> None:
    """Add an entry to the menu of an area (public, chair, own). Its URL takes the workshop's slug and nothing else."""
    _entries.append(Entry(area, label, url_name, order, group, shown))


def for_chairs(request: Request, workshop: Workshop) -> bool:
    """Say whether an entry is shown that program chairs have: passed as ``shown``."""
    return request.viewer.is_chair(workshop)


def entrance(parts: Collection[str]) -> str:
    """Return the name of the page at which somebody with these parts in a workshop begins."""
    if RoleKind.PROGRAM_CHAIR in parts:
        return "conference:chair"
    return "program:chair_programme" if RoleKind.SITE_EDITOR in parts else "reviews:reviewing"


def items(request: Request, workshop: Workshop, area: str) -> list[NavItem]:
    """Return the menu of an area for one request, in order."""
    found = []
    for entry in sorted(_entries, key=lambda item: item.order):
        if entry.area != area or (entry.shown and not entry.shown(request, workshop)):
            continue
        url = _address(entry.url_name, workshop.slug, hosts.current(), get_urlconf())
        found.append(NavItem(entry.label, url, False, entry.group))
    current = _current([item.url for item in found], request.path)
    return [replace(item, current=item.url == current) for item in found]


@functools.lru_cache(maxsize=4096)
def _address(url_name: str, slug: str, _host: str, _urlconf: str | None) -> str:
    """Return where an entry leads: looking up the addresses of a menu takes longer than drawing it."""
    return reverse(url_name, args=[slug])


def _current(urls: list[str], path: str) -> str:
    """Return which entry a page belongs to: the one whose address is the longest part of the page's; empty for none."""
    root = _root(urls)
    inside = [url for url in urls if path == url or (url != root and path.startswith(url))]
    return max(inside, key=len, default="")


def _root(urls: list[str]) -> str:
    """Return the entry under whose address all others lie, such as the front page; empty for none."""
    shortest = min(urls, key=len, default="")
    is_root = len(urls) > 1 and all(url.startswith(shortest) for url in urls)
    return shortest if is_root else ""
