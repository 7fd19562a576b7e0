"""Text as searches compare it: without case, accents and the spacing of lines, alike on every database."""

from __future__ import annotations

from anyascii import anyascii


def fold(text: str) -> str:
    """Return a text in small letters without accents, its white space as single spaces: "Müller" and "muller" are one."""
    plain = text if text.isascii() else anyascii(text)
    return " ".join(plain.lower().split())
