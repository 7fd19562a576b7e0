"""Measures of the typesetting: paper, columns, text size, line spacing, margins, fonts."""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import TYPE_CHECKING

from .report import Format

if TYPE_CHECKING:
    from .layout import Layout, Line
    from .reading import Page
    from .sections import Division

SIZES = {
    "letter": (612.0, 792.0),
    "a4": (595.3, 841.9),
    "a5": (419.5, 595.3),
    "b5": (498.9, 708.7),
    "legal": (612.0, 1008.0),
}
SLACK = 4.0
SMALL = 0.93


def page_size(pages: list[Page]) -> str:
    """The paper that most pages have: letter, a4, a5, b5, legal or other."""
    named = Counter(_size_name(page) for page in pages if page.width)
    return named.most_common(1)[0][0] if named else "other"


def _size_name(page: Page) -> str:
    short, long = sorted((page.width, page.height))
    for name, (width, height) in SIZES.items():
        if abs(short - width) < SLACK and abs(long - height) < SLACK:
            return name
    return "other"


def measure(division: Division) -> Format | None:
    """The measures of a paper's main text, None where there is no text."""
    layout = division.layout
    end = (division.last_line or 0) + 1
    lines = [line for line in layout.lines[:end] if len(line.text) > 20]  # noqa: PLR2004 - no labels, no numbers
    if not lines:
        return None
    page = layout.pages[0]
    usual = page_size(layout.pages)
    sizes = [line.size for line in lines for _ in range(len(line.text) // 10)]
    text_size = median(sizes)
    small = sum(len(line.text) for line in lines if line.size < SMALL * text_size)
    left, right, top, bottom = _margins(layout, lines)
    return Format(
        width=round(page.width, 1),
        height=round(page.height, 1),
        columns=layout.columns,
        text_size=round(text_size, 1),
        small_share=round(small / sum(len(line.text) for line in lines), 3),
        line_spacing=round(_line_spacing(lines, text_size), 2),
        margin_left=left,
        margin_right=right,
        margin_top=top,
        margin_bottom=bottom,
        fonts_not_embedded=tuple(sorted(set().union(*(p.bare_fonts for p in layout.pages)))),
        odd_sized_pages=tuple(p.number for p in layout.pages if _size_name(p) != usual),
    )


def _line_spacing(lines: list[Line], size: float) -> float:
    gaps = [line.gap for line in lines if line.gap and abs(line.size - size) < SMALL and line.gap < 3 * size]
    return median(gaps) if gaps else 0.0


def _margins(layout: Layout, lines: list[Line]) -> tuple[float, float, float, float]:
    """The median over pages of the white around the text, running heads left out."""
    edges: list[tuple[float, float, float, float]] = []
    for page in layout.pages:
        here = [line for line in lines if line.page == page.number]
        if here:
            edges.append(
                (
                    min(line.x0 for line in here),
                    page.width - max(line.x1 for line in here),
                    min(line.top for line in here),
                    page.height - max(line.bottom for line in here),
                )
            )
    left, right, top, bottom = (round(median(values), 1) for values in zip(*edges, strict=True))
    return left, right, top, bottom
