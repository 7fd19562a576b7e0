"""The picture that goes with a link to a page: title, authors, workshop, drawn in the workshop's colour.

Letters come from the fonts of the site, each from the first font that has it; what is drawn is kept under its content.
"""

from __future__ import annotations

import hashlib
import io
import re
from bisect import bisect_right
from dataclasses import astuple, dataclass
from functools import cache as kept_for_good
from functools import partial
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.cache import cache
from PIL import Image, ImageColor, ImageDraw, ImageFont

SIZE = (1200, 630)
MARGIN = 84
BAR = 18
INK, FAINT, PAPER = "#17191c", "#5b6068", "#fdfdfc"
FONTS = tuple(f"vendor/fonts/source-serif-4-{part}.woff2" for part in ("latin", "latin-ext", "vietnamese"))
TITLE_SIZES = (68, 60, 52, 46, 40)
MOST_LINES = 4
TIGHTER = 20
NARROWER = (0.92, 0.84, 0.76, 0.68, 0.6)
LINE_HEIGHT = 1.22
DESIGN = 2  # raised when cards are drawn another way
KEPT = 30 * 24 * 3600
FORMULA_SIGNS = re.compile(r"\$([^$]+)\$")


@dataclass(frozen=True)
class Card:
    """What stands on a picture."""

    title: str
    below: str
    foot: str
    accent: str


def picture(card: Card) -> bytes:
    """Return a PNG of 1200 by 630 pixels; the same card is drawn once."""
    content = "\n".join((str(DESIGN), *astuple(card)))
    key = f"card:{hashlib.blake2b(content.encode(), digest_size=16).hexdigest()}"
    found: bytes | None = cache.get(key)
    if found is None:
        found = draw(card)
        cache.set(key, found, KEPT)
    return found


def draw(card: Card) -> bytes:
    """Return a card as PNG: the title as large as four lines allow, cut with an ellipsis where even that is too little."""
    image = Image.new("RGB", SIZE, PAPER)
    canvas = ImageDraw.Draw(image)
    canvas.rectangle((0, 0, SIZE[0], BAR), fill=ImageColor.getrgb(card.accent))
    room = SIZE[0] - 2 * MARGIN
    size, lines = _fitted(FORMULA_SIGNS.sub(r"\1", " ".join(card.title.split())), room)
    top = float(MARGIN + BAR - (TIGHTER if len(lines) == MOST_LINES else 0))
    for line in lines:
        _write(canvas, (MARGIN, top), line, size, INK, weight=600)
        top += size * LINE_HEIGHT
    top += 22
    for line in _cut(_broken(card.below, 32, 400, room), 2, 32, 400, room):
        _write(canvas, (MARGIN, top), line, 32, FAINT, weight=400)
        top += 32 * LINE_HEIGHT
    foot = _cut(_broken(card.foot, 30, 500, room), 1, 30, 500, room)
    for line in foot:
        _write(canvas, (MARGIN, SIZE[1] - MARGIN - 12), line, 30, INK, weight=500)
    canvas.line(
        (MARGIN, SIZE[1] - MARGIN - 34, SIZE[0] - MARGIN, SIZE[1] - MARGIN - 34), fill="#d9dad6", width=2
    )
    out = io.BytesIO()
    image.convert("P", palette=Image.Palette.ADAPTIVE, colors=64).save(out, "PNG", optimize=True)
    return out.getvalue()


def _fitted(text: str, room: float) -> tuple[int, list[str]]:
    for size in TITLE_SIZES:
        lines = _broken(text, size, 600, room)
        if len(lines) <= MOST_LINES:
            return size, _even(text, size, room, lines)
    return size, _cut(lines, MOST_LINES, size, 600, room)


def _even(text: str, size: int, room: float, lines: list[str]) -> list[str]:
    """Break as narrowly as the same number of lines allows, so that no word stands alone in the last."""
    for share in NARROWER:
        narrower = _broken(text, size, 600, room * share)
        if len(narrower) > len(lines) or any(_width(word, size, 600) > room * share for word in text.split()):
            return lines
        lines = narrower
    return lines


def _broken(text: str, size: int, weight: int, room: float) -> list[str]:
    """Break a text into lines of at most ``room`` pixels; a word that is longer by itself is broken too."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if _width(longer, size, weight) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while _width(line, size, weight) > room:
            fits = max(
                1, bisect_right(range(1, len(line)), room, key=partial(_start_width, line, size, weight))
            )
            lines.append(line[:fits])
            line = line[fits:]
    return [*lines, line] if line else lines


def _cut(lines: list[str], most: int, size: int, weight: int, room: float) -> list[str]:
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and _width(f"{last} …", size, weight) > room:
        last = last.rpartition(" ")[0]
    return [*lines[: most - 1], f"{last} …"]


def _start_width(text: str, size: int, weight: int, letters: int) -> float:
    return _width(text[:letters], size, weight)


def _width(text: str, size: int, weight: int) -> float:
    return sum(_font(name, size, weight).getlength(part) for name, part in _runs(text))


def _write(
    canvas: ImageDraw.ImageDraw, place: tuple[float, float], text: str, size: int, fill: str, *, weight: int
) -> None:
    left, top = place
    for name, part in _runs(text):
        font = _font(name, size, weight)
        canvas.text((left, top), part, font=font, fill=fill)
        left += font.getlength(part)


def _runs(text: str) -> list[tuple[str, str]]:
    """Cut a text into parts that one font can draw; a letter that no font has is left to the first."""
    found: list[tuple[str, str]] = []
    for letter in text:
        name = next((name for name in FONTS if ord(letter) in _letters(name)), FONTS[0])
        if found and found[-1][0] == name:
            found[-1] = (name, found[-1][1] + letter)
        else:
            found.append((name, letter))
    return found


@kept_for_good
def _letters(name: str) -> frozenset[int]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only who draws a picture needs it

    with TTFont(_path(name), lazy=True) as font:
        return frozenset(font.getBestCmap())


@kept_for_good
def _font(name: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(_path(name), size)
    font.set_variation_by_axes([weight])
    return font


def _path(name: str) -> Path:
    return Path(str(finders.find(name)))
