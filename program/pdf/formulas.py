"""Formulas in TeX as pictures for print: drawn here, with nothing fetched, and TeX as the words read in their place.

Formulas stand where the pages of the site find them (``static/js/math.js``): in $…$, $$…$$, \\(…\\) and \\[…\\]; a dollar
followed by a space, or closing before a digit, is money. What can't be drawn stays as it was written.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote
from xml.etree.ElementTree import tostring

from ziamath.config import config
from ziamath.zmath import Latex

FORMULA = re.compile(r"\$\$([^$]+)\$\$|\\\[([\s\S]+?)\\\]|\\\((.+?)\\\)|\$(?!\s)([^$\n]+?)(?<!\s)\$(?!\d)")
TAG = re.compile(r"(<[^>]*>)")
VERBATIM = re.compile(r"<(/?)(?:code|pre)\b", re.IGNORECASE)
ADDRESS = "tex:///"
SIZE = 12.0
"""The size that formulas are drawn at; they are scaled to the text they stand in."""
LONGEST = 600
MOST_KEPT = 2000


@dataclass(frozen=True)
class Drawn:
    """A formula as SVG; its measures are in ems of the text around it, ``low`` is how far it goes below the line."""

    svg: bytes
    width: float
    height: float
    low: float


@lru_cache(maxsize=MOST_KEPT)
def draw(tex: str, *, display: bool = False) -> Drawn | None:
    """Return a formula, or None where it can't be drawn."""
    if len(tex) > LONGEST:
        return None
    config.svg2 = False  # WeasyPrint draws paths where they stand, and not by reference
    try:
        formula = Latex(
            tex.replace("<", r"\lt ").replace(">", r"\gt "), size=SIZE, inline=not display, margin=0
        )
        drawn = formula.svgxml()
    except Exception:  # noqa: BLE001 - whatever the library can't set stays TeX; it names no error of its own
        return None
    if "\\" in formula.mathmlstr():
        return None  # A command that the library does not know would be drawn as its name
    left, top, width, height = (float(side) for side in drawn.attrib["viewBox"].split())
    return Drawn(tostring(drawn), (width + left) / SIZE, height / SIZE, (top + height) / SIZE)


def with_formulas(text: str) -> str:
    """Return plain text as HTML, its formulas as pictures."""
    return _replaced(text)


def with_formulas_in(markup: str) -> str:
    """Return HTML with the formulas in its text as pictures; code stays as it is."""
    pieces, verbatim = [], 0
    for piece in TAG.split(markup):
        found = VERBATIM.match(piece)
        verbatim += (-1 if found[1] else 1) if found else 0
        is_text = not piece.startswith("<") and verbatim == 0
        pieces.append(_replaced(html.unescape(piece)) if is_text else piece)
    return "".join(pieces)


def picture_at(address: str) -> bytes:
    """Return the SVG of an address that ``with_formulas`` wrote; raises ValueError for any other."""
    kind, _, tex = unquote(address.removeprefix(ADDRESS)).partition(":")
    drawn = draw(tex, display=kind == "display")
    if drawn is None:
        raise ValueError(f"Not a formula: {tex}")
    return drawn.svg


def _replaced(text: str) -> str:
    pieces, end = [], 0
    for match in FORMULA.finditer(text):
        pieces += [html.escape(text[end : match.start()]), _picture(match)]
        end = match.end()
    return "".join([*pieces, html.escape(text[end:])])


def _picture(match: re.Match[str]) -> str:
    display = match[1] or match[2]
    tex = (display or match[3] or match[4]).strip()
    drawn = draw(tex, display=bool(display))
    if drawn is None:
        return html.escape(match[0])
    kind = "display" if display else "inline"
    address = ADDRESS + quote(f"{kind}:{tex}", safe="")
    style = f"width:{drawn.width:.3f}em;height:{drawn.height:.3f}em;vertical-align:{-drawn.low:.3f}em"
    return f'<img class="formula {kind}" src="{address}" alt="{html.escape(tex)}" style="{style}">'
