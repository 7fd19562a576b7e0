"""The chairs' part of the API around decisions: places, what would be if, corrections; and findings of the check."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from rest_framework.response import Response

from conference.api.operations import operation
from conference.errors import NotFound, Refused, Stale
from conference.scopes import Scope
from reviews.api import examples
from reviews.api.chairs import READ, WRITE, ChairDoor, table_asked
from reviews.models import Decision
from reviews.quota import KINDS
from reviews.selectors import decisions as selectors
from reviews.selectors.chair_findings import file_with
from reviews.selectors.outcomes import require_offered
from reviews.selectors.tables.source import Source
from reviews.selectors.twins import twin_pairs
from reviews.selectors.what_if import Would, places_of, quotas, what_if
from reviews.serializers import deciding as shapes
from reviews.services import decisions as services
from reviews.services.places import set_places
from reviews.sight import Info
from reviews.visibility import access_paper
from submissions.services.findings import settle_finding

TAG, PAPERS = "Chairs: judgement", "Chairs: papers"
PLACES = {"places": [{"outcome": "accept_oral", "label": "Accept as oral", "many": 4, "taken": 3}]}
WOULD = {
    "rank": 1,
    "number": 12,
    "title": "Counting furrows from orbit",
    "track": "Short papers",
    "figure": 7.5,
    "now": "",
    "would": "accept_oral",
    "changes": True,
    "is_released": False,
    "is_thin": False,
    "version": 0,
}
MAIL = {"subject": "Decision on your paper #12", "body": "Dear Xiaoman Ruan, …"}
TWINS = {
    "one": {"label": "#12", "title": "Counting furrows from orbit", "track": "Short papers"},
    "other": {"label": "TerraBytes 2025 #3", "title": "Counting furrows", "track": "Full papers"},
    "title_score": 91,
    "abstract_score": 64,
}
CORRECTED = {
    "decision": examples.DECISION
    | {"version": 3, "outcome": "accept_poster", "released_at": "2026-05-29T10:00:00Z"},
    "mail": {"subject": "Corrected decision on #12", "body": "Dear Xiaoman Ruan, …"},
}
FINDING = {
    "key": "6b1f0f2f9c1d4d1a8b7e",
    "group": "anonymity",
    "what": "An author’s name",
    "text": "",
    "pages": "page 1",
    "answer": "",
    "standing": "settled",
    "word": "It is the name of the data set.",
    "about": "Paper",
    "answer_kept": True,
}


class Places(ChairDoor):
    """The places."""

    @operation(
        "read_places", "How many papers there is room for", tag=TAG, scope=READ,
        answers=shapes.PlacesSerializer, example=PLACES,
    )  # fmt: skip
    def get(self) -> Response:
        """Read the places of each outcome and how many are taken by the papers on which you decide."""
        return self.answer(SimpleNamespace(places=quotas(Source(self.viewer, self.workshop))))

    @operation(
        "set_places", "Set how many papers there is room for", tag=TAG, scope=WRITE,
        takes=shapes.NamedPlacesSerializer, sent={"accept_oral": 4}, answers=shapes.PlacesSerializer,
        example=PLACES,
    )  # fmt: skip
    def patch(self) -> Response:
        """Set the places that you name; null is no limit. They stop nobody: a table counts what is left."""
        kept: dict[str, int | None] = {kind: places_of(self.workshop).get(kind) for kind in KINDS}
        set_places(workshop=self.workshop, by=self.user, places=kept | self.sent())
        return self.get()


class WhatIf(ChairDoor):
    """What the decisions would be down a ranking."""

    @operation(
        "read_what_if", "What would be decided down a ranking", tag=TAG, scope=READ, paged=True,
        query=shapes.WhatIfQuerySerializer, answers=shapes.WouldSerializer, example=WOULD,
    )  # fmt: skip
    def get(self) -> Response:
        """Rank the papers that a search finds, fill the places from the top, and read what each would get. Nothing is drafted."""
        return self.page(self.part.of_rows(self._would(self.asked()), lambda row: row.number))

    @operation(
        "draft_what_if", "Draft what a ranking gives", tag=TAG, scope=WRITE, keyed=True,
        takes=shapes.DraftWhatIfSerializer,
        sent={"rule": "overall", "accept_oral": 4, "seen": [{"number": 12, "version": 0}]},
        answers=shapes.DraftedSerializer, example={"drafted": 1},
    )  # fmt: skip
    def post(self) -> Response:
        """Draft what the same question answers, for exactly the papers that you saw to change. Nothing is released."""
        given = self.sent()
        shown = {row.number: row for row in self._would(given) if row.changes}
        seen = {row["number"]: row["version"] for row in given["seen"]}
        if seen != {number: row.version for number, row in shown.items()}:
            raise Stale("What would change is not what you saw, so nothing was drafted. Look again.")
        papers = selectors.chosen(self.viewer, self.workshop, seen)
        wanted = [(papers[number], row.would, row.version) for number, row in shown.items()]
        return self.answer({"drafted": services.draft_different(by=self.user, wanted=wanted)})

    def _would(self, asked: Mapping[str, Any]) -> list[Would]:
        named = {kind: asked[kind] for kind in KINDS if kind in asked}
        table = table_asked(self, {"table": "decisions", "q": asked["q"], "sort": "", "columns": ""})
        return what_if(
            table,
            rule=asked["rule"],
            places=places_of(self.workshop) | named,
            first=asked.get("first"),
            rest=asked["rest"],
        )


class Correction(ChairDoor):
    """The correction of a released decision."""

    @operation(
        "correct_decision", "Correct a released decision", tag=TAG, scope=Scope.RELEASE_WRITE, guarded=True,
        takes=shapes.CorrectDecisionSerializer, sent={"outcome": "accept_poster", "text": "We counted wrongly."},
        answers=shapes.CorrectedSerializer, example=CORRECTED,
    )  # fmt: skip
    def post(self, number: int) -> Response:
        """Change a decision that its authors know; they are told by mail. With `preview` only read how that mail would be."""
        paper = access_paper(self.viewer, self.workshop, number, Info.BIDS_AND_AFFINITY)[0]
        rows = Decision.objects.filter(submission_id=paper.pk)
        saved = rows.select_related("submission__workshop", "submission__track").first()
        expected = self.seen(saved.version if saved else 0)
        given = dict(self.sent())
        preview = given.pop("preview")
        if saved is None or saved.released_at is None:
            raise Refused("This decision is not released yet; change its draft.")
        require_offered(paper, given["outcome"], saved.outcome)
        mail = services.preview_correction(saved, **given)
        if not preview:
            services.correct_decision(submission=paper, by=self.user, expected=expected, **given)
            saved.refresh_from_db()
        names = ("version", "outcome", "text", "released_at")
        decision = {"number": paper.number, **{name: getattr(saved, name) for name in names}}
        return self.answer(SimpleNamespace(decision=decision, mail=mail), version=saved.version)


class DraftedMail(ChairDoor):
    """The mail of a drafted decision."""

    @operation(
        "read_decision_mail", "The mail of a drafted decision", tag=TAG, scope=READ,
        answers=shapes.DecisionMailSerializer, example=MAIL,
    )  # fmt: skip
    def get(self, number: int) -> Response:
        """Read the mail of a draft that a release would send now, as its authors would read it."""
        plan = selectors.release_plan(self.viewer, self.workshop)
        if all(row.number != number for row in plan.drafts):
            raise NotFound
        drafts = services.with_mail_content(Decision.objects.filter(submission__workshop=self.workshop))
        return self.answer(services.preview_decision(drafts.get(submission__number=number)))


class Twins(ChairDoor):
    """The papers that look alike."""

    @operation(
        "list_twins", "Papers that look alike", tag=PAPERS, scope=READ, paged=True,
        answers=shapes.TwinPairSerializer, example=TWINS,
    )  # fmt: skip
    def get(self) -> Response:
        """List the pairs of papers that look alike, here and in earlier editions, where you may know of both."""
        return self.page(self.part.of_rows(twin_pairs(self.viewer, self.workshop)))


class FindingDoor(ChairDoor):
    """An address of what the check of a paper's files found."""

    def rows(self, number: int) -> list[SimpleNamespace]:
        shown = self.shown(number)
        boards = [("Paper", shown.board)] if shown.board else []
        boards += [(one.label, one.board) for one in shown.beside]
        return [
            SimpleNamespace(about=about, **vars(card))
            for about, board in boards
            for card in (*filter(None, [board.unsure]), *board.anonymity, *board.format)
        ]


class Findings(FindingDoor):
    """What the check of a paper's files found."""

    @operation(
        "list_findings", "What the check of a paper found", tag=PAPERS, scope=READ, paged=True,
        answers=shapes.ChairFindingSerializer, example=FINDING,
    )  # fmt: skip
    def get(self, number: int) -> Response:
        """List the findings in the files under review, with what authors and chairs say to them. Nothing in them names an author who is hidden from you."""
        return self.page(self.part.of_rows(self.rows(number)))


class SettleFinding(FindingDoor):
    """A chair's word on a finding."""

    @operation(
        "settle_finding", "Settle a finding, or hold it open", tag=PAPERS, scope=WRITE,
        takes=shapes.SettleFindingSerializer, sent={"settled": True, "word": FINDING["word"]},
        answers=shapes.ChairFindingSerializer, example=FINDING,
    )  # fmt: skip
    def put(self, number: int, key: str) -> Response:
        """Say that a finding is nothing to mend, or that it is; the authors read your word."""
        paper, given = self.to_act(number), self.sent()
        settle_finding(file=file_with(paper, key), key=key, by=self.user, **given)
        return self.answer(next(row for row in self.rows(number) if row.finding.key == key))
