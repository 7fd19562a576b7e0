"""Reading a paper that is out already: its title and abstract, for what its author knows to be told from it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .layout import lay_out
from .reading import UnreadableError, read_pages
from .sections import divide
from .vocabulary import Part

if TYPE_CHECKING:
    from pathlib import Path

    from .division import Division

FIRST_PAGES = 3
LONGEST_TITLE = 500
LONGEST_ABSTRACT = 5000
TITLE_LINES = 30
SAME_SIZE = 0.5
FEWEST_LETTERS = 8
_ABSTRACT = re.compile(r"^abstract\b[\s.:\u2013\u2014-]*", re.IGNORECASE)
MIXED_WORDS = 2
_MIXED = re.compile(r"\b\w*[a-z][A-Z]\w*\b")
_LETTER = re.compile(r"[^\W\d_]")


def title_and_abstract(path: Path) -> tuple[str, str]:
    """The title, set largest on the first page, and the abstract, or else the first lines of the text; "" where there is none."""
    try:
        pages, _ = read_pages(str(path), limit=FIRST_PAGES)
    except UnreadableError:
        return "", ""
    division = divide(lay_out(pages))
    title, after = _title(division)
    return title[:LONGEST_TITLE], _abstract(division, after)[:LONGEST_ABSTRACT]


def _title(division: Division) -> tuple[str, int]:
    """The lines of the largest type near the top of the first page that follow one another, and where they end."""
    lines = [line for line in division.layout.lines[:TITLE_LINES] if line.page == 1]
    worded = [at for at, line in enumerate(lines) if len(_LETTER.findall(line.text)) >= FEWEST_LETTERS]
    if not worded:
        return "", 0
    size = max(lines[at].size for at in worded)
    start = next(at for at in worded if lines[at].size > size - SAME_SIZE)
    end = start + 1
    while end < len(lines) and lines[end].size > size - SAME_SIZE:
        end += 1
    return _in_case(_joined([line.text for line in lines[start:end]])), end


def _in_case(title: str) -> str:
    """A title in small capitals comes with capitals in the middle of words: it is written plainly."""
    return title.capitalize() if len(_MIXED.findall(title)) >= MIXED_WORDS else title


def _abstract(division: Division, after: int) -> str:
    lines = division.layout.lines
    start = next(
        (heading.index for heading in division.headings if heading.part is Part.ABSTRACT),
        next((at for at, line in enumerate(lines) if _ABSTRACT.match(line.text)), None),
    )
    if start is None:
        return _joined([line.text for line in lines[after : after + TITLE_LINES]])
    following = (heading.index for heading in division.headings if heading.index > start)
    end = next(following, min(len(lines), start + TITLE_LINES))
    return _ABSTRACT.sub("", _joined([line.text for line in lines[start:end]]))


def _joined(lines: list[str]) -> str:
    """Running text of lines, with words joined that were parted at their ends."""
    text = ""
    for line in lines:
        piece = " ".join(line.split())
        text = text[:-1] + piece if text.endswith("-") and piece[:1].islower() else f"{text} {piece}"
    return text.strip()
