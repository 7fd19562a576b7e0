"""The search over lists of papers that are no table: a reviewer's, an area chair's, those of a proposal."""

from __future__ import annotations

from dataclasses import dataclass

from conference.models import Workshop
from conference.visibility import Viewer
from reviews.search import SearchError, parse
from reviews.selectors.tables.finding import find
from reviews.selectors.tables.source import Source


@dataclass(frozen=True)
class ListSearch:
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


def search_papers(viewer: Viewer, workshop: Workshop, text: str) -> ListSearch:
    """Find papers of lists that are kept to what the viewer may see; a search that can't be read finds all of them."""
    try:
        query = parse(text)
    except SearchError as error:
        return ListSearch(text, None, error)
    if query is None:
        return ListSearch(text)
    source = Source(viewer, workshop)
    found = find(query, source, frozenset(source.seen.facts))
    return ListSearch(text, frozenset(source.seen.facts[pk].number for pk in found))
