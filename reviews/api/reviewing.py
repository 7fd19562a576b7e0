"""A reviewer's part of the API: her papers, their blind files, her reviews."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.http import FileResponse
from rest_framework.response import Response

from conference.api.doors import Door, reviewers
from conference.api.operations import operation
from conference.errors import Invalid, NotFound
from conference.scopes import Scope
from reviews.api import examples
from reviews.forms.review import CONSENT
from reviews.forms.write import written_values
from reviews.models import Assignment, Review
from reviews.projections import file_name, handed_out
from reviews.selectors import season as selectors
from reviews.selectors.author_panel import author_panel
from reviews.selectors.desk import access_desk, desk, own_review
from reviews.selectors.list_search import ListSearch, search_papers
from reviews.selectors.review_forms import answers_of, form_to_fill
from reviews.serializers import reviewing as shapes
from reviews.services import reviews as services
from reviews.sight import Info
from reviews.visibility import access_paper
from submissions.visibility import access_own_paper

TAG = "Reviewing"
READ, WRITE = Scope.REVIEWS_READ, Scope.REVIEWS_WRITE


def searched(search: ListSearch) -> ListSearch:
    """Refuse a search that can't be read, with what is wrong with it."""
    if search.error:
        raise Invalid("The search can’t be read.", {"q": [search.error.message]})
    return search


class Reviewing(Door):
    """The papers to review."""

    allowed = reviewers

    @operation(
        "list_assigned_papers", "The papers that you review", tag=TAG, scope=READ, paged=True,
        query=shapes.SearchQuerySerializer, answers=shapes.AssignedPaperSerializer, example=examples.ASSIGNED,
    )  # fmt: skip
    def get(self) -> Response:
        """List the papers that you review, those to do first, with where each review stands."""
        search = searched(search_papers(self.viewer, self.workshop, self.asked()["q"].strip()))
        rows = [
            row
            for row in selectors.assigned_papers(self.viewer, self.workshop)
            if search.finds(row.paper.number)
        ]
        return self.page(self.part.of_rows(rows, lambda row: row.paper.number))


class Handling(Door):
    """The papers that an area chair looks after."""

    allowed = reviewers

    @operation(
        "list_handled_papers", "The papers that you handle", tag=TAG, scope=READ, paged=True,
        query=shapes.SearchQuerySerializer, answers=shapes.HandledPaperSerializer, example=examples.HANDLED,
    )  # fmt: skip
    def get(self) -> Response:
        """List the papers that you look after as their area chair, with how many of their reviews are in."""
        search = searched(search_papers(self.viewer, self.workshop, self.asked()["q"].strip()))
        rows = [
            row
            for row in selectors.handled_papers(self.viewer, self.workshop)
            if search.finds(row.paper.number)
        ]
        return self.page(self.part.of_rows(rows, lambda row: row.paper.number))


class Desk(Door):
    """A paper before its reviewer or area chair."""

    allowed = reviewers

    @operation(
        "read_assigned_paper", "A paper that you review or handle", tag=TAG, scope=READ,
        answers=shapes.DeskSerializer, example=examples.DESK,
    )  # fmt: skip
    def get(self, number: int) -> Response:
        """Read a paper without its authors, with the reviews of others as far as you may read them."""
        paper, rights, assignment = access_desk(self.viewer, self.workshop, number)
        review = own_review(assignment) if assignment else None
        return self.answer(desk(paper, rights, self.viewer, self.workshop, assignment, review))


class BlindFile(Door):
    """A file under review."""

    @operation("download_blind_file", "Download a file under review", tag=TAG, scope=READ, is_file=True)
    def get(self, number: int, public_id: UUID) -> FileResponse:
        """Download the copy that reviewers get. Area chairs and chairs fetch theirs here, too."""
        paper, rights = access_paper(self.viewer, self.workshop, number, Info.PAPER_FILE)
        found = handed_out(paper, rights, public_id)
        content = found.reviewer_copy if found.format == "pdf" else found.file
        return self.file(content.open("rb"), file_name(self.workshop.slug, number, found))


class ReviewDoor(Door):
    """An address of a review that somebody writes."""

    def write(self, assignment: Assignment) -> dict[str, Any]:
        """Save what was sent, and bring the review in where that is asked and hers to do; returns what was sent."""
        saved = own_review(assignment)
        version = self.seen(saved.version if saved else 1)
        given: dict[str, Any] = self.sent()
        answers = dict(given["answers"])
        if CONSENT in given:
            answers[CONSENT] = given[CONSENT]
        values = written_values(
            form_to_fill(self.workshop, assignment.submission.track_id, saved),
            answers,
            asks_consent=selectors.asks_consent(self.workshop),
            version=version,
        )
        is_hers = assignment.user_id == self.viewer.user_id
        use = services.submit_review if given["submit"] and is_hers else services.save_review
        use(assignment=assignment, expected=version, values=values)
        return given

    def show(self, assignment: Assignment) -> Response:
        saved = own_review(assignment)
        shown = SimpleNamespace(
            version=saved.version if saved else 1,
            state=saved.state if saved else "open",
            submitted_at=saved.submitted_at if saved else None,
            why_closed=services.why_closed(assignment),
            questions=form_to_fill(self.workshop, assignment.submission.track_id, saved),
            answers=_plain_answers(saved),
            asks_consent=selectors.asks_consent(self.workshop),
            forward_consent=saved.forward_consent if saved else None,
        )
        return self.answer(shown, version=shown.version)


class OwnReview(ReviewDoor):
    """One's own review of a paper."""

    allowed = reviewers

    @operation(
        "read_own_review", "Your review", tag=TAG, scope=READ, answers=shapes.OwnReviewSerializer,
        example=examples.OWN_REVIEW,
    )  # fmt: skip
    def get(self, number: int) -> Response:
        """Read your review of a paper with the questions that it answers; version 1 where it is not begun."""
        return self.show(self._assignment(number))

    @operation(
        "write_review", "Write a review", tag=TAG, scope=WRITE, guarded=True,
        takes=shapes.WriteReviewSerializer, sent=examples.WRITTEN,
        answers=shapes.OwnReviewSerializer, example=examples.OWN_REVIEW,
    )  # fmt: skip
    def patch(self, number: int) -> Response:
        """Save the answers that you name, and bring the review in where you say so.

        What an incomplete review lacks is named by question; what is there is saved as a draft all the same.
        """
        assignment = self._assignment(number)
        self.write(assignment)
        return self.show(assignment)

    def _assignment(self, number: int) -> Assignment:
        """Return one's own assignment; who handles the paper, or helps with another's review, has none."""
        _, _, assignment = access_desk(self.viewer, self.workshop, number)
        if assignment is None or assignment.user_id != self.viewer.user_id:
            raise NotFound
        return assignment


class OwnDecision(Door):
    """What was decided on one's own paper."""

    @operation(
        "read_own_decision", "The decision on your paper", tag="Your papers", scope=Scope.SUBMISSIONS_READ,
        answers=shapes.OwnDecisionSerializer, example=examples.OWN_DECISION,
    )  # fmt: skip
    def get(self, number: int) -> Response:
        """Read the decision on your paper and its reviews, once they are released; nothing is there before."""
        paper = access_own_paper(self.viewer, self.workshop, number)
        found = author_panel(self.viewer, paper)
        if found is None:
            raise NotFound
        return self.answer(found)


def _plain_answers(saved: Review | None) -> dict[str, Any]:
    return dict(answers_of(saved)) if saved else {}
