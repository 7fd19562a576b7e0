"""The chairs' part of the API on lists: CSV that is taken in after a look at what it would do, and tables handed out as files."""

from __future__ import annotations

import io
from collections.abc import Iterable
from types import SimpleNamespace

from django.db import transaction
from django.http import FileResponse
from rest_framework.response import Response

from conference.api.operations import operation
from conference.errors import Invalid, NotFound, Stale
from conference.forms.reading import require_valid
from conference.pasted import BrokenRow
from conference.services.invitations import usual_answer_by
from conference.spreadsheets import as_csv, as_xlsx
from reviews.api.chairs import READ, WRITE, ChairDoor, table_asked
from reviews.api.recruiting import INVITED
from reviews.forms.expertise import ExpertiseForm
from reviews.forms.reviewers import InviteForm
from reviews.selectors import expertise as experts
from reviews.selectors import guests
from reviews.selectors.camera_ready_table import HEADER, TableQuery, camera_ready_table, export_rows
from reviews.selectors.import_plan import plan_import
from reviews.selectors.tables.export import WRITERS, ids_among
from reviews.serializers import lists as shapes
from reviews.serializers.recruiting import InvitedSerializer
from reviews.services import committee
from reviews.services.expertise import add_expertise
from reviews.services.imports import apply_import

PAPERS, PEOPLE = "Chairs: papers", "Chairs: people"
IMPORTED = {
    "done": 1,
    "stamp": "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9",
    "changes": [{"row": 2, "paper": 12, "how": "add", "said": "put on #travel"}],
    "broken": [],
    "unchanged": 0,
}
PUBLICATIONS = {
    "done": 1,
    "people": [
        {
            "name": "Tomoe Kirishima",
            "email": "tomoe.kirishima@setouchi-obs.example",
            "new": ["Tides from orbit"],
            "already_there": 0,
        }
    ],
    "unmatched": [],
    "without": ["Imre Halmos"],
}


def refuse_broken(broken: Iterable[BrokenRow]) -> None:
    """Raise Invalid where rows can't be taken, each by its number."""
    reasons = [f"Row {row.row}: {row.reason}" for row in broken]
    if reasons:
        raise Invalid("Nothing was imported: not every row can be taken.", {"text": reasons})


class ImportRows(ChairDoor):
    """Changing many papers by a CSV."""

    @operation(
        "import_rows", "Import tags, assignments, decisions or pairs", tag=PAPERS, scope=WRITE, keyed=True,
        takes=shapes.ImportRowsSerializer, sent={"kind": "tags", "text": "paper,tags\n12,travel"},
        answers=shapes.ImportedSerializer, example=IMPORTED,
    )  # fmt: skip
    def post(self) -> Response:
        """Do what the rows of a CSV say, all of it or nothing; with `preview` only say what that would be.

        A row that can't be taken stops all of it and is named. Mails and the history are those of doing it by hand.
        """
        given = self.sent()
        plan = plan_import(given["kind"], given["text"], self.viewer, self.workshop)
        done = 0
        if not given["preview"]:
            if not given["leave_broken_out"]:
                refuse_broken(plan.broken)
            if given["stamp"] and given["stamp"] != plan.stamp:
                raise Stale("Something changed since you looked, so nothing was imported. Look again.")
            done = apply_import(workshop=self.workshop, plan=plan, by=self.user)
        return self.answer(SimpleNamespace(done=done, stamp=plan.stamp, **_parts(plan)))


def _parts(plan: object) -> dict[str, object]:
    return {name: getattr(plan, name) for name in ("changes", "broken", "same")}


class ExportTable(ChairDoor):
    """A table of papers as a file."""

    @operation(
        "download_table", "Download a table of papers", tag=PAPERS, scope=READ, is_file=True,
        query=shapes.ExportTableQuerySerializer,
    )  # fmt: skip
    def get(self) -> FileResponse:
        """Download papers, reviews or decisions as CSV or XLSX: the rows and columns that the same question lists as JSON."""
        asked = self.asked()
        table = table_asked(self, asked)
        only = {int(number) for number in asked["only"].split(",") if number}
        content = WRITERS[asked["format"]](table, ids_among(table, only))
        return self.file(io.BytesIO(content), f"{self.workshop.slug}-{asked['table']}.{asked['format']}")


class ExportFinal(ChairDoor):
    """The table of final versions as a file."""

    @operation(
        "download_final_table", "Download the table of final versions", tag="Chairs: final versions", scope=READ,
        is_file=True, query=shapes.ExportFinalQuerySerializer,
    )  # fmt: skip
    def get(self) -> FileResponse:
        """Download what the accepted papers lack and have, as CSV or XLSX."""
        asked = dict(self.asked())
        ending = asked.pop("format")
        rows = export_rows(camera_ready_table(self.viewer, self.workshop).shown(TableQuery(**asked)))
        content = as_csv(HEADER, rows) if ending == "csv" else as_xlsx(HEADER, rows, title="Camera-ready")
        return self.file(io.BytesIO(content), f"{self.workshop.slug}-camera-ready.{ending}")


class ImportPeople(ChairDoor):
    """Inviting by a list."""

    @operation(
        "invite_list", "Invite people by a CSV", tag=PEOPLE, scope=WRITE, keyed=True,
        takes=shapes.ImportPeopleSerializer,
        sent={"text": "name,email,load\nTomoe Kirishima,tomoe.kirishima@setouchi-obs.example,4"},
        answers=InvitedSerializer, example=INVITED,
    )  # fmt: skip
    def post(self) -> Response:
        """Invite the people of a list by mail. A row that can't be read stops all of it and is named; with `preview` nothing is sent."""
        given = self.sent()
        answer_by = given["answer_by"] if "answer_by" in given else usual_answer_by()
        form = InviteForm({"text": given["text"], "role": given["role"], "answer_by": answer_by or ""})
        if not form.is_valid():
            refuse_broken(form.broken)
        require_valid(form)
        with transaction.atomic():
            lines = guests.preview(self.workshop, form.entries())
            sent = 0
            if not given["preview"]:
                sent = committee.invite_entries(workshop=self.workshop, by=self.user, entries=form.entries())
        return self.answer(SimpleNamespace(sent=sent, people=lines, repeated=form.listed.repeated))


class EarlierEditions(ChairDoor):
    """The earlier editions that one chaired."""

    @operation(
        "list_earlier_editions", "Earlier editions", tag=PEOPLE, scope=READ, paged=True,
        answers=shapes.EarlierEditionSerializer, example={"slug": "terrabytes-2025", "acronym": "TerraBytes 2025"},
    )  # fmt: skip
    def get(self) -> Response:
        """List the other editions of the series that you chaired: whose committee you may ask again."""
        rows = guests.earlier_editions(self.viewer, self.workshop)
        return self.page(self.part.of_rows(rows, lambda row: row.pk))


class EarlierPeople(ChairDoor):
    """The committee of an earlier edition."""

    @operation(
        "list_earlier_people", "Whom an earlier edition had", tag=PEOPLE, scope=READ, paged=True,
        answers=shapes.EarlierPersonSerializer,
        example={"name": "Tomoe Kirishima", "email": "tomoe.kirishima@setouchi-obs.example", "role": "reviewer", "load": 4},
    )  # fmt: skip
    def get(self, edition: str) -> Response:
        """List the reviewers and area chairs of an earlier edition whom you could invite here."""
        earlier = guests.earlier_editions(self.viewer, self.workshop).filter(slug=edition).first()
        if earlier is None:
            raise NotFound
        people = guests.earlier_people(self.workshop, earlier)
        return self.page(self.part.of_rows(people, lambda person: person.pk))


class ImportPublications(ChairDoor):
    """The committee's publications."""

    @operation(
        "import_publications", "Add publications of the committee", tag=PEOPLE, scope=WRITE, keyed=True,
        takes=shapes.ImportPublicationsSerializer,
        sent={"text": "reviewer,title,year\nTomoe Kirishima,Tides from orbit,2024"},
        answers=shapes.PublicationsImportedSerializer, example=PUBLICATIONS,
    )  # fmt: skip
    def post(self) -> Response:
        """Add to the profiles of the committee what is new in a BibTeX or CSV file; with `preview` only say whose it is."""
        given = self.sent()
        form = ExpertiseForm({"text": given["text"]})
        require_valid(form, {"__all__": "text"})
        plan = experts.plan(self.workshop, form.papers)
        done = 0
        if not given["preview"]:
            done, _ = add_expertise(workshop=self.workshop, by=self.user, papers=form.papers)
        people = [
            SimpleNamespace(user=one.user, new=[paper.title for paper in one.new], there=one.there)
            for one in plan.experts
        ]
        without = [user.name for user in plan.without]
        return self.answer(
            SimpleNamespace(done=done, people=people, unmatched=plan.unmatched, without=without)
        )
