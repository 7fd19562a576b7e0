"""Which lines are headings, and of what: main sections, references, appendix, statements, checklists."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .vocabulary import (
    ALWAYS_APART,
    APART_UNNUMBERED,
    RUN_IN,
    RUN_IN_BOLD,
    RUN_IN_REFERENCES,
    Part,
    named,
    squash,
)

if TYPE_CHECKING:
    from .layout import Layout, Line

MAX_HEADING_WORDS = 14
MAX_PLAIN_WORDS = 9
MAX_HEADING_LENGTH = 110
BOLD_SHARE = 0.6
ITALIC_SHARE = 0.9
LARGER = 0.7
ABOVE = 1.15
WELL_IN = 3
WELL_ABOVE = 1.35
"""A heading has at least this many usual line distances above it."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at a line. `numbered` is its number as printed; `run_in` where the text goes on in the same line."""

    index: int
    part: Part
    text: str
    reason: str
    numbered: str = ""
    run_in: bool = False
    styled: bool = True
    letter: bool = False


_NUMBER = re.compile(r"^(?:§\s?)?(\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[A-Z])(?:[.:)]|\.\s|\s)\s*(?=\S)")
_LETTER = re.compile(r"^(?:Appendix\s+)?([A-Z])(?:\.\d{1,2})?(?:[.:)]|\s)\s*([A-Z].*)$")
_ROMAN = re.compile(r"^[IVX]{1,5}$")
_CAPTION = re.compile(
    r"^(?:Figure|Fig\.|Table|Algorithm|Listing|FIG\.|TABLE|Scheme|Plate|Box)\s*(?:[A-Z]?\.?\d|[IVX]+\b)",
    re.IGNORECASE,
)
_SMALL_CAPITALS = re.compile(r"csc\d|small-?caps|[-_]sc(?:$|\d)|SC(?:700|\d|$)|caps", re.IGNORECASE)
_BESIDE = frozenset({Part.ACKNOWLEDGEMENTS, Part.IMPACT, Part.STATEMENT})
_FIGURE = re.compile(r"(?<![\w.,])[-–−+±]?\d+(?:[.,]\d+)*%?(?![\w])")
_LEADER = re.compile(r"(?:\.\s?){4,}|…{2,}")


def is_caption(line: Line) -> bool:
    """Whether a line opens the caption of a figure, a table or an algorithm."""
    return bool(_CAPTION.match(line.text))


def find_headings(layout: Layout) -> list[Heading]:
    """All headings of a document in reading order."""
    found: list[Heading] = []
    contents = _table_of_contents(layout)
    for index, line in enumerate(layout.lines):
        if index in contents:
            continue
        heading = _heading(layout, index, line)
        if heading:
            found.append(heading)
    return found


def _heading(layout: Layout, index: int, line: Line) -> Heading | None:
    text = line.text.strip()
    if not text or is_caption(line):
        return None
    if len(text) <= MAX_HEADING_LENGTH and len(text.split()) <= 3 * MAX_HEADING_WORDS:
        number, words = _number(text)
        part, reason = named(text, words)
        if part and not _has_figures(words, part) and _set_apart(layout, index, line, part):
            return Heading(index, part, text, reason, number, styled=_styled(layout, line))
    run_in = RUN_IN.match(text)
    if run_in and _opens_paragraph(layout, index, line):
        part, reason = named(run_in.group(1), run_in.group(1))
        if part:
            return Heading(index, part, run_in.group(1), "words that open a paragraph", run_in=True)
    run_in = RUN_IN_BOLD.match(text)
    if (
        run_in
        and line.bold * len(text) >= 0.7 * len(run_in.group(1))
        and _opens_paragraph(layout, index, line)
    ):
        part, reason = named(run_in.group(1), run_in.group(1))
        if part in _BESIDE and ALWAYS_APART.search(squash(run_in.group(1))):
            return Heading(index, part, run_in.group(1), "bold words that open a paragraph", run_in=True)
    run_in = RUN_IN_REFERENCES.match(text)
    if run_in and _opens_paragraph(layout, index, line):
        return Heading(index, Part.REFERENCES, run_in.group(1), "words that open a paragraph", run_in=True)
    return _general(layout, index, line, text)


def _has_figures(words: str, part: Part) -> bool:
    """Whether figures follow the words: the row of a table, or an entry of a table of contents."""
    figures = _FIGURE.findall(words)
    return len(figures) > (part is Part.APPENDIX)


def _number(text: str) -> tuple[str, str]:
    match = _NUMBER.match(text)
    if not match:
        return "", text
    return match.group(1), text[match.end() :]


def _set_apart(layout: Layout, index: int, line: Line, part: Part) -> bool:
    """Whether a line that says the words of a heading also stands like one."""
    text = line.text.strip()
    first = next((char for char in text if char.isalpha()), "")
    loud = line.bold >= BOLD_SHARE or line.size > layout.body_size + LARGER
    if not first.isupper() and not line.mixed_size and not loud and first.isascii():
        return part is Part.REFERENCES and _isolated(layout, index)
    if text.endswith(",") or (
        text.endswith(".") and part is not Part.REFERENCES and not _styled(layout, line)
    ):
        return False
    spaced = line.gap is None or line.gap > ABOVE * layout.leading
    short = line.x1 - line.x0 < 0.75 * layout.pages[line.page - 1].width
    if _styled(layout, line):
        return short
    if part in {Part.MAIN, Part.STATEMENT, Part.IMPACT, Part.ABSTRACT}:
        return short and (
            _centred(layout, index) or (spaced and bool(_NUMBER.match(text))) or _isolated(layout, index)
        )
    return spaced or _after_short_line(layout, index)


def _after_short_line(layout: Layout, index: int) -> bool:
    """The line above ends a paragraph: it stops well before its column's edge."""
    if index == 0:
        return True
    line, above = layout.lines[index], layout.lines[index - 1]
    if above.page != line.page or above.column != line.column:
        return True
    return above.x1 < line.x0 + 0.8 * _column_width(layout, line) or above.text.rstrip().endswith(
        (".", ")", "]")
    )


def _column_width(layout: Layout, line: Line) -> float:
    width = layout.pages[line.page - 1].width * 0.7
    return width / 2 if line.column >= 0 else width


def _styled(layout: Layout, line: Line) -> bool:
    """Bold, larger than the text, capitals, small capitals, or set off in italics."""
    if line.bold >= BOLD_SHARE or line.size > layout.body_size + LARGER:
        return True
    if line.font != layout.body_font and _SMALL_CAPITALS.search(line.font):
        return True
    if line.italic >= ITALIC_SHARE and line.gap is not None and line.gap > WELL_ABOVE * layout.leading:
        return True
    letters = [char for char in line.text if char.isalpha()]
    upper = sum(1 for char in letters if char.isupper())
    return bool(letters) and upper >= 0.85 * len(letters) and len(letters) > 2  # noqa: PLR2004


def _opens_paragraph(layout: Layout, index: int, line: Line) -> bool:
    spaced = line.gap is None or line.gap > ABOVE * layout.leading
    return spaced or line.indent > 0.6 * line.size or _after_short_line(layout, index)


def _general(layout: Layout, index: int, line: Line, text: str) -> Heading | None:
    """A heading of any other words: numbered or set off, and in a heading's type."""
    words = text.split()
    if len(text) > MAX_HEADING_LENGTH or len(words) > MAX_HEADING_WORDS or text.endswith((",", ";", ".")):
        return None
    plain = not _styled(layout, line)
    if line.size < 0.75 * layout.body_size or (plain and not _plain_heading(layout, index, text)):
        return None
    spaced = line.gap is None or line.gap > ABOVE * layout.leading or _centred(layout, index)
    if not spaced or sum(char.isalpha() for char in text) < max(3, 0.5 * len(text)):
        return None
    number, rest = _number(text)
    letter = _LETTER.match(text)
    if (
        letter
        and letter.group(1) == number
        and not (_ROMAN.match(number) and _follows_roman(layout, index, number))
    ):
        return Heading(index, Part.OTHER, text, "lettered heading", number, styled=not plain, letter=True)
    if number and rest and (rest[0].isupper() or rest[0].isdigit()):
        return Heading(index, Part.MAIN, text, "numbered heading", number, styled=not plain)
    return Heading(index, Part.OTHER, text, "line in a heading's type")


def _isolated(layout: Layout, index: int) -> bool:
    """A short line with more white above and below than the text has, at the edge or in the middle of its column."""
    line = layout.lines[index]
    after = layout.lines[index + 1] if index + 1 < len(layout.lines) else None
    if not 0 < len(line.text.split()) <= MAX_PLAIN_WORDS or line.text.rstrip().endswith((".", ",", ";")):
        return False
    above = line.gap is None or line.gap > WELL_ABOVE * layout.leading
    below = after is not None and (after.gap is None or after.gap > ABOVE * layout.leading)
    return above and below and (line.indent < 2 or after is None or line.indent > 3 * line.size)  # noqa: PLR2004


def _centred(layout: Layout, index: int) -> bool:
    """A short line in the middle of its column, above one that is not."""
    lines = layout.lines
    alone = index + 1 >= len(lines) or not _in_middle(lines[index + 1])
    few = len(lines[index].text.split()) <= MAX_PLAIN_WORDS
    return few and alone and _in_middle(lines[index])


def _in_middle(line: Line) -> bool:
    return line.indent > WELL_IN * line.size and abs(line.indent - line.room) < 0.5 * line.size


def _plain_heading(layout: Layout, index: int, text: str) -> bool:
    """A numbered or lettered heading in the type of the text: "3 Method", "A Proofs" on a line of its own."""
    match = _NUMBER.match(text)
    rest = text[match.end() :] if match else ""
    return (
        bool(match)
        and rest[:1].isupper()
        and rest[1:2].islower()
        and (_isolated(layout, index) or _centred(layout, index))
    )


def _follows_roman(layout: Layout, index: int, number: str) -> bool:
    """Whether sections are counted in Roman numerals, so that "I" and "V" are numbers here, not letters."""
    before = {"V": "IV", "X": "IX", "I": ""}.get(number, "I")
    if not before:
        return any(re.match(r"^II[.\s]", line.text) for line in layout.lines[index:])
    return any(re.match(rf"^{before}[.\s]", line.text) for line in layout.lines[:index])


def _table_of_contents(layout: Layout) -> set[int]:
    """Lines that are entries of a table of contents: leaders, or many lines in a row that end in page numbers."""
    found = {index for index, line in enumerate(layout.lines) if _LEADER.search(line.text)}
    for index, line in enumerate(layout.lines):
        if squash(line.text) in {"contents", "tableofcontents", "listoffigures", "appendixcontents"}:
            for later in range(index, min(index + 60, len(layout.lines))):
                follower = layout.lines[later]
                if follower.page != line.page or (
                    later > index + 1 and not re.search(r"\d\s*$", follower.text)
                ):
                    break
                found.add(later)
    return found


def section_style(layout: Layout, headings: list[Heading]) -> set[tuple[str, float]]:
    """Fonts and sizes in which this document sets its first-level headings."""
    styles: Counter[tuple[str, float]] = Counter()
    for heading in headings:
        first_level = heading.part in {Part.REFERENCES, Part.ACKNOWLEDGEMENTS, Part.IMPACT} or (
            heading.part is Part.MAIN and "." not in heading.numbered
        )
        style = style_of(layout.lines[heading.index])
        unlike_text = style != (layout.body_font, layout.body_size)
        if first_level and not heading.run_in and (heading.styled or heading.numbered or unlike_text):
            styles[style] += 1
    return set(styles)


def style_of(line: Line) -> tuple[str, float]:
    """Font and size (to half a point) of a line."""
    return line.font, round(line.size * 2) / 2


def stands_apart(heading: Heading) -> bool:
    """Whether a part is outside the main text: some even where they are numbered like its sections."""
    words = squash(heading.text)
    return bool(ALWAYS_APART.search(words)) or bool(not heading.numbered and APART_UNNUMBERED.search(words))
