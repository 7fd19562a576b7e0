"""The accepted papers as tables: one for people, one in the columns that virtual conferences load."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from conference.spreadsheets import Cell
from program.exports.sheet import ExportPaper, Place, Sheet

LINKS = ("pdf", "poster", "slides", "video", "recording", "code", "data")
HEADER = (
    "Number", "Title", "Authors", "Affiliations", "Presenter", "Track", "Presentation", "Topics", "Keywords",
    "Abstract", "Session", "Start", "End", "Room", "Board", "Page", *(kind.upper() if kind == "pdf" else kind.capitalize() for kind in LINKS),
)  # fmt: skip
VIRTUAL_HEADER = (
    "UID", "title", "authors", "abstract", "keywords", "sessions", "presentation", "track", "start", "end", "room",
    "board", "paper_url", *(f"{kind}_url" for kind in LINKS),
)  # fmt: skip


def rows(sheet: Sheet) -> list[list[Cell]]:
    """Return a row for each paper; one that is shown twice, as a talk and on a board, names both sessions."""
    return [_row(paper) for paper in sheet.papers]


def _row(paper: ExportPaper) -> list[Cell]:
    first = paper.places[0] if paper.places else None
    affiliations = dict.fromkeys(author.affiliation for author in paper.authors if author.affiliation)
    return [
        paper.number, paper.title, ", ".join(paper.names), "; ".join(affiliations), paper.presenter, paper.track,
        paper.kind, "; ".join(paper.topics), ", ".join(paper.keywords), paper.abstract,
        "; ".join(place.session for place in paper.places), _clock(first, "start"), _clock(first, "end"),
        "; ".join(dict.fromkeys(place.room for place in paper.places if place.room)), _board(paper), paper.url,
        *(paper.links.get(kind, "") for kind in LINKS),
    ]  # fmt: skip


def _clock(place: Place | None, name: str) -> str:
    moment: datetime | None = getattr(place, name) if place else None
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""


def _board(paper: ExportPaper) -> int | None:
    return next((place.board for place in paper.places if place.board), None)


def virtual_rows(sheet: Sheet) -> list[list[Cell]]:
    """Return rows in the columns of Mini-Conf and its likes: lists joined by "|", times in UTC."""
    return [_virtual(paper, f"{sheet.slug}-{paper.number}") for paper in sheet.papers]


def _virtual(paper: ExportPaper, uid: str) -> list[Cell]:
    first = paper.places[0] if paper.places else None
    return [
        uid, paper.title, _joined(paper.names), paper.abstract, _joined(paper.keywords or paper.topics),
        _joined(place.session for place in paper.places), paper.kind, paper.track,
        _moment(first.start if first else None), _moment(first.end if first else None),
        first.room if first else "", _board(paper), paper.url, *(paper.links.get(kind, "") for kind in LINKS),
    ]  # fmt: skip


def _joined(values: Iterable[str]) -> str:
    return "|".join(value.replace("|", "/") for value in values)


def _moment(at: datetime | None) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else ""
