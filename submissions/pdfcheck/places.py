"""Institutions of the authors on the pages: given ones, those of their addresses, those called their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .names import INSTITUTION, INSTITUTION_WORDS, fold, names_institution
from .vocabulary import Part

if TYPE_CHECKING:
    from .finder import Finder

NEAR = 90
_OUR_PLACE = re.compile(
    r"\b(?:our|my)\s+(?:own\s+)?(?:home\s+|host\s+|parent\s+)?(?:institution|institute|university|lab|laboratory|department|company|college|school|faculty|"
    r"employer|campus|cent(?:er|re)|research\s+group|group|team|observatory)\b",
    re.IGNORECASE,
)
_WORD = r"[A-Z][\w&'-]*"
_LINK = r"(?:\s+|,\s)(?:(?:of|for|the|and|de|del|della|di|da|do|du|des|der|die|und|et|y|e|in|at|fur|zu|la|le|&)\s+){0,3}"
_PHRASE = re.compile(rf"(?:{_WORD}{_LINK}){{0,5}}(?<!\w){INSTITUTION_WORDS}(?:{_LINK}{_WORD}){{0,7}}")
_ANONYMOUS_PLACE = re.compile(
    r"anonym|affiliation|institution\s*\d|hidden|blind|redacted|withheld|city, country|submission|under review|paper\s+id",
    re.IGNORECASE,
)


def find_affiliations(finder: Finder) -> None:
    """Add the affiliations given with the paper, and phrases that read as the authors' own institution."""
    _given_affiliations(finder)
    for match in _PHRASE.finditer(finder.flow.text):
        if finder.part(match.start()) is Part.REFERENCES:
            continue
        start, end = _on_its_line(finder, match)
        phrase = re.sub(r"\s+", " ", finder.flow.text[start:end])
        reason = "" if _ANONYMOUS_PLACE.search(phrase) else _why_own_place(finder, phrase, start, end)
        if reason:
            kind = "acknowledgement" if finder.thanks(start) else "affiliation"
            finder.add(kind, start, end, reason)


def _on_its_line(finder: Finder, match: re.Match[str]) -> tuple[int, int]:
    """Among the authors each line is a thing of its own; in the text a name may run over two."""
    start, end = match.span()
    if finder.block[0] <= finder.flow.at(start) < finder.block[1]:
        word = INSTITUTION.search(finder.flow.text, start, end)
        middle = word.start() if word else start
        start = max(start, finder.flow.text.rfind("\n", start, middle) + 1)
        line_end = finder.flow.text.find("\n", middle, end)
        end = line_end if line_end > 0 else end
    return start, end


def _why_own_place(finder: Finder, phrase: str, start: int, end: int) -> str:
    if any(names_institution(label, phrase) for label in finder.labels):
        return "The institution of an author's e-mail address."
    named = len(phrase.split()) > 1
    if finder.block[0] <= finder.flow.at(start) < finder.block[1]:
        return "An institution among the authors." if named else ""
    begin, stop = finder.flow.sentence(start, end)
    own = _OUR_PLACE.search(finder.flow.text, begin, stop)
    if own and named and abs(own.start() - start) < NEAR:
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
