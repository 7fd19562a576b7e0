"""The committee against the papers, a mark for each conflict, hint and live assignment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from conference.models import Workshop
from conference.visibility import Viewer
from reviews.models import Assignment, Conflict
from reviews.selectors.conflicts import conflicts_visible_to
from reviews.selectors.people import committee_members
from reviews.sight import Info
from reviews.visibility import papers_visible_to, rights
from submissions.models import SubmissionState

PAGE = 40
MARKS = {
    "conflict": "In conflict",
    "clash": "Assigned in spite of a conflict",
    "hint": "To be decided",
    "assigned": "Assigned",
}
"""The marks in the order of their weight, with what they mean."""


@dataclass(frozen=True)
class Column:
    """A paper; ``conflicts`` counts all of it, as does that of a row, be they on this page or not."""

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
    """Rows are people, columns the papers of one page; who and what has neither conflict nor hint is left out with ``marked_only``."""

    page: Page[int]
    columns: list[Column]
    rows: list[MatrixRow]


def conflict_matrix(viewer: Viewer, workshop: Workshop, *, marked_only: bool, page: str = "1") -> Matrix:
    """Return a page of the matrix for the papers that this chair may act on, in a fixed number of queries."""
    visible = papers_visible_to(viewer, workshop, Info.DECLARED_CONFLICTS)
    acted_on = visible.filter(viewer_is_author=False, state=SubmissionState.SUBMITTED).order_by("number")
    ids = list(acted_on.values_list("pk", flat=True))
    members = dict(committee_members(workshop).values_list("pk", "name"))
    states = {
        pair: state for pair, state in _states(viewer, workshop, set(ids)).items() if pair[1] in members
    }
    if marked_only:
        marked = {paper for paper, _ in states}
        ids = [pk for pk in ids if pk in marked]
    shown = Paginator(ids, PAGE).get_page(page)
    papers = list(acted_on.filter(pk__in=list(shown)))
    live = _live(
        [paper.pk for paper in papers if rights(paper, viewer, workshop).sees(Info.REVIEWER_IDENTITIES)]
    )
    here = {user for paper, user in states if paper in shown.object_list}
    active = [pair for pair, state in states.items() if state == Conflict.State.ACTIVE]
    of_papers, of_people = Counter(paper for paper, _ in active), Counter(user for _, user in active)
    rows = [
        _row((user, name), of_people[user], [(paper.pk, paper.number) for paper in papers], states, live)
        for user, name in members.items()
        if user in here or not marked_only
    ]
    columns = [Column(paper.number, paper.title, of_papers[paper.pk]) for paper in papers]
    return Matrix(shown, columns, rows)


def _states(viewer: Viewer, workshop: Workshop, papers: Collection[int]) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    rows = conflicts_visible_to(viewer, workshop).exclude(state=Conflict.State.DISMISSED)
    for paper, user, state in rows.values_list("submission_id", "user_id", "state"):
        if paper in papers and found.get((paper, user)) != Conflict.State.ACTIVE:
            found[paper, user] = state
    return found


def _live(papers: list[int]) -> set[tuple[int, int]]:
    live = Assignment.objects.filter(submission__in=papers, state=Assignment.State.ACTIVE)
    return set(live.values_list("submission_id", "user_id"))


def _row(
    member: tuple[int, str],
    conflicts: int,
    papers: list[tuple[int, int]],
    states: Mapping[tuple[int, int], str],
    live: set[tuple[int, int]],
) -> MatrixRow:
    user, name = member
    cells = []
    for paper, number in papers:
        mark = _mark(states.get((paper, user), ""), assigned=(paper, user) in live)
        cells.append(Cell(number, mark, f"{name}, #{number}: {MARKS[mark]}" if mark else ""))
    return MatrixRow(user, name, conflicts, cells)


def _mark(state: str, *, assigned: bool) -> str:
    if state == Conflict.State.ACTIVE:
        return "clash" if assigned else "conflict"
    if state == Conflict.State.HINT:
        return "hint"
    return "assigned" if assigned else ""
