"""Sizes of paper by name, in points."""

from __future__ import annotations

LETTER = (612.0, 792.0)
A4 = (595.3, 841.9)
SIZES = {
    "letter": LETTER,
    "a4": A4,
    "a5": (419.5, 595.3),
    "b5": (498.9, 708.7),
    "legal": (612.0, 1008.0),
}
SLACK = 4.0
_WORDS = {"letter": "US letter", "a4": "A4", "a5": "A5", "b5": "B5", "legal": "US legal"}


def size_name(width: float, height: float) -> str:
    """letter, a4, a5, b5, legal or other, upright or on its side."""
    short, long = sorted((width, height))
    for name, (wide, high) in SIZES.items():
        if abs(short - wide) < SLACK and abs(long - high) < SLACK:
            return name
    return "other"


def size_in_words(width: float, height: float) -> str:
    """ "US letter", "A4", or the measures of a paper that has no name."""
    name = size_name(width, height)
    if name in _WORDS:
        return _WORDS[name]
    return f"{width / 72 * 25.4:.0f} x {height / 72 * 25.4:.0f} mm"
