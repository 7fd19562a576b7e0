"""Finds what a page would load from another host: in templates, style sheets and scripts.

A link that a person follows may lead anywhere; a file that the browser fetches by itself may not.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

APPS = ("conference", "submissions", "reviews", "program")
LOADING = {
    "audio": ("src",),
    "embed": ("src",),
    "iframe": ("src", "srcdoc"),
    "image": ("href", "xlink:href"),
    "img": ("src", "srcset"),
    "input": ("src",),
    "link": ("href",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "use": ("href", "xlink:href"),
    "video": ("src", "poster"),
}
NOT_LOADED = {"canonical", "alternate", "author", "license", "next", "prev", "me", "help", "search"}
HOST = re.compile(r"(?:https?:|wss?:)?//(?=[a-z0-9\[])[^\s\"'<>)]+", re.IGNORECASE)
CSS_LOAD = re.compile(r"(?:url\(|@import)\s*[\"']?\s*((?:https?:)?//[^\s\"')]+)", re.IGNORECASE)
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
JS_TEXT = re.compile(r"([\"'`])((?:(?:https?|wss?):)?//[a-z0-9\[][^\"'`\s]*)\1", re.IGNORECASE)
NAMESPACES = ("http://www.w3.org/",)


def templates(root: Path) -> Iterator[Path]:
    """Yield every template of a page."""
    for folder in (root / "templates", *(root / app / "templates" for app in APPS)):
        yield from folder.rglob("*.html")


def foreign(root: Path) -> list[str]:
    """Return ``file:line: what it would load`` for every load from another host."""
    found = []
    for path in sorted(templates(root)):
        found += [(path, line, address) for line, address in in_template(path.read_text())]
    for path in sorted((root / "static").rglob("*.css")):
        found += [(path, line, address) for line, address in in_style(path.read_text())]
    for path in sorted((root / "static").rglob("*.js")):
        if "vendor" not in path.relative_to(root).parts:
            found += [(path, line, address) for line, address in in_script(path.read_text())]
    return [f"{path.relative_to(root)}:{line}: {address}" for path, line, address in found]


def in_template(text: str) -> list[tuple[int, str]]:
    """Return line and address of each load from another host in a page's template."""
    parser = _Loads()
    parser.feed(text)
    parser.close()
    return parser.found


def in_style(text: str) -> list[tuple[int, str]]:
    """Return line and address of each ``url()`` or ``@import`` of another host in a style sheet."""
    bare = CSS_COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
    return [(_line(bare, match.start()), match[1]) for match in CSS_LOAD.finditer(bare)]


def in_script(text: str) -> list[tuple[int, str]]:
    """Return line and address of each string in a script that is an address on another host."""
    matches = (match for match in JS_TEXT.finditer(text) if not match[2].startswith(NAMESPACES))
    return [(_line(text, match.start()), match[2]) for match in matches]


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


class _Loads(HTMLParser):
    """Collects the addresses that elements load, and those in style attributes, style and script elements."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._inside = tag if tag in {"style", "script"} else ""
        if tag == "link" and NOT_LOADED & set(values.get("rel", "").lower().split()):
            return
        line = self.getpos()[0]
        for name in LOADING.get(tag, ()):
            self.found += [(line, match[0]) for match in HOST.finditer(values.get(name, ""))]
        self.found += [(line, address) for _, address in in_style(values.get("style", ""))]

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        above = self.getpos()[0] - 1
        if self._inside == "style":
            self.found += [(above + line, address) for line, address in in_style(data)]
        if self._inside == "script":
            self.found += [(above + line, address) for line, address in in_script(data)]
