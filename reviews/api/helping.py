"""A reviewer's part of the API beside her reviews: who helps with one, whom she helps, and reviews as a text file."""

from __future__ import annotations

import io
from types import SimpleNamespace

from django.http import FileResponse
from rest_framework.response import Response

from conference.api.doors import Door, reviewers
from conference.api.operations import operation
from conference.errors import Invalid, NotFound
from conference.models import Workshop
from conference.visibility import Viewer
from reviews.api import examples
from reviews.api.reviewing import READ, TAG, WRITE, ReviewDoor
from reviews.models import Assignment, SubReview
from reviews.review_file import write
from reviews.selectors import review_files as sheets
from reviews.selectors.desk import access_desk
from reviews.selectors.season import own_assignment
from reviews.selectors.sub_reviews import asked_before, help_with, helped_papers, helper_of
from reviews.serializers import helping as shapes
from reviews.serializers.reviewing import OwnReviewSerializer
from reviews.services import sub_reviews as services
from reviews.services.review_files import save_sheets
from reviews.sight import Info
from reviews.visibility import access_paper

IMRE = {
    "name": "Imre Halmos",
    "email": "imre@halmos.example",
    "state": "asked",
    "asked_at": "2026-03-04T09:00:00Z",
}
HELP = {"helper": IMRE, "asked": [IMRE], "most": services.MOST}
HELPED = {
    "paper": examples.ASSIGNED["paper"],
    "reviewer": "Tomoe Kirishima",
    "handed_over": False,
    "due": "2026-05-04T11:59:00Z",
}
UPLOADED = {
    "saved": 1,
    "reviews": [
        {
            "number": 12,
            "title": "Counting furrows from orbit",
            "version": 2,
            "is_in": False,
            "changes": [{"label": "Summary", "before": "", "after": "It counts furrows."}],
        }
    ],
    "problems": [],
    "failed": [],
}


def helpers(viewer: Viewer, workshop: Workshop) -> bool:
    """Let those pass who help with another's review."""
    return viewer.is_sub_reviewer(workshop)


class SubReviewer(Door):
    """Who helps with one's review."""

    allowed = reviewers

    @operation(
        "read_sub_reviewer", "Who helps with your review", tag=TAG, scope=READ,
        answers=shapes.SubReviewersSerializer, example=HELP,
    )  # fmt: skip
    def get(self, number: int) -> Response:
        """Read whom you asked to help with your review of a paper, and what became of it."""
        return self._show(self._assignment(number))

    @operation(
        "ask_sub_reviewer", "Ask somebody to help", tag=TAG, scope=WRITE, keyed=True, status=201,
        takes=shapes.AskSubReviewerSerializer, sent={"name": IMRE["name"], "email": IMRE["email"]},
        answers=shapes.SubReviewersSerializer, example=HELP,
    )  # fmt: skip
    def post(self, number: int) -> Response:
        """Ask somebody by mail to help with your review, which stays yours. Who may not judge the paper is refused without a reason."""
        assignment = self._assignment(number)
        if services.ask(assignment=assignment, **self.sent()).state != SubReview.State.ASKED:
            raise Invalid(services.NOT_THIS_ONE, {"email": [services.NOT_THIS_ONE]})
        return self._show(assignment)

    @operation("end_sub_reviewer", "End the help", tag=TAG, scope=WRITE, status=204)
    def delete(self, number: int) -> Response:
        """Take the paper from who helps; what was written stays in your draft. A second call does nothing."""
        helper = helper_of(self._assignment(number))
        if helper:
            services.end(sub_review=helper)
        return self.nothing()

    def _assignment(self, number: int) -> Assignment:
        paper, _ = access_paper(self.viewer, self.workshop, number, Info.PAPER_FILE)
        found = own_assignment(self.viewer, paper)
        if found is None:
            raise NotFound
        return found

    def _show(self, assignment: Assignment) -> Response:
        shown = SimpleNamespace(
            helper=helper_of(assignment), asked=asked_before(assignment), most=services.MOST
        )
        return self.answer(shown)


class HelpedPapers(Door):
    """The papers with whose reviews one helps."""

    allowed = helpers

    @operation(
        "list_helped_papers", "The papers with whose reviews you help", tag=TAG, scope=READ, paged=True,
        answers=shapes.HelpedPaperSerializer, example=HELPED,
    )  # fmt: skip
    def get(self) -> Response:
        """List the papers with whose reviews you help. Their files are those under review."""
        rows = helped_papers(self.viewer, self.workshop)
        return self.page(self.part.of_rows(rows, lambda row: row.paper.number))


class HelpedReview(ReviewDoor):
    """Another's review with which one helps."""

    allowed = helpers

    @operation(
        "read_helped_review", "A review with which you help", tag=TAG, scope=READ, answers=OwnReviewSerializer,
        example=examples.OWN_REVIEW,
    )  # fmt: skip
    def get(self, number: int) -> Response:
        """Read the draft with which you help, with the questions that it answers."""
        return self.show(helped(self, number)[0])

    @operation(
        "write_helped_review", "Write a review with which you help", tag=TAG, scope=WRITE, guarded=True,
        takes=shapes.WriteHelpedReviewSerializer, sent=examples.WRITTEN, answers=OwnReviewSerializer,
        example=examples.OWN_REVIEW,
    )  # fmt: skip
    def patch(self, number: int) -> Response:
        """Save the answers that you name, and tell its reviewer that the draft is ready where you say so."""
        assignment, help_ = helped(self, number)
        if self.write(assignment)["submit"]:
            services.hand_over(sub_review=help_)
        return self.show(assignment)


def helped(door: Door, number: int) -> tuple[Assignment, SubReview]:
    """Return the review with which somebody helps and her help, or raise NotFound."""
    _, _, assignment = access_desk(door.viewer, door.workshop, number)
    found = help_with(door.viewer, assignment) if assignment else None
    if assignment is None or found is None:
        raise NotFound
    return assignment, found


class NamedHelp(Door):
    """One's word on being thanked by name."""

    allowed = helpers

    @operation(
        "agree_to_be_named", "Say whether you may be named", tag=TAG, scope=WRITE, status=204,
        takes=shapes.NamedSerializer, sent={"named": True},
    )  # fmt: skip
    def put(self, number: int) -> Response:
        """Say whether the public site may thank you by name for your help, at any time."""
        services.set_listed(sub_review=helped(self, number)[1], listed=self.sent()["named"])
        return self.nothing()


class Sheet(Door):
    """One's reviews as a text file."""

    allowed = reviewers

    @operation(
        "download_sheet", "Download your reviews as a text file", tag=TAG, scope=READ, is_file=True,
        query=shapes.SheetQuerySerializer,
    )  # fmt: skip
    def get(self) -> FileResponse:
        """Download a file to fill in without a connection: of one paper, or of all whose review can still be written."""
        number = self.asked().get("number")
        found = sheets.open_reviews(self.viewer, self.workshop, number)
        if number is not None and not found:
            raise NotFound
        text = write([item.sheet for item in found], f"Reviews for {self.workshop.acronym}")
        return self.file(io.BytesIO(text.encode()), f"{self.workshop.slug}-reviews.txt")

    @operation(
        "upload_sheet", "Upload your reviews as a text file", tag=TAG, scope=WRITE,
        takes=shapes.UploadSheetSerializer,
        sent={"text": "=== Paper 12: Counting furrows\n\n--- [summary] Summary\nIt counts furrows.\n"},
        answers=shapes.UploadedSheetSerializer, example=UPLOADED,
    )  # fmt: skip
    def post(self) -> Response:
        """Save what the file says as drafts; with `preview` only read what it would change. A line that can't be taken stops all of it."""
        given = self.sent()
        reviews = sheets.open_reviews(self.viewer, self.workshop)
        found = sheets.preview(given["text"], reviews)
        failed: list[SimpleNamespace] = []
        saved = 0
        if not given["preview"]:
            if found.problems and not given["leave_broken_out"]:
                reasons = [f"Line {problem.line}: {problem.text}" for problem in found.problems]
                raise Invalid("Nothing was saved: not every line can be taken.", {"text": reasons})
            seen = {item.sheet.number: item.version for item in reviews}
            seen |= {row["number"]: row["version"] for row in given.get("seen", ())}
            refused, saved = save_sheets(reviews=reviews, values=found.values, seen=seen)
            failed = [
                SimpleNamespace(number=number, reason=error.message) for number, error in refused.items()
            ]
        return self.answer(
            SimpleNamespace(saved=saved, reviews=found.sheets, problems=found.problems, failed=failed)
        )
