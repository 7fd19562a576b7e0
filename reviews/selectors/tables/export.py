"""A table as a file: CSV or XLSX with the columns that are shown, all found papers in their order.

A cell that a spreadsheet would take for a formula is written as text: with an apostrophe before it in CSV, as a string in
XLSX, where the apostrophe is added too, since such files are saved as CSV again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from reviews.selectors.tables.columns import COLUMNS
from reviews.selectors.tables.table import PaperTable

FORMULA = ("=", "+", "-", "@", "\t", "\r")
Value = str | int | float | None


def neutral(value: Any) -> Value:
    """Return a cell's value as no spreadsheet can run it."""
    if value is None or isinstance(value, int | float):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", str(value))
    return f"'{text}" if text.lstrip(" \n").startswith(FORMULA) else text


def lines(table: PaperTable, ids: list[int]) -> Iterator[list[Value]]:
    """Yield the head and a line a paper; what the viewer may not know is empty."""
    columns = table.columns
    if COLUMNS["track"] not in columns:
        columns = (*columns[:2], COLUMNS["track"], *columns[2:])
    yield [neutral(column.label) for column in columns]
    values = [(column, column.values(table.source, ids)) for column in columns]
    for pk in ids:
        yield [neutral(column.plain(its[pk])) if its.get(pk) is not None else None for column, its in values]


def as_csv(table: PaperTable, ids: list[int]) -> bytes:
    """Return a CSV file in UTF-8 with the mark that spreadsheets look for."""
    held = io.StringIO()
    writer = csv.writer(held)
    for line in lines(table, ids):
        writer.writerow(["" if value is None else _short(value) for value in line])
    return held.getvalue().encode("utf-8-sig")


def as_xlsx(table: PaperTable, ids: list[int]) -> bytes:
    """Return a workbook with one sheet: head in bold and kept in view."""
    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise RuntimeError("A new workbook has no sheet.")
    sheet.title = table.kind.label
    for line in lines(table, ids):
        sheet.append(line)
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.data_type = "s"
            if cell.row == 1:
                cell.font = Font(bold=True)
    sheet.freeze_panes = "C2"
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _short(value: Value) -> Value:
    return round(value, 4) if isinstance(value, float) else value
