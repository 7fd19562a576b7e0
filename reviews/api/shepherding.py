"""Conditions of an acceptance: set by a chair, read by the authors, signed off by the shepherd or in her place."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from rest_framework.response import Response

from conference.api.doors import Door, reviewers
from conference.api.operations import operation
from conference.errors import Invalid, NotFound
from conference.forms.reading import REFUSED, require_valid
from conference.scopes import Scope
from reviews.api.chairs import READ, WRITE, ChairDoor
from reviews.forms.shepherding import ConditionsForm, SignOffForm
from reviews.models import Decision, Shepherding
from reviews.selectors import shepherding as selectors
from reviews.serializers import shepherding as shapes
from reviews.services import shepherding as services
from reviews.sight import Info
from reviews.visibility import PaperRights, SeenPaper, access_paper
from submissions.visibility import access_own_paper

TAG = "Chairs: judgement"
TOMOE = {"name": "Tomoe Kirishima", "email": "tomoe.kirishima@setouchi-obs.example"}
CONDITIONS = {
    "number": 12,
    "version": 1,
    "conditions": "Name the sensor in the abstract.",
    "shepherd": TOMOE,
    "remark": "",
    "is_met": False,
    "is_released": False,
    "possible": [TOMOE],
}
SHEPHERDED = {
    "number": 12,
    "version": 1,
    "title": "Counting furrows from orbit",
    "conditions": "Name the sensor in the abstract.",
    "remark": "",
    "is_met": False,
    "file": None,
    "revised_at": None,
}
OWN = {
    "conditions": "Name the sensor in the abstract.",
    "remark": "",
    "is_met": False,
    "revised_file": "none",
}
MET = {"signed_off": True, "remark": "Thank you."}


class ConditionsDoor(ChairDoor):
    """An address of the conditions of a paper, for its chairs."""

    def paper(self, number: int) -> SeenPaper:
        return access_paper(self.viewer, self.workshop, number, Info.BIDS_AND_AFFINITY)[0]

    @staticmethod
    def saved(paper: SeenPaper) -> Shepherding | None:
        return selectors.shepherding_of(Decision.objects.filter(submission_id=paper.pk).first())

    def show(self, paper: SeenPaper) -> Response:
        row = self.saved(paper)
        shown = SimpleNamespace(
            number=paper.number,
            version=row.version if row else 0,
            conditions=row.conditions if row else "",
            shepherd=row.shepherd if row else None,
            remark=row.remark if row else "",
            is_met=row is not None and row.signed_off_at is not None,
            is_released=row is not None and row.decision.released_at is not None,
            possible=selectors.possible_shepherds(paper),
        )
        return self.answer(shown, version=shown.version)


class Conditions(ConditionsDoor):
    """The conditions of an acceptance."""

    @operation(
        "read_conditions", "The conditions of an acceptance", tag=TAG, scope=READ,
        answers=shapes.ConditionsSerializer, example=CONDITIONS,
    )  # fmt: skip
    def get(self, number: int) -> Response:
        """Read the conditions of an acceptance, what was said of them, and who could be shepherd."""
        return self.show(self.paper(number))

    @operation(
        "set_conditions", "Accept on conditions", tag=TAG, scope=WRITE, guarded=True,
        takes=shapes.SetConditionsSerializer,
        sent={"shepherd": TOMOE["email"], "conditions": "Name the sensor in the abstract."},
        answers=shapes.ConditionsSerializer, example=CONDITIONS,
    )  # fmt: skip
    def put(self, number: int) -> Response:
        """Say what the authors have to do, and who looks whether it is done. After the release only the shepherd can change."""
        paper, given = self.paper(number), self.sent()
        saved = self.saved(paper)
        expected = self.seen(saved.version if saved else 0)
        people = selectors.possible_shepherds(paper)
        shepherd = people.filter(email__iexact=given["shepherd"]).first()
        if shepherd is None:
            raise Invalid(REFUSED, {"shepherd": ["Nobody on the paper has this address."]})
        form = ConditionsForm(people, {**given, "shepherd": shepherd.pk, "version": expected})
        require_valid(form)
        services.set_conditions(
            submission=paper,
            by=self.user,
            shepherd=shepherd,
            conditions=form.cleaned_data["conditions"],
            expected=expected,
        )
        return self.show(paper)

    @operation("remove_conditions", "Take conditions back", tag=TAG, scope=WRITE, guarded=True, status=204)
    def delete(self, number: int) -> Response:
        """Accept without conditions again, while the authors have not read them."""
        paper = self.paper(number)
        saved = self.saved(paper)
        self.seen(saved.version if saved else 0)
        services.remove_conditions(submission=paper, by=self.user)
        return self.nothing()


class ConditionsAnswer(ConditionsDoor):
    """A chair's word in the shepherd's place."""

    @operation(
        "answer_conditions_as_chair", "Sign conditions off in the shepherd’s place", tag=TAG, scope=WRITE,
        guarded=True, takes=shapes.SignOffSerializer, sent=MET, answers=shapes.ConditionsSerializer,
        example=CONDITIONS | {"version": 2, "is_met": True, "is_released": True, "remark": "Thank you."},
    )  # fmt: skip
    def post(self, number: int) -> Response:
        """Say in the shepherd's place that the conditions are met, or what is missing; the authors are told, and the history keeps why."""
        paper = self.paper(number)
        saved = self.saved(paper)
        if saved is None or saved.decision.released_at is None:
            raise NotFound
        _answer(self, saved, part="chair")
        return self.show(paper)


class Shepherd(Door):
    """The conditions of a paper, for its shepherd."""

    allowed = reviewers

    @operation(
        "read_shepherded_paper", "Conditions that you sign off", tag="Reviewing", scope=Scope.REVIEWS_READ,
        answers=shapes.ShepherdedSerializer, example=SHEPHERDED,
    )  # fmt: skip
    def get(self, number: int) -> Response:
        """Read the conditions of a paper of which you are the shepherd, with the revised file: the copy without names."""
        return self._show(*self._found(number))

    @operation(
        "sign_conditions_off", "Sign conditions off", tag="Reviewing", scope=Scope.REVIEWS_WRITE, guarded=True,
        takes=shapes.SignOffSerializer, sent=MET, answers=shapes.ShepherdedSerializer,
        example=SHEPHERDED | {"version": 2, "is_met": True, "remark": "Thank you."},
    )  # fmt: skip
    def post(self, number: int) -> Response:
        """Say that the conditions are met, or what is missing; the authors are told without your name."""
        _answer(self, self._found(number)[2], part="reviewer")
        return self._show(*self._found(number))

    def _found(self, number: int) -> tuple[SeenPaper, PaperRights, Shepherding]:
        paper, rights = access_paper(self.viewer, self.workshop, number, Info.PAPER_FILE)
        row = selectors.own_shepherding(self.viewer, paper)
        if row is None:
            raise NotFound
        return paper, rights, row

    def _show(self, paper: SeenPaper, rights: PaperRights, row: Shepherding) -> Response:
        return self.answer(
            selectors.shepherd_page(paper, rights, row, self.workshop.slug), version=row.version
        )


def _answer(door: Door, row: Shepherding, *, part: str) -> None:
    expected = door.seen(row.version)
    given: dict[str, Any] = door.sent()
    form = SignOffForm({**given, "version": expected})
    require_valid(form)
    services.answer(
        shepherding=row,
        by=door.user,
        part=part,
        signed_off=given["signed_off"],
        remark=form.cleaned_data["remark"],
        expected=expected,
    )


class OwnConditions(Door):
    """The conditions of one's own paper."""

    @operation(
        "read_own_conditions", "The conditions of your paper", tag="Your papers", scope=Scope.SUBMISSIONS_READ,
        answers=shapes.OwnConditionsSerializer, example=OWN,
    )  # fmt: skip
    def get(self, number: int) -> Response:
        """Read what your accepted paper has to meet, once that is released. The revised PDF is uploaded among its files."""
        paper = access_own_paper(self.viewer, self.workshop, number)
        found = selectors.conditions_for_author(paper)
        if found is None:
            raise NotFound
        state = selectors.revision_state(paper, paper.decision.released_at)
        return self.answer(SimpleNamespace(**vars(found), revised_file=state))
