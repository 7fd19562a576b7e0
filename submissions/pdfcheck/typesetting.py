"""Measures of the typesetting: paper, columns, text size, line spacing, margins, fonts."""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import TYPE_CHECKING

from .papersizes import size_name
from .prose import caption_lines, is_prose
from .report import Format, PageFormat, Passage
from .vocabulary import Part

if TYPE_CHECKING:
    from .division import Division
    from .layout import Layout, Line
    from .reading import Page

SMALL = 0.95
NEAR_SIZE = 0.5
LETTERS = 20
"""A line with fewer characters is a label or a number rather than text."""
PASSAGE_LINES = 4
FULL_PAGE = 12
EDGE_SHARE = 0.15
FOOT = 0.75


def page_size(pages: list[Page]) -> str:
    """The paper that most pages have: letter, a4, a5, b5, legal or other."""
    named = Counter(size_name(page.width, page.height) for page in pages if page.width)
    return named.most_common(1)[0][0] if named else "other"


def measure(division: Division) -> Format | None:
    """The measures of a paper's main text, None where there is no text."""
    layout = division.layout
    end = (division.last_line or 0) + 1
    lines = [line for line in layout.lines[:end] if len(line.text) > LETTERS]
    if not lines:
        return None
    text_size = _usual_size(lines)
    per_page = tuple(_page_format(layout, page, lines) for page in layout.pages)
    measured = tuple(page for page in per_page if page is not None)
    passages, small = _small_passages(division, end, text_size)
    usual, first = page_size(layout.pages), layout.pages[0]
    left, right, top, bottom = (
        round(median(values), 1)
        for values in zip(*((p.left, p.right, p.top, p.bottom) for p in measured), strict=True)
    )
    return Format(
        width=round(first.width, 1),
        height=round(first.height, 1),
        columns=layout.columns,
        text_size=round(text_size, 1),
        small_share=round(small / sum(len(line.text) for line in lines), 3),
        line_spacing=round(_line_spacing(lines, text_size), 2),
        margin_left=left,
        margin_right=right,
        margin_top=top,
        margin_bottom=bottom,
        fonts_not_embedded=tuple(sorted(set().union(*(p.bare_fonts for p in layout.pages)))),
        odd_sized_pages=tuple(p.number for p in layout.pages if size_name(p.width, p.height) != usual),
        text_width=round(max(p.text_width for p in measured), 1),
        text_height=round(max(p.text_height for p in measured), 1),
        small_passages=passages,
        pages=measured,
    )


def _usual_size(lines: list[Line]) -> float:
    return median(line.size for line in lines for _ in range(len(line.text) // 10))


def _line_spacing(lines: list[Line], size: float) -> float:
    gaps = [
        line.gap for line in lines if line.gap and abs(line.size - size) < NEAR_SIZE and line.gap < 3 * size
    ]
    return median(gaps) if gaps else 0.0


def _page_format(layout: Layout, page: Page, lines: list[Line]) -> PageFormat | None:
    """One page's measures; its edges are where more than a few lines begin and end, so that one that sticks out is none."""
    here = [line for line in lines if line.page == page.number]
    if not here:
        return None
    size = _usual_size(here)
    left = _edge(sorted(line.x0 for line in here))
    right = _edge(sorted((line.x1 for line in here), reverse=True))
    full = len(here) >= FULL_PAGE
    return PageFormat(
        number=page.number,
        width=round(page.width, 1),
        height=round(page.height, 1),
        left=round(left, 1),
        right=round(page.width - right, 1),
        top=round(min(line.top for line in here), 1),
        bottom=round(page.height - max(line.bottom for line in here), 1),
        text_size=round(size, 1),
        line_spacing=round(_line_spacing(here, size), 2) if full else 0.0,
    )


def _edge(values: list[float]) -> float:
    return values[int(min(EDGE_SHARE * len(values), 6))]


def _small_passages(division: Division, end: int, text_size: float) -> tuple[tuple[Passage, ...], int]:
    """Stretches of running text in small type, and how many characters they have.

    Captions, the abstract, footnotes, headings, tables and formulas may be small in any style.
    """
    layout = division.layout
    captions = caption_lines(layout, end)
    opening = next((h.index for h in division.headings if h.part is Part.MAIN), 0)
    passages, letters = [], 0
    for stretch in _stretches(layout, range(opening, end), captions, SMALL * text_size):
        lines = [layout.lines[index] for index in stretch]
        if len(lines) < PASSAGE_LINES or _is_footnote(layout, stretch):
            continue
        letters += sum(len(line.text) for line in lines)
        passages.append(_passage(lines))
    return tuple(passages[:20]), letters


def _stretches(layout: Layout, indexes: range, captions: set[int], limit: float) -> list[list[int]]:
    found: list[list[int]] = []
    for index in indexes:
        line = layout.lines[index]
        if index in captions or line.size >= limit or not is_prose(layout, index, small=True):
            continue
        joined = found and found[-1][-1] == index - 1 and layout.lines[index - 1].page == line.page
        if joined:
            found[-1].append(index)
        else:
            found.append([index])
    return found


def _is_footnote(layout: Layout, stretch: list[int]) -> bool:
    """Whether small lines stand at the foot of their column, with no text below them."""
    last = layout.lines[stretch[-1]]
    page = layout.pages[last.page - 1]
    below = any(
        line.page == last.page and line.column == last.column and line.base > last.base + 1
        for line in layout.lines
    )
    return not below and last.base > FOOT * page.height


def _passage(lines: list[Line]) -> Passage:
    box = (
        round(min(line.x0 for line in lines), 1),
        round(min(line.top for line in lines), 1),
        round(max(line.x1 for line in lines), 1),
        round(max(line.bottom for line in lines), 1),
    )
    return Passage(lines[0].page, round(median(line.size for line in lines), 1), box, lines[0].text[:160])
