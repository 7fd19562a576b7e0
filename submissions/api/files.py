"""The files of one's own papers: versions, uploads, the check's report."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.http import FileResponse
from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.response import Response

from conference.api.operations import operation
from submissions import serializers as shapes
from submissions.api import examples
from submissions.api.papers import READ, TAG, WRITE, OwnPaperDoor
from submissions.selectors.own_record import own_file_row, own_report
from submissions.selectors.paper_page import file_rows
from submissions.services import files as services
from submissions.services.findings import answer_finding
from submissions.visibility import access_own_file


class Files(OwnPaperDoor):
    """The files of a paper."""

    parser_classes: ClassVar[list[type[BaseParser]]] = [MultiPartParser]  # type: ignore[misc]

    @operation(
        "list_files", "The files of a paper", tag=TAG, scope=READ, paged=True,
        answers=shapes.SubmissionFileSerializer, example=examples.FILE,
    )  # fmt: skip
    def get(self, number: int) -> Response:
        """List all versions of all files, by kind, the newest first."""
        return self.page(self.part.of_rows(file_rows(self.paper(number))))

    @operation(
        "upload_file", "Upload a file", tag=TAG, scope=WRITE, is_upload=True, status=201,
        takes=shapes.UploadSerializer, sent={"kind": "paper", "file": "paper.pdf"},
        answers=shapes.SubmissionFileSerializer, example=examples.FILE | {"state": "waiting"},
    )  # fmt: skip
    def post(self, number: int) -> Response:
        """Upload the next version of a file, and have it checked. The same bytes again are the version that is there."""
        paper, given = self.paper(number), self.sent()
        file = services.add_file(
            submission=paper,
            kind=given["kind"],
            slot=given["slot"],
            uploaded_file=given["file"],
            by=self.user,
        )
        return self.answer(own_file_row(paper, file))


class OneFile(OwnPaperDoor):
    """A file."""

    @operation("download_file", "Download a file", tag=TAG, scope=READ, is_file=True)
    def get(self, number: int, public_id: UUID) -> FileResponse:
        """Download a version of a file as it was uploaded."""
        found = access_own_file(self.viewer, self.workshop, number, public_id)
        return self.file(found.file.open("rb"), found.original_name)

    @operation("take_file_out", "Take a file out", tag=TAG, scope=WRITE, status=204)
    def delete(self, number: int, public_id: UUID) -> Response:
        """Take a file out of a paper, with all its versions; they stay on record. The paper itself can only be replaced."""
        found = access_own_file(self.viewer, self.workshop, number, public_id)
        services.remove_file(submission=self.paper(number), kind=found.kind, slot=found.slot, by=self.user)
        return self.nothing()


class CheckAgain(OwnPaperDoor):
    """Checks that broke down."""

    @operation(
        "check_again", "Check files again", tag=TAG, scope=WRITE, answers=shapes.SubmissionSerializer,
        example=examples.PAPER,
    )  # fmt: skip
    def post(self, number: int) -> Response:
        """Check those newest versions again whose check broke down; nothing is done to others."""
        paper = self.paper(number)
        services.check_again(submission=paper, by=self.user)
        return self.whole(paper)


class Report(OwnPaperDoor):
    """What the check of a file found."""

    @operation(
        "read_report", "What the check found", tag=TAG, scope=READ, answers=shapes.ReportSerializer,
        example=examples.REPORT,
    )  # fmt: skip
    def get(self, number: int, public_id: UUID) -> Response:
        """Read what the check found of a version: its length, traces of its authors, its format."""
        return self.answer(own_report(access_own_file(self.viewer, self.workshop, number, public_id)))


class OneFinding(OwnPaperDoor):
    """A finding of the check."""

    @operation(
        "answer_finding", "Answer a finding", tag=TAG, scope=WRITE, takes=shapes.AnswerFindingSerializer,
        sent={"text": "This is the name of the data set."}, answers=shapes.ReportSerializer,
        example=examples.REPORT,
    )  # fmt: skip
    def put(self, number: int, public_id: UUID, key: str) -> Response:
        """Say something to a finding; chairs read it. It stands for every version in which the finding comes again."""
        file = access_own_file(self.viewer, self.workshop, number, public_id)
        answer_finding(file=file, key=key, text=self.sent()["text"], by=self.user)
        return self.answer(own_report(file))


class FindingsSeen(OwnPaperDoor):
    """The word that somebody looked at the findings."""

    @operation(
        "note_findings_seen", "Say that you looked at the findings", tag=TAG, scope=WRITE,
        answers=shapes.ReportSerializer, example=examples.REPORT | {"findings_seen_at": "2026-04-20T20:30:00Z"},
    )  # fmt: skip
    def post(self, number: int, public_id: UUID) -> Response:
        """Say that you looked at what the check found about anonymity in the version that stands."""
        paper = self.paper(number)
        services.mark_findings_seen(submission=paper, public_id=str(public_id), by=self.user)
        return self.answer(own_report(access_own_file(self.viewer, self.workshop, number, public_id)))
