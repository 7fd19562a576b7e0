"""Links of a page made relative, so that the copy works in any folder and from disk: no Django in it."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

# In pages made by templates a "<" in what people wrote is always escaped, so that what looks like a tag is one.
TAG = re.compile(r"""<[a-z][a-z0-9]*(?:\s+[^\s=>"']+(?:=(?:"[^"]*"|'[^']*'))?)*\s*/?>""", re.IGNORECASE)
ADDRESS = re.compile(r'(?<=\s)(?:href|src|action|content)="([^"]*)"')
LINK = re.compile(r'(?<=\s)(href|src|action)="([^"]*)"')
SHEET_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")


def addresses(page: str) -> Iterator[str]:
    """Yield the addresses that the tags of a page name."""
    for tag in TAG.finditer(page):
        for found in ADDRESS.finditer(tag[0]):
            yield html.unescape(found[1])


def rewritten(page: str, change: Callable[[str], str]) -> str:
    """Return the page with every address changed; what stands between the tags stays as it is."""

    def one(found: re.Match[str]) -> str:
        old = html.unescape(found[2])
        new = change(old)
        return found[0] if new == old else f'{found[1]}="{html.escape(new)}"'

    return TAG.sub(lambda tag: LINK.sub(one, tag[0]), page)


def relative(source: str, target: str) -> str:
    """Return the way from one file of the copy to another."""
    return posixpath.relpath(target, posixpath.dirname(source) or ".")


def sheet_files(sheet: str, name: str) -> list[str]:
    """Return the files that a style sheet names, as names in the folder in which its own name counts."""
    found = {urlsplit(address).path for address in SHEET_ADDRESS.findall(sheet) if ":" not in address}
    return sorted(posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) for path in found if path)
