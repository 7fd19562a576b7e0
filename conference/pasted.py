"""Reading tables that people paste or upload: CSV as spreadsheets and editors write it. Plain rules; nothing is dropped unsaid."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

UNCLOSED = "A quotation mark is opened and not closed as it should be."
ALWAYS = "\t|"
"""Signs that part the cells wherever the first row has one: nobody writes them in a cell."""


@dataclass(frozen=True)
class BrokenRow:
    """A row that can't be read: its number as a spreadsheet or editor counts it, what it says, and why."""

    row: int
    text: str
    reason: str


@dataclass(frozen=True)
class Table:
    """The rows that say something, each with its number, and the one from which on nothing could be read.

    Rows are numbered from 1 with empty ones counted, as a spreadsheet does.
    """

    rows: tuple[tuple[int, list[str]], ...]
    broken: tuple[BrokenRow, ...] = ()


def decode(data: bytes) -> str:
    """Return the text of an uploaded file: UTF-8 with or without a mark, UTF-16 with one, else Windows' Latin."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def read_table(text: str, signs: str = "\t,;") -> Table:
    """Read the cells of each row; of the ``signs`` that can part them the first row tells which one does."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    reader = csv.reader(
        io.StringIO(lines), delimiter=_delimiter(lines, signs), skipinitialspace=True, strict=True
    )
    rows: list[tuple[int, list[str]]] = []
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                rows.append((number, stripped))
    except csv.Error:
        return Table(tuple(rows), (BrokenRow(number + 1, "", UNCLOSED),))
    return Table(tuple(rows))


def _delimiter(text: str, signs: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    sure = [sign for sign in signs if sign in ALWAYS and sign in first]
    return sure[0] if sure else max((sign for sign in signs if sign not in ALWAYS), key=first.count)
