"""Divides a paper: where the main text ends, where references, appendix and statements begin, and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import bibliography as bib
from .appendix import find_appendix
from .division import APART, Division, Section
from .doubts import weigh
from .headings import Heading, find_headings, section_style, stands_apart, style_of
from .prose import aside_lines, last_text_line
from .references import find_references
from .vocabulary import Part

if TYPE_CHECKING:
    from .layout import Layout


def divide(layout: Layout) -> Division:
    """Finds the parts of a paper and the last line of its main text."""
    headings = find_headings(layout)
    asides = aside_lines(layout)
    division = Division(layout, headings, bib.scores(layout, asides), asides)
    styles = section_style(layout, headings)
    references = find_references(division)
    appendix = find_appendix(division, styles, references)
    boundary = min((s.start for s in (references, appendix) if s), default=len(layout.lines))
    apart = _apart_before(headings, styles, layout, boundary)
    starts = [*apart, *(s for s in (references, appendix) if s)]
    starts += _apart_after(headings, boundary, references, appendix)
    division.sections = _in_order(starts, len(layout.lines))
    main_end = division.sections[0].start if division.sections else len(layout.lines)
    division.last_line = last_text_line(layout, main_end)
    weigh(division, references, main_end)
    return division


def _apart_before(
    headings: list[Heading], styles: set[tuple[str, float]], layout: Layout, boundary: int
) -> list[Section]:
    """Statements after the last main section and before the references or the appendix."""
    before = [heading for heading in headings if heading.index < boundary]
    numbered = sum(1 for h in before if h.numbered and h.part is Part.MAIN and not h.run_in) > 1
    last_main = -1
    for heading in before:
        if _is_main(heading, numbered, styles, layout):
            last_main = heading.index
    sections = []
    for heading in before:
        if heading.index > last_main and heading.part in APART:
            sure = 0.95 if numbered or stands_apart(heading) else 0.7
            sections.append(Section(heading.part, heading.index, heading.index, heading, "heading", sure))
    return sections


def _is_main(heading: Heading, numbered: bool, styles: set[tuple[str, float]], layout: Layout) -> bool:
    if heading.run_in or heading.part is Part.ABSTRACT:
        return False
    if heading.part in APART:
        return bool(heading.numbered) and numbered and not stands_apart(heading)
    if heading.part is Part.MAIN and (heading.numbered or not numbered):
        return True
    in_style = style_of(layout.lines[heading.index]) in styles
    return heading.part in {Part.MAIN, Part.OTHER} and in_style and not numbered


def _apart_after(
    headings: list[Heading], boundary: int, references: Section | None, appendix: Section | None
) -> list[Section]:
    """Statements, checklists and further lists of references behind the first boundary."""
    taken = {s.start for s in (references, appendix) if s}
    sections = []
    for heading in headings:
        if heading.index <= boundary or heading.index in taken:
            continue
        within_list = references and references.start < heading.index < references.end - 2
        if heading.part in APART and not within_list:
            sections.append(Section(heading.part, heading.index, heading.index, heading, "heading", 0.9))
    return sections


def _in_order(starts: list[Section], total: int) -> list[Section]:
    """Each part runs to the beginning of the next."""
    ordered = sorted(starts, key=lambda section: section.start)
    ends = [section.start for section in ordered[1:]] + [total]
    return [
        Section(s.part, s.start, end, s.heading, s.reason, s.confidence)
        for s, end in zip(ordered, ends, strict=False)
    ]
