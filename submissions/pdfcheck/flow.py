"""A paper's text as one string, folded to ASCII, from which every place leads back to its page and line."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .names import fold

if TYPE_CHECKING:
    from .division import Division
    from .layout import Layout, Line
    from .report import BBox

REACH = 400
_ABBREVIATIONS = [
    "al.",
    "e.g.",
    "i.e.",
    "cf.",
    "Prof.",
    "Dr.",
    "Mr.",
    "Ms.",
    "Mrs.",
    "Fig.",
    "Figs.",
    "Eq.",
    "Eqs.",
    "Sec.",
    "Secs.",
    "Tab.",
    "Alg.",
    "Thm.",
    "App.",
    "Ref.",
    "Refs.",
    "Univ.",
    "Dept.",
    "No.",
    "no.",
    "St.",
    "vs.",
    "approx.",
    "ca.",
    "p.",
    "pp.",
    "vol.",
    "Vol.",
]
_BREAK = re.compile(
    "".join(rf"(?<!\b{re.escape(word)})" for word in _ABBREVIATIONS)
    + r"(?<!\b[A-Z]\.)(?<=[.!?])\s+(?=[A-Z\d])"
)


@dataclass(slots=True)
class Flow:
    """`text` holds the lines' folded text, "\\n" between lines; words broken by a hyphen are put together."""

    lines: list[Line]
    indexes: list[int]
    text: str = ""
    starts: list[int] = field(default_factory=list)

    def at(self, offset: int) -> int:
        """The index (in this flow) of the line at an offset."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def line(self, offset: int) -> Line:
        return self.lines[self.at(offset)]

    def box(self, start: int, end: int) -> tuple[int, BBox]:
        """Page and bounding box of a stretch: the part of its first line that it covers, by share of letters."""
        index = self.at(start)
        line = self.lines[index]
        begin = self.starts[index]
        length = max(1, (self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text)) - begin)
        width = line.x1 - line.x0
        left = line.x0 + width * min(1.0, (start - begin) / length)
        right = line.x0 + width * min(1.0, (min(end, begin + length) - begin) / length)
        return line.page, (
            round(left, 1),
            round(line.top, 1),
            round(max(right, left + 4), 1),
            round(line.bottom, 1),
        )

    def around(self, start: int, end: int) -> str:
        """The lines that a stretch touches, as printed, in one line for people to read."""
        lines = self.lines[self.at(start) : self.at(max(start, end - 1)) + 1]
        return " ".join(line.text for line in lines)[:300]

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The offsets of the sentence around a stretch, at most 400 characters to each side."""
        first = max(0, start - REACH)
        begin = first
        for match in _BREAK.finditer(self.text, first, start):
            begin = match.end()
        tail = _BREAK.search(self.text, end, min(len(self.text), end + REACH))
        return begin, tail.start() if tail else min(len(self.text), end + REACH)


def flow_of(layout: Layout, indexes: list[int]) -> Flow:
    """The flow of some of a layout's lines."""
    flow = Flow([layout.lines[index] for index in indexes], indexes)
    parts: list[str] = []
    offset = 0
    for line, following in zip(flow.lines, [*flow.lines[1:], None], strict=False):
        text = fold(line.text)
        broken = text.endswith("-") and following is not None and following.text[:1].islower()
        piece = text[:-1] if broken else text + "\n"
        flow.starts.append(offset)
        parts.append(piece)
        offset += len(piece)
    flow.text = "".join(parts)
    return flow


def whole_flow(division: Division) -> Flow:
    """The flow of all lines of a paper."""
    return flow_of(division.layout, list(range(len(division.layout.lines))))
