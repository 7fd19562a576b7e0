"""Runs of text: glyphs that follow each other on one baseline, with their accents and the spaces between words."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from itertools import pairwise

WORD_GAP = 0.22
NARROW_GAP = 0.06
RUN_GAP = 0.95
MIXED_GAP = 0.45
UNLIKE = 1.35
"""Type of quite another size after a gap is a thing of its own: a line number beside its line."""
SCRIPT_SHIFT = 0.6
BACKWARD = 0.45
LOOK_BACK = 40
LARGER = 1.12
SPACED_LETTERS = 7
SPACED_SHARE = 0.6
COMBINING = {
    "ˋ": "\u0300",
    "´": "\u0301",
    "ˆ": "\u0302",
    "˜": "\u0303",
    "¯": "\u0304",
    "˘": "\u0306",
    "˙": "\u0307",
    "¨": "\u0308",
    "˚": "\u030a",
    "˝": "\u030b",
    "ˇ": "\u030c",
    "¸": "\u0327",
    "˛": "\u0328",
}
"""Accents that TeX's older fonts print as glyphs of their own, above or below a letter."""
ACCENTS = frozenset(COMBINING)


@dataclass(slots=True)
class Run:
    """Characters that follow each other on one baseline without a wide gap."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: float
    italic: float
    font: str
    mixed_size: bool = False


@dataclass(slots=True)
class GlyphStyle:
    """What the letters of one text object have in common; such an object never leaves its baseline.

    `turn` is by how many quarter turns clockwise the page would have to be turned for them to run to the right.
    """

    size: float
    bold: bool
    italic: bool
    font: str
    base: float
    horizontal: bool
    turn: int = 0


_Glyph = tuple[float, float, GlyphStyle]
"""Left and right edge, and style."""


class RunBuilder:
    """Gathers glyphs into runs; a glyph that steps back, drops or jumps begins the next one."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.glyphs: list[_Glyph] = []
        self.parts: list[str] = []
        self.space = False
        self.guessed_space = False
        self.accents: list[_Glyph] = []

    def add(self, text: str, x0: float, x1: float, style: GlyphStyle) -> None:
        """Takes the next glyph in the order of the file."""
        if text in ACCENTS:
            self._add_accent((x0, x1, style), text)
            return
        parted = False
        if self.glyphs:
            last_x0, last_x1, last = self.glyphs[-1]
            if x0 == last_x0 and x1 == last_x1 and style is last:
                self.parts[-1] += text  # a ligature's later letters come with the box of the first
                return
            gap = x0 - last_x1
            if not _follows(gap, style, last):
                self._close()
            elif self.space or gap > WORD_GAP * style.size:
                parted = True
            elif self.guessed_space:
                parted = gap > NARROW_GAP * style.size
        self.space = self.guessed_space = False
        self.glyphs.append((x0, x1, style))
        self.parts.append(" " + text if parted else text)
        if self.accents:
            self._place_accents()

    def note_space(self, *, sure: bool) -> None:
        """A blank in the file is a space; one that PDFium guessed must show as a gap too."""
        if sure:
            self.space = True
        else:
            self.guessed_space = True

    def _add_accent(self, accent: _Glyph, text: str) -> None:
        """An accent that comes after its letter stands over that letter's width; else it waits for the letter."""
        x0, x1, style = accent
        middle = (x0 + x1) / 2
        for index in range(len(self.glyphs) - 1, max(-1, len(self.glyphs) - LOOK_BACK), -1):
            left, right, letter = self.glyphs[index]
            near = abs(style.base - letter.base) < letter.size
            if near and left - 0.3 <= middle <= right + 0.3 and self.parts[index][-1].isalpha():
                self.parts[index] += COMBINING[text]
                return
        self.accents.append((x0, x1, replace(style, font=text)))

    def _place_accents(self) -> None:
        """Puts accents that came before their letter onto it; they wait for a few glyphs."""
        left, right, _ = self.glyphs[-1]
        waiting = []
        for accent in self.accents:
            if left - 0.8 <= (accent[0] + accent[1]) / 2 <= right + 0.8:
                self.parts[-1] += COMBINING[accent[2].font]
            else:
                waiting.append(accent)
        self.accents = waiting[-3:]

    def _close(self) -> None:
        parts = _unspaced(self.parts, self.glyphs)
        text = unicodedata.normalize("NFC", "".join(parts))
        counts: dict[int, int] = {}
        styles: dict[int, GlyphStyle] = {}
        for _, _, style in self.glyphs:
            key = id(style)
            counts[key] = counts.get(key, 0) + 1
            styles[key] = style
        sizes: dict[float, int] = {}
        for key, style in styles.items():
            sizes[style.size] = sizes.get(style.size, 0) + counts[key]
        size = max(sizes, key=lambda value: (sizes[value], value))
        main = max((key for key in styles if styles[key].size == size), key=counts.__getitem__)
        total = len(self.glyphs)
        self.runs.append(
            Run(
                text=text,
                x0=min(glyph[0] for glyph in self.glyphs),
                x1=max(glyph[1] for glyph in self.glyphs),
                base=styles[main].base,
                size=size,
                bold=sum(counts[key] for key, style in styles.items() if style.bold) / total,
                italic=sum(counts[key] for key, style in styles.items() if style.italic) / total,
                font=styles[main].font,
                mixed_size=max(sizes) > size * LARGER,
            )
        )
        self.glyphs, self.parts = [], []

    def finish(self) -> list[Run]:
        """The runs, when the page has no more glyphs."""
        if self.glyphs:
            self._close()
        return self.runs


def _unspaced(parts: list[str], glyphs: list[_Glyph]) -> list[str]:
    """Letter-spaced words put together: where nearly every letter stands apart, only wider gaps part words."""
    apart = sum(part.startswith(" ") for part in parts)
    if len(parts) < SPACED_LETTERS or apart < SPACED_SHARE * len(parts):
        return parts
    gaps = [after[0] - before[1] for before, after in pairwise(glyphs)]
    usual = sorted(gaps)[len(gaps) // 2]
    wide = [gap > 1.5 * usual + NARROW_GAP * glyph[2].size for gap, glyph in zip(gaps, glyphs, strict=False)]
    return parts[:1] + [
        " " + part.lstrip() if parted else part.lstrip() for part, parted in zip(parts[1:], wide, strict=True)
    ]


def _follows(gap: float, style: GlyphStyle, last: GlyphStyle) -> bool:
    """Whether a glyph goes on where the last one ended: on its line, not far back, not far on."""
    if style is last:
        return -BACKWARD * style.size < gap <= RUN_GAP * style.size
    large, small = (style.size, last.size) if style.size > last.size else (last.size, style.size)
    if abs(style.base - last.base) > SCRIPT_SHIFT * large:
        return False
    room = MIXED_GAP if large > UNLIKE * small else RUN_GAP
    return -BACKWARD * large < gap <= room * large
