"""How much a line looks like part of a list of references: the ground for finding lists with and without heading."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .layout import Layout, Line

_PARTICLE = r"(?:(?:van|von|de|der|den|del|della|la|le|da|di|dos|du|el|al|ten|ter|bin)[ -])*"
_NAME = r"[^\W\d_a-z][\w'’\-]+"
_INITIALS = r"(?:[^\W\d_a-z]\.[ \-‐]?){1,4}"
LABEL = re.compile(
    r"^(?:\[\s?\d{1,3}\s?\]|\[[A-Z][\w+]{0,14}\d{2,4}[a-z]?\s?\]|\[[A-Z][\w+’'.\- ]{0,30}\d{2,4}[a-z]?\]|\[[A-Z][\w&., ’'\-]{2,60}\(?\d{4}[a-z]?\)?[^\]]{0,60}\]"
    r"|\(\d{1,3}\)\s+(?=[A-Z])|\d{1,3}\.\s+(?=[A-Z]))\s*"
)
_NUMBER_DOT = re.compile(r"^\(?\d{1,3}[.)]\s+")
_NUMBER = re.compile(r"^\(?\d{1,3}[.)]?\s+")
_BRACKET = re.compile(r"^\[[^\]]{1,90}\]\s*\S")
_AUTHOR_STARTS = (
    re.compile(rf"^{_INITIALS}\s?{_PARTICLE}{_NAME}(?:[ -]{_NAME})?(?:,|\.|;|:| and | & | et al)"),
    re.compile(rf"^{_PARTICLE}{_NAME}(?:[ -]{_NAME}){{0,2}},\s?{_INITIALS}(?:,|;|:| and|&|\(|\s|$)"),
    re.compile(rf"^{_PARTICLE}{_NAME}(?:[ -]{_NAME})?\s[^\W\d_a-z]{{1,3}}(?:-[^\W\d_a-z])?(?:,|\.|;|:|\s\()"),
    re.compile(rf"^{_PARTICLE}{_NAME}(?:[ -]{_NAME})?\s[^\W\d_a-z]{{1,3}}(?:-[^\W\d_a-z])?$"),
    re.compile(r"^[^\W\d_a-z][^.]{3,140}\.\s\(?(?:19|20)\d\d[a-z]?\)?\.\s[^\W\d_a-z\"“]"),
    re.compile(rf"^{_PARTICLE}{_NAME},\s[A-Z][a-z]+(?:\s[A-Z]\.?)?(?:,|;|\.| and | & )"),
)
_FULL_NAMES = re.compile(
    rf"^{_NAME}(?:\s[A-Z]\.)?\s{_PARTICLE}{_NAME}(?:,\s(?:and\s)?{_NAME}(?:\s[A-Z]\.)?\s{_PARTICLE}{_NAME})*"
    r"(?:,?\sand\s[^\W\d_a-z]|,\s[^\W\d_a-z]|\.\s[A-Z\d\"“]|,?\set al|$)"
)
_YEAR_END = re.compile(r"(?:19|20)\d\d[a-z]?(?:\)|\])?[.;,]?$")
_YEAR = re.compile(r"\b(?:19|20)\d\d[a-z]?\b")
_VENUE = re.compile(
    r"arxiv|\bdoi\b|doi\.org|\bpp\.|\bpages \d|\bvol\.|\bno\. \d|\bin proc|proceedings|\bjournal\b|transactions on|"
    r"\bconference\b|symposium|preprint|\bpress\b|springer|elsevier|\bieee\b|\bacm\b|\bin advances\b|neurips|\bicml\b|\biclr\b|"
    r"\bcvpr\b|\bissn\b|\bisbn\b|ph\.?d\.? thesis|technical report|\burl\b|https?://|\(eds?\.\)|\bletters\b|\bet al\.$|"
    r"\d+\(\d+\)[:,]|\b\d+:\d+[–-]\d+|workshop on|accessed|openreview",
    re.IGNORECASE,
)
_CITED = re.compile(
    r"\((?:[^()]{0,80}\b)?[A-Z][\w’'\-]+(?: et al\.| and [A-Z][\w’'\-]+)?,? \d{4}[a-z]?[);]|\[\d+(?:[,–-] ?\d+)*\]"
)
_PROSE = re.compile(
    r"\b(?:we|our|us|is|are|was|were|this|that|these|those|which|it|its|can|has|have|be|been|then|such|also|not|may|"
    r"they|their|show|shows|let|if|there|where|when|while|since|because|thus|hence|however|therefore)\b",
    re.IGNORECASE,
)
_NOT_ENTRY = re.compile(
    r"^\W*(?:\d+[.)]?\s*)?(?:question|answer|justification|guidelines|figure|fig\.|table|theorem|lemma|proof|remark|definition|algorithm|step)\b",
    re.IGNORECASE,
)
SUPPORT_LINES = 14
FEW_LINES = 4
CONTINUATION_COST = 0.35


def begins_entry(line: Line) -> bool:
    """Whether a line begins like an entry: a label, or names with initials as lists of references print them."""
    text = line.text
    if _NOT_ENTRY.match(text):
        return False
    if _BRACKET.match(text) and LABEL.match(text):
        return True
    rest = _NUMBER.sub("", text)
    return any(pattern.match(rest) for pattern in _AUTHOR_STARTS)


def may_begin_entry(line: Line) -> bool:
    """A weaker sign: full names in a row, as "Ada Lovelace, Alan Turing, and ..."."""
    return bool(_FULL_NAMES.match(_NUMBER_DOT.sub("", line.text))) and not _NOT_ENTRY.match(line.text)


def line_score(line: Line) -> float:
    """Above zero for lines of a list of references, below for prose, formulas, tables."""
    text = line.text
    if _NOT_ENTRY.match(text):
        return -2.0
    score = -CONTINUATION_COST
    if begins_entry(line):
        score += 2.2
    elif may_begin_entry(line):
        score += 0.9
    venue = bool(_VENUE.search(text))
    if venue:
        score += 1.2
    if _YEAR_END.search(text):
        score += 1.3
    elif _YEAR.search(text):
        score += 0.4
    prose = len(_PROSE.findall(text))
    score -= 0.75 * prose
    if _CITED.search(LABEL.sub("", text)):
        score -= 1.4
    return max(-3.0, min(3.5, score))


def scores(layout: Layout, asides: set[int]) -> list[float]:
    """`line_score` for each line of a document; floats and footnotes speak neither for a list nor against it."""
    return [0.0 if index in asides else line_score(line) for index, line in enumerate(layout.lines)]


def support(values: list[float], start: int) -> float:
    """The best mean score of the few or the many lines after a place: above zero where a list of references begins."""
    windows = [values[start : start + lines] for lines in (FEW_LINES, SUPPORT_LINES)]
    return max((sum(window) / len(window) for window in windows if window), default=0.0)


def list_end(values: list[float], start: int, stop: int) -> int:
    """The end (exclusive) of a list that begins at `start`: where the running sum of scores is highest."""
    best, best_at, total = 0.0, start, 0.0
    for index in range(start, stop):
        total += values[index]
        if total > best:
            best, best_at = total, index + 1
        if total < best - 25:
            break
    return best_at


def best_list(values: list[float]) -> tuple[int, int, float]:
    """Start, end (exclusive) and sum of the stretch of lines with the highest sum of scores."""
    best = (0, 0, 0.0)
    total, start = 0.0, 0
    for index, value in enumerate(values):
        if total <= 0:
            total, start = 0.0, index
        total += value
        if total > best[2]:
            best = (start, index + 1, total)
    return best


def first_entry(layout: Layout, asides: set[int], start: int, end: int) -> int | None:
    """The first line in a stretch that begins an entry and is followed by others that do; asides may lie between."""
    entries = [index for index in range(start, end) if index not in asides and _opens(layout, index)]
    for here, following in pairwise(entries):
        between = sum(1 for index in range(here, following) if index not in asides)
        if between <= 8:  # noqa: PLR2004 - an entry seldom runs over more lines
            return here
    return entries[0] if entries else None


def count_entries(layout: Layout, start: int, end: int) -> int:
    """How many lines of a stretch begin an entry."""
    return sum(1 for index in range(start, end) if _opens(layout, index))


def _opens(layout: Layout, index: int) -> bool:
    line = layout.lines[index]
    return begins_entry(line) or may_begin_entry(line)
