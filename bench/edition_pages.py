"""The public pages of an edition as a reader meets them: words, and where links lead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urldefrag

from django.test import Client
from lxml import html

from bench.edition_facts import Fact

PAGES = ("", "call/", "programme/", "speakers/", "people/", "papers/")
QUOTES = str.maketrans("‘’“”", "''\"\"")
PAPER = re.compile(r"/papers/\d+/$")


@dataclass(frozen=True)
class Page:
    words: str
    links: frozenset[str]


class Pages:
    """Pages by their place below the edition's address; "" is the front page."""

    def __init__(self, pages: dict[str, Page]) -> None:
        self.pages = pages

    def holds(self, fact: Fact) -> bool:
        """Say whether all of a fact stands close together on one of the pages where it belongs."""
        return any(self._on(page, fact) for name, page in self.pages.items() if name.startswith(fact.page))

    def has(self, words: str) -> bool:
        return any(plain(words) in page.words for page in self.pages.values())

    def _on(self, page: Page, fact: Fact) -> bool:
        if fact.link and fact.link not in page.links:
            return False
        if not fact.words:
            return True
        first, *rest = (plain(words) for words in fact.words)
        place = page.words.find(first)
        while place >= 0:
            near = page.words[place : place + fact.within]
            if all(words in near for words in rest):
                return True
            place = page.words.find(first, place + 1)
        return False


def plain(text: str) -> str:
    """Return words as they are compared: case, spaces and the form of apostrophes and quotes say nothing."""
    return " ".join(text.translate(QUOTES).split()).casefold()


def of_site(client: Client, slug: str) -> Pages:
    """Return what a visitor gets; the pages of single papers are followed from their list."""
    found = {}
    for name in PAGES:
        response = client.get(f"/{slug}/{name}")
        if response.status_code == 200:
            found[name] = _read(response.content)
    papers = [link for link in found["papers/"].links if PAPER.search(link)] if "papers/" in found else []
    for path in sorted(papers):
        found[f"papers/{path.rstrip('/').rpartition('/')[2]}/"] = _read(client.get(path).content)
    return Pages(found)


def of_copy(folder: Path) -> Pages:
    """Return the pages of a static copy by the same names."""
    found = {}
    for file in folder.rglob("index.html"):
        name = file.parent.relative_to(folder).as_posix()
        found["" if name == "." else f"{name}/"] = _read(file.read_bytes())
    return Pages(found)


def _read(content: bytes) -> Page:
    root = html.fromstring(content.decode("utf-8"))
    for hidden in root.xpath("//script|//style|//template"):
        hidden.getparent().remove(hidden)
    for inline in root.iter(
        "br", "p", "li", "dt", "dd", "div", "td", "th", "span", "h1", "h2", "h3", "time", "s", "small"
    ):
        inline.tail = f" {inline.tail or ''}"
    links = {urldefrag(link).url for link in root.xpath("//a/@href") if link}
    return Page(plain(root.text_content()), frozenset(links))
