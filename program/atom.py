"""Feeds as Atom (RFC 4287): no Django in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

TYPE = "application/atom+xml; charset=utf-8"
SPACE = "http://www.w3.org/2005/Atom"
# What XML 1.0 can't hold; it comes with text that was pasted out of PDFs.
UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class FeedEntry:
    """An entry; ``html`` is clean HTML or empty, ``ident`` never changes."""

    ident: str
    title: str
    url: str
    published: datetime
    updated: datetime
    html: str = ""
    summary: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True)
class Feed:
    """A feed; ``url`` is the page it goes with and ``own`` its own address."""

    title: str
    url: str
    own: str
    author: str
    updated: datetime
    entries: tuple[FeedEntry, ...]


def document(feed: Feed) -> bytes:
    """Return a feed as a document."""
    ET.register_namespace("", SPACE)
    root = ET.Element(_tag("feed"))
    _add(root, "id", feed.own)
    _add(root, "title", feed.title)
    _add(root, "updated", _moment(feed.updated))
    _add(ET.SubElement(root, _tag("author")), "name", feed.author)
    ET.SubElement(root, _tag("link"), {"rel": "self", "type": "application/atom+xml", "href": feed.own})
    ET.SubElement(root, _tag("link"), {"rel": "alternate", "type": "text/html", "href": feed.url})
    for entry in feed.entries:
        _entry(ET.SubElement(root, _tag("entry")), entry)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _entry(element: ET.Element, entry: FeedEntry) -> None:
    _add(element, "id", entry.ident)
    _add(element, "title", entry.title)
    _add(element, "published", _moment(entry.published))
    _add(element, "updated", _moment(entry.updated))
    ET.SubElement(element, _tag("link"), {"rel": "alternate", "type": "text/html", "href": entry.url})
    for name in entry.authors:
        _add(ET.SubElement(element, _tag("author")), "name", name)
    for name in entry.categories:
        ET.SubElement(element, _tag("category"), {"term": _fit(name)})
    if entry.summary:
        _add(element, "summary", entry.summary)
    if entry.html:
        _add(element, "content", entry.html, type="html")


def _add(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, _tag(name), attributes).text = _fit(text)


def _tag(name: str) -> str:
    return f"{{{SPACE}}}{name}"


def _fit(text: str) -> str:
    return UNFIT.sub("", text)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
