"""A list of papers that were accepted in another system, read into papers: plain rules on plain values.

Rows have a head that names their columns; without one they stand as title, authors, track, presentation, link. Tabs, bars
or commas part the cells, the first of these that the first row has. BibTeX is read as well. Any row that can't be read
is named, none is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from conference.pasted import BrokenRow, read_table
from conference.publications import Paper, UnreadableError, read_entries

LONGEST = 2_000_000
MOST_PAPERS = 1000
LONGEST_TITLE, LONGEST_NAME, LONGEST_LINK = 300, 200, 500
PLAIN = ("title", "authors", "track", "presentation", "forum")
HEADS = {
    "title": "title", "paper": "title",
    "authors": "authors", "author": "authors",
    "track": "track",
    "presentation": "presentation", "presented as": "presentation", "decision": "presentation", "kind": "presentation",
    "abstract": "abstract", "keywords": "keywords", "topics": "topics", "topic": "topics",
    "link": "forum", "url": "forum", "forum": "forum", "openreview": "forum",
    "pdf": "pdf", "code": "code", "video": "video", "poster": "poster", "slides": "slides",
}  # fmt: skip
LINKS = ("forum", "pdf", "code", "video", "poster", "slides")
KINDS = ("oral", "spotlight", "poster")
SIGNS = "\t|,"
PERSON = re.compile(r"(?P<name>[^()]+?)\s*(?:\((?P<place>.*)\))?")
BETWEEN = re.compile(r";|\n|(?<=\s)(?:and|&)(?=\s)")


@dataclass(frozen=True)
class Named:
    """An author of a paper in the list."""

    name: str
    affiliation: str = ""


@dataclass(frozen=True)
class Listed:
    """A paper as it was read; ``track`` is the key of a track, ``presentation`` one of ``KINDS``."""

    row: int
    title: str
    authors: tuple[Named, ...]
    track: str
    presentation: str
    abstract: str = ""
    keywords: str = ""
    topics: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()

    @property
    def author_line(self) -> str:
        return ", ".join(author.name for author in self.authors)


@dataclass(frozen=True)
class PaperList:
    papers: tuple[Listed, ...] = ()
    broken: tuple[BrokenRow, ...] = ()


@dataclass(frozen=True)
class Usual:
    """The tracks there are, key to name, the topics, and what holds where a row says nothing."""

    tracks: Mapping[str, str]
    track: str
    presentation: str = "poster"
    topics: Sequence[str] = ()


def read_papers(text: str, usual: Usual) -> PaperList:
    """Read the papers of a list in order."""
    papers: list[Listed] = []
    seen: set[str] = set()
    try:
        rows, unread = _rows(text)
    except UnreadableError as error:
        return PaperList(broken=(BrokenRow(1, "", str(error)),))
    broken = list(unread)
    for row, cells in rows:
        try:
            paper = _paper(row, cells, usual, seen)
        except ValueError as error:
            broken.append(BrokenRow(row, cells.get("title", "")[:120], str(error)))
            continue
        seen.add(folded(paper.title))
        papers.append(paper)
    if not papers and not broken:
        broken.append(BrokenRow(1, "", "There is no paper in this list."))
    if len(papers) > MOST_PAPERS:
        broken.append(BrokenRow(papers[MOST_PAPERS].row, "", f"One list takes {MOST_PAPERS} papers at most."))
    return PaperList(tuple(papers), tuple(broken))


def folded(title: str) -> str:
    """Return a title as it is compared with others: case, spaces and punctuation say nothing."""
    return re.sub(r"[\W_]+", " ", title.casefold()).strip()


def without(found: PaperList, titles: Sequence[str]) -> tuple[PaperList, int]:
    """Leave out the papers that are there already; return the list and how many were."""
    known = {folded(title) for title in titles}
    new = tuple(paper for paper in found.papers if folded(paper.title) not in known)
    return replace(found, papers=new), len(found.papers) - len(new)


def _rows(text: str) -> tuple[list[tuple[int, dict[str, str]]], tuple[BrokenRow, ...]]:
    """Return the rows by column, and the one from which on nothing could be read."""
    start = text.lstrip("\ufeff \r\n\t")
    if start.startswith(("@", "%")):
        return [(number, _of_entry(*entry)) for number, entry in enumerate(read_entries(start), 1)], ()
    table = read_table(start, SIGNS)
    heads = [HEADS.get(cell.lower(), "") for cell in table.rows[0][1]] if table.rows else []
    columns, rows = (heads, table.rows[1:]) if "title" in heads else (PLAIN, table.rows)
    return [(number, _by_column(columns, cells)) for number, cells in rows], table.broken


def _by_column(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    return {name: cell for name, cell in zip(columns, cells, strict=False) if name and cell}


def _of_entry(fields: Mapping[str, str], paper: Paper) -> dict[str, str]:
    given = {HEADS[name]: value for name, value in fields.items() if name in {*LINKS, "url", "track"}}
    return {
        **given, "title": paper.title, "authors": ";".join(paper.authors), "abstract": paper.abstract,
        "keywords": fields.get("keywords", ""),
    }  # fmt: skip


def _paper(row: int, cells: Mapping[str, str], usual: Usual, seen: set[str]) -> Listed:
    """Return a paper; raises ValueError with the reason."""
    title = " ".join(cells.get("title", "").split())
    if not title:
        raise ValueError("The title is missing.")
    if len(title) > LONGEST_TITLE:
        raise ValueError(f"A title has {LONGEST_TITLE} characters at most.")
    if folded(title) in seen:
        raise ValueError("This title stands in the list twice.")
    return Listed(
        row=row,
        title=title,
        authors=_authors(cells.get("authors", "")),
        track=_track(cells.get("track", ""), usual),
        presentation=_presentation(cells.get("presentation", ""), usual),
        abstract=cells.get("abstract", ""),
        keywords=cells.get("keywords", "")[:LONGEST_TITLE],
        topics=_topics(cells.get("topics", ""), usual),
        links=tuple((kind, _address(cells[kind])) for kind in LINKS if cells.get(kind)),
    )


def _authors(text: str) -> tuple[Named, ...]:
    """Return the authors in order: parted by semicolons, or else by commas; an affiliation stands in brackets."""
    parts = BETWEEN.split(text) if BETWEEN.search(text) else re.split(r",(?![^(]*\))", text)
    parts = [part for piece in parts for part in (piece.split(",") if _is_a_list(piece, text) else [piece])]
    found = []
    for part in parts:
        words = " ".join(part.split())
        if not words:
            continue
        match = PERSON.fullmatch(words)
        if match is None:
            raise ValueError(f"“{words[:80]}” can’t be read as an author.")
        place = (match["place"] or "").strip()
        found.append(Named(match["name"].strip()[:LONGEST_NAME], place[:LONGEST_NAME]))
    if not found:
        raise ValueError("The authors are missing.")
    return tuple(found)


def _is_a_list(piece: str, text: str) -> bool:
    """Say whether commas part names in it: “A, B and C”, but not “A (X, Y); B”."""
    return ";" not in text and "," in piece and "(" not in piece


def _track(text: str, usual: Usual) -> str:
    if not text:
        return usual.track
    wanted = text.casefold()
    for key, name in usual.tracks.items():
        if wanted in {key.casefold(), name.casefold()}:
            return key
    raise ValueError(f"There is no track “{text}”. There are: {', '.join(usual.tracks.values())}.")


def _presentation(text: str, usual: Usual) -> str:
    if not text:
        return usual.presentation
    words = text.casefold()
    for kind in KINDS:
        if kind in words:
            return kind
    raise ValueError(f"“{text}” is none of oral, spotlight, poster.")


def _topics(text: str, usual: Usual) -> tuple[str, ...]:
    known = {name.casefold(): name for name in usual.topics}
    wanted = [name.strip() for name in text.split(";") if name.strip()]
    for name in wanted:
        if name.casefold() not in known:
            raise ValueError(f"There is no topic “{name}”.")
    return tuple(dict.fromkeys(known[name.casefold()] for name in wanted))


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.netloc or len(text) > LONGEST_LINK or " " in text:
        raise ValueError(f"“{text[:80]}” is no link; it begins with https://.")
    return text
