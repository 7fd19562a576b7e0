"""Reading what a committee has published from one file: BibTeX or CSV. Plain rules; nothing in the file is dropped unsaid.

Each entry says whose paper it is: by a field ``reviewer`` (or ``owner``, ``email``) with an address or a name. BibTeX
without one goes by the names of its authors.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from conference.pasted import read_table
from conference.publications import LONGEST_TITLE, YEAR, Paper, UnreadableError, read_entries

MOST_ENTRIES = 5000
LONGEST_TEXT = 2_000_000
WHOSE = ("reviewer", "owner", "email")
HEADS = {
    "reviewer": "who", "e-mail": "who", "email": "who", "mail": "who", "name": "who", "owner": "who",
    "title": "title", "paper": "title", "publication": "title",
    "abstract": "abstract",
    "year": "year",
    "venue": "venue", "journal": "venue", "booktitle": "venue",
    "authors": "authors", "author": "authors",
}  # fmt: skip


@dataclass(frozen=True)
class OwnedPaper:
    """A paper with whose it is: ``who`` holds addresses or names, one that the entry names or all of its authors.

    ``row`` is where it stands: the number of the row or of the entry.
    """

    row: int
    who: tuple[str, ...]
    paper: Paper
    by_authors: bool = False


def read_expertise(text: str) -> list[OwnedPaper]:
    """Return the papers of a file in order. Raises UnreadableError and never returns a part of it."""
    found = list(_from_bibtex(text) if _is_bibtex(text) else _from_csv(text))
    if not found:
        raise UnreadableError("There is no publication in this file.")
    if len(found) > MOST_ENTRIES:
        raise UnreadableError(
            f"One file takes at most {MOST_ENTRIES} publications; this one has {len(found)}."
        )
    return found


def _is_bibtex(text: str) -> bool:
    return any(line.lstrip().startswith("@") and "{" in line for line in text.splitlines())


def _from_bibtex(text: str) -> Iterable[OwnedPaper]:
    for row, (fields, paper) in enumerate(read_entries(text), 1):
        named = next((fields[key].strip() for key in WHOSE if fields.get(key, "").strip()), "")
        who = tuple(filter(None, (part.strip() for part in named.split(";")))) if named else paper.authors
        yield OwnedPaper(row, who, paper, by_authors=not named)


def _from_csv(text: str) -> Iterable[OwnedPaper]:
    table = read_table(text)
    for broken in table.broken:
        raise UnreadableError(f"Row {broken.row}: {broken.reason}")
    heads = [HEADS.get(cell.casefold(), "") for cell in table.rows[0][1]] if table.rows else []
    if "who" not in heads or "title" not in heads:
        raise UnreadableError("The first row has to name the columns; reviewer and title are needed.")
    for number, cells in table.rows[1:]:
        row = {head: cell for head, cell in zip(heads, cells, strict=False) if head}
        if not row.get("who") or not row.get("title"):
            raise UnreadableError(f"Row {number} lacks the reviewer or the title.")
        yield OwnedPaper(number, (row["who"],), _paper(row))


def _paper(row: dict[str, str]) -> Paper:
    year = YEAR.search(row.get("year", ""))
    return Paper(
        title=row["title"][:LONGEST_TITLE],
        year=int(year[0]) if year else None,
        venue=row.get("venue", "")[:300],
        authors=tuple(filter(None, (name.strip() for name in row.get("authors", "").split(";")))),
        abstract=row.get("abstract", ""),
    )
