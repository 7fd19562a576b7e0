"""Institutions of the authors on the pages: given ones, those of their addresses, those called their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .headings import Part
from .names import INSTITUTION, fold, names_institution

if TYPE_CHECKING:
    from .finder import Finder

_OUR_PLACE = re.compile(
    r"\b(?:our|my)\s+(?:own\s+)?(?:home\s+|host\s+|parent\s+)?(?:institution|institute|university|lab|laboratory|department|company|college|school|faculty|"
    r"employer|campus|cent(?:er|re)|research\s+group|group|team|observatory)\b",
    re.IGNORECASE,
)
_PHRASE = re.compile(
    r"(?:[A-Z][\w.&'-]*)(?:(?:\s+|,\s)(?:(?:of|for|the|and|de|del|della|di|da|do|du|des|der|die|und|et|y|e|in|at|fur|zu|la|le|&)\s+){0,3}[A-Z][\w.&'-]*){0,9}"
)
_ANONYMOUS_PLACE = re.compile(
    r"anonym|affiliation|institution\s*\d|hidden|blind|redacted|withheld|city, country|submission|under review|paper\s+id",
    re.IGNORECASE,
)


def find_affiliations(finder: Finder) -> None:
    _given_affiliations(finder)
    text = finder.flow.text
    for match in _PHRASE.finditer(text):
        phrase = match.group()
        if not INSTITUTION.search(phrase) or finder.part(match.start()) is Part.REFERENCES:
            continue
        if _ANONYMOUS_PLACE.search(phrase):
            continue
        reason = _why_own_place(finder, phrase, match)
        if reason:
            kind = "acknowledgement" if finder.thanks(match.start()) else "affiliation"
            finder.add(kind, match.start(), match.end(), reason)


def _why_own_place(finder: Finder, phrase: str, match: re.Match[str]) -> str:
    index = finder.flow.at(match.start())
    one_line = re.sub(r"\s+", " ", phrase)
    if any(names_institution(label, one_line) for label in finder.labels):
        return "The institution of an author's e-mail address."
    if finder.block[0] <= index < finder.block[1]:
        return "An institution among the authors." if len(one_line.split()) > 1 else ""
    begin, end = finder.flow.sentence(match.start(), match.end())
    sentence = finder.flow.text[begin:end]
    own = _OUR_PLACE.search(sentence)
    if own and abs(begin + own.start() - match.start()) < 90 and len(one_line.split()) > 1:  # noqa: PLR2004
        return "Named as the authors' own institution."
    return ""


def _given_affiliations(finder: Finder) -> None:
    for affiliation in finder.request.affiliations:
        for part in affiliation_parts(affiliation):
            pattern = re.compile(
                r"\b" + r"\s+".join(re.escape(word) for word in fold(part).split()) + r"\b", re.IGNORECASE
            )
            for match in pattern.finditer(finder.flow.text):
                if finder.part(match.start()) is not Part.REFERENCES:
                    kind = "acknowledgement" if finder.thanks(match.start()) else "affiliation"
                    finder.add(kind, match.start(), match.end(), f"The affiliation {affiliation}.")


def affiliation_parts(affiliation: str) -> list[str]:
    """The parts of "Department of X, University of Y, Country" that name an institution."""
    parts = [part.strip() for part in re.split(r"[,;/()]", affiliation) if part.strip()]
    naming = [
        p
        for p in parts
        if INSTITUTION.search(p)
        and not re.match(r"(?:dept|department|faculty|school|group|section)\b", p, re.IGNORECASE)
    ]
    long = naming or [part for part in parts[:1] if len(part) > 3]  # noqa: PLR2004
    return [re.sub(r"^(?:the)\s+", "", part, flags=re.IGNORECASE) for part in long]
