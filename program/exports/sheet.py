"""What every export is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from program.citation import CitedPaper


@dataclass(frozen=True)
class Person:
    name: str
    affiliation: str = ""
    orcid: str = ""


@dataclass(frozen=True)
class Place:
    """Where and when a paper is shown: its own time where it has one, else that of its session, in the workshop's zone."""

    session: str
    kind: str
    start: datetime
    end: datetime
    room: str = ""
    board: int | None = None


@dataclass(frozen=True)
class ExportPaper:
    """An accepted paper; ``links`` are whole addresses by their kind (pdf, poster, video, code, ...)."""

    number: int
    title: str
    authors: tuple[Person, ...]
    abstract: str
    keywords: tuple[str, ...]
    topics: tuple[str, ...]
    track: str
    kind: str
    presenter: str
    url: str
    links: dict[str, str]
    places: tuple[Place, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(author.name for author in self.authors)


@dataclass(frozen=True)
class Sheet:
    """All accepted papers of a workshop in the order of the public list, and each as a citation names it."""

    slug: str
    name: str
    title: str
    papers: tuple[ExportPaper, ...]
    cited: tuple[CitedPaper, ...]

    def by_track(self) -> Iterator[tuple[str, list[ExportPaper]]]:
        """Yield each track with its papers."""
        for track, papers in groupby(self.papers, lambda paper: paper.track):
            yield track, list(papers)
