"""The chairs' part of the API: the table of papers, one paper, who is on it, the desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rest_framework.response import Response

from conference.api.doors import Door, chairs
from conference.api.operations import operation
from conference.errors import Invalid, NotFound
from conference.models import User
from conference.scopes import Scope
from reviews.api import examples
from reviews.models import Assignment
from reviews.selectors import chair_paper as page
from reviews.selectors.tables.table import KINDS, Asked, PaperTable, Row, make_table, rows_of
from reviews.serializers import chairs as shapes
from reviews.services import assignment as assignments
from reviews.services.desk import desk_reject

if TYPE_CHECKING:
    from reviews.visibility import SeenPaper

TAG = "Chairs: papers"
READ, WRITE = Scope.CHAIR_READ, Scope.CHAIR_WRITE


def chosen(email: str, candidates: list[page.Candidate], otherwise: str) -> User:
    """Return who of the candidates has an address; raises Invalid in the same words for whoever has not."""
    offered = [item.user_id for item in candidates]
    user = User.objects.filter(pk__in=offered, email__iexact=email).first()
    if user is None:
        raise Invalid(otherwise, {"email": [otherwise]})
    return user


class ChairDoor(Door):
    """An address for program chairs."""

    allowed = chairs

    def to_act(self, number: int) -> SeenPaper:
        """Return a paper on which this chair may act."""
        return page.access_paper_to_act(self.viewer, self.workshop, number)

    def shown(self, number: int) -> page.ChairPaper:
        """Return a paper as this chair may see it now; never with a forced look."""
        paper, found = page.access_chair_paper(self.viewer, self.workshop, number)
        return page.chair_paper(paper, found, self.viewer, self.workshop)


class Papers(ChairDoor):
    """The table of papers."""

    @operation(
        "search_papers", "The papers, as in the tables", tag=TAG, scope=READ, paged=True,
        query=shapes.TableQuerySerializer, answers=shapes.TableRowSerializer, example=examples.TABLE_ROW,
    )  # fmt: skip
    def get(self) -> Response:
        """Find papers with the search of the pages, in the columns and the order that you name.

        The tables are papers, progress and decisions; without columns you get those of the page.
        """
        table = table_asked(self, self.asked())
        return self.page(
            self.part.of_keys(table.found, lambda part: [_row(row) for row in rows_of(table, part)])
        )


def table_asked(door: Door, asked: Mapping[str, Any]) -> PaperTable:
    """Return the table that a program asks for, or raise Invalid where its search, order or columns can't be read."""
    columns = tuple(key.strip() for key in asked["columns"].split(",") if key.strip())
    query = Asked(asked["q"].strip(), asked["sort"], columns)
    table = make_table(KINDS[asked["table"]], door.viewer, door.workshop, query)
    _refuse_unknown(table, asked["sort"], columns)
    return table


def _refuse_unknown(table: PaperTable, sort: str, columns: tuple[str, ...]) -> None:
    if table.error:
        raise Invalid("The search can’t be read.", {"q": [table.error.message]})
    known = ", ".join(table.offered)
    if sort and table.sort != sort:
        raise Invalid("There is no such order.", {"sort": [f"The columns are {known}."]})
    if unknown := [key for key in columns if key not in table.offered]:
        raise Invalid(f"There is no column {unknown[0]}.", {"columns": [f"The columns are {known}."]})


def _row(row: Row) -> dict[str, Any]:
    cells = {
        cell.column.key: None if cell.value is None else cell.column.plain(cell.value) for cell in row.cells
    }
    return {**vars(row), "cells": cells}


class Paper(ChairDoor):
    """A paper."""

    @operation(
        "read_chair_paper", "A paper, as its chair sees it", tag=TAG, scope=READ,
        answers=shapes.ChairPaperSerializer, example=examples.CHAIR_PAPER,
    )  # fmt: skip
    def get(self, number: int) -> Response:
        """Read a paper with its files, answers, reviewers and conflicts.

        While authors are hidden from chairs they are hidden here; a look with a reason has an address of its own.
        """
        return self.answer(self.shown(number))


class Assignments(ChairDoor):
    """Who is on a paper."""

    @operation(
        "list_assignments", "Who is on a paper", tag=TAG, scope=READ, paged=True,
        answers=shapes.AssignmentSerializer, example=examples.ASSIGNMENT,
    )  # fmt: skip
    def get(self, number: int) -> Response:
        """List the reviewers and area chairs of a paper, those who left it too."""
        return self.page(self.part.of_rows(self.shown(number).reviewers, lambda line: line.pk))

    @operation(
        "assign", "Assign somebody to a paper", tag=TAG, scope=WRITE, keyed=True, status=201,
        takes=shapes.AssignSerializer,
        sent={"email": "tomoe.kirishima@setouchi-obs.example", "part": "reviewer"},
        answers=shapes.AssignmentSerializer, example=examples.ASSIGNMENT,
    )  # fmt: skip
    def post(self, number: int) -> Response:
        """Assign a reviewer, who is told by mail, or an area chair. A conflict of interest is refused."""
        paper, given = self.to_act(number), self.sent()
        is_reviewer = given["part"] == Assignment.Part.REVIEWER
        candidates = (
            page.reviewer_candidates(paper, self.viewer, self.workshop)
            if is_reviewer
            else page.area_chair_candidates(paper, self.workshop)
        )
        user = chosen(given["email"], candidates, "Nobody with this address could take the paper now.")
        row = assignments.assign_by_hand(submission=paper, user=user, by=self.user, part=given["part"])
        return self.answer(next(line for line in self.shown(number).reviewers if line.pk == row.pk))


class OneAssignment(ChairDoor):
    """Somebody on a paper."""

    @operation(
        "take_back_assignment", "Take an assignment back", tag=TAG, scope=WRITE, status=204,
        query=shapes.ReasonQuerySerializer,
    )  # fmt: skip
    def delete(self, number: int, pk: int) -> Response:
        """Take somebody off a paper. One whose review is in stays."""
        paper = self.to_act(number)
        rows = Assignment.objects.select_related("user", "submission__workshop")
        found = rows.filter(pk=pk, submission=paper).first()
        if found is None:
            raise NotFound
        assignments.take_back(assignment=found, by=self.user, reason=self.asked()["reason"])
        return self.nothing()


class DeskReject(ChairDoor):
    """Rejecting without review."""

    @operation(
        "desk_reject", "Reject a paper without review", tag=TAG, scope=WRITE, keyed=True,
        takes=shapes.ReasonSerializer, sent={"reason": "The paper is not about Earth observation."},
        answers=shapes.ChairPaperSerializer, example=examples.CHAIR_PAPER | {"state": "desk_rejected"},
    )  # fmt: skip
    def post(self, number: int) -> Response:
        """Reject a paper without review; its authors are told the reason by mail."""
        paper, given = self.to_act(number), self.sent()
        desk_reject(submissions=[paper], by=self.user, reason=given["reason"])
        return self.answer(self.shown(number))
