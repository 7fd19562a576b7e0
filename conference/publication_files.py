"""Reading files of publications: BibTeX, the XML of DBLP, and the XML or JSON of ORCID. No Django in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from conference.publications import LONGEST_TITLE, YEAR, Paper, UnreadableError, read_publications

LONGEST_VENUE = 300
MOST_PAPERS = 1000
DBLP_KINDS = frozenset(
    {"article", "inproceedings", "incollection", "book", "phdthesis", "mastersthesis", "data"}
)
HOMONYM = re.compile(r" \d{4}$")
DEEPEST = 12
NO_WORKS = frozenset({"fundings", "peer-reviews", "research-resources"})  # They have titles too


def read_file(data: bytes) -> list[Paper]:
    """Return the papers of a file in order, each title once; its format is seen from what stands in it.

    Raises UnreadableError, and never returns a part of what can't be read.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError("This file is not text in UTF-8.") from error
    start = text.lstrip()[:1]
    if start == "<":
        papers = _read_xml(data)
    elif start in {"{", "["}:
        papers = _read_json(text)
    else:
        papers = read_publications(text)
    found = list({paper.title.casefold(): paper for paper in papers}.values())
    if not found:
        raise UnreadableError("There is no publication in this file.")
    if len(found) > MOST_PAPERS:
        raise UnreadableError(
            f"One file takes at most {MOST_PAPERS} publications; this one has {len(found)}."
        )
    return found


def _read_xml(data: bytes) -> list[Paper]:
    try:
        # A document type may stand there, as DBLP has one; entities of its own may not.
        root: Element = fromstring(data)
    except (ParseError, DefusedXmlException) as error:
        raise UnreadableError(f"The XML can't be read: {error}") from error
    if root.tag in {"dblp", "dblpperson"}:
        return list(_dblp(root))
    return list(_orcid_xml(root))


def _dblp(root: Element) -> Iterator[Paper]:
    for entry in root.iter():
        if entry.tag in DBLP_KINDS:
            title = _text(entry.find("title")).rstrip(".")
            venue = _text(entry.find("booktitle")) or _text(entry.find("journal"))
            authors = tuple(HOMONYM.sub("", _text(author)) for author in entry.findall("author"))
            if title:
                yield _paper(title, _text(entry.find("year")), venue, authors)


def _orcid_xml(root: Element) -> Iterator[Paper]:
    for work in root.iter():
        if _local(work) not in {"work", "work-summary"}:
            continue
        title = _text(_at(work, "title", "title"))
        names = tuple(_text(item) for item in work.iter() if _local(item) == "credit-name")
        if title:
            year = _text(_at(work, "publication-date", "year"))
            yield _paper(title, year, _text(_at(work, "journal-title")), names)


def _at(element: Element, *path: str) -> Element | None:
    found: Element | None = element
    for name in path:
        found = next((child for child in found if _local(child) == name), None) if found is not None else None
    return found


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _text(element: Element | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _read_json(text: str) -> list[Paper]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"The JSON can't be read: {error}") from error
    return list(_orcid_json(data, DEEPEST))


def _orcid_json(data: Any, depth: int) -> Iterator[Paper]:
    """Yield the works that lie anywhere in a record, a list of works, or one work."""
    if isinstance(data, dict) and isinstance(data.get("title"), dict):
        title = _value(data["title"].get("title"))
        date = data.get("publication-date")
        year = _value(date.get("year")) if isinstance(date, dict) else ""
        if title:
            yield _paper(title, year, _value(data.get("journal-title")), _names(data.get("contributors")))
    elif depth and isinstance(data, dict | list):
        parts = [data[key] for key in data if key not in NO_WORKS] if isinstance(data, dict) else data
        for item in parts:
            yield from _orcid_json(item, depth - 1)


def _names(data: Any) -> tuple[str, ...]:
    rows = data.get("contributor") if isinstance(data, dict) else None
    names = [_value(row.get("credit-name")) for row in rows or [] if isinstance(row, dict)]
    return tuple(name for name in names if name)


def _value(data: Any) -> str:
    value = data.get("value") if isinstance(data, dict) else data
    return " ".join(value.split()) if isinstance(value, str) else ""


def _paper(title: str, year: str, venue: str, authors: tuple[str, ...]) -> Paper:
    match = YEAR.search(year)
    return Paper(title[:LONGEST_TITLE], int(match[0]) if match else None, venue[:LONGEST_VENUE], authors)
