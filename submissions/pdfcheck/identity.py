"""Names and e-mail addresses of the authors on the pages."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from .names import PARTICLES, PUBLIC_MAIL, Person, flat, fold
from .vocabulary import Part

if TYPE_CHECKING:
    from .finder import Finder
    from .layout import Layout, Line

LONG_NAME = 4
SHORT_HEAD = 60
EDGE, EDGE_GAP, FEW_LINES = 0.13, 1.7, 5
"""The share of a page's height in which heads and feet stand, and how many usual line distances from the text."""

_EMAIL = re.compile(
    r"(?<![\w.+\-])[\w.+\-]{1,64}(?:\s?@\s?|\s?[\[({]\s?at\s?[\])}]\s?|\s(?-i:AT)\s)[\w\-]+"
    r"(?:(?:\.|\s?[\[({]\s?dot\s?[\])}]\s?|\s(?-i:DOT)\s)\n?[\w\-]+)+",
    re.IGNORECASE,
)
_DOT = re.compile(r"\s?[\[({]\s?dot\s?[\])}]\s?|\s(?-i:DOT)\s", re.IGNORECASE)
_AT = re.compile(r"\s?[\[({]\s?at\s?[\])}]\s?|\s?@\s?|\s(?-i:AT)\s", re.IGNORECASE)
_ARXIV = re.compile(r"arXiv:\s?\d{4}\.\d{4,5}(?:v\d+)?", re.IGNORECASE)
_GROUP = re.compile(r"[{(\[]([\w.+\-]+(?:\s*[,;|/]\s*[\w.+\-]+)+)[})\]]\s?@\s?([\w\-]+(?:\.[\w\-]+)+)")
_GENERIC_MAIL = re.compile(
    r"anon|example|author|email|e-mail|your|name|user@|xxx|first|last|institution|domain|blind|foo@|info@|contact@|support@|test@|help@|press@|permissions@|openreview|workshop|chair",
    re.IGNORECASE,
)
_NEAR_CITATION = re.compile(
    r"^[\s,.'s]{0,4}(?:et\s+al|\(?(?:19|20)\d\d|\[\d|and\s+[A-Z][\w'-]+\s*[(\[]|and\s+(?:colleagues|coworkers|co-workers)|&)",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"[(\[][^()\[\]]{0,200}$")
_SMALL_WORDS = PARTICLES | {"and"}


def find_names(finder: Finder) -> None:
    """Add each place that names an author as such, also by initials and surname."""
    text = finder.flow.text
    for someone in finder.people:
        patterns = [someone.full] + ([someone.initials] if someone.initials else [])
        for pattern in patterns:
            for match in pattern.finditer(text):
                if _is_own_name(finder, someone, match):
                    kind = "acknowledgement" if finder.thanks(match.start()) else "author_name"
                    finder.add(kind, match.start(), match.end(), f"The name of {someone.name}.")


def _is_own_name(finder: Finder, someone: Person, match: re.Match[str]) -> bool:
    """Whether a match names the author as such: not in a list of references, not a citation, written as a name."""
    part = finder.part(match.start())
    if part is Part.REFERENCES:
        return False
    words = [word for word in re.split(r"[\s,.\-]+", match.group()) if word]
    if not all(word[0].isupper() or word.lower() in _SMALL_WORDS for word in words):
        return False
    text = finder.flow.text
    in_block = finder.block[0] <= finder.flow.at(match.start()) < finder.block[1]
    if not someone.given and not in_block:
        return False
    if in_block:
        return True
    if _NEAR_CITATION.match(text[match.end() : match.end() + 40]):
        return False
    opened = _IN_BRACKETS.search(text[max(0, match.start() - 200) : match.start()])
    return not (opened and re.match(r"[^()\[\]]{0,120}(?:19|20)\d\d", text[match.end() : match.end() + 140]))


def find_emails(finder: Finder) -> None:
    """Add each address that is an author's, in any of the ways in which papers write them."""
    text = finder.flow.text
    for match in _GROUP.finditer(text):
        domain = match.group(2).lower()
        for local in re.split(r"\s*[,;|/]\s*", match.group(1)):
            if is_own_mail(finder, f"{local}@{domain}", match.start()):
                finder.add("email", match.start(), match.end(), "An e-mail address.")
    for match in _EMAIL.finditer(text):
        address = _DOT.sub(".", match.group())
        address = _AT.sub("@", address).replace("\n", "").lower()
        if is_own_mail(finder, address.strip("."), match.start()):
            kind = "acknowledgement" if finder.thanks(match.start()) else "email"
            finder.add(kind, match.start(), match.end(), "An e-mail address.")


def is_own_mail(finder: Finder, address: str, offset: int) -> bool:
    """Whether an address in lower case, standing at ``offset`` of the text, belongs to the authors."""
    if address in finder.emails:
        return True
    if finder.part(offset) is Part.REFERENCES:
        return False
    local, _, domain = address.partition("@")
    if any(
        len(p.surname_flat) >= LONG_NAME and not p.common and p.surname_flat in flat(local)
        for p in finder.people
    ):
        return True
    if _GENERIC_MAIL.search(address):
        return False
    public = domain.split(".")[0] in PUBLIC_MAIL
    if not public and any(domain == mail.partition("@")[2] for mail in finder.emails):
        return True
    index = finder.flow.at(offset)
    before = finder.flow.text[max(0, offset - 60) : offset]
    return finder.block[0] <= index < finder.block[1] or bool(
        re.search(r"correspond\w*|contact author|e-?mails?\s*:", before, re.IGNORECASE)
    )


def _lone_edges(layout: Layout) -> list[Line]:
    """Heads and feet of single pages: first or last lines that stand further off than any others of their page."""
    found: list[Line] = []
    for page in layout.pages:
        lines = sorted(
            (line for line in layout.lines if line.page == page.number), key=lambda line: line.base
        )
        gaps = [after.base - before.base for before, after in pairwise(lines)]
        if len(gaps) <= FEW_LINES:
            continue
        usual = max(EDGE_GAP * layout.leading, 1.2 * max(gaps[1:-1]))
        if lines[0].base < EDGE * page.height and gaps[0] > usual:
            found.append(lines[0])
        if lines[-1].base > (1 - EDGE) * page.height and gaps[-1] > usual:
            found.append(lines[-1])
    return found


def find_running_heads(finder: Finder) -> None:
    """Names and addresses in running heads and feet, which are no part of the text."""
    for line in [*finder.layout.furniture, *_lone_edges(finder.layout)]:
        text = fold(line.text)
        for someone in finder.people:
            cited = someone.cited.search(text)
            named = someone.full.search(text) or (someone.initials and someone.initials.search(text))
            if named or (
                cited
                and not someone.common
                and re.search(r"et\s+al|\band\b|,", text, re.IGNORECASE)
                and len(text) < SHORT_HEAD
            ):
                finder.add_plain(
                    "author_name", line.page, line.text, f"The name of {someone.name}.", line.bbox
                )
        if any(email in text.lower() for email in finder.emails):
            finder.add_plain("email", line.page, line.text, "An e-mail address.", line.bbox)
    for page in finder.layout.pages:
        stamp = _ARXIV.search(page.rotated)
        if stamp:
            finder.add_plain(
                "identifying_link",
                page.number,
                stamp.group(),
                "A stamp that leads to the paper's public version.",
            )
        for someone in finder.people:
            if page.rotated and someone.full.search(fold(page.rotated)):
                finder.add_plain("author_name", page.number, page.rotated, f"The name of {someone.name}.")
