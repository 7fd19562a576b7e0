"""Makes the demo's papers: anonymous PDFs that look and read like workshop submissions.

Everything in them is invented; the same arguments give the same bytes.
"""

from __future__ import annotations

import json
from functools import cache
from html import escape
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple
from urllib.parse import quote

from program.demo import figures

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Style = Literal["icml", "iclr"]
Leak = Literal["name", "email"]

_DATA: Final = Path(__file__).parent / "data" / "paper_prose.json"
_TOO_LITTLE: Final = "introduction", "conclusion"
# Sentences that fill so many pages of main text (0: all on one page): measured, and corrected by rendering.
_FIRST_GUESS: Final[dict[Style, tuple[int, ...]]] = {
    "icml": (8, 11, 31, 60, 97, 130, 153),
    "iclr": (8, 10, 15, 34, 54, 78, 108, 142),
}
_FIGURES: Final[tuple[tuple[Callable[[Random], str], str], ...]] = (
    (figures.land_map, "Study area with land cover, the main river and the reference sites."),
    (figures.line_chart, "Error on test catchments as the share of training labels grows."),
    (figures.season_chart, "One place through the year: observations, estimate and interval."),
    (figures.bar_chart, "Agreement with reference sites in five test catchments."),
)
# Section -> figure, and the number of sentences from which a paper is long enough for it.
_FIGURE_HOME: Final = {"Data": (0, 12), "Results": (1, 26), "Case studies": (2, 90), "Sensitivity": (3, 60)}
_TABLE_FROM: Final = 20
# Sections that only a long paper has.
_EXTRA: Final = {"Field protocol", "Sensitivity", "Case studies", "Use of the map"}
_LONG: Final = 66
_STEP: Final = 9

_BASE_CSS: Final = """
@page { size: letter; @bottom-center { content: counter(page); font: 8pt "DejaVu Serif"; } }
body { margin: 0; font-family: "DejaVu Serif"; font-stretch: condensed; }
p { margin: 0 0 5pt; text-align: justify; hyphens: auto; }
h1, h2 { font-weight: bold; }
h2 { break-after: avoid; }
figure { break-inside: avoid; margin: 8pt 0; }
figure img { width: 100%; }
figcaption { font-size: 8pt; text-align: left; padding-top: 2pt; }
table { width: 100%; margin-top: 3pt; border-collapse: collapse; font-size: 8pt; border-block: 1pt solid #000; }
th { border-bottom: .5pt solid #000; text-align: left; font-weight: normal; font-style: italic; }
td, th { padding: 1.5pt 4pt; }
.equation { text-align: center; font-style: italic; margin: 4pt 0 8pt; }

.references p { font-size: 8.5pt; padding-left: 10pt; text-indent: -10pt; hyphens: none; text-align: left; }
.new-page { break-before: page; }
"""
_STYLE_CSS: Final[dict[Style, str]] = {
    "icml": """
@page { margin: 1in .8in; }
body { font-size: 10pt; line-height: 1.46; }
h1 { font-size: 14pt; text-align: center; border-block: 1pt solid #000; padding: 9pt 0; margin: 0 0 12pt; }
.authors { text-align: center; font-weight: bold; margin-bottom: 16pt; }
.columns { columns: 2; column-gap: .25in; column-fill: auto; }
.half { float: left; width: 3.32in; }
.half + .half { float: right; }
.abstract h2 { text-align: center; }
.abstract p { margin: 0 14pt 10pt; }
h2 { font-size: 10.5pt; margin: 9pt 0 4pt; }
""",
    "iclr": """
@page { margin: 1in 1.5in; }
body { font-size: 9.5pt; line-height: 1.4; }
h1 { font-size: 15pt; font-variant: small-caps; font-weight: normal; margin: 0 0 12pt; }
.authors { font-weight: bold; margin-bottom: 20pt; }
.abstract h2 { text-align: center; font-weight: normal; text-transform: uppercase; }
.abstract p { margin: 0 34pt 12pt; }
figure img { width: 78%; margin: auto; display: block; }
h2 { font-size: 11pt; font-weight: normal; text-transform: uppercase; margin: 12pt 0 5pt; }
""",
}


class PaperAuthor(NamedTuple):
    """Whom a leaking paper gives away."""

    name: str
    email: str


class _Layout(NamedTuple):
    """What a paper is made of besides its words; ``main_pages`` 0 stands for everything on one page."""

    style: Style
    main_pages: int
    appendix: bool
    acknowledgement: str


@cache
def _prose() -> dict[str, Any]:
    pool: dict[str, Any] = json.loads(_DATA.read_text(encoding="utf-8"))
    return pool


def _shares(count: int, sections: dict[str, list[str]]) -> dict[str, int]:
    """How many sentences each section gets when the text has ``count`` of them."""
    chosen = {name: pool for name, pool in sections.items() if count >= _LONG or name not in _EXTRA}
    whole = sum(len(pool) for pool in chosen.values())
    return {
        name: min(len(pool), round(count * len(pool) / whole))
        for name, pool in chosen.items()
        if round(count * len(pool) / whole) > 1 or name.lower() in _TOO_LITTLE
    }


def _filling(text: str, seed: str) -> dict[str, str]:
    """One choice of region, sensor, quantity and so on for the whole paper, near to its title and abstract."""
    rng = Random(seed)  # noqa: S311 - typesetting, nothing secret
    chosen = {}
    for slot, choices in _prose()["slots"].items():
        fitting = (filling for phrase, filling in choices["fitting"].items() if phrase in text)
        chosen[slot] = next(fitting, None) or rng.choice(choices["general"])
    return chosen


def _sentences(name: str, count: int, seed: str, filling: dict[str, str]) -> list[str]:
    """``count`` sentences of a section in the order of the pool, chosen by the seed."""
    rng = Random(f"{seed}/{name}")  # noqa: S311
    pool = _prose()["sections"][name]
    ranked = sorted(range(len(pool)), key=lambda _: rng.random())
    return [pool[index].format_map(filling) for index in sorted(ranked[: max(2, count)])]


def _paragraphs(sentences: Sequence[str]) -> str:
    return "".join(
        f"<p>{escape(' '.join(sentences[start : start + 4]))}</p>" for start in range(0, len(sentences), 4)
    )


def _figure(number: int, which: int, rng: Random) -> str:
    draw, caption = _FIGURES[which]
    # As a picture of its own: among the text, each of its elements would be parsed and styled as one of the page.
    drawn = f'<img src="data:image/svg+xml,{quote(draw(rng))}" alt="{caption}">'
    return f"<figure>{drawn}<figcaption>Figure {number}. {caption}</figcaption></figure>"


def _table(rng: Random) -> str:
    variants = ("Baseline", "Random split", "Shared encoder", "No dates", "Full variant")
    rows = []
    for index, variant in enumerate(variants):
        error = rng.uniform(0.36, 0.44) - 0.03 * index
        cells = (f"{error:.2f}", f"{error * rng.uniform(1.1, 1.3):.2f}", f"{rng.uniform(0.78, 0.92):.2f}")
        rows.append(f"<tr><td>{variant}</td>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>")
    head = "".join(f"<th>{name}</th>" for name in ("Variant", "All sites", "Far from roads", "Coverage"))
    caption = "Table 1. Error on test catchments, mean of five seeds, and coverage of nominal 90 % intervals."
    return f"<figure><figcaption>{caption}</figcaption><table><tr>{head}</tr>{''.join(rows)}</table></figure>"


def _main_text(count: int, seed: str, filling: dict[str, str]) -> str:
    parts: list[str] = []
    rng = Random(f"{seed}/figures")  # noqa: S311
    drawn = 0
    for number, (name, share) in enumerate(_shares(count, _prose()["sections"]).items(), start=1):
        parts.append(f"<h2>{number}. {name}</h2>{_paragraphs(_sentences(name, share, seed, filling))}")
        if name == "Approach":
            parts.append('<p class="equation">L = Σ (y − f(x, z))² + λ Σ |f(x, t) − f(x, t + 1)|</p>')
        if name == "Experiments" and count >= _TABLE_FROM:
            parts.append(_table(rng))
        figure, enough = _FIGURE_HOME.get(name, (0, count + 1))
        if count >= enough:
            drawn += 1
            parts.append(_figure(drawn, figure, rng))
    return "".join(parts)


def _reference(title: str, rng: Random) -> str:
    pool = _prose()["references"]
    names = rng.sample(pool["families"], rng.randint(1, 3))
    authors = ", ".join(f"{name}, {rng.choice(pool['initials'])}" for name in names)
    venue, volume, page = rng.choice(pool["venues"]), rng.randint(2, 31), rng.randint(1, 320)
    year = rng.randint(2014, 2025)
    return f"<p>{authors} {title}. <i>{venue}</i>, {volume}:{page}–{page + rng.randint(7, 22)}, {year}.</p>"


def _references(seed: str, *, new_page: bool) -> str:
    rng = Random(f"{seed}/references")  # noqa: S311
    titles = rng.sample(_prose()["references"]["titles"], rng.randint(14, 20) if new_page else 6)
    entries = sorted(_reference(title, rng) for title in titles)
    kind = "references new-page" if new_page else "references"
    half = (len(entries) + 1) // 2
    columns = (f'<div class="half">{"".join(part)}</div>' for part in (entries[:half], entries[half:]))
    return f'<div class="{kind}"><h2>References</h2>{"".join(columns)}</div>'


def _acknowledgement(leak: Leak | None, authors: Sequence[PaperAuthor]) -> str:
    if leak is None:
        return ""
    first = authors[0]
    text = (
        f"{first.name} thanks the field teams for their patience."
        if leak == "name"
        else f"Correspondence and requests for data: {first.email}"
    )
    return f"<h2>Acknowledgements</h2><p>{escape(text)}</p>"


def _document(title: str, abstract: str, seed: str, count: int, layout: _Layout) -> str:
    style = layout.style
    authors = (
        "Anonymous Authors" if style == "icml" else "Anonymous authors<br>Paper under double-blind review"
    )
    filling = _filling(f"{title} {abstract}".lower(), seed)
    appendix = ""
    if layout.appendix:
        drawing = _figure(5, 0, Random(f"{seed}/appendix"))  # noqa: S311
        text = _paragraphs(_sentences("Field protocol", 12, f"{seed}/appendix", filling))
        appendix = f'<div class="columns new-page"><h2>A. Further detail</h2>{text}{drawing}</div>'
    return (
        f"<!doctype html><html lang='en'><head><title>{escape(title)}</title>"
        f"<style>{_BASE_CSS}{_STYLE_CSS[style]}</style></head><body>"
        f"<h1>{escape(title)}</h1><div class='authors'>{authors}</div><div class='columns'>"
        f"<div class='abstract'><h2>Abstract</h2><p>{escape(abstract)}</p></div>"
        f"{_main_text(count, seed, filling)}{layout.acknowledgement}</div>"
        f"{_references(seed, new_page=layout.main_pages > 0)}{appendix}</body></html>"
    )


def make_paper(
    title: str,
    abstract: str,
    sections_seed: str,
    *,
    pages: int,
    style: Style,
    leak: Leak | None = None,
    authors: Sequence[PaperAuthor] = (),
    appendix: bool = False,
) -> bytes:
    """A paper of exactly ``pages`` pages as PDF.

    The references have the last page to themselves (before the appendix, if asked for), so that the
    main text takes ``pages - 1`` pages, or ``pages - 2`` with an appendix; a single page holds both.
    ``leak`` puts the first author's name or address into the acknowledgements.

    Raises ValueError if a leak has no author to give away, or the length cannot be reached.
    """
    if leak and not authors:
        raise ValueError("A paper that leaks needs an author")
    main_pages = pages - 1 - int(appendix)
    if main_pages < 0 or (appendix and main_pages == 0):
        raise ValueError(f"{pages} pages are too few")
    layout = _Layout(style, main_pages, appendix, _acknowledgement(leak, authors))
    return _fit(title, abstract, sections_seed, pages, layout)


def _fit(title: str, abstract: str, seed: str, pages: int, layout: _Layout) -> bytes:
    """Render with more or fewer sentences until the paper has the number of pages asked for."""
    # Loading WeasyPrint takes a second, which only the makers of PDFs should pay.
    from weasyprint import HTML  # noqa: PLC0415
    from weasyprint.urls import URLFetcher  # noqa: PLC0415

    fetcher = URLFetcher(allowed_protocols=("data",))
    guesses = _FIRST_GUESS[layout.style]
    low, high = 0, sum(len(sentences) for sentences in _prose()["sections"].values()) + 1
    count = guesses[layout.main_pages] if layout.main_pages < len(guesses) else high
    while low < count < high:
        document = HTML(string=_document(title, abstract, seed, count, layout), url_fetcher=fetcher).render()
        missing = pages - len(document.pages)
        if missing == 0:
            return bytes(document.write_pdf())
        low, high = (count, high) if missing > 0 else (low, count)
        near = count + missing * _STEP
        count = near if low < near < high else (low + high) // 2
    raise ValueError(f"The text does not make {pages} pages in the style {layout.style}")
