"""Reading rows about papers from CSV: tags, assignments, decisions or rules on pairs. Plain rules; any broken row is named, none is dropped.

The first row may be a header; without one the columns stand in the order of ``COLUMNS``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from conference.pasted import BrokenRow, read_table

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "tags": ("paper", "tags"),
    "assignments": ("paper", "email", "part", "action"),
    "decisions": ("paper", "decision", "text"),
    "pairs": ("paper", "email", "rule", "note"),
}
NEEDED: Mapping[str, tuple[str, ...]] = {
    "tags": ("paper", "tags"),
    "assignments": ("paper", "email"),
    "decisions": ("paper", "decision"),
    "pairs": ("paper", "email", "rule"),
}
HEADS = {
    "paper": "paper", "no.": "paper", "no": "paper", "number": "paper", "#": "paper", "id": "paper",
    "tags": "tags", "tag": "tags",
    "email": "email", "e-mail": "email", "reviewer": "email", "mail": "email",
    "part": "part", "role": "part",
    "action": "action",
    "decision": "decision", "outcome": "decision",
    "text": "text", "remark": "text",
    "rule": "rule", "pair": "rule", "note": "note", "why": "note",
}  # fmt: skip
PAPER = re.compile(r"#?(\d{1,7})")
MOST_ROWS = 5000


@dataclass(frozen=True)
class Row:
    """A row that can be read: its number, the paper's number, its other cells by column."""

    row: int
    paper: int
    cells: Mapping[str, str]

    def cell(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class RowList:
    rows: tuple[Row, ...] = ()
    broken: tuple[BrokenRow, ...] = ()


def read_rows(kind: str, text: str) -> RowList:
    """Read the rows of one kind of import."""
    rows: list[Row] = []
    table = read_table(text)
    broken = list(table.broken)
    columns: Sequence[str] | None = None
    for number, cells in table.rows:
        if columns is None:
            head = _header(kind, cells)
            columns = head or COLUMNS[kind]
            if head:
                continue
        found = {name: cell for name, cell in zip(columns, cells, strict=False) if name}
        problem = _problem(kind, found)
        if len(rows) >= MOST_ROWS:
            problem = f"One import takes at most {MOST_ROWS} rows. Cut it in two."
        if problem:
            broken.append(BrokenRow(number, ", ".join(cell for cell in cells if cell), problem))
            if len(rows) >= MOST_ROWS:
                break
            continue
        paper = PAPER.fullmatch(found["paper"])
        rows.append(Row(number, int(paper[1]) if paper else 0, found))
    return RowList(tuple(rows), tuple(broken))


def _problem(kind: str, found: Mapping[str, str]) -> str:
    for name in NEEDED[kind]:
        if not found.get(name):
            return f"The {name} is missing."
    if not PAPER.fullmatch(found["paper"]):
        return f"“{found['paper']}” is no paper's number."
    return ""


def _header(kind: str, cells: Sequence[str]) -> list[str] | None:
    """Return the column of each place if this row is a header: it names all that is needed. Other columns are passed over."""
    names = [HEADS.get(cell.lower(), "") for cell in cells]
    names = [name if name in COLUMNS[kind] else "" for name in names]
    return names if set(NEEDED[kind]) <= set(names) else None
