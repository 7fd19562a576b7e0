"""Where a paper's appendix begins: by its heading, by a lettered one, or by plain text after the references."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .division import APART, Division, Section
from .headings import Heading, style_of
from .prose import follows_break, is_prose
from .vocabulary import Part

if TYPE_CHECKING:
    from .layout import Layout

PLAIN_LINES = 8
PLAIN = -0.3
NAMED = "heading"
BROKEN_LINES = 4
DENSE = 0.6
_LETTERED_CAPTION = re.compile(r"^(?:Figure|Fig\.|Table)\s*(?:[A-Z]\.?\d|[A-Z]\b)", re.IGNORECASE)
Styles = set[tuple[str, float]]


def find_appendix(division: Division, styles: Styles, references: Section | None) -> Section | None:
    """The appendix, before or after the references; `styles` are those of the paper's first-level headings."""
    layout, headings = division.layout, division.headings
    before = _before(layout, headings, styles, references)
    if before or references is None:
        return before
    listed = references.heading is not None and references.heading.run_in
    begin = references.start + 1 if listed else references.end
    for heading in headings:
        if heading.index < references.end - 2 or heading.index <= references.start:
            continue
        if heading.run_in and heading.part not in APART:
            continue
        if _opens(layout, heading, styles):
            return _section(heading.index, heading, "heading after the references", 0.95)
        if heading.part in APART:
            between = _without_heading(division, begin, heading.index, broken_only=listed)
            return between or _later(division, styles, heading)
    return _without_heading(division, begin, len(layout.lines), broken_only=listed)


def _section(index: int, heading: Heading | None, reason: str, confidence: float) -> Section:
    return Section(Part.APPENDIX, index, index, heading, reason, confidence)


def _later(division: Division, styles: Styles, apart: Heading) -> Section | None:
    """An appendix after a statement or a checklist that itself comes after the references.

    A checklist has headings of its own, so after one only a named or a lettered appendix is believed.
    """
    layout = division.layout
    listed = apart.part is Part.CHECKLIST
    last = apart.index
    for heading in division.headings:
        if heading.index <= apart.index or heading.run_in:
            continue
        listed = listed or heading.part is Part.CHECKLIST
        lettered = heading.letter and style_of(layout.lines[heading.index]) in styles
        named = heading.part is Part.APPENDIX or lettered
        if named or (not listed and _opens(layout, heading, styles)):
            return _section(heading.index, heading, "heading after the references", 0.9)
        if not listed:
            last = heading.index
    if listed:
        return None
    return _without_heading(division, last + 1, len(layout.lines), broken_only=True)


def _opens(layout: Layout, heading: Heading, styles: Styles) -> bool:
    if heading.part is Part.APPENDIX:
        return True
    line = layout.lines[heading.index]
    in_style = style_of(line) in styles or line.size > layout.body_size + 0.7
    if heading.letter and heading.numbered == "A" and line.gap is None:
        return True
    return heading.part in {Part.OTHER, Part.MAIN} and in_style


def _before(
    layout: Layout, headings: list[Heading], styles: Styles, references: Section | None
) -> Section | None:
    """An appendix that comes before the references, or in a paper without any."""
    stop = references.start if references else len(layout.lines)
    roman = sum(1 for h in headings if h.index < stop and re.fullmatch(r"[IVX]+", h.numbered)) > 1
    for heading in headings:
        line = layout.lines[heading.index]
        if heading.index >= stop or line.page == 1 or heading.run_in:
            continue
        lettered = heading.letter and heading.numbered == "A" and style_of(line) in styles
        if heading.part is not Part.APPENDIX and not (lettered and not _subsection(layout, heading, roman)):
            continue
        later = [h for h in headings if heading.index < h.index < stop and h.part is Part.MAIN]
        if any(h.numbered.isdigit() and style_of(layout.lines[h.index]) in styles for h in later):
            continue
        if lettered and any(not h.numbered and h.reason == NAMED and not h.run_in for h in later):
            continue
        return _section(heading.index, heading, "heading before the references", 0.9)
    return None


def _subsection(layout: Layout, heading: Heading, roman: bool) -> bool:
    """Where sections have Roman numbers, "A." opens the first subsection of one, in italics or a smaller type."""
    return roman and not re.match(r"^A\s?\.?\s+(?:Proofs?|Additional|Further|Supplement)", heading.text)


def _without_heading(division: Division, begin: int, end: int, *, broken_only: bool) -> Section | None:
    """Plain text after the references, or figures counted as S1 or A.1, without a heading.

    With `broken_only` only text after a page break that somebody asked for is believed.
    """
    layout, rest = division.layout, range(begin, end)
    captions = [index for index in rest if _LETTERED_CAPTION.match(layout.lines[index].text)]
    if captions:
        return _section(captions[0], None, "figures of an appendix", 0.7)
    text = [index for index in rest if index not in division.asides]
    plain = {index for index in text if division.scores[index] < PLAIN and is_prose(layout, index)}
    for place, index in enumerate(text):
        window = text[place : place + BROKEN_LINES]
        if follows_break(layout, index, division.asides) and plain.issuperset(window[:-1]):
            return _section(index, None, "text after a page break after the references, no heading", 0.7)
    if broken_only:
        return None
    for place, index in enumerate(text):
        window = text[place : place + PLAIN_LINES + 4]
        dense = len(plain.intersection(window)) >= max(PLAIN_LINES, DENSE * len(window))
        if index in plain and dense:
            return _section(index, None, "text after the references, no heading", 0.6)
    return None
