"""Charts as plain geometry, to be drawn as SVG: bars that lie, each under its label, and columns that stand side by side.

A chart is drawn 360 units wide, so that its letters are readable on a phone, where a unit is about a pixel.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

WIDTH = 360
ROW = 36
BAR = 10
PLOT = 120
FOOT = 22
HEAD = 18
GAP = 0.25
LETTER = 6
MOST_LABELS = 12
LONGEST = 52
WIDEST = 44


@dataclass(frozen=True)
class Point:
    """A group with its count; ``part`` is how many of them are in the part that the chart sets apart."""

    label: str
    value: int
    part: int | None = None

    @property
    def share(self) -> int | None:
        """The part in percent of the whole, None where there is none."""
        if self.part is None or not self.value:
            return None
        return round(100 * self.part / self.value)


@dataclass(frozen=True)
class Bar:
    """A drawn bar or column, its text above it or below, and the height or width of its part."""

    label: str
    value: int
    x: float
    y: float
    width: float
    height: float
    part_y: float = 0
    part_width: float = 0
    part_height: float = 0
    middle: float = 0
    show_label: bool = True


@dataclass(frozen=True)
class Chart:
    """What is drawn: ``is_standing`` for columns."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    is_standing: bool

    @property
    def baseline(self) -> int:
        return self.height - FOOT


def lying(points: Sequence[Point]) -> Chart:
    """Return bars from the left, each under the line of its label."""
    most = max((point.value for point in points), default=0) or 1
    bars = []
    for place, point in enumerate(points):
        width = round(WIDTH * point.value / most, 2)
        share = (point.part or 0) / point.value if point.value else 0
        bars.append(
            Bar(
                label=shortened(point.label),
                value=point.value,
                x=0,
                y=place * ROW + 18,
                width=width,
                height=BAR,
                part_y=place * ROW + 18,
                part_width=round(width * share, 2),
                part_height=BAR,
            )
        )
    return Chart(WIDTH, max(len(points) * ROW, ROW), tuple(bars), is_standing=False)


def standing(points: Sequence[Point]) -> Chart:
    """Return columns on a line; as many are labelled as have room, and where there are many the first and the last."""
    most = max((point.value for point in points), default=0) or 1
    step = WIDTH / max(len(points), 1)
    longest = max((len(point.label) for point in points), default=0)
    every = ceil((longest + 1) * LETTER / step)
    labelled = {0, len(points) - 1} if len(points) > MOST_LABELS else set(range(0, len(points), every))
    bars = []
    for place, point in enumerate(points):
        height = round(PLOT * point.value / most, 2)
        width = min(step * (1 - GAP), WIDEST)
        bars.append(
            Bar(
                label=point.label,
                value=point.value,
                x=round(place * step + (step - width) / 2, 2),
                y=round(HEAD + PLOT - height, 2),
                width=round(width, 2),
                height=height,
                middle=round(place * step + step / 2, 2),
                show_label=place in labelled,
            )
        )
    return Chart(WIDTH, HEAD + PLOT + FOOT, tuple(bars), is_standing=True)


def shortened(label: str) -> str:
    """Return a label that fits its line."""
    return label if len(label) <= LONGEST else f"{label[: LONGEST - 1].rstrip()}…"


def merged(points: Sequence[Point], *, least: int, other: str = "Other") -> list[Point]:
    """Return the points with those below ``least`` counted together, so that no small group can be told from another."""
    kept = [point for point in points if point.value >= least]
    small = [point for point in points if 0 < point.value < least]
    if not small:
        return kept
    parts = [point.part for point in small if point.part is not None]
    part = sum(parts) if len(parts) == len(small) else None
    return [*kept, Point(other, sum(point.value for point in small), part)]
