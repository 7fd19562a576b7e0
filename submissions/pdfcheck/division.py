"""The parts of a paper, as records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .headings import Heading
from .vocabulary import Part

if TYPE_CHECKING:
    from .layout import Layout
    from .report import Doubt

APART = frozenset({Part.ACKNOWLEDGEMENTS, Part.IMPACT, Part.STATEMENT, Part.CHECKLIST})
"""Parts that stand beside the main text wherever they come."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the paper: lines `start` to `end` (exclusive). `heading` is None where it has none."""

    part: Part
    start: int
    end: int
    heading: Heading | None
    reason: str
    confidence: float


@dataclass(slots=True)
class Division:
    """The parts of a paper in reading order, with the range in which the main text's last page may lie.

    `scores` say line by line how much it looks like a list of references; `asides` are the lines of floats and
    footnotes, which stand where there was room for them.
    """

    layout: Layout
    headings: list[Heading]
    scores: list[float]
    asides: set[int] = field(default_factory=set)
    sections: list[Section] = field(default_factory=list)
    last_line: int | None = None
    earliest_page: int = 0
    latest_page: int = 0
    doubts: list[Doubt] = field(default_factory=list)

    def first(self, part: Part) -> Section | None:
        return next((section for section in self.sections if section.part is part), None)

    @property
    def main_page(self) -> int:
        return self.layout.lines[self.last_line].page if self.last_line is not None else 0
