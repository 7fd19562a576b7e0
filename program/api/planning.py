"""Filling the day: proposals of the solver, presenters and their wishes, a day from lines, moves that can be undone."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import UUID

from rest_framework.response import Response

from conference.api.doors import Door
from conference.api.office import A_JOB
from conference.api.operations import operation
from conference.errors import Invalid
from conference.forms.reading import REFUSED, require_valid
from conference.scopes import Scope
from program.api import examples
from program.api import planning_shapes as shapes
from program.api.draft import READ, TAG, WRITE, DraftDoor
from program.daytext import read_day
from program.forms import FillForm, WishForm
from program.models import PresenterWish, ScheduleProposal
from program.selectors import proposals as selectors
from program.selectors.days import day_sources
from program.selectors.drafts import last_step, next_step
from program.selectors.editor import session_of
from program.selectors.presenters import presented_paper, presenter_of, presenter_rows, zone_of_presenter
from program.serializers import DraftSessionSerializer
from program.services import filling as services
from program.services import moves, steps
from program.services.days import day_lay_out
from program.services.presenting import wish_save
from reviews.selectors.camera_ready import access_accepted_own
from submissions.models import Submission

JOB = A_JOB | {"kind": "fill_sessions", "title": "Sessions of TerraBytes 2026"}
FILLING = {"id": 4, "state": "solving", "created_at": "2026-06-20T08:00:00Z", "job": JOB}
PLACED = {"number": 12, "title": "Counting furrows from orbit"}
PAGE = FILLING | {
    "state": "proposed",
    "job": JOB | {"state": "done"},
    "proof": "Proved best: no other schedule that keeps the rules brings more papers together by theme.",
    "obstacles": [],
    "is_outdated": False,
    "sessions": [
        {
            "title": "Spotlights",
            "new_title": "Soils and fields",
            "start": "2026-07-18T10:00:00-07:00",
            "is_changed": True,
            "places": [{"mark": "10:00", "now": None, "then": PLACED}],
        }
    ],
    "without": [],
}
PRESENTER = {
    **PLACED,
    "presentation": "spotlight",
    "presenter": "Xiaoman Ruan",
    "attendance": "online",
    "zone": "Asia/Shanghai",
    "wishes": ["Only in the morning"],
    "video": "",
}
WISHES = {
    "time_zone": "Asia/Shanghai",
    "daytime": "morning",
    "absences": [{"day": "2026-07-18", "start": "15:00", "end": "18:00"}],
}
DAY = "09:00–09:10 Opening\n09:10–10:00 Keynote: Ada Moreau (Haute-Plaine Institute)"
STEPS = {"undo": "Put #12 into “Spotlights”.", "redo": None}


class Fillings(DraftDoor):
    """Proposals for the sessions."""

    @operation(
        "list_fillings", "Proposals for the sessions", tag=TAG, scope=READ, paged=True,
        answers=shapes.FillingSerializer, example=FILLING,
    )  # fmt: skip
    def get(self) -> Response:
        """List the last proposals of the solver, the newest first."""
        rows = selectors.proposals(self.workshop)
        return self.page(self.part.of_rows(rows, lambda proposal: proposal.pk))

    @operation(
        "ask_filling", "Have the sessions filled", tag=TAG, scope=WRITE, keyed=True, status=201,
        takes=shapes.AskFillingSerializer, sent={"posters_too": True}, answers=shapes.FillingSerializer,
        example=FILLING,
    )  # fmt: skip
    def post(self) -> Response:
        """Have the solver place the accepted papers in the sessions there are; nothing changes before it is taken."""
        given = self.sent()
        form = FillForm(
            given | {"always": [str(pk) for pk in given["always"]]},
            tracks=selectors.track_choices(self.workshop),
            knows_scores=self.viewer.is_chair(self.workshop),
        )
        require_valid(form)
        return self.answer(services.request_filling(workshop=self.workshop, actor=self.user, **form.given()))


class FillingDoor(DraftDoor):
    """An address of one proposal."""

    def proposal(self, pk: int) -> ScheduleProposal:
        return selectors.proposal_of(self.workshop, pk)


class OneFilling(FillingDoor):
    """A proposal."""

    @operation(
        "read_filling", "A proposal for the sessions", tag=TAG, scope=READ, answers=shapes.ComparedFillingSerializer,
        example=PAGE,
    )  # fmt: skip
    def get(self, pk: int) -> Response:
        """Read how far a proposal is, and once it is solved, what it would change."""
        proposal = self.proposal(pk)
        page = selectors.proposal_page(self.viewer, self.workshop, proposal)
        facts = {name: getattr(proposal, name) for name in ("id", "state", "created_at", "job")}
        return self.answer(SimpleNamespace(**facts, **{name: getattr(page, name) for name in PAGES}))

    @operation("discard_filling", "Throw a proposal away", tag=TAG, scope=WRITE, status=204)
    def delete(self, pk: int) -> Response:
        """Throw a proposal away; nothing of it was ever in the day."""
        services.proposal_discard(proposal=self.proposal(pk))
        return self.nothing()


PAGES = ("proof", "obstacles", "is_outdated", "sessions", "without")


class TakeFilling(FillingDoor):
    """Taking a proposal."""

    @operation(
        "take_filling", "Take a proposal over", tag=TAG, scope=WRITE, takes=shapes.TakeFillingSerializer,
        sent={"titles": True}, status=204,
    )  # fmt: skip
    def post(self, pk: int) -> Response:
        """Put the papers where a proposal has them, as one step that can be undone; refused where the day has changed since."""
        services.proposal_take(proposal=self.proposal(pk), actor=self.user, with_titles=self.sent()["titles"])
        return self.nothing()


class Presenters(DraftDoor):
    """Who presents."""

    @operation(
        "list_presenters", "Who presents what", tag=TAG, scope=READ, paged=True, answers=shapes.PresenterSerializer,
        example=PRESENTER,
    )  # fmt: skip
    def get(self) -> Response:
        """List the accepted papers with their presenters, and when those can be there."""
        rows = presenter_rows(self.viewer, self.workshop)
        return self.page(self.part.of_rows(rows, lambda row: row.number))


class WishDoor(Door):
    """When the presenter of a paper can be there; its ETag begins with 0 while nothing was said."""

    part_taken = "chair"

    def paper(self, number: int) -> Submission:
        return presented_paper(self.viewer, self.workshop, number)

    def read(self, number: int) -> Response:
        paper = self.paper(number)
        wish = PresenterWish.objects.filter(submission=paper).first()
        zone = zone_of_presenter(paper, presenter_of(paper)) if self.part_taken == "author" else ""
        said = WishForm.initial_of(wish, self.workshop, zone)
        absences = [
            {
                "day": said[f"day{row}"],
                "start": f"{said[f'from{row}']:%H:%M}",
                "end": f"{said[f'to{row}']:%H:%M}",
            }
            for row in ROWS
            if f"day{row}" in said
        ]
        shown = {"time_zone": said["time_zone"], "daytime": said.get("daytime", ""), "absences": absences}
        return self.answer(shown, version=said["version"])

    def write(self, number: int) -> Response:
        paper, given = self.paper(number), self.sent()
        wish = PresenterWish.objects.filter(submission=paper).first()
        expected = self.seen(wish.version if wish else 0)
        form = WishForm(self._typed(given), workshop=self.workshop)
        require_valid(form, NAMES)
        wish_save(paper=paper, actor=self.user, part=self.part_taken, given=form.given(), expected=expected)
        return self.read(number)

    @staticmethod
    def _typed(given: dict[str, Any]) -> dict[str, Any]:
        """Return wishes as their page sends them."""
        typed: dict[str, Any] = {name: given[name] for name in ("time_zone", "daytime")}
        for row, one in zip(ROWS, given["absences"], strict=False):
            typed |= {f"day{row}": one["day"], f"from{row}": one["start"], f"to{row}": one["end"]}
        return typed


ROWS = range(1, shapes.MOST_ABSENCES + 1)
NAMES = {
    f"{field}{row}": f"absences.{row - 1}.{name}"
    for row in ROWS
    for field, name in (("day", "day"), ("from", "start"), ("to", "end"))
}


class Presenter(DraftDoor, WishDoor):
    """The wishes of a presenter, as organizers heard them."""

    @operation(
        "read_presenter", "When a presenter can be there", tag=TAG, scope=READ, answers=shapes.WishesSerializer,
        example=WISHES,
    )  # fmt: skip
    def get(self, number: int) -> Response:
        """Read when the presenter of an accepted paper can be there."""
        return self.read(number)

    @operation(
        "set_presenter", "Say when a presenter can be there", tag=TAG, scope=WRITE, guarded=True,
        takes=shapes.WishesSerializer, sent=WISHES, answers=shapes.WishesSerializer, example=WISHES,
    )  # fmt: skip
    def put(self, number: int) -> Response:
        """Say when the presenter of an accepted paper can be there; it counts when the sessions are filled."""
        return self.write(number)


class Presenting(WishDoor):
    """The wishes of a presenter, as the authors say them."""

    part_taken = "author"

    def paper(self, number: int) -> Submission:
        return access_accepted_own(self.viewer, self.workshop, number)

    @operation(
        "read_presenting", "When you can present", tag="Your papers", scope=Scope.SUBMISSIONS_READ,
        answers=shapes.WishesSerializer, example=WISHES,
    )  # fmt: skip
    def get(self, number: int) -> Response:
        """Read when the presenter of an accepted paper of yours can be there."""
        return self.read(number)

    @operation(
        "set_presenting", "Say when you can present", tag="Your papers", scope=Scope.SUBMISSIONS_WRITE, guarded=True,
        takes=shapes.WishesSerializer, sent=WISHES, answers=shapes.WishesSerializer, example=WISHES,
    )  # fmt: skip
    def put(self, number: int) -> Response:
        """Say when the presenter of an accepted paper of yours can be there."""
        return self.write(number)


class Days(DraftDoor):
    """Whole days."""

    @operation(
        "list_days", "Days to begin with", tag=TAG, scope=READ, paged=True, answers=shapes.DaySourceSerializer,
        example={"key": "usual", "label": "the usual day", "text": DAY},
    )  # fmt: skip
    def get(self) -> Response:
        """List the usual day and those of other editions of the series, as lines."""
        return self.page(self.part.of_rows(day_sources(self.viewer, self.workshop)))

    @operation(
        "lay_out_day", "Lay out a day", tag=TAG, scope=WRITE, keyed=True, status=201, takes=shapes.LayOutSerializer,
        sent={"day": "2026-07-18", "text": DAY}, answers=shapes.LaidOutSerializer, example={"sessions": 2},
    )  # fmt: skip
    def post(self) -> Response:
        """Make the sessions of a day that has none from lines, a session each; people named there become speakers."""
        given = self.sent()
        read = read_day(given["text"])
        if read.troubles:
            raise Invalid(REFUSED, {"text": [f"Line {one.line}: {one.reason}" for one in read.troubles]})
        made = day_lay_out(workshop=self.workshop, actor=self.user, day=given["day"], sessions=read.sessions)
        return self.answer({"sessions": made})


class Pin(DraftDoor):
    """Whether papers of a session stay."""

    @operation(
        "pin", "Pin papers", tag=TAG, scope=WRITE, guarded=True, takes=shapes.PinSerializer, sent={"pinned": True},
        answers=DraftSessionSerializer, example=examples.DRAFT | {"is_pinned": True},
    )  # fmt: skip
    def put(self, session: UUID) -> Response:
        """Keep a session’s papers, or one of them, as they are when sessions are filled, or let them go."""
        found, given = session_of(self.workshop, session), self.sent()
        how = {
            "session": found,
            "actor": self.user,
            "pinned": given["pinned"],
            "expected": self.seen(found.version),
        }
        if "paper" in given:
            moves.paper_pin(paper=presented_paper(self.viewer, self.workshop, given["paper"]), **how)
        else:
            moves.session_pin(**how)
        return self.show(found)


class Fit(DraftDoor):
    """The length of a session."""

    @operation(
        "fit_session", "Make a session as long as its papers take", tag=TAG, scope=WRITE, guarded=True,
        takes=shapes.FitSerializer, sent={"questions": 5}, answers=DraftSessionSerializer, example=examples.DRAFT,
    )  # fmt: skip
    def post(self, session: UUID) -> Response:
        """Make a session of talks as long as its papers take, and some minutes more for questions."""
        found = session_of(self.workshop, session)
        moves.session_fit(session=found, actor=self.user, expected=self.seen(found.version), **self.sent())
        return self.show(found)


class Steps(DraftDoor):
    """What was changed of the day, step by step."""

    @operation(
        "read_steps", "What can be undone", tag=TAG, scope=READ, answers=shapes.StepsSerializer, example=STEPS
    )
    def get(self) -> Response:
        """Read the change of the day that undo would take back, and the one that redo would make again."""
        last, following = last_step(self.workshop), next_step(self.workshop)
        return self.answer(
            {"undo": last.text if last else None, "redo": following.text if following else None}
        )

    @operation(
        "undo_or_redo", "Undo or redo", tag=TAG, scope=WRITE, keyed=True, takes=shapes.StepSerializer,
        sent={"action": "undo"}, answers=shapes.StepsSerializer, example=STEPS,
    )  # fmt: skip
    def post(self) -> Response:
        """Take the last change of the day back, whoever made it, or make it again."""
        act = steps.undo if self.sent()["action"] == "undo" else steps.redo
        act(workshop=self.workshop, actor=self.user)
        return self.get()
