"""The committee against the papers, a mark for each conflict, hint and live assignment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conference.models import Workshop
from conference.visibility import Viewer
from reviews.models import Assignment, Conflict
from reviews.selectors.conflicts import conflicts_visible_to
from reviews.selectors.people import committee_members
from reviews.sight import Info
from reviews.visibility import papers_visible_to, rights
from submissions.models import SubmissionState

MARKS = {
    "conflict": "In conflict",
    "clash": "Assigned in spite of a conflict",
    "hint": "To be decided",
    "assigned": "Assigned",
}
"""The marks in the order of their weight, with what they mean."""


@dataclass(frozen=True)
class Column:
    number: int
    title: str
    conflicts: int


@dataclass(frozen=True)
class Cell:
    """``mark`` is a key of MARKS, or empty."""

    number: int
    mark: str
    words: str


@dataclass(frozen=True)
class MatrixRow:
    pk: int
    name: str
    conflicts: int
    cells: list[Cell]


@dataclass(frozen=True)
class Matrix:
    """Rows are people, columns papers; with ``marked_only`` those without any conflict or hint are left out."""

    columns: list[Column]
    rows: list[MatrixRow]


def conflict_matrix(viewer: Viewer, workshop: Workshop, *, marked_only: bool) -> Matrix:
    """Return the matrix for the papers that this chair may act on, in a fixed number of queries."""
    visible = papers_visible_to(viewer, workshop, Info.DECLARED_CONFLICTS)
    papers = list(visible.filter(viewer_is_author=False, state=SubmissionState.SUBMITTED).order_by("number"))
    members = list(committee_members(workshop).values_list("pk", "name"))
    states = _states(viewer, workshop)
    live = _live(
        [paper.pk for paper in papers if rights(paper, viewer, workshop).sees(Info.REVIEWER_IDENTITIES)]
    )
    if marked_only:
        papers = [paper for paper in papers if any(at == paper.pk for at, _ in states)]
        members = [member for member in members if any(who == member[0] for _, who in states)]
    rows = [_row(member, [(paper.pk, paper.number) for paper in papers], states, live) for member in members]
    counts = [sum(row.cells[at].mark in {"conflict", "clash"} for row in rows) for at in range(len(papers))]
    columns = [Column(paper.number, paper.title, count) for paper, count in zip(papers, counts, strict=True)]
    return Matrix(columns, rows)


def _states(viewer: Viewer, workshop: Workshop) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    rows = conflicts_visible_to(viewer, workshop).exclude(state=Conflict.State.DISMISSED)
    for paper, user, state in rows.values_list("submission_id", "user_id", "state"):
        if found.get((paper, user)) != Conflict.State.ACTIVE:
            found[paper, user] = state
    return found


def _live(papers: list[int]) -> set[tuple[int, int]]:
    live = Assignment.objects.filter(submission__in=papers, state=Assignment.State.ACTIVE)
    return set(live.values_list("submission_id", "user_id"))


def _row(
    member: tuple[int, str],
    papers: list[tuple[int, int]],
    states: Mapping[tuple[int, int], str],
    live: set[tuple[int, int]],
) -> MatrixRow:
    user, name = member
    cells = []
    for paper, number in papers:
        mark = _mark(states.get((paper, user), ""), assigned=(paper, user) in live)
        cells.append(Cell(number, mark, f"{name}, #{number}: {MARKS[mark]}" if mark else ""))
    return MatrixRow(user, name, sum(cell.mark in {"conflict", "clash"} for cell in cells), cells)


def _mark(state: str, *, assigned: bool) -> str:
    if state == Conflict.State.ACTIVE:
        return "clash" if assigned else "conflict"
    if state == Conflict.State.HINT:
        return "hint"
    return "assigned" if assigned else ""
