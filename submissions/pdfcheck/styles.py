"""Style profiles: what a style asks of paper, text block, columns, type and leading, and where a paper departs from it.

Where the numbers of STYLES come from (1 TeX point = 0.9963 of the points used here):

- ICML: the published style file: text 6.75 x 9 inches on US letter, two columns with a gap of 0.25 inch, type of 10
  points on 11.
- ICLR and NeurIPS: the published style files: text 5.5 x 9 inches on US letter, one column, type of 10 points on 11.
- IEEE: the class IEEEtran (conference and journal) as TeX Live has it, measured: text 516 TeX points wide, 672
  (conference) or 696 (journal) high, type of 10 TeX points on 12, US letter or A4.
- ACM: the class acmart with `sigconf`, measured: text 506.295 x 626 TeX points, two columns, 9 TeX points on 11.
- LNCS: the class llncs, measured: text of 122 x 193 mm, one column, 10 TeX points on 12, A4 or US letter.
- free: any paper and any type; only the fonts have to be in the file.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from .papersizes import A4, LETTER, SLACK, size_in_words
from .report import BBox, Format, FormatFinding, PageFormat

if TYPE_CHECKING:
    from collections.abc import Mapping

INCH = 72.0
MILLIMETRE = 72.0 / 25.4
TEX_POINT = 72.0 / 72.27
WIDTH_SLACK = 9.0
"""Overfull lines and hanging punctuation stand a little out of any text block."""
HEIGHT_SLACK = 20.0
"""Nearly two lines: footnotes, page numbers and running heads that were taken for text."""
SIZE_SLACK = 0.3
SPACING_SHARE = 0.95
SMALL_SHARE = 0.08
PAGES_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Style:
    """What a style asks; None asks nothing. Lengths in points (1/72 inch); `papers` are (width, height), any will do."""

    name: str
    papers: tuple[tuple[float, float], ...] = ()
    columns: int | None = None
    text_width: float | None = None
    text_height: float | None = None
    text_size: float | None = None
    line_spacing: float | None = None

    def to_json(self) -> dict[str, Any]:
        """The style as plain lists, strings and numbers."""
        return asdict(self)


STYLES: dict[str, Style] = {
    "ICML": Style("ICML", (LETTER,), 2, 6.75 * INCH, 9 * INCH, 10.0, 11.0),
    "ICLR": Style("ICLR", (LETTER,), 1, 5.5 * INCH, 9 * INCH, 10.0, 11.0),
    "NeurIPS": Style("NeurIPS", (LETTER,), 1, 5.5 * INCH, 9 * INCH, 10.0, 11.0),
    "IEEE": Style("IEEE", (LETTER, A4), 2, 516 * TEX_POINT, 696 * TEX_POINT, 10 * TEX_POINT, 12 * TEX_POINT),
    "ACM": Style("ACM", (LETTER,), 2, 506.295 * TEX_POINT, 626 * TEX_POINT, 9 * TEX_POINT, 11 * TEX_POINT),
    "LNCS": Style(
        "LNCS", (A4, LETTER), 1, 122 * MILLIMETRE, 193 * MILLIMETRE, 10 * TEX_POINT, 12 * TEX_POINT
    ),
    "free": Style("free"),
}


def style_from_json(data: Mapping[str, Any]) -> Style:
    """The inverse of `Style.to_json`."""
    papers = tuple((float(width), float(height)) for width, height in data.get("papers", ()))
    numbers = {name: data.get(name) for name in _NUMBERS}
    return Style(str(data["name"]), papers, **numbers)


_NUMBERS = ("columns", "text_width", "text_height", "text_size", "line_spacing")


def profile_from(measured: Format, *, name: str) -> Style:
    """A style made from the measures of its own sample file."""
    return Style(
        name,
        ((measured.width, measured.height),),
        measured.columns,
        measured.text_width,
        measured.text_height,
        measured.text_size,
        measured.line_spacing or None,
    )


def compare_format(measured: Format, style: Style) -> tuple[FormatFinding, ...]:
    """Where a paper departs from a style to its own advantage, or is set in another style altogether."""
    findings = [
        *_paper(measured, style),
        *_columns(measured, style),
        *_block(measured, style),
        *_type(measured, style),
        *_small(measured, style),
        *_leading(measured, style),
        *_fonts(measured),
    ]
    return tuple(findings)


def _paper(measured: Format, style: Style) -> list[FormatFinding]:
    wrong = [page for page in measured.pages if style.papers and not _fits(page, style)]
    if not wrong:
        return []
    expected = " or ".join(size_in_words(*paper) for paper in style.papers)
    found = size_in_words(wrong[0].width, wrong[0].height)
    text = f"{_pages(wrong)}: the paper is {found}; {style.name} asks for {expected}."
    return [FormatFinding("paper_size", wrong[0].number, text, found, expected)]


def _fits(page: PageFormat, style: Style) -> bool:
    return any(
        abs(page.width - width) < SLACK and abs(page.height - height) < SLACK
        for paper in style.papers
        for width, height in (paper, paper[::-1])
    )


def _columns(measured: Format, style: Style) -> list[FormatFinding]:
    if style.columns is None or measured.columns == style.columns:
        return []
    text = f"The text is set in {_columns_in_words(measured.columns)}; {style.name} has {_columns_in_words(style.columns)}."
    return [
        FormatFinding(
            "columns", 1, text, _columns_in_words(measured.columns), _columns_in_words(style.columns)
        )
    ]


def _columns_in_words(count: int) -> str:
    return "one column" if count == 1 else "two columns"


def _block(measured: Format, style: Style) -> list[FormatFinding]:
    """Text blocks that are wider or higher than the style's: the margins were squeezed."""
    findings = []
    for name, allowed, slack in (
        ("wide", style.text_width, WIDTH_SLACK),
        ("high", style.text_height, HEIGHT_SLACK),
    ):
        if allowed is None:
            continue
        pages = [page for page in measured.pages if _extent(page, name) > allowed + slack]
        if not pages:
            continue
        worst = max(pages, key=lambda page: _extent(page, name))
        found = f"{_length(_extent(worst, name))} {name}"
        expected = f"{_length(allowed)} {name}"
        text = f"{_pages(pages)}: the text block is {found}; {style.name} allows {expected}."
        findings.append(FormatFinding("margins", worst.number, text, found, expected, _frame(worst)))
    return findings


def _extent(page: PageFormat, name: str) -> float:
    return page.text_width if name == "wide" else page.text_height


def _frame(page: PageFormat) -> BBox:
    return (page.left, page.top, page.width - page.right, page.height - page.bottom)


def _type(measured: Format, style: Style) -> list[FormatFinding]:
    if style.text_size is None or measured.text_size >= style.text_size - SIZE_SLACK:
        return []
    found, expected = f"{measured.text_size:.1f} pt", f"{style.text_size:.1f} pt"
    text = f"The text is set in {found}; {style.name} asks for {expected}."
    return [FormatFinding("text_size", 1, text, found, expected)]


def _small(measured: Format, style: Style) -> list[FormatFinding]:
    """Passages of running text in smaller type than the rest, where they are more than a few lines of the paper."""
    if style.text_size is None or measured.small_share <= SMALL_SHARE:
        return []
    small = [p for p in measured.small_passages if p.size < style.text_size - SIZE_SLACK]
    if not small:
        return []
    found = f"{100 * measured.small_share:.0f} % of the text in {min(p.size for p in small):.1f} pt"
    expected = f"{style.text_size:.1f} pt"
    text = f"{found}, first on page {small[0].page}; {style.name} asks for {expected} throughout."
    return [FormatFinding("small_text", small[0].page, text, found, expected, small[0].bbox)]


def _leading(measured: Format, style: Style) -> list[FormatFinding]:
    if style.line_spacing is None:
        return []
    tight = [p for p in measured.pages if 0 < p.line_spacing < SPACING_SHARE * style.line_spacing]
    whole = 0 < measured.line_spacing < SPACING_SHARE * style.line_spacing
    if not tight or not (whole or len(tight) >= PAGES_SHARE * len(measured.pages)):
        return []
    worst = min(tight, key=lambda page: page.line_spacing)
    found, expected = f"{worst.line_spacing:.1f} pt", f"{style.line_spacing:.1f} pt"
    text = f"{_pages(tight)}: lines are {found} apart; {style.name} asks for {expected}."
    return [FormatFinding("line_spacing", worst.number, text, found, expected, _frame(worst))]


def _fonts(measured: Format) -> list[FormatFinding]:
    if not measured.fonts_not_embedded:
        return []
    found = ", ".join(measured.fonts_not_embedded[:5])
    text = f"These fonts are not in the file, so it may look different elsewhere: {found}."
    return [FormatFinding("fonts_not_embedded", None, text, found, "every font in the file")]


def _pages(pages: list[PageFormat]) -> str:
    numbers = [page.number for page in pages]
    if len(numbers) == 1:
        return f"Page {numbers[0]}"
    if numbers == list(range(numbers[0], numbers[-1] + 1)):
        return f"Pages {numbers[0]} to {numbers[-1]}"
    return "Pages " + ", ".join(map(str, numbers[:12])) + (" and others" if len(numbers) > 12 else "")  # noqa: PLR2004


def _length(points: float) -> str:
    return f"{points / INCH:.2f} in ({points / MILLIMETRE:.0f} mm)"
