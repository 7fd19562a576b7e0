"""Why the end of the main text may lie on another page than the one found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .division import APART
from .headings import is_caption
from .prose import last_text_line
from .report import Doubt
from .vocabulary import Part

if TYPE_CHECKING:
    from .division import Division, Section

CONFIDENT = 0.7
COVER_WORDS = 130


def weigh(division: Division, references: Section | None, main_end: int) -> None:
    """Sets the range of pages in which the main text may end, with a doubt for each reason to widen it."""
    layout, page = division.layout, division.main_page
    division.earliest_page = division.latest_page = page
    last = layout.lines[-1].page if layout.lines else 0
    if references is None:
        _doubt_missing_references(division, last)
    elif references.confidence < 0.7 and references.start == main_end:  # noqa: PLR2004
        division.latest_page = max(page, layout.lines[references.end - 1].page)
        division.doubts.append(Doubt("The list of references was recognised by weak signs.", page))
    for section in division.sections:
        if (
            section.end <= (references.start if references else len(layout.lines))
            and section.confidence < CONFIDENT
        ):
            division.latest_page = max(division.latest_page, layout.lines[section.end - 1].page)
            words = section.heading.text if section.heading else "A part without heading"
            division.doubts.append(Doubt(f"“{words}” may be part of the main text.", division.latest_page))
    _doubt_numbered(division, main_end)
    _doubt_floats(division, main_end)
    _doubt_cover(division)
    _doubt_pictures(division)


def _doubt_numbered(division: Division, main_end: int) -> None:
    """A last section that is numbered like the main text but speaks of impact, ethics or limitations."""
    before = [
        h for h in division.headings if h.index < main_end and not h.run_in and h.part is not Part.OTHER
    ]
    ambiguous = None
    for heading in reversed(before):
        if heading.part not in APART:
            break
        ambiguous = heading
    line = last_text_line(division.layout, ambiguous.index) if ambiguous else None
    if ambiguous and line is not None and division.layout.lines[line].page < division.earliest_page:
        division.earliest_page = division.layout.lines[line].page
        division.doubts.append(Doubt(f"“{ambiguous.text}” was counted as main text.", division.main_page))


def _doubt_missing_references(division: Division, last: int) -> None:
    division.latest_page = max(division.latest_page, last)
    division.earliest_page = min(division.earliest_page, 1)
    division.doubts.append(Doubt("No references were found, so the end of the main text is a guess."))


def _doubt_floats(division: Division, main_end: int) -> None:
    """Figures or tables of the main text on pages after its last line."""
    pages = {line.page for line in division.layout.lines[:main_end] if is_caption(line)}
    beyond = [page for page in pages if page > division.main_page]
    if beyond:
        division.latest_page = max(division.latest_page, *beyond)
        division.doubts.append(
            Doubt("Figures or tables of the main text come after its last line.", max(beyond))
        )


def _doubt_cover(division: Division) -> None:
    """A first page of few words before the paper proper."""
    first = [line for line in division.layout.lines if line.page == 1]
    words = sum(len(line.text.split()) for line in first)
    opened = any(
        h.part in {Part.ABSTRACT, Part.MAIN} and h.numbered in {"", "1", "I"}
        for h in division.headings
        if division.layout.lines[h.index].page == 1
    )
    if division.main_page > 1 and words < COVER_WORDS and not opened:
        division.earliest_page = min(division.earliest_page, division.main_page - 1)
        division.doubts.append(Doubt("The first page looks like a cover sheet; it was counted.", 1))


def _doubt_pictures(division: Division) -> None:
    """Pages whose text can't be read, because they are pictures, where the verdict may hang on them."""
    for page in division.layout.pages:
        area = page.width * page.height
        if page.characters < 50 and area and page.picture_area > 0.5 * area:  # noqa: PLR2004
            division.latest_page = max(division.latest_page, page.number)
            division.doubts.append(Doubt("A page is a picture whose text can't be read.", page.number))
