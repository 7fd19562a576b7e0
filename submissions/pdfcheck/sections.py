"""Divides a paper: where the main text ends, where references, appendix and statements begin, and how sure that is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from . import bibliography as bib
from .headings import Heading, Part, find_headings, is_caption, section_style, stands_apart, style_of
from .report import Doubt

if TYPE_CHECKING:
    from .layout import Layout, Line

SUPPORTED = 0.15
LIST_SUM = 9.0
MIN_ENTRIES = 3
PLAIN_LINES = 8
PLAIN = -0.3
CONFIDENT = 0.8
STRONG_ENTRIES = 6
FULL_MARKS = 0.7
SHORT_SUM = 4.0
FAIR_MARKS = 0.5
COVER_WORDS = 130
APART = frozenset({Part.ACKNOWLEDGEMENTS, Part.IMPACT, Part.STATEMENT, Part.CHECKLIST})
_LETTERED_CAPTION = re.compile(r"^(?:Figure|Fig\.|Table)\s*(?:[A-Z]\.?\d|[A-Z]\b)", re.IGNORECASE)
_ENDING = re.compile(r"[a-z]{2}[.!?]$")
_SENTENCE_END = re.compile(r"[.!?:;)\]”\"’]$")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the paper: lines `start` to `end` (exclusive). `heading` is None where it has none."""

    part: Part
    start: int
    end: int
    heading: Heading | None
    reason: str
    confidence: float


@dataclass(slots=True)
class Division:
    """The parts of a paper in reading order, with the range in which the main text's last page may lie."""

    layout: Layout
    headings: list[Heading]
    scores: list[float]
    sections: list[Section] = field(default_factory=list)
    last_line: int | None = None
    earliest_page: int = 0
    latest_page: int = 0
    doubts: list[Doubt] = field(default_factory=list)

    def first(self, part: Part) -> Section | None:
        return next((section for section in self.sections if section.part is part), None)

    @property
    def main_page(self) -> int:
        return self.layout.lines[self.last_line].page if self.last_line is not None else 0

    def part_at(self, index: int) -> Part:
        """The part that a line belongs to."""
        return next((s.part for s in self.sections if s.start <= index < s.end), Part.MAIN)


def divide(layout: Layout) -> Division:
    """Finds the parts of a paper and the last line of its main text."""
    headings = find_headings(layout)
    values = bib.scores(layout)
    division = Division(layout, headings, values)
    styles = section_style(layout, headings)
    references = _references(layout, headings, values)
    appendix = _appendix(layout, headings, styles, references)
    boundary = min((s.start for s in (references, appendix) if s), default=len(layout.lines))
    apart = _apart_before(headings, styles, layout, boundary)
    starts = [*apart, *(s for s in (references, appendix) if s)]
    starts += _apart_after(headings, boundary, references, appendix)
    division.sections = _in_order(starts, len(layout.lines))
    main_end = division.sections[0].start if division.sections else len(layout.lines)
    division.last_line = _last_text_line(layout, main_end)
    _weigh(division, references, main_end)
    return division


def _references(layout: Layout, headings: list[Heading], values: list[float]) -> Section | None:
    candidates = [heading for heading in headings if heading.part is Part.REFERENCES]
    supported = [h for h in candidates if bib.support(values, h.index + 1) > SUPPORTED]
    start, end, total = bib.best_list(values)
    headless = _headless(layout, start, end, total)
    if supported:
        chosen = supported[0]
        if headless and headless.end <= chosen.index and total > 2 * LIST_SUM:
            return headless
        if any(h.part is Part.APPENDIX and h.index < chosen.index for h in headings):
            short = _short_list(layout, headings, values)
            if short and short.end < chosen.index:
                return short
        stop = bib.list_end(values, chosen.index + 1, len(values))
        return Section(Part.REFERENCES, chosen.index, stop, chosen, "heading followed by entries", 0.98)
    found = headless or _short_list(layout, headings, values)
    if found:
        return found
    styled = [h for h in candidates if h.styled and h.index > 0.2 * len(values)]
    if styled:
        chosen = styled[0]
        stop = _next_heading(headings, chosen.index, len(values))
        return Section(Part.REFERENCES, chosen.index, stop, chosen, "heading without known entries", 0.6)
    return None


def _short_list(layout: Layout, headings: list[Heading], values: list[float]) -> Section | None:
    """Two or three entries without a heading of their own, at the end of what stands before another part's heading."""
    parts = [h.index for h in headings if h.part in APART or h.part is Part.APPENDIX or h.letter]
    for stop in [*parts, len(values)]:
        floor = max((h.index + 1 for h in headings if h.index < stop), default=0)
        best, begin, total = 0.0, stop, 0.0
        for index in range(stop - 1, floor - 1, -1):
            total += values[index]
            if total > best:
                best, begin = total, index
        first = bib.first_entry(layout, begin, stop) if begin < stop else None
        if first is None or layout.lines[first].page == 1:
            continue
        if (
            best >= SHORT_SUM
            and best > FAIR_MARKS * (stop - first)
            and bib.count_entries(layout, first, stop) > 1
        ):
            return Section(Part.REFERENCES, first, stop, None, "a few entries in a row, no heading", 0.65)
    return None


def _headless(layout: Layout, start: int, end: int, total: float) -> Section | None:
    """A list of references that shows itself by its entries alone."""
    if total < LIST_SUM or bib.count_entries(layout, start, end) < MIN_ENTRIES:
        return None
    first = bib.first_entry(layout, start, end)
    if first is None:
        return None
    entries = bib.count_entries(layout, first, end)
    plain = total > FULL_MARKS * (end - start)
    confidence = 0.85 if entries >= STRONG_ENTRIES or plain else 0.6
    return Section(Part.REFERENCES, first, end, None, f"{entries} entries in a row, no heading", confidence)


def _next_heading(headings: list[Heading], index: int, default: int) -> int:
    return next((heading.index for heading in headings if heading.index > index), default)


def _appendix(
    layout: Layout, headings: list[Heading], styles: set[tuple[str, float]], references: Section | None
) -> Section | None:
    before = _appendix_before(layout, headings, styles, references)
    if before or references is None:
        return before
    for heading in headings:
        if heading.index < references.end - 2 or heading.index <= references.start:
            continue
        if heading.run_in and heading.part not in APART:
            continue
        if _opens_appendix(layout, heading, styles):
            return Section(
                Part.APPENDIX, heading.index, heading.index, heading, "heading after the references", 0.95
            )
        if heading.part in APART:
            between = _appendix_without_heading(layout, references.end, heading.index)
            return between or _appendix_later(layout, headings, styles, heading)
    return _appendix_without_heading(layout, references.end, len(layout.lines))


def _appendix_later(
    layout: Layout, headings: list[Heading], styles: set[tuple[str, float]], apart: Heading
) -> Section | None:
    """An appendix after a statement or a checklist that itself comes after the references.

    A checklist has headings of its own, so after one only a named or a lettered appendix is believed.
    """
    listed = apart.part is Part.CHECKLIST
    for heading in headings:
        if heading.index <= apart.index or heading.run_in:
            continue
        listed = listed or heading.part is Part.CHECKLIST
        lettered = heading.letter and style_of(layout.lines[heading.index]) in styles
        named = heading.part is Part.APPENDIX or lettered
        if named or (not listed and _opens_appendix(layout, heading, styles)):
            return Section(
                Part.APPENDIX, heading.index, heading.index, heading, "heading after the references", 0.9
            )
    return None


def _opens_appendix(layout: Layout, heading: Heading, styles: set[tuple[str, float]]) -> bool:
    if heading.part is Part.APPENDIX:
        return True
    line = layout.lines[heading.index]
    in_style = style_of(line) in styles or line.size > layout.body_size + 0.7
    return heading.part in {Part.OTHER, Part.MAIN} and in_style


def _appendix_before(
    layout: Layout, headings: list[Heading], styles: set[tuple[str, float]], references: Section | None
) -> Section | None:
    """An appendix that comes before the references, or a paper without any."""
    stop = references.start if references else len(layout.lines)
    roman = sum(1 for h in headings if h.index < stop and re.fullmatch(r"[IVX]+", h.numbered)) > 1
    for heading in headings:
        line = layout.lines[heading.index]
        if heading.index >= stop or line.page == 1 or heading.run_in:
            continue
        lettered = heading.letter and heading.numbered == "A" and style_of(line) in styles and not roman
        if heading.part is not Part.APPENDIX and not lettered:
            continue
        later = [h for h in headings if heading.index < h.index < stop and h.part is Part.MAIN]
        if any(h.numbered.isdigit() and style_of(layout.lines[h.index]) in styles for h in later):
            continue
        return Section(
            Part.APPENDIX, heading.index, heading.index, heading, "heading before the references", 0.9
        )
    return None


def _appendix_without_heading(layout: Layout, begin: int, end: int) -> Section | None:
    """Plain text after the references, or figures counted as S1 or A.1, without a heading."""
    rest = range(begin, end)
    captions = [index for index in rest if _LETTERED_CAPTION.match(layout.lines[index].text)]
    if captions:
        start = captions[0]
        return Section(Part.APPENDIX, start, start, None, "figures of an appendix", 0.7)
    plain = [
        index for index in rest if bib.line_score(layout.lines[index]) < PLAIN and is_prose(layout, index)
    ]
    if len(plain) >= PLAIN_LINES:
        return Section(Part.APPENDIX, plain[0], plain[0], None, "text after the references, no heading", 0.6)
    return None


def _apart_before(
    headings: list[Heading], styles: set[tuple[str, float]], layout: Layout, boundary: int
) -> list[Section]:
    """Statements after the last main section and before the references or the appendix."""
    before = [heading for heading in headings if heading.index < boundary]
    numbered = sum(1 for h in before if h.numbered and h.part is Part.MAIN and not h.run_in) > 1
    last_main = -1
    for heading in before:
        if _is_main(heading, numbered, styles, layout):
            last_main = heading.index
    sections = []
    for heading in before:
        if heading.index > last_main and heading.part in APART:
            sure = 0.95 if numbered or stands_apart(heading) else 0.7
            sections.append(Section(heading.part, heading.index, heading.index, heading, "heading", sure))
    return sections


def _is_main(heading: Heading, numbered: bool, styles: set[tuple[str, float]], layout: Layout) -> bool:
    if heading.run_in or heading.part is Part.ABSTRACT:
        return False
    if heading.part in APART:
        return bool(heading.numbered) and numbered and not stands_apart(heading)
    if heading.part is Part.MAIN and (heading.numbered or not numbered):
        return True
    in_style = style_of(layout.lines[heading.index]) in styles
    return heading.part in {Part.MAIN, Part.OTHER} and in_style and not numbered


def _apart_after(
    headings: list[Heading], boundary: int, references: Section | None, appendix: Section | None
) -> list[Section]:
    """Statements, checklists and further lists of references behind the first boundary."""
    taken = {s.start for s in (references, appendix) if s}
    sections = []
    for heading in headings:
        if heading.index <= boundary or heading.index in taken:
            continue
        within_list = references and references.start < heading.index < references.end - 2
        if heading.part in APART and not within_list:
            sections.append(Section(heading.part, heading.index, heading.index, heading, "heading", 0.9))
    return sections


def _in_order(starts: list[Section], total: int) -> list[Section]:
    """Each part runs to the beginning of the next."""
    ordered = sorted(starts, key=lambda section: section.start)
    ends = [section.start for section in ordered[1:]] + [total]
    return [
        Section(s.part, s.start, end, s.heading, s.reason, s.confidence)
        for s, end in zip(ordered, ends, strict=False)
    ]


def is_prose(layout: Layout, index: int, *, small: bool = False) -> bool:
    """Whether a line is running text: words in the body's size (or a smaller one), wide or ending a sentence."""
    line = layout.lines[index]
    letters = sum(char.isalpha() for char in line.text)
    if letters < 0.55 * len(line.text) or len(line.text.split()) < 3:  # noqa: PLR2004
        return False
    if not small and line.size < 0.87 * layout.body_size:
        return False
    width = layout.pages[line.page - 1].width * (0.34 if layout.columns > 1 and line.column >= 0 else 0.55)
    return line.x1 - line.x0 > 0.8 * width or bool(_SENTENCE_END.search(line.text))


def _last_text_line(layout: Layout, end: int) -> int | None:
    """The last line of running text before `end`; captions and what stands in figures don't count."""
    captions = caption_lines(layout, end)
    with_caption = {layout.lines[index].page for index in captions}
    for index in range(end - 1, -1, -1):
        if index in captions:
            continue
        line = layout.lines[index]
        if is_prose(layout, index):
            return index
        full = line.size >= 0.87 * layout.body_size and sum(char.isalnum() for char in line.text) > 2  # noqa: PLR2004
        if full and (line.page not in with_caption or _ENDING.search(line.text)):
            return index
    return end - 1 if end else None


def caption_lines(layout: Layout, end: int) -> set[int]:
    """Lines of captions: from "Figure 3" to the next wider gap."""
    found: set[int] = set()
    within = False
    for index in range(end):
        line = layout.lines[index]
        if is_caption(line) and (line.gap is None or line.gap > 1.1 * layout.leading or within):
            within = True
        elif within:
            above = layout.lines[index - 1]
            within = (
                line.page == above.page
                and line.gap is not None
                and line.gap <= 1.12 * max(layout.leading, 1.2 * line.size)
                and abs(line.size - above.size) < 0.6  # noqa: PLR2004
            )
        if within:
            found.add(index)
    return found


def _weigh(division: Division, references: Section | None, main_end: int) -> None:
    """Sets the range of pages in which the main text may end, with a doubt for each reason to widen it."""
    layout, page = division.layout, division.main_page
    division.earliest_page = division.latest_page = page
    last = layout.lines[-1].page if layout.lines else 0
    if references is None:
        _doubt_missing_references(division, last)
    elif references.confidence < 0.7 and references.start == main_end:  # noqa: PLR2004
        division.latest_page = max(page, layout.lines[references.end - 1].page)
        division.doubts.append(Doubt("The list of references was recognised by weak signs.", page))
    for section in division.sections:
        if (
            section.end <= (references.start if references else len(layout.lines))
            and section.confidence < CONFIDENT
        ):
            division.latest_page = max(division.latest_page, layout.lines[section.end - 1].page)
            words = section.heading.text if section.heading else "A part without heading"
            division.doubts.append(Doubt(f"“{words}” may be part of the main text.", division.latest_page))
    _doubt_numbered(division, main_end)
    _doubt_floats(division, main_end)
    _doubt_cover(division)
    _doubt_pictures(division)


def _doubt_numbered(division: Division, main_end: int) -> None:
    """A last section that is numbered like the main text but speaks of impact, ethics or limitations."""
    before = [
        h for h in division.headings if h.index < main_end and not h.run_in and h.part is not Part.OTHER
    ]
    ambiguous = None
    for heading in reversed(before):
        if heading.part not in APART:
            break
        ambiguous = heading
    line = _last_text_line(division.layout, ambiguous.index) if ambiguous else None
    if ambiguous and line is not None and division.layout.lines[line].page < division.earliest_page:
        division.earliest_page = division.layout.lines[line].page
        division.doubts.append(Doubt(f"“{ambiguous.text}” was counted as main text.", division.main_page))


def _doubt_missing_references(division: Division, last: int) -> None:
    division.latest_page = max(division.latest_page, last)
    division.earliest_page = min(division.earliest_page, 1)
    division.doubts.append(Doubt("No references were found, so the end of the main text is a guess."))


def _doubt_floats(division: Division, main_end: int) -> None:
    """Figures or tables of the main text on pages after its last line."""
    pages = {line.page for line in division.layout.lines[:main_end] if is_caption(line)}
    beyond = [page for page in pages if page > division.main_page]
    if beyond:
        division.latest_page = max(division.latest_page, *beyond)
        division.doubts.append(
            Doubt("Figures or tables of the main text come after its last line.", max(beyond))
        )


def _doubt_cover(division: Division) -> None:
    """A first page of few words before the paper proper."""
    first = [line for line in division.layout.lines if line.page == 1]
    words = sum(len(line.text.split()) for line in first)
    opened = any(
        h.part in {Part.ABSTRACT, Part.MAIN} and h.numbered in {"", "1", "I"}
        for h in division.headings
        if division.layout.lines[h.index].page == 1
    )
    if division.main_page > 1 and words < COVER_WORDS and not opened:
        division.earliest_page = min(division.earliest_page, division.main_page - 1)
        division.doubts.append(Doubt("The first page looks like a cover sheet; it was counted.", 1))


def _doubt_pictures(division: Division) -> None:
    """Pages whose text can't be read, because they are pictures, where the verdict may hang on them."""
    for page in division.layout.pages:
        area = page.width * page.height
        if page.characters < 50 and area and page.picture_area > 0.5 * area:  # noqa: PLR2004
            division.latest_page = max(division.latest_page, page.number)
            division.doubts.append(Doubt("A page is a picture whose text can't be read.", page.number))


def line_after(layout: Layout, start: int, page: int) -> Line | None:
    """The first line of running text from `start` on that stands after a page."""
    for index in range(start, len(layout.lines)):
        if layout.lines[index].page > page and is_prose(layout, index):
            return layout.lines[index]
    return None
