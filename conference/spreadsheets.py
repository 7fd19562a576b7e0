"""Tables to take away as CSV or XLSX. What a program for tables would run as a formula is written as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

Cell = str | int | float | bool | datetime | None
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def neutral(value: Cell) -> Cell:
    """Return a value as it can stand in a cell: a text that begins as a formula does gets an apostrophe in front."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if not isinstance(value, str):
        return value
    plain = ILLEGAL_CHARACTERS_RE.sub("", value)
    return f"'{plain}" if plain.lstrip(" ").startswith(FORMULA_STARTS) else plain


def as_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a table as CSV in UTF-8, with the mark by which spreadsheet programs know the encoding."""
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow([neutral(name) for name in header])
    writer.writerows([neutral(value) for value in row] for row in rows)
    return held.getvalue().encode("utf-8-sig")


def as_xlsx(header: Sequence[str], rows: Iterable[Sequence[Cell]], *, title: str) -> bytes:
    """Return a table as an XLSX workbook of one sheet, its header kept in view."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    head = []
    for name in header:
        cell = WriteOnlyCell(sheet, value=str(neutral(name)))
        cell.font = Font(bold=True)
        head.append(cell)
    sheet.append(head)
    for row in rows:
        sheet.append([neutral(value) for value in row])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()
