"""What every page with a table of papers does alike: read the address, make the table, offer the ways to change it."""

from __future__ import annotations

from typing import Any

from conference.http import SignedInRequest
from conference.models import Workshop
from reviews.selectors.tables import facets
from reviews.selectors.tables.table import Asked, PaperTable, TableKind, make_table


def asked_of(request: SignedInRequest) -> Asked:
    """Return what the address asks of a table."""
    given = request.GET
    return Asked(
        text=given.get("q", "").strip(),
        sort=given.get("sort", ""),
        columns=tuple(key for key in given.get("columns", "").split(",") if key),
        page=given.get("page", "1"),
    )


def table_of(request: SignedInRequest, workshop: Workshop, kind: TableKind) -> PaperTable:
    """Return the table that a request asks for."""
    return make_table(kind, request.viewer, workshop, asked_of(request))


def table_context(table: PaperTable, **more: Any) -> dict[str, Any]:
    """Return what ``components/paper_table.html`` takes."""
    text, error = table.asked.text, table.error
    return {
        "table": table,
        "sort": table.sort,
        "page": table.page,
        "tabs": facets.tabs(table),
        "filters": facets.groups(table),
        "fields": facets.fields(),
        "tags": facets.known_tags(table),
        "offered": [(column, column in table.columns) for column in table.offered.values()],
        "wrong": (text[: error.start], text[error.start : error.end], text[error.end :]) if error else None,
        **more,
    }
