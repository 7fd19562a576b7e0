"""The chairs' part of the API on further reviews: rounds of their own date, and who steps in for a late one."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from conference.api.operations import operation
from conference.errors import Invalid, NotFound
from conference.forms.reading import REFUSED
from conference.models import User
from reviews.api.chairs import READ, WRITE, ChairDoor
from reviews.models import ReviewRound
from reviews.selectors import rounds as selectors
from reviews.selectors.capacity import active_reviewers
from reviews.selectors.chosen import chosen_papers
from reviews.selectors.emergency import emergency_page
from reviews.serializers import further as shapes
from reviews.services import rounds as services
from reviews.services.assignment import assign_emergency
from reviews.sight import Info
from reviews.visibility import SeenPaper, access_paper
from submissions.models import Submission, SubmissionState

TAG = "Chairs: assignment"
ROUND = {"id": 2, "version": 1, "number": 2, "due": "2026-05-26T11:59:00Z", "asked": 4, "came": 1}
NEED = {
    "number": 12,
    "title": "Counting furrows from orbit",
    "short": 1,
    "late": ["Tomoe Kirishima"],
    "helpers": [
        {
            "name": "Kalinda Wijesooriya",
            "email": "kalinda.wijesooriya@kandyhills.example",
            "score": 0.44,
            "papers": 4,
            "load": 6,
        }
    ],
}


class RoundDoor(ChairDoor):
    """An address of the further rounds."""

    def line(self, pk: int) -> selectors.RoundLine:
        return next(line for line in selectors.round_lines(self.viewer, self.workshop) if line.pk == pk)


class Rounds(RoundDoor):
    """The rounds after the first."""

    @operation(
        "list_rounds", "The further rounds", tag=TAG, scope=READ, paged=True, answers=shapes.RoundSerializer,
        example=ROUND,
    )  # fmt: skip
    def get(self) -> Response:
        """List the rounds after the first, each with its date and how many reviews came."""
        rows = selectors.round_lines(self.viewer, self.workshop)
        return self.page(self.part.of_rows(rows, lambda row: row.pk))

    @operation(
        "ask_further", "Ask further reviews", tag=TAG, scope=WRITE, keyed=True, status=201,
        takes=shapes.AskFurtherSerializer,
        sent={
            "pairs": [{"paper": 12, "email": "tomoe.kirishima@setouchi-obs.example"}],
            "due": "2026-05-26T11:59:00Z",
        },
        answers=shapes.RoundSerializer, example=ROUND,
    )  # fmt: skip
    def post(self) -> Response:
        """Ask reviews of chosen papers beyond those that are there, due by a date of their own; one mail to each reviewer."""
        given = self.sent()
        found = services.ask_further(
            workshop=self.workshop,
            by=self.user,
            pairs=self._pairs(given["pairs"]),
            due_at=given.get("due"),
            in_round=self._open_round(given["round"]) if "round" in given else None,
        )
        return self.answer(self.line(found.pk))

    def _open_round(self, pk: int) -> ReviewRound:
        lines = selectors.round_lines(self.viewer, self.workshop)
        if not any(line.pk == pk and not line.due.is_past for line in lines):
            raise Invalid(REFUSED, {"round": ["There is no such round that is not over."]})
        return self.workshop.review_rounds.get(pk=pk)

    def _pairs(self, given: list[dict[str, Any]]) -> list[tuple[Submission, User]]:
        chosen = chosen_papers(self.viewer, self.workshop, {pair["paper"] for pair in given})
        papers = {paper.number: paper for paper in chosen if paper.state == SubmissionState.SUBMITTED}
        offered = selectors.candidates(self.workshop, list(papers.values())) if papers else {}
        found = []
        for place, pair in enumerate(given):
            paper = papers.get(pair["paper"])
            if paper is None:
                raise Invalid(REFUSED, {f"pairs.{place}.paper": ["There is no such paper to choose."]})
            email = pair["email"].casefold()
            ids = [one.user_id for one in offered[paper.pk] if one.email.casefold() == email]
            if not ids:
                raise Invalid(REFUSED, {f"pairs.{place}.email": ["Nobody with this address could take it."]})
            found.append((paper, User.objects.get(pk=ids[0])))
        return found


class OneRound(RoundDoor):
    """A further round."""

    @operation(
        "move_round", "Set another date for a round", tag=TAG, scope=WRITE, guarded=True,
        takes=shapes.MoveRoundSerializer, sent={"due": "2026-05-28T11:59:00Z"},
        answers=shapes.RoundSerializer, example=ROUND | {"version": 2, "due": "2026-05-28T11:59:00Z"},
    )  # fmt: skip
    def patch(self, pk: int) -> Response:
        """Set another date for the reviews of a round."""
        found = ReviewRound.objects.filter(pk=pk, workshop=self.workshop).first()
        if found is None:
            raise NotFound
        expected = self.seen(found.version)
        services.move_round(found=found, by=self.user, due_at=self.sent()["due"], expected=expected)
        line = self.line(pk)
        return self.answer(line, version=line.version)


class Emergency(ChairDoor):
    """Late reviews."""

    @operation(
        "list_needs", "Late reviews, and who could step in", tag=TAG, scope=READ, paged=True,
        answers=shapes.NeedSerializer, example=NEED,
    )  # fmt: skip
    def get(self) -> Response:
        """List the papers that lack reviewers or whose reviews are late, each with the best who agreed to help."""
        needs = emergency_page(self.viewer, self.workshop).needs
        return self.page(self.part.of_rows(needs, lambda need: need.number))

    @operation(
        "step_in", "Give a late review to somebody else", tag=TAG, scope=WRITE, keyed=True, status=204,
        takes=shapes.StepInSerializer,
        sent={"paper": 12, "email": "kalinda.wijesooriya@kandyhills.example"},
    )  # fmt: skip
    def post(self) -> Response:
        """Give a paper that lacks a review to somebody who takes late ones, with a mail. Who is late stays on it."""
        given = self.sent()
        paper = self._lacking(given["paper"])
        rows = active_reviewers(self.workshop).select_related("user")
        row = rows.filter(user__email__iexact=given["email"]).first()
        if row is None:
            raise Invalid(REFUSED, {"email": ["Nobody with this address reviews here."]})
        assign_emergency(submission=paper, user=row.user, by=self.user)
        return self.nothing()

    def _lacking(self, number: int) -> SeenPaper:
        needs = emergency_page(self.viewer, self.workshop).needs
        if all(need.number != number for need in needs):
            raise Invalid(REFUSED, {"paper": ["This is no paper that lacks a review."]})
        return access_paper(self.viewer, self.workshop, number, Info.BIDS_AND_AFFINITY)[0]
