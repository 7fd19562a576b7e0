"""The chairs' part of the API after acceptance: who lacks what, reminders, more time, wishes for other authors, final files."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.http import FileResponse
from rest_framework.response import Response

from conference.api.operations import operation
from conference.deadlines import AOE, end_of_day
from conference.errors import NotFound
from conference.services import reminders
from reviews.api import examples
from reviews.api.chairs import READ, WRITE, ChairDoor
from reviews.selectors import camera_ready_chair as pages
from reviews.selectors.camera_ready_table import TableQuery, TableRow, camera_ready_table, chair_row
from reviews.serializers import final_table as shapes
from reviews.services import author_changes
from reviews.services import camera_ready as services
from reviews.services.camera_ready_reminders import KIND, lacking_rows, owed_of
from submissions.models import AuthorChange

TAG = "Chairs: final versions"
ROW = {
    "number": 12,
    "title": "Counting furrows from orbit",
    "track": "Short papers",
    "presentation": "spotlight",
    "authors": "Xiaoman Ruan, Imre Halmos",
    "kept": False,
    "is_complete": False,
    "on_conditions": False,
    "until": "2026-06-10T11:59:00Z",
    "items": [
        {
            "item": "final",
            "label": "Final PDF",
            "required": True,
            "state": "missing",
            "problem": "",
            "given": "",
            "until": "2026-06-10T11:59:00Z",
            "is_open": True,
            "file": None,
        }
    ],
}
PAPER = {
    "paper": ROW,
    "travel_grant": "",
    "extended_until": None,
    "options": examples.CHECKLIST["options"],
    "author_change": {
        "id": 3,
        "reason": "Imre Halmos ran the new experiments.",
        "now": ["Xiaoman Ruan, Yunling University"],
        "wanted": ["Xiaoman Ruan, Yunling University", "Imre Halmos"],
    },
    "answers": [],
}
REMINDED = {
    "mails": 1,
    "papers": [{"number": 12, "title": ROW["title"], "to": "Xiaoman Ruan", "lacks": "Final PDF"}],
    "held_back": [],
}


class FinalTable(ChairDoor):
    """The table of accepted papers."""

    @operation(
        "list_final_versions", "Which accepted papers lack what", tag=TAG, scope=READ, paged=True,
        query=shapes.FinalQuerySerializer, answers=shapes.FinalRowSerializer, example=ROW,
    )  # fmt: skip
    def get(self) -> Response:
        """List the accepted papers, once that is released, with what each was asked for and what is there."""
        rows = camera_ready_table(self.viewer, self.workshop).shown(TableQuery(**self.asked()))
        return self.page(self.part.of_rows(rows, lambda row: row.number))


class FinalReminders(ChairDoor):
    """Reminding the authors of what is missing."""

    @operation(
        "remind_of_final_versions", "Remind authors of final versions", tag=TAG, scope=WRITE, keyed=True,
        takes=shapes.RemindFinalSerializer, sent={"paper": 12}, answers=shapes.RemindedSerializer,
        example=REMINDED,
    )  # fmt: skip
    def post(self) -> Response:
        """Write to the authors of papers that lack something which can still be handed in, once a day at most."""
        given = self.sent()
        rows = pages.to_remind(self.viewer, self.workshop, given.get("paper"))
        lacking = lacking_rows(rows, self.workshop, everyone=given["everyone"])
        owed = [one for entry in lacking for one in owed_of(entry)]
        told = reminders.send(
            workshop=self.workshop, by=self.user, kind=KIND, owed=owed, again=given["again"]
        )
        about = {one.about for one in told}
        shown = SimpleNamespace(
            mails=len(told),
            papers=[entry for entry in lacking if entry.paper.ref in about],
            held_back=[entry.paper.number for entry in lacking if entry.paper.ref not in about],
        )
        return self.answer(shown)


class FinalDoor(ChairDoor):
    """An address of one accepted paper."""

    def row(self, number: int) -> TableRow:
        return chair_row(self.viewer, self.workshop, number)

    def to_change(self, number: int) -> Any:
        """Return a paper on which this chair may act; one with which she has a conflict is as if it were not there."""
        row = self.row(number)
        if row.kept:
            raise NotFound
        return row.paper

    def show(self, number: int) -> Response:
        return self.answer(pages.paper_view(self.row(number)))


class FinalPaper(FinalDoor):
    """An accepted paper."""

    @operation(
        "read_final_version", "What an accepted paper handed in", tag=TAG, scope=READ,
        answers=shapes.FinalPaperSerializer, example=PAPER,
    )  # fmt: skip
    def get(self, number: int) -> Response:
        """Read an accepted paper with its checklist, its options and answers, and what its authors ask for."""
        return self.show(number)


class ExtendFinal(FinalDoor):
    """More time for one paper."""

    @operation(
        "extend_final_version", "Give one paper more time", tag=TAG, scope=WRITE,
        takes=shapes.ExtendFinalSerializer, sent={"last_day": "2026-06-17"},
        answers=shapes.FinalPaperSerializer, example=PAPER | {"extended_until": "2026-06-18T11:59:59Z"},
    )  # fmt: skip
    def put(self, number: int) -> Response:
        """Give one paper more time for everything on its checklist, or take that back."""
        paper, day = self.to_change(number), self.sent()["last_day"]
        services.extend(submission=paper, until=end_of_day(day, AOE) if day else None, by=self.user)
        return self.show(number)


class AuthorsWish(FinalDoor):
    """The authors' wish for another list."""

    @operation(
        "decide_author_change", "Decide on a change of authors", tag=TAG, scope=WRITE,
        takes=shapes.DecideWishSerializer, sent={"approve": True}, answers=shapes.FinalPaperSerializer,
        example=PAPER | {"author_change": None},
    )  # fmt: skip
    def post(self, number: int, pk: int) -> Response:
        """Change the authors as they wish, or refuse it in words; they are told either way."""
        change = AuthorChange.objects.filter(pk=pk, submission=self.to_change(number)).first()
        if change is None:
            raise NotFound
        author_changes.decide(change=change, by=self.user, **self.sent())
        return self.show(number)


class FinalFile(FinalDoor):
    """A final file."""

    @operation("download_final_file", "Download a final file", tag=TAG, scope=READ, is_file=True)
    def get(self, number: int, public_id: UUID) -> FileResponse:
        """Download a version of a file that an accepted paper handed in."""
        found = pages.final_file(self.row(number), public_id)
        return self.file(found.file.file.open("rb"), found.name)
