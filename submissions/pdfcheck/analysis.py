"""The whole check of one file, in this process. `sandbox` runs it in one of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .anonymity import find_leaks
from .layout import lay_out
from .limits import judge
from .problems import MAX_PAGES, problem
from .reading import Page, TooMuchTextError, UnreadableError, read_pages
from .report import Problem, Report, Request
from .sections import divide
from .structure import check_bytes, inspect
from .typesetting import measure, page_size

if TYPE_CHECKING:
    from pathlib import Path

FEW_CHARACTERS = 120
"""A page with fewer characters than this, on the average, is no page of text."""
GARBLED = 0.4
PDFIUM_PASSWORD = 4
MANY_WORDS = 400
COMMON = frozenset(
    [
        "the",
        "of",
        "and",
        "in",
        "to",
        "a",
        "is",
        "for",
        "we",
        "that",
        "with",
        "on",
        "by",
        "are",
        "as",
        "an",
        "from",
        "this",
        "it",
        "be",
        "at",
        "or",
        "der",
        "die",
        "und",
        "das",
        "von",
        "den",
        "zu",
        "mit",
        "ist",
        "ein",
        "nicht",
        "le",
        "la",
        "les",
        "de",
        "des",
        "et",
        "en",
        "un",
        "une",
        "du",
        "que",
        "el",
        "los",
        "las",
        "y",
        "por",
        "para",
        "con",
        "se",
        "il",
        "di",
        "che",
        "e",
        "per",
        "non",
        "o",
        "os",
        "do",
        "da",
        "em",
        "na",
        "um",
        "uma",
        "i",
        "w",
        "z",
        "na",
        "je",
        "van",
        "het",
        "een",
        "op",
        "och",
        "att",
        "som",
        "det",
        "av",
        "på",
        "og",
        "til",
    ]
)
"""Small words of the languages that papers are written in."""


def analyse(path: Path, request: Request) -> Report:
    """Everything that the check says about a file."""
    bare = check_bytes(path)
    if bare:
        return Report(errors=(bare,))
    problems, hidden = inspect(path)
    if any(one.kind != "attachment" and one.kind in _UNREADABLE for one in problems):
        return Report(errors=tuple(problems))
    try:
        pages, total = read_pages(str(path), limit=MAX_PAGES)
    except UnreadableError as error:
        kind = "encrypted" if error.code == PDFIUM_PASSWORD else "broken"
        return Report(errors=tuple(problems) or (problem(kind),))
    except TooMuchTextError:
        return Report(errors=(*problems, problem("decompression_bomb")))
    if not _has_text(pages):
        problems.append(problem("no_text"))
        return Report(total_pages=total, unsure=True, page_size=page_size(pages), errors=tuple(problems))
    return _judged(pages, total, request, problems, hidden)


_UNREADABLE = frozenset(
    {"encrypted", "broken", "truncated", "no_pages", "too_many_pages", "decompression_bomb"}
)


def _has_text(pages: list[Page]) -> bool:
    characters = sum(page.characters for page in pages)
    unmapped = sum(page.unmapped for page in pages)
    printed = sum(len(run.text) for page in pages for run in page.runs)
    letters = sum(char.isalpha() for page in pages for run in page.runs for char in run.text)
    if characters < FEW_CHARACTERS * max(1, min(len(pages), 3)):
        return False
    return unmapped < GARBLED * characters and letters > GARBLED * printed and not _is_nonsense(pages)


def _is_nonsense(pages: list[Page]) -> bool:
    """Many words in Latin letters and hardly one that every text has: the fonts say the wrong letters."""
    words = [
        word
        for page in pages
        for run in page.runs
        for word in run.text.split()
        if word.isascii() and word.isalpha()
    ]
    common = sum(1 for word in words if word.lower() in COMMON)
    return len(words) > MANY_WORDS and common < 0.02 * len(words)


def _judged(
    pages: list[Page], total: int, request: Request, problems: list[Problem], hidden: object
) -> Report:
    layout = lay_out(pages)
    division = divide(layout)
    verdict = judge(division, request)
    leaks = find_leaks(division, request, hidden)  # type: ignore[arg-type]
    starts = {part.part: part.page for part in reversed(verdict.evidence.parts)}
    return Report(
        total_pages=total,
        main_text_pages=division.main_page,
        references_start_page=starts.get("references"),
        appendix_start_page=starts.get("appendix"),
        within_limit=verdict.within_limit,
        unsure=verdict.unsure,
        page_size=page_size(pages),
        anonymous=not leaks,
        leaks=leaks,
        errors=tuple(problems),
        evidence=verdict.evidence,
        format=measure(division),
    )
