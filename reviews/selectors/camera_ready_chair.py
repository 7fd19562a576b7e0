"""One accepted paper as a chair sees it after acceptance, wishes that wait for a chair, and whom to remind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from conference.errors import NotFound
from conference.models import Workshop
from conference.visibility import Viewer
from reviews.selectors.camera_ready import OptInRow, opt_in_rows
from reviews.selectors.camera_ready_table import Table, TableRow, camera_ready_table
from submissions.checklist import FILES
from submissions.kinds import FORMATS
from submissions.models import AuthorChange, CameraReady, PaperFile, Stage
from submissions.selectors.answer_files import file_questions, slot_of
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
        answers=tuple(_answers(row.paper)),
    )


def _answers(paper: Any) -> Iterable[AnswerLine]:
    for line in answer_lines(paper, stages=[Stage.CAMERA_READY]):
        where = [paper.workshop.slug, paper.number, line.file_id]
        yield (
            replace(line, file_url=reverse("reviews:camera_ready_file", args=where)) if line.is_file else line
        )


@dataclass(frozen=True)
class HandedOut:
    """A file with the name under which a chair gets it."""

    file: PaperFile
    name: str

    @property
    def media_type(self) -> str:
        kind = FORMATS.get(self.file.format)
        return kind.media_type if kind else "application/octet-stream"


def final_file(row: TableRow, public_id: UUID) -> HandedOut:
    """Return a version of a final file, or of an answer to the chairs where the paper is not kept, else NotFound."""
    wanted = Q(kind__in=[item.value for item in FILES])
    if not row.kept:
        slots = [slot_of(question) for question in file_questions(row.paper, Stage.CAMERA_READY)]
        wanted |= Q(kind=PaperFile.Kind.ANSWER, slot__in=slots)
    found = row.paper.files.filter(wanted, public_id=public_id, removed_at=None).first()
    if found is None:
        raise NotFound
    ending = found.original_name.rpartition(".")[2].lower()
    slug = row.paper.workshop.slug
    return HandedOut(found, f"{slug}-{row.number}-{found.kind}-v{found.version}.{ending}")


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
