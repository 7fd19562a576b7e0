"""Which lines are running text, and which are captions, tables and footnotes that stand where there was room."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .headings import is_caption

if TYPE_CHECKING:
    from .layout import Layout, Line

_ENDING = re.compile(r"[a-z]{2}[.!?]$")
_SENTENCE_END = re.compile(r"[.!?:;)\]”\"’]$")
_NOTE = re.compile(r"^(?:\d{1,2}\s?|[*∗†‡§¶]\s?)[^\W\d_]\w*")
NOTE_SIZE = 0.93
FOOT = 0.55
FULL_PAGE = 0.78
"""Text that ends higher than this on a page was followed by a page break that somebody asked for."""
TABLE_LINES = 25


def is_prose(layout: Layout, index: int, *, small: bool = False) -> bool:
    """Whether a line is running text: words in the body's size (or a smaller one), wide or ending a sentence."""
    line = layout.lines[index]
    letters = sum(char.isalpha() for char in line.text)
    if letters < 0.55 * len(line.text) or len(line.text.split()) < 3:  # noqa: PLR2004
        return False
    if not small and line.size < 0.87 * layout.body_size:
        return False
    width = layout.pages[line.page - 1].width * (0.34 if layout.columns > 1 and line.column >= 0 else 0.55)
    return line.x1 - line.x0 > 0.8 * width or bool(_SENTENCE_END.search(line.text))


def last_text_line(layout: Layout, end: int) -> int | None:
    """The last line of running text before `end`; captions and what stands in figures don't count."""
    captions = caption_lines(layout, end)
    with_caption = {layout.lines[index].page for index in captions}
    for index in range(end - 1, -1, -1):
        if index in captions:
            continue
        line = layout.lines[index]
        if is_prose(layout, index):
            return index
        full = line.size >= 0.87 * layout.body_size and sum(char.isalnum() for char in line.text) > 2  # noqa: PLR2004
        if full and (line.page not in with_caption or _ENDING.search(line.text)):
            return index
    return end - 1 if end else None


def caption_lines(layout: Layout, end: int) -> set[int]:
    """Lines of captions before `end`: from "Figure 3" to the next wider gap."""
    found: set[int] = set()
    within = False
    for index in range(end):
        line = layout.lines[index]
        if is_caption(line) and (line.gap is None or line.gap > 1.1 * layout.leading or within):
            within = True
        elif within:
            above = layout.lines[index - 1]
            within = (
                line.page == above.page
                and line.gap is not None
                and line.gap <= 1.12 * max(layout.leading, 1.2 * line.size)
                and abs(line.size - above.size) < 0.6  # noqa: PLR2004
            )
        if within:
            found.add(index)
    return found


def aside_lines(layout: Layout) -> set[int]:
    """Lines of captions, of the tables under them, and of footnotes."""
    found = caption_lines(layout, len(layout.lines))
    for index in sorted(found):
        if index + 1 not in found:
            found |= _table_below(layout, index + 1)
    return found | _footnotes(layout)


def _table_below(layout: Layout, start: int) -> set[int]:
    """Rows of a table under its caption: lines that are no prose and don't begin at the edge of their column."""
    rows: set[int] = set()
    for index in range(start, min(start + TABLE_LINES, len(layout.lines))):
        line = layout.lines[index]
        if line.page != layout.lines[start - 1].page or line.indent < 1.5 * line.size:
            break
        if is_prose(layout, index, small=True) or line.bold > 0.9:  # noqa: PLR2004
            break
        rows.add(index)
    return rows


def _footnotes(layout: Layout) -> set[int]:
    """Small lines at the foot of a column, from one that begins with a mark on."""
    found: set[int] = set()
    noting: Line | None = None
    for index, line in enumerate(layout.lines):
        if noting and (line.page, line.column) == (noting.page, noting.column) and line.base > noting.base:
            if abs(line.size - noting.size) < 0.3 and line.gap is not None and line.gap < 1.6 * line.size:  # noqa: PLR2004
                found.add(index)
                continue
            noting = None
        else:
            noting = None
        small = line.size < NOTE_SIZE * layout.body_size
        low = line.base > FOOT * layout.pages[line.page - 1].height
        parted = line.gap is None or line.gap > 1.3 * line.size
        other = index == 0 or abs(layout.lines[index - 1].size - line.size) > 0.3  # noqa: PLR2004
        if small and low and parted and other and _NOTE.match(line.text):
            noting = line
            found.add(index)
    return found


def line_after(layout: Layout, start: int, page: int) -> Line | None:
    """The first line of running text from `start` on that stands after a page."""
    for index in range(start, len(layout.lines)):
        if layout.lines[index].page > page and is_prose(layout, index):
            return layout.lines[index]
    return None


def follows_break(layout: Layout, index: int, asides: set[int]) -> bool:
    """Whether a line opens a page although the one before it had room left: a page break was asked for."""
    line = layout.lines[index]
    above = next((layout.lines[i] for i in range(index - 1, -1, -1) if i not in asides), None)
    if above is None or above.page == line.page:
        return False
    if line.page - above.page > 1:
        return True
    page = layout.pages[above.page - 1]
    last_column = layout.columns - 1 if above.column >= 0 else -1
    if above.column != last_column:
        return True
    return above.base < FULL_PAGE * page.height
