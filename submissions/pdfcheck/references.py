"""Where a paper's list of references begins and ends: by its heading, or by its entries alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from . import bibliography as bib
from .division import APART, Division, Section
from .headings import Heading
from .prose import follows_break
from .vocabulary import Part

if TYPE_CHECKING:
    from .layout import Layout

SUPPORTED = 0.15
NOT_PROSE = -0.7
LIST_SUM = 9.0
MIN_ENTRIES = 3
STRONG_ENTRIES = 6
FULL_MARKS = 0.7
SHORT_SUM = 4.0
FAIR_MARKS = 0.5
RUN_IN_LINES = 4
"""A list that goes on in the line of its heading shows an entry within so many lines."""
EARLY = 0.2
"""Words that name references so early in a paper are no heading of its list."""


def find_references(division: Division) -> Section | None:
    """The paper's own list of references, which is the first where an appendix has another."""
    headings, values = division.headings, division.scores
    candidates = [h for h in headings if h.part is Part.REFERENCES and _has_list(division, h)]
    supported = [h for h in candidates if _support(division, h) > SUPPORTED]
    start, end, total = bib.best_list(values)
    headless = _headless(division, start, end, total)
    if supported:
        chosen = supported[0]
        if headless and headless.end <= chosen.index and total > 2 * LIST_SUM:
            return _headed(division, candidates, headless) or headless
        if any(h.part is Part.APPENDIX and h.index < chosen.index for h in headings):
            short = _short_list(division)
            if short and short.end < chosen.index:
                return short
        return _under(division, chosen, "heading followed by entries", 0.98)
    found = headless or _short_list(division)
    if found:
        return _headed(division, candidates, found) or found
    return _without_entries(division, candidates)


def _support(division: Division, heading: Heading) -> float:
    """How much the lines after a heading look like entries, floats and footnotes left out."""
    following = [
        division.scores[index]
        for index in range(heading.index, min(heading.index + 60, len(division.scores)))
        if index not in division.asides and (index > heading.index or heading.run_in)
    ]
    return bib.support(following, 0)


def _under(division: Division, heading: Heading, reason: str, confidence: float) -> Section:
    values = division.scores
    stop = bib.list_end(values, heading.index + 1, len(values))
    if heading.run_in:
        stop = _next_heading(division, heading.index)
    return Section(Part.REFERENCES, heading.index, stop, heading, reason, confidence)


def _headed(division: Division, candidates: list[Heading], found: Section) -> Section | None:
    """A list that showed itself by its entries, from the heading of references that stands before it on."""
    before = [h for h in candidates if h.index <= found.start and (h.styled or h.run_in)]
    if not before:
        return None
    heading = before[-1]
    between = [h for h in division.headings if heading.index < h.index < found.start and not h.run_in]
    if between or _support(division, heading) < NOT_PROSE:
        return None
    return Section(
        Part.REFERENCES,
        heading.index,
        found.end,
        heading,
        "heading followed by entries",
        max(found.confidence, 0.9),
    )


def _has_list(division: Division, heading: Heading) -> bool:
    """Whether an entry begins in the line of the heading itself or soon after, where the text goes on in that line."""
    if not heading.run_in:
        return True
    stop = min(_next_heading(division, heading.index), heading.index + 1 + RUN_IN_LINES)
    here, *following = division.layout.lines[heading.index : stop]
    rest = replace(here, text=here.text[len(heading.text) :].lstrip(" .:—–-"))
    return any(map(bib.begins_entry, (rest, *following)))


def _without_entries(division: Division, candidates: list[Heading]) -> Section | None:
    """A heading whose entries are of an unknown form; one that is followed by plain prose is believed less."""
    styled = [h for h in candidates if h.styled and h.index > EARLY * len(division.scores)]
    if not styled:
        return None
    chosen = max(styled, key=lambda heading: _support(division, heading))
    sure = 0.8 if _support(division, chosen) > NOT_PROSE else 0.6
    stop = _next_heading(division, chosen.index)
    return Section(Part.REFERENCES, chosen.index, stop, chosen, "heading without known entries", sure)


def _short_list(division: Division) -> Section | None:
    """Two or three entries without a heading of their own, at the end of what stands before another part's heading."""
    layout, values = division.layout, division.scores
    parts = [h.index for h in division.headings if h.part in APART or h.part is Part.APPENDIX or h.letter]
    breaks = [
        i for i in range(1, len(values)) if i not in division.asides and _breaks(layout, i, division.asides)
    ]
    for stop in [*sorted({*parts, *breaks}), len(values)]:
        found = _entries_before(division, stop)
        if found:
            return found
    return None


def _breaks(layout: Layout, index: int, asides: set[int]) -> bool:
    return layout.lines[index].page != layout.lines[index - 1].page and follows_break(layout, index, asides)


def _entries_before(division: Division, stop: int) -> Section | None:
    layout, values = division.layout, division.scores
    floor = max((h.index + 1 for h in division.headings if h.index < stop), default=0)
    best, begin, total = 0.0, stop, 0.0
    for index in range(stop - 1, floor - 1, -1):
        total += values[index]
        if total > best:
            best, begin = total, index
    first = bib.first_entry(layout, division.asides, begin, stop) if begin < stop else None
    if first is None or layout.lines[first].page == 1:
        return None
    if (
        best >= SHORT_SUM
        and best > FAIR_MARKS * (stop - first)
        and bib.count_entries(layout, first, stop) > 1
    ):
        return Section(Part.REFERENCES, first, stop, None, "a few entries in a row, no heading", 0.65)
    return None


def _headless(division: Division, start: int, end: int, total: float) -> Section | None:
    """A list of references that shows itself by its entries alone."""
    layout = division.layout
    if total < LIST_SUM or bib.count_entries(layout, start, end) < MIN_ENTRIES:
        return None
    first = bib.first_entry(layout, division.asides, start, end)
    if first is None:
        return None
    entries = bib.count_entries(layout, first, end)
    plain = total > FULL_MARKS * (end - start)
    confidence = 0.85 if entries >= STRONG_ENTRIES or plain else 0.6
    return Section(Part.REFERENCES, first, end, None, f"{entries} entries in a row, no heading", confidence)


def _next_heading(division: Division, index: int) -> int:
    """The next heading that is no part of a list: entries set in small capitals may look like one."""
    return next((h.index for h in division.headings if h.index > index), len(division.scores))
