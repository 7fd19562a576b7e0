"""The time after an edition: closing it, and how long its reviews are kept."""

from __future__ import annotations

from rest_framework.response import Response

from conference.api import office_shapes as shapes
from conference.api.doors import Door, chairs
from conference.api.operations import operation
from conference.api.setup import READ, TAG, WRITE
from conference.selectors.archive import archive_page
from conference.services import archive as services

END = {"archived_at": None, "months": 12, "due": "2027-07-18T23:59:59Z", "deleted_at": None}


class EndDoor(Door):
    """An address of an edition’s end; open while it is archived too. The ETag is that of the term."""

    allowed = chairs
    while_archived = True

    def show(self) -> Response:
        self.workshop.refresh_from_db(fields=["archived_at"])
        page = archive_page(self.workshop)
        return self.answer(page, version=page.version)


class Archive(EndDoor):
    """Whether an edition is archived."""

    @operation(
        "read_archive", "Where an edition stands after its end", tag=TAG, scope=READ,
        answers=shapes.EndSerializer, example=END,
    )  # fmt: skip
    def get(self) -> Response:
        """Read whether the edition is archived, and when its reviews are deleted."""
        return self.show()

    @operation(
        "archive", "Archive an edition, or open it again", tag=TAG, scope=WRITE, takes=shapes.ArchiveSerializer,
        sent={"archived": True}, answers=shapes.EndSerializer, example=END | {"archived_at": "2026-09-01T10:00:00Z"},
    )  # fmt: skip
    def put(self) -> Response:
        """Close the edition to every change, or open it again; its public site stays, and what was deleted stays so."""
        act = services.archive if self.sent()["archived"] else services.reopen
        act(workshop=self.workshop, by=self.user)
        return self.show()


class Term(EndDoor):
    """How long reviews are kept."""

    @operation(
        "set_term", "Say how long reviews are kept", tag=TAG, scope=WRITE, guarded=True, takes=shapes.TermSerializer,
        sent={"months": 12}, answers=shapes.EndSerializer, example=END,
    )  # fmt: skip
    def put(self) -> Response:
        """Say after how many months reviews and discussions are deleted; null keeps them. Chairs are told before it is done."""
        expected = self.seen(archive_page(self.workshop).version)
        services.set_term(
            workshop=self.workshop, by=self.user, months=self.sent()["months"], expected=expected
        )
        return self.show()
