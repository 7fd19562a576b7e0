"""Drawings for the demo's papers: small SVG charts and maps, the same for the same random source.

Shapes that look alike are one path: every element has its price where the paper is set.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

WIDTH: Final = 320
HEIGHT: Final = 170
_INK: Final = "#333333"
_PALETTES: Final = (
    ("#2f6f8f", "#d08a3c", "#6d8f4e", "#8f4a5c"),
    ("#37598c", "#b5533c", "#7d7d3a", "#5f8c86"),
    ("#4b6b3c", "#c2a04a", "#3f6e8a", "#9a5a3c"),
)
_SERIES: Final = ("baseline", "random split", "shared encoder", "full model")


def _svg(body: list[str], width: int = WIDTH, height: int = HEIGHT) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'font-family="DejaVu Sans" font-size="8">{"".join(body)}</svg>'
    )


def _text(x: float, y: float, text: str, anchor: str = "middle") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{_INK}">{text}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, colour: str = _INK, width: float = 0.7) -> str:
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
        f'stroke="{colour}" stroke-width="{width}"/>'
    )


def _points(places: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in places)


def _dots(places: Iterable[tuple[float, float]], colour: str, radius: float) -> str:
    """Filled circles: short lines with round ends."""
    path = "".join(f"M{x - 0.1:.1f} {y:.1f}h.2" for x, y in places)
    return f'<path d="{path}" stroke="{colour}" stroke-width="{2 * radius:.1f}" stroke-linecap="round"/>'


def _rings(places: Iterable[tuple[float, float]], radius: float, width: float) -> str:
    """White circles with a dark edge."""
    held = list(places)
    return _dots(held, _INK, radius + width / 2) + _dots(held, "#ffffff", radius - width / 2)


def _boxes(corners: Iterable[tuple[float, float, float, float]], colour: str, edge: str = "") -> str:
    """Filled rectangles, each of left, top, width and height."""
    path = "".join(
        f"M{x:.1f} {y:.1f}h{width:.1f}v{height:.1f}h{-width:.1f}z" for x, y, width, height in corners
    )
    return f'<path d="{path}" fill="{colour}"{edge}/>'


def _axes(x_label: str, y_label: str, x_ticks: list[str]) -> list[str]:
    left, right, top, bottom = 38, WIDTH - 84, 10, HEIGHT - 30
    step = (right - left) / (len(x_ticks) - 1)
    parts = [_text(left + index * step, bottom + 12, tick) for index, tick in enumerate(x_ticks)]
    lines = f"M{left} {top}V{bottom}H{right}"
    for tenth in range(0, 11, 2):
        y = bottom - (bottom - top) * tenth / 10
        lines += f"M{left} {y:.1f}h-3"
        parts.append(_text(left - 6, y + 3, f"{tenth / 10:.1f}", "end"))
    parts.append(f'<path d="{lines}" fill="none" stroke="{_INK}" stroke-width="0.7"/>')
    parts.append(_text((left + right) / 2, HEIGHT - 5, x_label))
    parts.append(
        f'<text x="10" y="{(top + bottom) / 2}" text-anchor="middle" fill="{_INK}" '
        f'transform="rotate(-90 10 {(top + bottom) / 2})">{y_label}</text>'
    )
    return parts


def line_chart(rng: Random) -> str:
    """Error of four variants against the share of labels kept."""
    left, right, top, bottom = 38, WIDTH - 84, 10, HEIGHT - 30
    ticks = ["5", "10", "20", "40", "60", "80", "100"]
    parts = _axes("share of labels (%)", "error", ticks)
    for index, (name, colour) in enumerate(zip(_SERIES, rng.choice(_PALETTES), strict=True)):
        start, floor = rng.uniform(0.72, 0.95) - 0.06 * index, rng.uniform(0.3, 0.42) - 0.05 * index
        points = []
        for step in range(len(ticks)):
            value = floor + (start - floor) * math.exp(-0.55 * step) + rng.uniform(-0.012, 0.012)
            x = left + (right - left) * step / (len(ticks) - 1)
            points.append((x, bottom - (bottom - top) * value))
        parts.append(
            f'<polyline points="{_points(points)}" fill="none" stroke="{colour}" stroke-width="1.4"/>'
        )
        parts.append(_dots(points, colour, 1.9))
        parts.append(_line(right + 8, 20 + 14 * index, right + 18, 20 + 14 * index, colour, 1.6))
        parts.append(_text(right + 21, 23 + 14 * index, name, "start"))
    return _svg(parts)


def season_chart(rng: Random) -> str:
    """Observations through a year, with gaps, and a fitted curve inside its interval."""
    left, right, top, bottom = 38, WIDTH - 84, 10, HEIGHT - 30
    parts = _axes("month", "value", ["J", "M", "M", "J", "S", "N", "D"])
    colour = rng.choice(_PALETTES)[0]
    peak, width, base = rng.uniform(0.45, 0.65), rng.uniform(0.14, 0.22), rng.uniform(0.15, 0.25)

    def level(share: float) -> float:
        return base + 0.55 * math.exp(-(((share - peak) / width) ** 2))

    def place(share: float, value: float) -> tuple[float, float]:
        return left + (right - left) * share, bottom - (bottom - top) * value

    shares = [step / 40 for step in range(41)]
    band = [place(t, level(t) + 0.07) for t in shares] + [place(t, level(t) - 0.07) for t in reversed(shares)]
    parts.append(f'<polygon points="{_points(band)}" fill="{colour}" fill-opacity="0.18"/>')
    curve = _points(place(t, level(t)) for t in shares)
    parts.append(f'<polyline points="{curve}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
    seen = [(share, level(share) + rng.gauss(0, 0.045)) for share in (rng.random() for _ in range(34))]
    parts.append(_rings((place(share, value) for share, value in seen), 1.7, 0.7))
    parts += [_text(right + 8, 23, "○ observed", "start"), _text(right + 8, 37, "— estimated", "start")]
    return _svg(parts)


def bar_chart(rng: Random) -> str:
    """Scores of four variants by catchment."""
    left, right, top, bottom = 38, WIDTH - 84, 10, HEIGHT - 30
    parts = [_line(left, top, left, bottom), _line(left, bottom, right, bottom)]
    group = (right - left) / 5
    parts += [_text(left + (place + 0.5) * group, bottom + 12, name) for place, name in enumerate("ABCDE")]
    for index, (name, colour) in enumerate(zip(_SERIES, rng.choice(_PALETTES), strict=True)):
        bars: list[tuple[float, float, float, float]] = [(right + 8, 14 + 14 * index, 9, 9)]
        for catchment in range(5):
            height = (bottom - top) * min(0.97, rng.uniform(0.42, 0.62) + 0.07 * index)
            x = left + 5 + catchment * group + index * (group - 10) / 4
            bars.append((x, bottom - height, (group - 14) / 4, height))
        parts += [_boxes(bars, colour), _text(right + 21, 22 + 14 * index, name, "start")]
    parts.append(_text((left + right) / 2, HEIGHT - 5, "catchment"))
    return _svg(parts)


def land_map(rng: Random) -> str:
    """A made-up landscape: cells of land cover, a river, sample sites, scale bar and north arrow."""
    palette = rng.choice(
        (
            ("#d9c98b", "#9fb56e", "#6f9a6b", "#c7a36b", "#b9cf9a"),
            ("#e2d3a0", "#b8a46a", "#8fae7a", "#5f8f72", "#cfc08a"),
        )
    )
    size, columns, rows = 13, 19, 11
    phase = [rng.uniform(0, 6.28) for _ in range(4)]
    cells: dict[str, list[tuple[float, float, float, float]]] = {colour: [] for colour in palette}
    for row in range(rows):
        for column in range(columns):
            wave = math.sin(column / 2.7 + phase[0]) + math.sin(row / 1.9 + phase[1])
            wave += math.sin((row + column) / 3.1 + phase[2]) + rng.uniform(-0.5, 0.5)
            colour = palette[min(4, max(0, int((wave + 3) / 6 * 5)))]
            cells[colour].append((4 + column * size, 6 + row * size, size, size))
    edge = ' stroke="#ffffff" stroke-width="0.4"'
    parts = [_boxes(corners, colour, edge) for colour, corners in cells.items()]
    middle = 6 + rows * size / 2
    river = " ".join(
        f"{4 + x},{middle + 26 * math.sin(x / 46 + phase[3]) + rng.uniform(-3, 3):.1f}"
        for x in range(0, columns * size + 1, 8)
    )
    parts.append(f'<polyline points="{river}" fill="none" stroke="#3d7fa6" stroke-width="2.6"/>')
    right = 4 + columns * size
    sites = [(10 + rng.random() * (right - 16), 12 + rng.random() * (rows * size - 12)) for _ in range(16)]
    parts.append(_rings([*sites, (right + 14, 66)], 2.2, 1))
    parts += [f'<path d="M{right + 20} 34 l6 -20 l6 20 l-6 -5 z" fill="{_INK}"/>', _text(right + 26, 46, "N")]
    parts += [_line(right + 10, 130, right + 50, 130, width=2), _text(right + 30, 142, "10 km")]
    parts += [_text(right + 20, 69, "site", "start")]
    return _svg(parts, height=155)
