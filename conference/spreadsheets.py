"""Tables to take away as CSV or XLSX. What a program for tables would run as a formula is written as text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime

Cell = str | int | float | bool | datetime | None
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def neutral(value: Cell) -> Cell:
    """Return a value as it can stand in a cell: a text that begins as a formula does gets an apostrophe in front."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if not isinstance(value, str):
        return value
    plain = NOT_IN_XML.sub("", value)
    return f"'{plain}" if plain.lstrip(" ").startswith(FORMULA_STARTS) else plain


def as_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a table as CSV in UTF-8, with the mark by which spreadsheet programs know the encoding."""
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow([neutral(name) for name in header])
    writer.writerows([neutral(value) for value in row] for row in rows)
    return held.getvalue().encode("utf-8-sig")


def as_xlsx(
    header: Sequence[str], rows: Iterable[Sequence[Cell]], *, title: str, kept_in_view: str = "A2"
) -> bytes:
    """Return a table as an XLSX workbook of one sheet; what lies above and left of a cell is kept in view."""
    # Loaded where a workbook is made: it costs every start.
    from openpyxl import Workbook  # noqa: PLC0415
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.styles import Font  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = kept_in_view
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
