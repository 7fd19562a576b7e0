"""The chairs' part of the API on judgement: reviews, decisions, conflicts of interest."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.db.models import QuerySet
from rest_framework.response import Response

from conference.api.operations import operation
from conference.errors import NotFound
from reviews.api import examples
from reviews.api.chairs import READ, WRITE, ChairDoor, chosen
from reviews.api.reviewing import searched
from reviews.models import Conflict, Decision
from reviews.selectors import chair_paper as page
from reviews.selectors import conflicts as selectors
from reviews.selectors.list_search import search_papers
from reviews.selectors.season import paper_reviews, submitted_reviews
from reviews.serializers import chairs as shapes
from reviews.serializers.reviewing import PaperReviewsSerializer
from reviews.services import conflicts as conflict_services
from reviews.services import decisions as services
from reviews.services.judging import rate_review, settle_ethics
from reviews.sight import Info
from reviews.visibility import SeenPaper, access_paper

TAG = "Chairs: judgement"


class Reviews(ChairDoor):
    """The reviews of a paper."""

    @operation(
        "read_reviews", "The reviews of a paper", tag=TAG, scope=READ, answers=PaperReviewsSerializer,
        example=examples.REVIEWS,
    )  # fmt: skip
    def get(self, number: int) -> Response:
        """Read the reviews that are in, and who still owes one."""
        paper, found = access_paper(self.viewer, self.workshop, number, Info.REVIEWS_FOR_CHAIRS)
        return self.answer(paper_reviews(paper, found))


class OneReview(ChairDoor):
    """A review that is in."""

    @operation(
        "rate_review", "Rate a review", tag=TAG, scope=WRITE, takes=shapes.RateReviewSerializer,
        sent={"rating": 3}, answers=PaperReviewsSerializer, example=examples.REVIEWS,
    )  # fmt: skip
    def patch(self, number: int, pk: int) -> Response:
        """Say how good a review is, or take that back with null; or that its ethics flag was looked into."""
        paper, found = access_paper(self.viewer, self.workshop, number, Info.REVIEWS_FOR_CHAIRS)
        review = submitted_reviews(paper.pk).filter(pk=pk).first()
        if review is None or not found.is_chair_here:
            raise NotFound
        given = self.sent()
        if "rating" in given:
            rate_review(review=review, by=self.user, rating=given["rating"])
        if given["ethics_settled"]:
            settle_ethics(review=review, by=self.user)
        return self.answer(paper_reviews(paper, found))


class PaperDecision(ChairDoor):
    """The decision on a paper."""

    @operation(
        "read_decision", "The decision on a paper", tag=TAG, scope=READ, answers=shapes.DecisionSerializer,
        example=examples.DECISION,
    )  # fmt: skip
    def get(self, number: int) -> Response:
        """Read the decision, draft or released; version 0 where there is none."""
        return self._show(self._paper(number))

    @operation(
        "draft_decision", "Draft a decision", tag=TAG, scope=WRITE, guarded=True,
        takes=shapes.DraftDecisionSerializer,
        sent={"outcome": "accept_spotlight", "text": "Please name the sensor in the abstract."},
        answers=shapes.DecisionSerializer, example=examples.DECISION,
    )  # fmt: skip
    def put(self, number: int) -> Response:
        """Draft the decision on a paper, or change the draft. Authors learn of it when a chair releases decisions."""
        paper = self._paper(number)
        expected = self.seen(self._version(paper))
        given = self.sent()
        services.draft_decision(
            submission=paper,
            by=self.user,
            outcome=given["outcome"],
            text=given.get("text"),
            expected=expected,
        )
        return self._show(paper)

    @operation("clear_decision", "Take a draft back", tag=TAG, scope=WRITE, guarded=True, status=204)
    def delete(self, number: int) -> Response:
        """Take the draft of a decision back. What is released stays."""
        paper = self._paper(number)
        services.clear_decision(submission=paper, by=self.user, expected=self.seen(self._version(paper)))
        return self.nothing()

    def _paper(self, number: int) -> SeenPaper:
        return access_paper(self.viewer, self.workshop, number, Info.BIDS_AND_AFFINITY)[0]

    @staticmethod
    def _version(paper: SeenPaper) -> int:
        return Decision.objects.filter(submission=paper).values_list("version", flat=True).first() or 0

    def _show(self, paper: SeenPaper) -> Response:
        found = Decision.objects.filter(submission=paper).first()
        shown = SimpleNamespace(
            number=paper.number,
            version=found.version if found else 0,
            outcome=found.outcome if found else None,
            text=found.text if found else "",
            released_at=found.released_at if found else None,
        )
        return self.answer(shown, version=shown.version)


class ConflictsDoor(ChairDoor):
    """An address of the conflicts of interest."""

    def narrowed(self, asked: dict[str, Any]) -> QuerySet[Conflict]:
        """Return the conflicts that this chair may read, found as on the page."""
        search = searched(search_papers(self.viewer, self.workshop, asked["q"].strip()))
        query = selectors.ConflictQuery(
            asked["q"], asked["person"], asked["kind"], asked["state"], asked["assigned"]
        )
        every = selectors.conflicts_visible_to(self.viewer, self.workshop)
        return selectors.narrowed(every, query, search.among)


class Conflicts(ConflictsDoor):
    """The conflicts of interest."""

    @operation(
        "list_conflicts", "The conflicts of interest", tag=TAG, scope=READ, paged=True,
        query=shapes.ConflictQuerySerializer, answers=shapes.ConflictSerializer, example=examples.CONFLICT,
    )  # fmt: skip
    def get(self) -> Response:
        """List the conflicts that you may read, filtered as on the page."""
        found = self.narrowed(self.asked())

        def shown(part: list[int]) -> list[selectors.ConflictRow]:
            rows = {row.pk: row for row in found.filter(pk__in=part)}
            kept = [rows[pk] for pk in part if pk in rows]
            return selectors.conflict_rows(kept, self.viewer, self.workshop)

        return self.page(self.part.of_keys(list(found.values_list("pk", flat=True)), shown))


class SearchConflicts(ChairDoor):
    """The search for conflicts."""

    @operation(
        "search_conflicts", "Look for conflicts anew", tag=TAG, scope=WRITE,
        answers=shapes.SearchJobSerializer, example={"job": 88},
    )  # fmt: skip
    def post(self) -> Response:
        """Compare the whole committee with all authors once more, by a job; one that is under way is enough."""
        running, _ = selectors.last_search(self.workshop)
        return self.answer(running or conflict_services.search_again(workshop=self.workshop, by=self.user))


class DecideHints(ConflictsDoor):
    """All possible conflicts at once."""

    @operation(
        "decide_hints", "Decide all possible conflicts at once", tag=TAG, scope=WRITE, status=204,
        takes=shapes.DecideHintsSerializer, sent={"kind": "personal", "counts": True, "seen": 4},
    )  # fmt: skip
    def post(self) -> Response:
        """Say of all possible conflicts that a search finds whether they count. Where there are others than you saw, none is decided."""
        given = self.sent()
        conflict_services.decide_hints(
            workshop=self.workshop,
            hints=self.narrowed(given),
            by=self.user,
            counts=given["counts"],
            many=given["seen"],
        )
        return self.nothing()


class ConflictDoor(ChairDoor):
    """An address of one conflict of interest."""

    def found(self, pk: int) -> Conflict:
        visible = selectors.conflicts_visible_to(self.viewer, self.workshop)
        found = visible.select_related("submission__workshop", "user", "decided_by").filter(pk=pk).first()
        if found is None:
            raise NotFound
        return found

    def row(self, pk: int) -> selectors.ConflictRow:
        return selectors.conflict_rows([self.found(pk)], self.viewer, self.workshop)[0]


class OneConflict(ConflictDoor):
    """A conflict of interest."""

    @operation(
        "decide_conflict", "Say whether a conflict counts", tag=TAG, scope=WRITE,
        takes=shapes.DecideConflictSerializer, sent={"counts": False},
        answers=shapes.ConflictSerializer, example=examples.CONFLICT | {"state": "dismissed"},
    )  # fmt: skip
    def patch(self, pk: int) -> Response:
        """Decide a hint, or overrule what was found. That an author can't judge her own paper stands."""
        counts = self.sent()["counts"]
        selectors.only_if_decidable(self.row(pk), counts=counts)
        conflict_services.decide_conflict(conflict=self.found(pk), by=self.user, counts=counts)
        return self.answer(self.row(pk))


class SetConflict(ConflictDoor):
    """A chair's own word on a conflict."""

    @operation(
        "set_conflict", "Keep somebody away from a paper", tag=TAG, scope=WRITE, keyed=True, status=201,
        takes=shapes.SetConflictSerializer,
        sent={"email": "tomoe.kirishima@setouchi-obs.example", "note": "Shares an office with the group"},
        answers=shapes.ConflictSerializer, example=examples.CONFLICT | {"kind": "Set by a chair"},
    )  # fmt: skip
    def post(self, number: int) -> Response:
        """Say that somebody of the committee has a conflict with a paper."""
        paper, given = self.to_act(number), self.sent()
        candidates = page.conflict_candidates(paper, self.workshop)
        user = chosen(
            given["email"], candidates, "Nobody of the committee with this address can be kept away anew."
        )
        row = conflict_services.set_conflict(submission=paper, user=user, by=self.user, note=given["note"])
        return self.answer(self.row(row.pk))
