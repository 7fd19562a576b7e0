"""Reading a list of people to invite: pasted lines or a CSV file. Plain rules; any broken row is named, none is dropped."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from conference.pasted import BrokenRow, read_table

ADDRESS = re.compile(r"[^@\s<>,;:\"()\[\]]+@[^@\s<>,;:\"()\[\].]+(?:\.[^@\s<>,;:\"()\[\].]+)+")
ANGLED = re.compile(r"<([^<>]*)>")
QUOTED_NAME = re.compile(r'^[ \t]*"([^"\n]*)"[ \t]*(?=<)', re.MULTILINE)
MOST_ROWS = 1000
MOST_LOAD = 100
LONGEST_NAME = 200
LONGEST_ADDRESS = 254
FULL_ROW = 4
HEADS = {
    "name": "name",
    "full name": "name",
    "reviewer": "name",
    "email": "email",
    "e-mail": "email",
    "mail": "email",
    "email address": "email",
    "e-mail address": "email",
    "affiliation": "affiliation",
    "institution": "affiliation",
    "organization": "affiliation",
    "organisation": "affiliation",
    "load": "load",
    "max load": "load",
    "max_load": "load",
    "papers": "load",
    "papers at most": "load",
    "at most": "load",
    "at least": "least",
    "papers at least": "least",
    "min load": "least",
    "min_load": "least",
    "role": "role",
    "part": "role",
    "answer by": "answer_by",
    "answer_by": "answer_by",
    "deadline": "answer_by",
}
FIELDS = ("name", "email", "affiliation", "load", "role", "answer_by", "least")
ROLES = {
    "reviewer": "reviewer",
    "area chair": "area_chair",
    "area_chair": "area_chair",
    "meta-reviewer": "area_chair",
}


@dataclass(frozen=True)
class Entry:
    """A person of the list; ``load`` is None where the workshop's usual one holds, ``least`` the fewest papers she wants.

    ``role`` is empty and ``answer_by`` None where the list leaves them to what holds for all of it.
    """

    row: int
    email: str
    name: str = ""
    affiliation: str = ""
    load: int | None = None
    role: str = ""
    answer_by: date | None = None
    least: int | None = None


@dataclass(frozen=True)
class InviteList:
    """What a list says. With any broken row nothing of it may be used; ``repeated`` rows say what an earlier one says."""

    entries: tuple[Entry, ...] = ()
    broken: tuple[BrokenRow, ...] = ()
    repeated: tuple[int, ...] = ()


class _Unreadable(Exception):
    pass


def read_list(text: str) -> InviteList:
    """Read people, one a row: ``Name <mail>, affiliation, load`` or ``name,email,affiliation,load`` with or without a header."""
    table = read_table(QUOTED_NAME.sub(r"\1 ", text))
    rows = [(number, cells) for number, cells in table.rows if not cells[0].startswith("#")]
    columns = _header(rows[0][1]) if rows else None
    return _people(rows[1:] if columns else rows, columns, table.broken)


def read_fields(people: Iterable[Mapping[str, str]]) -> InviteList:
    """Read people whose fields come by their names, those of ``FIELDS``, numbered from 1: by the rules of a list."""
    columns = {name: at for at, name in enumerate(FIELDS)}
    rows = ([person.get(name, "").strip() for name in FIELDS] for person in people)
    return _people(enumerate(rows, 1), columns)


def _people(
    rows: Iterable[tuple[int, Sequence[str]]],
    columns: dict[str, int] | None,
    unread: Iterable[BrokenRow] = (),
) -> InviteList:
    found: dict[str, Entry] = {}
    broken = list(unread)
    repeated: list[int] = []
    for number, cells in rows:
        try:
            entry = _entry(number, cells, columns)
            first = found.setdefault(entry.email, entry)
            if first is not entry:
                _only_if_alike(first, entry)
                repeated.append(number)
        except _Unreadable as error:
            broken.append(BrokenRow(number, ", ".join(cell for cell in cells if cell), str(error)))
    entries = list(found.values())
    if len(entries) > MOST_ROWS:
        reason = f"One list takes at most {MOST_ROWS} people; this one has {len(entries)}. Cut it in two."
        broken.append(BrokenRow(entries[MOST_ROWS].row, entries[MOST_ROWS].email, reason))
    return InviteList(tuple(entries), tuple(sorted(broken, key=lambda item: item.row)), tuple(repeated))


def _only_if_alike(first: Entry, entry: Entry) -> None:
    if replace(entry, row=first.row) != first:
        raise _Unreadable(f"{entry.email} stands in row {first.row} already, with something else.")


def write_list(entries: Iterable[Entry]) -> str:
    """Return people as CSV with a header: what ``read_list`` reads back to the same people."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["name", "email", "affiliation", "load", "role", "answer by", "at least"])
    for entry in entries:
        load = "" if entry.load is None else entry.load
        until = entry.answer_by.isoformat() if entry.answer_by else ""
        role = entry.role.replace("_", " ")
        least = "" if entry.least is None else entry.least
        writer.writerow([entry.name, entry.email, entry.affiliation, load, role, until, least])
    return out.getvalue()


def _header(cells: Sequence[str]) -> dict[str, int] | None:
    """Return the place of each known column if this row is a header: it names one for addresses and holds none."""
    found = {HEADS[cell.lower()]: at for at, cell in enumerate(cells) if cell.lower() in HEADS}
    return found if "email" in found and not any("@" in cell for cell in cells) else None


def _entry(number: int, cells: Sequence[str], columns: dict[str, int] | None) -> Entry:
    role, until, least = "", "", ""
    if columns:
        name, email, affiliation, load, role, until, least = _by_header(cells, columns)
    else:
        name, email, affiliation, load = _by_place(cells)
    for value, words in ((name, "name"), (affiliation, "affiliation")):
        if len(value) > LONGEST_NAME:
            raise _Unreadable(f"The {words} is longer than {LONGEST_NAME} characters.")
    address = _address(email)
    most, fewest = _load(load), _load(least)
    if most and fewest and fewest > most:
        raise _Unreadable(f"At least {fewest} papers are more than {most} at most.")
    return Entry(number, address, name, affiliation, most, _role(role), _day(until), fewest)


def _by_header(cells: Sequence[str], columns: dict[str, int]) -> tuple[str, str, str, str, str, str, str]:
    def value(column: str) -> str:
        at = columns.get(column)
        return cells[at] if at is not None and at < len(cells) else ""

    extra = [cell for cell in cells[max(columns.values()) + 1 :] if cell]
    if extra and len(cells) > len(columns):
        raise _Unreadable(
            "There are more cells than the header has columns. Put quotation marks around commas."
        )
    return (
        value("name"), value("email"), value("affiliation"), value("load"), value("role"), value("answer_by"),
        value("least"),
    )  # fmt: skip


def _by_place(cells: Sequence[str]) -> tuple[str, str, str, str]:
    """Find the cell with the address: the name stands before it, affiliation and load after it."""
    at = next((place for place, cell in enumerate(cells) if "@" in cell), None)
    if at is None:
        raise _Unreadable("There is no e-mail address in this row.")
    before, cell, after = list(cells[:at]), cells[at], list(cells[at + 1 :])
    if any("@" in value for value in after):
        raise _Unreadable("There is more than one e-mail address in this row. Put one person in a row.")
    angled = ANGLED.search(cell)
    if angled:
        before.append(cell[: angled.start()].strip())
        after.insert(0, cell[angled.end() :].strip())
        cell = angled[1].strip()
    after = [value for value in after if value] if angled else after
    strict = not angled and len(cells) >= FULL_ROW
    has_load = bool(after) and (strict or after[-1][:1].isdigit() or after[-1][:1] in {"+", "-"})
    load = after.pop() if has_load else ""
    name = ", ".join(value.strip("\"' ") for value in before if value.strip("\"' "))
    return name, cell, ", ".join(value for value in after if value), load


def _address(text: str) -> str:
    if not text:
        raise _Unreadable("There is no e-mail address in this row.")
    if not ADDRESS.fullmatch(text) or len(text) > LONGEST_ADDRESS:
        raise _Unreadable(f"“{text[:80]}” is not an e-mail address.")
    return text.lower()


def _load(text: str) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MOST_LOAD:
        raise _Unreadable(f"The load “{text[:40]}” is not a number from 1 to {MOST_LOAD}.")
    return int(text)


def _role(text: str) -> str:
    if text and text.lower() not in ROLES:
        raise _Unreadable(f"The role “{text[:40]}” is neither reviewer nor area chair.")
    return ROLES.get(text.lower(), "")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise _Unreadable(f"The last day “{text[:40]}” is not a date such as 2026-05-31.") from error
