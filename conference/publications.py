"""Reading lists of publications: BibTeX or plain lines. No Django in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import StringIO

from pybtex.database import BibliographyData, Person
from pybtex.database.input.bibtex import Parser
from pybtex.exceptions import PybtexError

YEAR = re.compile(r"\b(19|20)\d{2}\b")
LONGEST_TITLE = 500


class UnreadableError(Exception):
    """The text can't be read; the message names the place and what is wrong."""


@dataclass(frozen=True)
class Paper:
    """A publication as a list names it; ``year`` is None where the list gives none."""

    title: str
    year: int | None
    venue: str
    authors: tuple[str, ...]
    abstract: str = ""


def read_publications(text: str) -> list[Paper]:
    """Return the papers of a pasted list in order; raises UnreadableError and never returns a part of it."""
    return _read_bibtex(text) if "@" in text and "{" in text else _read_lines(text)


def _read_bibtex(text: str) -> list[Paper]:
    return [paper for _fields, paper in read_entries(text)]


def read_entries(text: str) -> list[tuple[dict[str, str], Paper]]:
    """Return the entries of BibTeX in order, each with its fields as they stand; raises UnreadableError."""
    parser = Parser(encoding="utf-8")
    try:
        data: BibliographyData = parser.parse_stream(StringIO(text))
    except PybtexError as error:
        raise UnreadableError(f"The BibTeX can't be read: {error}") from error
    papers = []
    for key, entry in data.entries.items():
        title = _plain(entry.fields.get("title", ""))
        if not title:
            raise UnreadableError(f"The entry {key} has no title.")
        venue = entry.fields.get("booktitle") or entry.fields.get("journal") or ""
        paper = Paper(
            title=title[:LONGEST_TITLE],
            year=_year(entry.fields.get("year", "")),
            venue=_plain(venue)[:300],
            authors=tuple(_name(person) for person in entry.persons.get("author", [])),
            abstract=_plain(entry.fields.get("abstract", "")),
        )
        papers.append(({key.casefold(): str(value) for key, value in entry.fields.items()}, paper))
    return papers


def _read_lines(text: str) -> list[Paper]:
    papers = []
    for line in text.splitlines():
        if not line.strip():
            continue
        title, *rest = [part.strip() for part in line.split(";")]
        year = next((_year(part) for part in rest if _year(part)), None)
        names = [part for part in rest if part and not _year(part)]
        authors = tuple(name.strip() for name in names[0].split(",") if name.strip()) if names else ()
        papers.append(Paper(title[:LONGEST_TITLE], year, "", authors))
    return papers


def _year(text: str) -> int | None:
    match = YEAR.search(text)
    return int(match[0]) if match else None


def _name(person: Person) -> str:
    parts = [*person.first_names, *person.middle_names, *person.prelast_names, *person.last_names]
    return _plain(" ".join(parts))


def _plain(text: str) -> str:
    from pybtex.richtext import Text  # noqa: PLC0415 - slow to import, and only BibTeX needs it

    return " ".join(str(Text.from_latex(text)).split())
