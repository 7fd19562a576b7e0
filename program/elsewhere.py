"""A list of papers that were accepted in another system, read into papers: plain rules on plain values.

Rows have a head that names their columns; without one they stand as title, authors, track, presentation, link. Tabs, bars
or commas part the cells, the first of these that the first row has. BibTeX is read as well. Any row that can't be read
is named, none is dropped.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from conference.publications import UnreadableError, read_entries

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
DELIMITERS = "\t|,"
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
class Broken:
    """A row that can't be taken in, with the reason in words."""

    row: int
    text: str
    reason: str


@dataclass(frozen=True)
class PaperList:
    papers: tuple[Listed, ...] = ()
    broken: tuple[Broken, ...] = ()


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
    broken: list[Broken] = []
    seen: set[str] = set()
    try:
        for row, cells in _rows(text):
            try:
                paper = _paper(row, cells, usual, seen)
            except ValueError as error:
                broken.append(Broken(row, cells.get("title", "")[:120], str(error)))
                continue
            seen.add(folded(paper.title))
            papers.append(paper)
    except (UnreadableError, csv.Error) as error:
        broken.append(Broken(1, "", str(error)))
    if not papers and not broken:
        broken.append(Broken(1, "", "There is no paper in this list."))
    if len(papers) > MOST_PAPERS:
        broken.append(Broken(papers[MOST_PAPERS].row, "", f"One list takes {MOST_PAPERS} papers at most."))
    return PaperList(tuple(papers), tuple(broken))


def folded(title: str) -> str:
    """Return a title as it is compared with others: case, spaces and punctuation say nothing."""
    return re.sub(r"[\W_]+", " ", title.casefold()).strip()


def without(found: PaperList, titles: Sequence[str]) -> tuple[PaperList, int]:
    """Leave out the papers that are there already; return the list and how many were."""
    known = {folded(title) for title in titles}
    new = tuple(paper for paper in found.papers if folded(paper.title) not in known)
    return replace(found, papers=new), len(found.papers) - len(new)


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    start = text.lstrip("\ufeff \r\n\t")
    if start.startswith(("@", "%")):
        for number, (fields, paper) in enumerate(read_entries(start), 1):
            given = {HEADS[name]: value for name, value in fields.items() if name in {*LINKS, "url", "track"}}
            yield number, {
                **given, "title": paper.title, "authors": ";".join(paper.authors), "abstract": paper.abstract,
                "keywords": fields.get("keywords", ""),
            }  # fmt: skip
        return
    yield from _lines(start)


def _lines(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    lines = text.replace("\0", "")
    first = next((line for line in lines.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=lambda sign: (sign in first, -DELIMITERS.index(sign)))
    columns: Sequence[str] | None = None
    reader = csv.reader(io.StringIO(lines), delimiter=delimiter, skipinitialspace=True, strict=True)
    for cells in reader:
        stripped = [cell.strip() for cell in cells]
        if not any(stripped):
            continue
        if columns is None:
            heads = [HEADS.get(cell.lower(), "") for cell in stripped]
            columns = heads if "title" in heads else PLAIN
            if columns is heads:
                continue
        named = zip(columns, stripped, strict=False)
        yield reader.line_num, {name: cell for name, cell in named if name and cell}


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
