"""A table as a file: CSV or XLSX with the columns that are shown, all found papers in their order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from conference import spreadsheets
from conference.spreadsheets import Cell
from reviews.selectors.tables.columns import COLUMNS, Column
from reviews.selectors.tables.table import PaperTable

KEPT_IN_VIEW = "C2"  # number and title, when one goes sideways


def as_csv(table: PaperTable, ids: list[int]) -> bytes:
    columns = _columns(table)
    return spreadsheets.as_csv([column.label for column in columns], _lines(table, columns, ids))


def as_xlsx(table: PaperTable, ids: list[int]) -> bytes:
    columns = _columns(table)
    return spreadsheets.as_xlsx(
        [column.label for column in columns],
        _lines(table, columns, ids),
        title=table.kind.label,
        kept_in_view=KEPT_IN_VIEW,
    )


WRITERS: Mapping[str, Callable[[PaperTable, list[int]], bytes]] = {"csv": as_csv, "xlsx": as_xlsx}


def ids_among(table: PaperTable, numbers: Collection[int]) -> list[int]:
    """Return the papers of a table in its order, of numbers only those named; without any, all."""
    return [pk for pk in table.found if not numbers or table.source.seen.facts[pk].number in numbers]


def _columns(table: PaperTable) -> tuple[Column, ...]:
    columns = table.columns
    return columns if COLUMNS["track"] in columns else (*columns[:2], COLUMNS["track"], *columns[2:])


def _lines(table: PaperTable, columns: tuple[Column, ...], ids: list[int]) -> Iterator[list[Cell]]:
    """Yield a line a paper; what the viewer may not know is empty."""
    values = [(column, column.values(table.source, ids)) for column in columns]
    for pk in ids:
        yield [_short(column.plain(its[pk])) if its.get(pk) is not None else None for column, its in values]


def _short(value: Cell) -> Cell:
    return round(value, 4) if isinstance(value, float) else value
