"""From runs to lines: columns, margins' line numbers, running heads, the size of the body text.

The order of lines is the order of the file, which is the order of reading in what typesetting programs write; where
a page's order is plainly not that, its lines are sorted by column and height.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .reading import Page
    from .runs import Run

SAME_LINE = 0.35
JOIN_GAP = 4.0
MIN_LINE_NUMBERS = 5
HEAD_ZONE = 0.14
FOOT_ZONE = 0.87
NUMBER_ZONE = 0.8
WIDE = 0.2
MIN_COLUMN_RUNS = 6
UNORDERED = 0.3
NEAR_SIZE = 0.6
SAME_HEIGHT = 2.0
SET_OFF = 1.15
MOSTLY_BOLD = 0.6
"""Where so much of the text is bold, or its font is named as if it were, that font sets nothing off."""
_HEADING = re.compile(
    r"^[\W\dIVX]*(?:r\s?eferences?|b\s?ibliography|a\s?ppendix|a\s?ppendices|a\s?cknowledge?ments?|l\s?iterature\s\w+|w\s?orks\s\w+)\W*$",
    re.IGNORECASE,
)
"""Headings that may stand at the top of more than one page without being running heads."""
PAGE_NUMBER = re.compile(
    r"^\W*(?:page|p\.|seite)?\s*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|of|von)\s*\d{1,4})?\W*$", re.IGNORECASE
)


@dataclass(slots=True)
class Line:
    """One printed line. `column` is 0 or 1 in two columns, -1 where it spans the page."""

    text: str
    page: int
    x0: float
    x1: float
    base: float
    size: float
    bold: float
    italic: float
    font: str
    mixed_size: bool
    column: int = -1
    gap: float | None = None
    indent: float = 0.0
    room: float = 0.0
    """From where it ends to the right edge of its column, as `indent` is from the left one."""

    @property
    def top(self) -> float:
        return self.base - 0.8 * self.size

    @property
    def bottom(self) -> float:
        return self.base + 0.25 * self.size

    @property
    def bbox(self) -> tuple[float, float, float, float]:
        return (round(self.x0, 1), round(self.top, 1), round(self.x1, 1), round(self.bottom, 1))


@dataclass(slots=True)
class Layout:
    """A document's lines in reading order, without running heads and line numbers."""

    pages: list[Page]
    lines: list[Line] = field(default_factory=list)
    furniture: list[Line] = field(default_factory=list)
    columns: int = 1
    body_size: float = 10.0
    body_font: str = ""
    leading: float = 12.0


def lay_out(pages: list[Page]) -> Layout:
    """Lines of all pages in reading order, with what repeats on every page set apart."""
    layout = Layout(pages)
    kept = _without_line_numbers(pages)
    layout.columns = _columns(pages, kept)
    per_page = [_lines(page, runs, layout.columns) for page, runs in zip(pages, kept, strict=True)]
    per_page = [_ordered(lines, layout.columns) for lines in per_page]
    furniture = _furniture(pages, per_page)
    for lines in per_page:
        body = [line for line in lines if id(line) not in furniture]
        layout.furniture += [line for line in lines if id(line) in furniture]
        _measure_gaps(body)
        layout.lines += body
    _measure_body(layout)
    return layout


def _without_line_numbers(pages: list[Page]) -> list[list[Run]]:
    """Each page's runs without the digits that stand in a column of their own and count upwards: lineno's or a ruler.

    On a page of few lines they are known by the place where they stand on other pages.
    """
    digits = [
        [run for run in page.runs if run.text.isdigit() and len(run.text) <= 4]  # noqa: PLR2004
        for page in pages
    ]
    dropped: set[int] = set()
    places: set[tuple[str, int]] = set()
    for page, runs in zip(pages, digits, strict=True):
        stacks = _stacks(runs)
        for place, stack in stacks.items():
            both = stack + stacks.get((place[0], place[1] + 1), [])
            if _counts_up(both) and not _within_text(both, page):
                dropped.update(id(run) for run in both)
                places.add(place)
    for runs in digits:
        for place, stack in _stacks(runs).items():
            if place in places and len(stack) < MIN_LINE_NUMBERS and _rises(stack):
                dropped.update(id(run) for run in stack)
    return [[run for run in page.runs if id(run) not in dropped] for page in pages]


def _stacks(digits: list[Run]) -> dict[tuple[str, int], list[Run]]:
    """Numbers that stand one above the other, by the edge that they share and where it is."""
    stacks: dict[tuple[str, int], list[Run]] = {}
    for edge in ("x0", "x1"):
        for run in digits:
            stacks.setdefault((edge, round(getattr(run, edge) / 3)), []).append(run)
    return stacks


def _counts_up(stack: list[Run]) -> bool:
    return len(stack) >= MIN_LINE_NUMBERS and _rises(stack)


def _rises(stack: list[Run]) -> bool:
    values = [int(run.text) for run in sorted(stack, key=lambda run: run.base)]
    steps = [after - before for before, after in pairwise(values)]
    rising = sum(1 for step in steps if step in (1, 2, 5, 10))
    return rising >= 0.8 * len(steps)


def _within_text(stack: list[Run], page: Page) -> bool:
    """Whether these numbers stand inside a table or a figure rather than beside the text."""
    left, right = min(run.x0 for run in stack), max(run.x1 for run in stack)
    wide = [run for run in page.runs if run.x1 - run.x0 > WIDE * page.width]
    across = sum(1 for run in wide if run.x0 < left - 1 and run.x1 > right + 1)
    return across > 0.2 * len(wide)


def _columns(pages: list[Page], kept: list[list[Run]]) -> int:
    """Two where most wide runs keep to one half of the page, counted over the document."""
    halves = whole = 0
    for page, runs in zip(pages, kept, strict=True):
        middle, slack = page.width / 2, 0.015 * page.width
        wide = [run for run in runs if run.x1 - run.x0 > WIDE * page.width]
        left = sum(1 for run in wide if run.x1 <= middle + slack)
        right = sum(1 for run in wide if run.x0 >= middle - slack)
        crossing = len(wide) - left - right
        if min(left, right) >= MIN_COLUMN_RUNS and crossing < left + right:
            halves += left + right
        else:
            whole += crossing
    return 2 if halves > whole else 1


def _lines(page: Page, runs: list[Run], columns: int) -> list[Line]:
    lines: list[list[Run]] = []
    for run in _by_place(page, runs, columns) if page.spun else runs:
        if lines and _continues(lines[-1][-1], run, page, columns):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [_line(page, group, columns) for group in lines]


def _by_place(page: Page, runs: list[Run], columns: int) -> list[Run]:
    """The runs of a turned page column by column, line by line, from left to right."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (columns > 1 and run.x0 >= page.width / 2, run.base)):
        last = rows[-1][-1] if rows else None
        if last and 0 <= run.base - last.base <= SAME_LINE * max(run.size, last.size):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [run for row in rows for run in sorted(row, key=lambda run: run.x0)]


def _continues(last: Run, run: Run, page: Page, columns: int) -> bool:
    size = max(last.size, run.size)
    gap = run.x0 - last.x1
    if abs(run.base - last.base) > SAME_LINE * size or not -0.6 * size < gap < JOIN_GAP * size:
        return False
    middle = page.width / 2
    return not (columns > 1 and last.x1 <= middle + size and run.x0 >= middle - size and gap > 0.6 * size)


def _line(page: Page, runs: list[Run], columns: int) -> Line:
    weights = [max(1, len(run.text)) for run in runs]
    main = max(zip(runs, weights, strict=True), key=lambda pair: pair[1])[0]
    total = sum(weights)
    line = Line(
        text=" ".join(run.text for run in runs),
        page=page.number,
        x0=min(run.x0 for run in runs),
        x1=max(run.x1 for run in runs),
        base=main.base,
        size=main.size,
        bold=sum(run.bold * weight for run, weight in zip(runs, weights, strict=True)) / total,
        italic=sum(run.italic * weight for run, weight in zip(runs, weights, strict=True)) / total,
        font=main.font,
        mixed_size=any(run.mixed_size for run in runs) or len({run.size for run in runs}) > 1,
    )
    middle = page.width / 2
    if columns > 1:
        if line.x1 <= middle + line.size:
            line.column = 0
        elif line.x0 >= middle - line.size:
            line.column = 1
    return line


def _ordered(lines: list[Line], columns: int) -> list[Line]:
    """The lines as they came, or by column and height where they plainly jump about."""
    if len(lines) < MIN_COLUMN_RUNS:
        return lines
    jumps = sum(1 for before, after in pairwise(lines) if after.base < before.base - 2 * before.size)
    if jumps <= UNORDERED * len(lines):
        return lines
    if columns == 1:
        return sorted(lines, key=lambda line: (round(line.base), line.x0))
    return sorted(lines, key=lambda line: (max(line.column, 0), round(line.base), line.x0))


def _furniture(pages: list[Page], per_page: list[list[Line]]) -> set[int]:
    """Identities of running heads, page numbers and other lines that stand at one height on many pages."""
    found: set[int] = set()
    for page, lines in zip(pages, per_page, strict=True):
        for line in lines:
            outer = line.base < HEAD_ZONE * page.height or line.base > NUMBER_ZONE * page.height
            if outer and PAGE_NUMBER.match(line.text) and _stands_apart(line, lines):
                found.add(id(line))
    for edge in (0, 1):
        repeated = _repeated(pages, per_page, edge, found)
        found |= repeated | _beside(pages, per_page, edge, repeated)
    return found


def _beside(pages: list[Page], per_page: list[list[Line]], edge: int, repeated: set[int]) -> set[int]:
    """Outermost lines at the height of repeated ones: left and right pages have different heads."""
    heights = {line.base for lines in per_page for line in lines if id(line) in repeated}
    found: set[int] = set()
    for page, lines in zip(pages, per_page, strict=True):
        zone = [line for line in lines if _in_zone(line, page, edge)]
        if not zone:
            continue
        outer = min(line.base for line in zone) if edge == 0 else max(line.base for line in zone)
        if any(abs(outer - height) < SAME_HEIGHT for height in heights):
            found |= {
                id(line)
                for line in zone
                if abs(line.base - outer) < SAME_HEIGHT and not _HEADING.match(line.text)
            }
    return found


def _stands_apart(line: Line, lines: list[Line]) -> bool:
    """No other text beside it, and nothing further out on the page but other furniture-like short lines."""
    if any(other is not line and abs(other.base - line.base) < 2 and len(other.text) > 60 for other in lines):  # noqa: PLR2004
        return False
    others = [other.base for other in lines if other is not line and abs(other.base - line.base) >= 2]  # noqa: PLR2004
    return not others or line.base < min(others) + 2 * line.size or line.base > max(others) - 2 * line.size


def _repeated(pages: list[Page], per_page: list[list[Line]], edge: int, known: set[int]) -> set[int]:
    """Lines whose words (digits aside) come again at the same height on other pages."""
    seen: Counter[tuple[str, int]] = Counter()
    for page, lines in zip(pages, per_page, strict=True):
        seen.update({_mark(line) for line in lines if _in_zone(line, page, edge)})
    found: set[int] = set()
    for page, lines in zip(pages, per_page, strict=True):
        for line in lines:
            if id(line) not in known and _in_zone(line, page, edge):
                words, height = _mark(line)
                times = sum(seen[words, height + step] for step in (-1, 0, 1))
                often = times >= (0.6 if _HEADING.match(line.text) else 0.3) * len(pages)
                frequent = times > 2 and not _HEADING.match(line.text)  # noqa: PLR2004
                if times > 1 and words and (often or frequent) and _set_off(line, lines, edge):
                    found.add(id(line))
    return found


def _set_off(line: Line, lines: list[Line], edge: int) -> bool:
    """Whether a line stands further from the text than the text's lines from each other, as running heads do."""
    heights = sorted({round(other.base) for other in lines})
    inner = [abs(height - line.base) for height in heights if (height > line.base + 2) == (edge == 0)]
    inner = [distance for distance in inner if distance > SAME_HEIGHT]
    steps = [after - before for before, after in pairwise(heights) if after - before > SAME_HEIGHT]
    return not inner or min(inner) > SET_OFF * median(steps)


def _in_zone(line: Line, page: Page, edge: int) -> bool:
    return line.base < HEAD_ZONE * page.height if edge == 0 else line.base > FOOT_ZONE * page.height


def _mark(line: Line) -> tuple[str, int]:
    return re.sub(r"[\d\s]+", "", line.text).lower(), round(line.base / 4)


def _measure_gaps(lines: list[Line]) -> None:
    """For each line the distance to the one above it in its column, None at a column's top."""
    last: dict[int, Line] = {}
    for line in lines:
        above = last.get(line.column)
        if line.column != -1 and -1 in last and (above is None or last[-1].base > above.base):
            above = last[-1]
        if above is not None and line.base - above.base > 0:
            line.gap = line.base - above.base
        last[line.column] = line
        if line.column == -1:
            last[0] = last[1] = line


def _measure_body(layout: Layout) -> None:
    sizes: Counter[float] = Counter()
    fonts: Counter[str] = Counter()
    for line in layout.lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
        fonts[line.font] += len(line.text)
    layout.body_font = fonts.most_common(1)[0][0] if fonts else ""
    if sizes:
        layout.body_size = sizes.most_common(1)[0][0]
    gaps = Counter(
        round(line.gap * 2) / 2
        for line in layout.lines
        if line.gap is not None and abs(line.size - layout.body_size) < NEAR_SIZE and line.gap < 4 * line.size
    )
    if gaps:
        layout.leading = gaps.most_common(1)[0][0]
    if sum(line.bold * len(line.text) for line in layout.lines) > MOSTLY_BOLD * sum(sizes.values()):
        for line in layout.lines:
            line.bold = 0.0 if line.font == layout.body_font else line.bold
    _measure_indents(layout)


def _measure_indents(layout: Layout) -> None:
    """How far each line begins and ends from the edges of its column on its page."""
    lefts: dict[tuple[int, int], float] = {}
    rights: dict[tuple[int, int], float] = {}
    for line in layout.lines:
        key = (line.page, line.column)
        lefts[key] = min(lefts.get(key, line.x0), line.x0)
        rights[key] = max(rights.get(key, line.x1), line.x1)
    for line in layout.lines:
        line.indent = line.x0 - lefts[line.page, line.column]
        line.room = rights[line.page, line.column] - line.x1
