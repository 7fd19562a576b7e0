"""The chairs' part of the API on the season: its phases, and the pairs on which they have spoken."""

from __future__ import annotations

from types import SimpleNamespace

from rest_framework.response import Response

from conference.api.operations import operation
from conference.errors import Invalid
from conference.scopes import Scope
from reviews.api.chairs import READ, WRITE, ChairDoor
from reviews.models import PairRule
from reviews.selectors import pair_rules as selectors
from reviews.selectors.bid_counts import bidding
from reviews.selectors.capacity import active_reviewers
from reviews.serializers import season as shapes
from reviews.services import bids, pair_rules, rebuttals
from reviews.services.owing import ask_for_bids
from reviews.services.season import open_discussion
from reviews.sight import Info
from reviews.visibility import access_paper, rebuttal_is_open

TAG = "Chairs: season"
SEASON = {
    "bidding_open": False,
    "assignments_live_at": "2026-03-02T09:14:05Z",
    "discussion_opened_at": None,
    "rebuttal_open": False,
    "rebuttal_until": None,
    "rebuttal_words": 600,
    "decisions_released_at": None,
}
COUNTS = {"eager": 2, "willing": 3, "pinch": 0, "no": 5}
BIDDING = {
    "papers": [{"number": 12, "title": "Counting furrows from orbit", "counts": COUNTS, "is_short": False}],
    "people": [{"name": "Tomoe Kirishima", "counts": COUNTS, "wished": 8}],
    "kept": 0,
}
RULE = {
    "id": 4,
    "number": 12,
    "title": "Counting furrows from orbit",
    "name": "Tomoe Kirishima",
    "fixed": True,
    "note": "Asked for it",
    "by": "Marguerite Aubin",
    "problem": "",
}


class SeasonDoor(ChairDoor):
    """An address of the season's phases."""

    def show(self) -> Response:
        self.workshop.refresh_from_db()
        names = ("bidding_open", "assignments_live_at", "discussion_opened_at", "rebuttal_words")
        shown = SimpleNamespace(
            **{name: getattr(self.workshop, name) for name in (*names, "decisions_released_at")},
            rebuttal_open=rebuttal_is_open(self.workshop),
            rebuttal_until=self.workshop.rebuttal_until,
        )
        return self.answer(shown)


class Season(SeasonDoor):
    """Where the season stands."""

    @operation(
        "read_season", "Where the season stands", tag=TAG, scope=READ, answers=shapes.SeasonSerializer,
        example=SEASON,
    )  # fmt: skip
    def get(self) -> Response:
        """Read which phases are open, and since when."""
        return self.show()


class Bidding(SeasonDoor):
    """Bidding."""

    @operation(
        "read_bidding", "How bidding goes", tag=TAG, scope=READ, answers=shapes.BiddingStandsSerializer,
        example=BIDDING,
    )  # fmt: skip
    def get(self) -> Response:
        """Count the bids by paper and by reviewer. Papers with which you have a conflict are in no figure."""
        return self.answer(bidding(self.viewer, self.workshop))

    @operation(
        "set_bidding", "Open or close bidding", tag=TAG, scope=WRITE, takes=shapes.BiddingSerializer,
        sent={"open": True}, answers=shapes.SeasonSerializer, example=SEASON | {"bidding_open": True},
    )  # fmt: skip
    def put(self) -> Response:
        """Let reviewers bid, with a mail to those who have not, or take the papers out of their sight again; bids are kept."""
        if not self.sent()["open"]:
            bids.close_bidding(workshop=self.workshop, by=self.user)
        elif bids.open_bidding(workshop=self.workshop, by=self.user):
            ask_for_bids(workshop=self.workshop, viewer=self.viewer, by=self.user)
        return self.show()


class DiscussionPhase(SeasonDoor):
    """The discussion phase."""

    @operation(
        "open_discussion", "Open the discussion", tag=TAG, scope=WRITE, answers=shapes.SeasonSerializer,
        example=SEASON | {"discussion_opened_at": "2026-05-13T09:00:00Z"},
    )  # fmt: skip
    def post(self) -> Response:
        """Let each reviewer whose own review is in read the others of her papers. A second call does nothing."""
        open_discussion(workshop=self.workshop, by=self.user)
        return self.show()


class RebuttalPhase(SeasonDoor):
    """The authors' answer to their reviews."""

    @operation(
        "open_rebuttal", "Let authors answer their reviews", tag=TAG, scope=Scope.RELEASE_WRITE,
        takes=shapes.RebuttalSerializer, sent={"until": "2026-05-21T11:59:00Z", "words": 600},
        answers=shapes.SeasonSerializer,
        example=SEASON | {"rebuttal_open": True, "rebuttal_until": "2026-05-21T11:59:00Z"},
    )  # fmt: skip
    def put(self) -> Response:
        """Show authors their reviews and let them answer until a moment, with a mail to each; or move that moment."""
        given = self.sent()
        words = given.get("words", self.workshop.rebuttal_words)
        rebuttals.open_rebuttal(workshop=self.workshop, by=self.user, until=given["until"], words=words)
        return self.show()

    @operation("close_rebuttal", "End the authors’ answers", tag=TAG, scope=Scope.RELEASE_WRITE, status=204)
    def delete(self) -> Response:
        """End the answers now: authors write no more, and their reviews wait for the release."""
        rebuttals.close_rebuttal(workshop=self.workshop, by=self.user)
        return self.nothing()


class PairRules(ChairDoor):
    """The pairs on which the chairs have spoken."""

    @operation(
        "list_pair_rules", "Fixed and forbidden pairs", tag="Chairs: assignment", scope=READ, paged=True,
        answers=shapes.PairRuleSerializer, example=RULE,
    )  # fmt: skip
    def get(self) -> Response:
        """List the pairs that every proposal keeps together or apart, those of papers on which you have a say."""
        rows = selectors.rule_lines(self.viewer, self.workshop)
        return self.page(self.part.of_rows(rows, lambda row: row.pk))

    @operation(
        "set_pair_rule", "Keep a pair together or apart", tag="Chairs: assignment", scope=WRITE, keyed=True,
        status=201, takes=shapes.SetPairRuleSerializer,
        sent={"paper": 12, "email": "tomoe.kirishima@setouchi-obs.example", "kind": "fixed"},
        answers=shapes.PairRuleSerializer, example=RULE,
    )  # fmt: skip
    def post(self) -> Response:
        """Keep a paper and a reviewer together or apart in every proposal; the last word on a pair counts."""
        given = self.sent()
        offered = selectors.papers_to_rule(self.viewer, self.workshop).filter(number=given["paper"])
        if not offered.exists():
            raise Invalid("There is no such paper.", {"paper": ["There is no such paper to choose."]})
        paper, _ = access_paper(self.viewer, self.workshop, given["paper"], Info.BIDS_AND_AFFINITY)
        reviewers = active_reviewers(self.workshop).select_related("user")
        row = reviewers.filter(user__email__iexact=given["email"]).first()
        if row is None:
            raise Invalid("Nobody with this address reviews here.", {"email": ["Nobody here has it."]})
        rule = pair_rules.set_pair_rule(
            submission=paper, user=row.user, kind=given["kind"], note=given["note"], by=self.user
        )
        lines = selectors.rule_lines(self.viewer, self.workshop)
        return self.answer(next(line for line in lines if line.pk == rule.pk))


class OnePairRule(ChairDoor):
    """A pair on which the chairs have spoken."""

    @operation(
        "remove_pair_rule", "Leave a pair to the solver", tag="Chairs: assignment", scope=WRITE, status=204
    )
    def delete(self, pk: int) -> Response:
        """Leave a pair to the solver again."""
        rule: PairRule = selectors.access_rule(self.viewer, self.workshop, pk)
        pair_rules.remove_pair_rule(rule=rule, by=self.user)
        return self.nothing()
