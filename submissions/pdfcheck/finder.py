"""What every search for leaks shares: the paper as one text, its parts, its authors, what was found so far."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from .flow import whole_flow
from .names import Person, domain_labels, fold, person
from .report import BBox, Leak, Request
from .vocabulary import Part, squash

if TYPE_CHECKING:
    from .division import Division
    from .layout import Layout

BLOCK_LINES = 80
LIST_MEAN = 0.35
WIDE_LETTERS = 35
_SMALL_WORDS = re.compile(
    r"\b(?:the|of|and|in|to|a|is|for|we|that|with|on|by|are|as|an|from|this|it|which|can)\b"
)


def _within_list(values: list[float], index: int, start: int) -> bool:
    window = values[max(start, index - 3) : index + 5]
    return sum(window) > LIST_MEAN * len(window)


def _author_block(division: Division) -> tuple[int, int]:
    """The lines between the title and the abstract of the first page that has them."""
    lines = division.layout.lines
    opening = next((h.index for h in division.headings if h.part is Part.ABSTRACT), None)
    if opening is None:
        opening = next(
            (
                i
                for i, line in enumerate(lines[:BLOCK_LINES])
                if re.match(r"abstract\b", line.text, re.IGNORECASE)
            ),
            None,
        )
    if opening is None:
        opening = next((h.index for h in division.headings if h.part is Part.MAIN), 0)
    if opening > BLOCK_LINES:
        return 0, 0
    opening = min(opening, _first_prose(division))
    first = max((line.size for line in lines[:opening]), default=0.0)
    titles = [index for index in range(opening) if lines[index].size > first - 0.5]
    return (titles[-1] + 1 if titles else 0), opening


def _first_prose(division: Division) -> int:
    """Where the first paragraph of running text begins: wide lines in a row in which small words stand."""
    lines = division.layout.lines
    for index in range(min(BLOCK_LINES, len(lines) - 2)):
        window = lines[index : index + 3]
        small_words = sum(len(_SMALL_WORDS.findall(line.text)) for line in window)
        if small_words > len(window) and all(len(line.text) > WIDE_LETTERS for line in window):
            return index
    return len(lines)


class Finder:
    """Gathers leaks for one paper; each kind is reported once a line."""

    def __init__(self, division: Division, request: Request) -> None:
        self.division = division
        self.layout: Layout = division.layout
        self.request = request
        named = [someone for name in request.authors if (someone := person(name))]
        self.emails = tuple(email.strip().lower() for email in request.emails if "@" in email)
        self.labels = [label for email in self.emails for label in domain_labels(email)]
        self.values = division.scores
        self.flow = whole_flow(division)
        self.people = [replace(someone, common=self._is_word(someone)) for someone in named]
        self.heads = [section.start for section in division.sections]
        self.block = _author_block(division)
        self.leaks: list[Leak] = []
        self.seen: set[tuple[str, int, int]] = set()

    def _is_word(self, someone: Person) -> bool:
        surname = re.escape(fold(" ".join(someone.surname)).lower())
        return bool(re.search(rf"\b{surname}\b", self.flow.text))

    def add(self, kind: str, start: int, end: int, reason: str) -> None:
        page, box = self.flow.box(start, end)
        key = (kind, page, self.flow.at(start))
        if key not in self.seen:
            self.seen.add(key)
            self.leaks.append(Leak(kind, page, self.flow.around(start, end), box, reason))

    def add_plain(self, kind: str, page: int | None, text: str, reason: str, box: BBox | None = None) -> None:
        key = (kind, page or 0, hash(text))
        if key not in self.seen:
            self.seen.add(key)
            self.leaks.append(Leak(kind, page, text[:300], box, reason))

    def part(self, offset: int) -> Part:
        """The part of the paper that an offset lies in; lists of references without a section of their own count too."""
        index = self.flow.at(offset)
        place = bisect_right(self.heads, index) - 1
        part = self.division.sections[place].part if place >= 0 else Part.MAIN
        listing = part in {Part.APPENDIX, Part.CHECKLIST}
        if listing and _within_list(self.values, index, self.heads[place]):
            return Part.REFERENCES
        return part

    def thanks(self, offset: int) -> bool:
        """Whether an offset lies in acknowledgements (contributions of authors are not)."""
        index = self.flow.at(offset)
        place = bisect_right(self.heads, index) - 1
        if place < 0:
            return False
        section = self.division.sections[place]
        return section.part is Part.ACKNOWLEDGEMENTS and "contrib" not in squash(
            section.heading.text if section.heading else ""
        )
