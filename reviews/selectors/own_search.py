"""The search over the papers that a reviewer reviews and an area chair looks after."""

from __future__ import annotations

from dataclasses import dataclass

from conference.models import Workshop
from conference.visibility import Viewer
from reviews.search import SearchError, parse
from reviews.selectors.tables.finding import find
from reviews.selectors.tables.source import Source


@dataclass(frozen=True)
class OwnSearch:
    """What was looked for among one's own papers: ``among`` has the numbers found, None where nothing was asked."""

    text: str
    among: frozenset[int] | None = None
    error: SearchError | None = None

    def finds(self, number: int) -> bool:
        return self.among is None or number in self.among

    @property
    def wrong(self) -> tuple[str, str, str] | None:
        """The text before, at and after the place that can't be read."""
        error, text = self.error, self.text
        return (text[: error.start], text[error.start : error.end], text[error.end :]) if error else None


def search_own(viewer: Viewer, workshop: Workshop, text: str) -> OwnSearch:
    """Find papers that the viewer reviews or looks after; a search that can't be read finds all of them."""
    try:
        query = parse(text)
    except SearchError as error:
        return OwnSearch(text, None, error)
    if query is None:
        return OwnSearch(text)
    source = Source(viewer, workshop)
    mine = frozenset(
        pk
        for pk, fact in source.seen.facts.items()
        if fact.rights.standing.reviews_it or fact.rights.standing.handles_it
    )
    found = find(query, source, mine)
    return OwnSearch(text, frozenset(source.seen.facts[pk].number for pk in found))
