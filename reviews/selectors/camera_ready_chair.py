"""One accepted paper as a chair sees it after acceptance, wishes that wait for a chair, and whom to remind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from conference.models import Workshop
from conference.visibility import Viewer
from reviews.selectors.camera_ready import OptInRow, opt_in_rows
from reviews.selectors.camera_ready_table import Table, TableRow, camera_ready_table
from submissions.models import AuthorChange, CameraReady, Stage
from submissions.selectors.answers import AnswerLine, answer_lines
from submissions.selectors.camera_ready import answers_of, dues_of


@dataclass(frozen=True)
class RemindChoice:
    """Which papers, whether all authors are written to, and whether papers reminded today are too."""

    paper: int | None = None
    everyone: bool = False
    again: bool = False


@dataclass(frozen=True)
class AuthorLists:
    """A wish to change the authors beside those who stand now."""

    change: AuthorChange
    now: tuple[str, ...]
    wanted: tuple[str, ...]


@dataclass(frozen=True)
class ChairView:
    """A paper of the table with all that this chair may see of what was handed in."""

    row: TableRow
    travel_grant: str = ""
    extended_until: datetime | None = None
    opt_ins: tuple[OptInRow, ...] = ()
    change: AuthorLists | None = None
    answers: tuple[AnswerLine, ...] = ()


def paper_view(row: TableRow) -> ChairView:
    """Return one paper for a chair; of a kept one nothing but its files and links."""
    if row.kept:
        return ChairView(row)
    answers: CameraReady = answers_of(row.paper)
    change = AuthorChange.objects.filter(submission=row.paper, state=AuthorChange.State.OPEN).first()
    return ChairView(
        row=row,
        travel_grant=answers.travel_grant_reason if answers.wants_travel_grant else "",
        extended_until=answers.extended_until,
        opt_ins=tuple(opt_in_rows(row.paper, dues_of(row.paper.workshop))),
        change=_lists(change, row.paper) if change else None,
        answers=tuple(answer_lines(row.paper, stages=[Stage.CAMERA_READY])),
    )


def _lists(change: AuthorChange, paper: Any) -> AuthorLists:
    now = tuple(_line(author.name, author.affiliation, author.email) for author in paper.authors.all())
    wanted = tuple(
        _line(author["name"], author.get("affiliation", ""), author.get("email", ""))
        for author in change.authors
    )
    return AuthorLists(change, now, wanted)


def _line(name: str, affiliation: str, email: str) -> str:
    return ", ".join(part for part in (name, affiliation, email) if part)


def waiting_changes(workshop: Workshop, table: Table) -> list[tuple[int, str]]:
    """Return number and title of the papers whose authors asked for another list of authors."""
    numbers = AuthorChange.objects.filter(
        submission__workshop=workshop, state=AuthorChange.State.OPEN
    ).values_list("submission__number", flat=True)
    waiting = set(numbers)
    return [(row.number, row.title) for row in table.rows if row.number in waiting and not row.kept]


def to_remind(viewer: Viewer, workshop: Workshop, number: int | None) -> list[TableRow]:
    """Return the papers whose authors a chair may remind: all, or the one."""
    rows = camera_ready_table(viewer, workshop).to_remind
    return [row for row in rows if number is None or row.number == number]
