"""The chairs' part of the API on the assignment: ask for a proposal, read it, change it by hand, make it live, discard it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from types import SimpleNamespace
from typing import Any

from rest_framework.response import Response

from conference.api.operations import operation
from conference.errors import Invalid, Refused
from conference.forms.reading import REFUSED, require_valid, shown_values
from conference.models import User
from reviews.api.chairs import READ, WRITE, ChairDoor
from reviews.api.proposal_examples import (
    CHECKED,
    DIFFERENCE,
    EFFECT,
    LINE,
    PAIR_PAGE,
    PAPER,
    PLAN,
    PROPOSAL,
    SOLVING,
)
from reviews.api.reviewing import searched
from reviews.asked import Asked
from reviews.forms.assignment import AreaChairForm, ProposalForm, area_chair_form, change_form, proposal_form
from reviews.models import AssignmentRun
from reviews.selectors import pairs as pair_selectors
from reviews.selectors import proposals as selectors
from reviews.selectors.comparison import comparison
from reviews.selectors.feasibility import Told, before_solving, passed_in_run, told_of_run
from reviews.selectors.list_search import search_papers
from reviews.selectors.releases import changes_of, leaving_of, new_pairs, release_of, waiting_of
from reviews.serializers import assigning as shapes
from reviews.services import assignment as live_services
from reviews.services import proposals as services

TAG = "Chairs: assignment"


class ProposalDoor(ChairDoor):
    """An address of the proposals for an assignment."""

    def run(self, pk: int) -> AssignmentRun:
        return selectors.access_run(self.workshop, pk)

    def show(self, pk: int) -> Response:
        """Answer with a proposal as this chair may see it now."""
        run = self.run(pk)
        asked = Asked.read(run.parameters)
        shown = SimpleNamespace(
            id=run.pk,
            version=run.version,
            kind=run.kind,
            state=selectors.shown_state(run)[0],
            job=run.job_id,
            reviews_per_paper=asked.per_paper,
            aim=selectors.aim_of(run),
            weights=asked.weights.words,
            rules=asked.rules,
            obstacles=told_of_run(self.viewer, run),
            left_out=passed_in_run(self.viewer, run),
            figures=self._figures(run),
            waiting=waiting_of(self.viewer, run),
            changes=self._changes(run),
            by=run.created_by.name if run.created_by else "",
            at=run.created_at,
            live_at=run.live_at,
        )
        return self.answer(shown, version=run.version)

    def _figures(self, run: AssignmentRun) -> dict[str, Any] | None:
        if run.state not in selectors.SOLVED:
            return None
        found = selectors.figures(run, selectors.paper_lines(self.viewer, run))
        named = {
            "over": _counted(found.over, "name", "papers"),
            "below": _counted(found.below, "name", "papers"),
        }
        return asdict(found) | named | {"short": _counted(found.short, "number", "missing")}

    def _changes(self, run: AssignmentRun) -> list[Any]:
        if not run.is_repair or run.state != AssignmentRun.State.PROPOSED:
            return []
        new, leaving = new_pairs(run), leaving_of(run)
        return list(changes_of(self.viewer, run, new, leaving))

    def asked_for(self, given: Mapping[str, Any]) -> tuple[Asked, selectors.Feasibility]:
        """Return what is asked of a proposal of reviewers, read as the page reads it, and what there is to assign."""
        facts = selectors.feasibility(self.viewer, self.workshop)
        begin = proposal_form(None, self.workshop, facts)
        data = shown_values(begin) | _sent(begin, given)
        form = proposal_form(data, self.workshop, facts)
        tracks = {name: name.replace("track_", "per_track.") for name in form.track_names}
        require_valid(form, {"fair": "aim", **tracks})
        return form.asked(), facts


def _counted(rows: Iterable[tuple[Any, int]], what: str, many: str) -> list[dict[str, Any]]:
    return [{what: name, many: count} for name, count in rows]


def _sent(form: ProposalForm | AreaChairForm, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a program sent as the form reads it."""
    data: dict[str, Any] = {name: "" if value is None else value for name, value in given.items()}
    if "aim" in data:
        data["fair"] = data.pop("aim")
    for track, many in data.pop("per_track", {}).items():
        if f"track_{track}" not in form.fields:
            raise Invalid(REFUSED, {f"per_track.{track}": ["There is no such track to choose."]})
        data[f"track_{track}"] = many
    return data


def _only_if_solvable(found: Told) -> None:
    if not found.any:
        return
    kept = ["What stands in the way concerns papers that are kept from you: another chair can look at it."]
    raise Invalid(
        "There is no assignment like this.", {"body": [*found.words, *(kept if found.kept else [])]}
    )


class Proposals(ProposalDoor):
    """The proposals of an assignment."""

    @operation(
        "list_proposals", "The proposals of an assignment", tag=TAG, scope=READ, paged=True,
        query=shapes.ProposalQuerySerializer, answers=shapes.ProposalLineSerializer, example=LINE,
    )  # fmt: skip
    def get(self) -> Response:
        """List the proposals of one kind, the newest first."""
        rows = selectors.run_lines(self.workshop, self.asked()["kind"])
        return self.page(self.part.of_rows(rows, lambda row: row.pk))

    @operation(
        "ask_for_proposal", "Ask for an assignment of reviewers", tag=TAG, scope=WRITE, keyed=True, status=201,
        takes=shapes.AskSerializer, sent={"reviews_per_paper": 3, "text": 70, "topics": 30, "senior": True},
        answers=shapes.ProposalSerializer, example=SOLVING,
    )  # fmt: skip
    def post(self) -> Response:
        """Ask for a proposal with the settings of the page. A job solves it; nothing of it is live before a chair says so.

        What can be told at once to have no solution is refused, with what stands in the way.
        """
        asked, _ = self.asked_for(self.sent())
        _only_if_solvable(before_solving(self.viewer, self.workshop, asked)[0])
        run = services.request_proposal(workshop=self.workshop, by=self.user, asked=asked)
        return self.show(run.pk)


class CheckProposal(ProposalDoor):
    """Whether something can be solved."""

    @operation(
        "check_proposal", "See whether an assignment can be solved", tag=TAG, scope=WRITE,
        takes=shapes.AskSerializer, sent={"reviews_per_paper": 3}, answers=shapes.CheckedSerializer,
        example=CHECKED,
    )  # fmt: skip
    def post(self) -> Response:
        """Look at what stands in the way of an assignment, without asking for one. Where that takes too long, nothing is said."""
        asked, facts = self.asked_for(self.sent())
        obstacles, left_out = before_solving(self.viewer, self.workshop, asked)
        return self.answer(SimpleNamespace(obstacles=obstacles, left_out=left_out, **vars(facts)))


class AskForAreaChairs(ProposalDoor):
    """Papers for area chairs."""

    @operation(
        "ask_for_area_chairs", "Ask for an assignment of area chairs", tag=TAG, scope=WRITE, keyed=True,
        status=201, takes=shapes.AskAreaChairsSerializer, sent={"per_paper": 1, "most": 12},
        answers=shapes.ProposalSerializer, example=SOLVING | {"kind": "area_chairs", "reviews_per_paper": 1},
    )  # fmt: skip
    def post(self) -> Response:
        """Ask for a proposal that gives area chairs their papers; it is read, changed and made live as one of reviewers."""
        kind = AssignmentRun.Kind.AREA_CHAIRS
        facts = selectors.area_chair_facts(self.workshop)
        begin = area_chair_form(None, self.workshop, facts)
        form = area_chair_form(shown_values(begin) | _sent(begin, self.sent()), self.workshop, facts)
        require_valid(form)
        _only_if_solvable(before_solving(self.viewer, self.workshop, form.asked(), kind)[0])
        run = services.request_proposal(workshop=self.workshop, by=self.user, asked=form.asked(), kind=kind)
        return self.show(run.pk)


class AskForRepair(ProposalDoor):
    """The repair of what is live."""

    @operation(
        "ask_for_repair", "Ask for a repair of the live assignment", tag=TAG, scope=WRITE, keyed=True, status=201,
        answers=shapes.ProposalSerializer,
        example=SOLVING | {"kind": "repair", "aim": "fewest changes"},
    )  # fmt: skip
    def post(self) -> Response:
        """Ask for the fewest changes that mend what is live: papers that lack reviewers, pairs with a conflict."""
        if self.workshop.assignments_live_at is None:
            raise Refused("Nothing is live yet, so there is nothing to repair.")
        return self.show(services.request_repair(workshop=self.workshop, by=self.user).pk)


class OneProposal(ProposalDoor):
    """A proposal."""

    @operation(
        "read_proposal",
        "A proposal",
        tag=TAG,
        scope=READ,
        answers=shapes.ProposalSerializer,
        example=PROPOSAL,
    )
    def get(self, pk: int) -> Response:
        """Read how far a proposal is, its figures, and what speaks against it; of papers that are kept from you, no more than their number."""
        return self.show(pk)

    @operation("discard_proposal", "Discard a proposal", tag=TAG, scope=WRITE, guarded=True, status=204)
    def delete(self, pk: int) -> Response:
        """Throw a proposal away. One that is live stays."""
        run = self.run(pk)
        self.seen(run.version)
        services.discard_proposal(run=run, by=self.user)
        return self.nothing()


class ProposedPapers(ProposalDoor):
    """The pairs of a proposal."""

    @operation(
        "list_proposed_papers", "The pairs of a proposal, by paper", tag=TAG, scope=READ, paged=True,
        query=shapes.ProposedPapersQuerySerializer, answers=shapes.ProposedPaperSerializer, example=PAPER,
    )  # fmt: skip
    def get(self, pk: int) -> Response:
        """List the papers of a solved proposal with who would review each, found by the search of the pages."""
        run, asked = selectors.access_solved(self.workshop, pk), self.asked()
        search = searched(search_papers(self.viewer, self.workshop, asked["q"].strip()))
        lines = [line for line in selectors.paper_lines(self.viewer, run) if search.finds(line.number)]
        return self.page(self.part.of_rows(selectors.ordered(lines, asked["sort"]), lambda line: line.number))


class ComparedProposals(ProposalDoor):
    """Two proposals side by side."""

    @operation(
        "compare_proposals", "Where two proposals differ", tag=TAG, scope=READ, paged=True,
        query=shapes.CompareQuerySerializer, answers=shapes.DifferenceSerializer, example=DIFFERENCE,
    )  # fmt: skip
    def get(self, pk: int) -> Response:
        """List the papers whose reviewers differ between a solved proposal and another, without those that are kept from you."""
        first, other = selectors.access_solved(self.workshop, pk), self.asked().get("other")
        second = (
            selectors.access_solved(self.workshop, other)
            if other is not None
            else selectors.solved_besides(first).first()
        )
        rows = comparison(self.viewer, first, second).differences if second else ()
        return self.page(self.part.of_rows(rows, lambda row: row.number))


class ProposedPaper(ProposalDoor):
    """A paper of a proposal."""

    @operation(
        "read_proposed_paper", "A paper of a proposal", tag=TAG, scope=READ, query=shapes.ChangePairsSerializer,
        answers=shapes.PairPageSerializer, example=PAIR_PAGE | {"effect": EFFECT},
    )  # fmt: skip
    def get(self, pk: int, number: int) -> Response:
        """Read who would review a paper and who could; with `leaves` or `comes`, what that change would do."""
        return self._show(self.run(pk), number, self.asked())

    @operation(
        "change_proposed_paper", "Change a pair by hand", tag=TAG, scope=WRITE, guarded=True,
        takes=shapes.ChangePairsSerializer, sent={"comes": "kalinda.wijesooriya@kandyhills.example"},
        answers=shapes.PairPageSerializer, example=PAIR_PAGE,
    )  # fmt: skip
    def patch(self, pk: int, number: int) -> Response:
        """Take somebody off a paper of a proposal, put another on it, or both. A conflict of interest is refused."""
        run = self.run(pk)
        paper = pair_selectors.access_proposed_paper(self.viewer, run, number)
        expected = self.seen(run.version)
        shown = pair_selectors.pair_page(self.viewer, run, paper, None)
        form = change_form({**_ids(shown, self.sent()), "version": expected}, shown)
        require_valid(form)
        chosen = {name: form.cleaned_data[name] for name in ("leaves", "comes")}
        people = User.objects.in_bulk([user_id for user_id in chosen.values() if user_id])
        services.change_proposal(
            run=run,
            by=self.user,
            expected=expected,
            submission=paper,
            leaves=people.get(chosen["leaves"]),
            comes=people.get(chosen["comes"]),
        )
        return self._show(self.run(pk), number, {})

    def _show(self, run: AssignmentRun, number: int, asked: Mapping[str, str]) -> Response:
        paper = pair_selectors.access_proposed_paper(self.viewer, run, number)
        shown = pair_selectors.pair_page(self.viewer, run, paper, None)
        if asked:
            change = pair_selectors.Change(**_ids(shown, asked))
            shown = pair_selectors.pair_page(self.viewer, run, paper, None, change)
        return self.answer(shown, version=run.version)


def _ids(shown: pair_selectors.PairPage, asked: Mapping[str, str]) -> dict[str, int]:
    """Return the ids of those named by address: who leaves is on the paper, who comes could be."""
    lines: dict[str, Iterable[Any]] = {"leaves": shown.chosen, "comes": shown.candidates}
    words = {
        "leaves": "Nobody with this address is on the paper.",
        "comes": "Nobody with this address could be.",
    }
    found = {}
    for name, email in asked.items():
        ids = [line.user_id for line in lines[name] if line.email.casefold() == email.casefold()]
        if not ids:
            raise Invalid(REFUSED, {name: [words[name]]})
        found[name] = ids[0]
    return found


class MakeLive(ProposalDoor):
    """Making a proposal live."""

    @operation(
        "read_live_plan", "What making a proposal live would do", tag=TAG, scope=READ,
        answers=shapes.LivePlanSerializer, example=PLAN,
    )  # fmt: skip
    def get(self, pk: int) -> Response:
        """Count what is new, what ends and who is told, before it is done."""
        run = selectors.access_solved(self.workshop, pk)
        new, leaving = new_pairs(run), leaving_of(run)
        return self.answer(release_of(self.viewer, run, new, leaving), version=run.version)

    @operation(
        "make_proposal_live", "Make a proposal live", tag=TAG, scope=WRITE, guarded=True,
        answers=shapes.ProposalSerializer,
        example=PROPOSAL | {"state": "live", "version": 2, "live_at": "2026-03-02T09:14:05Z"},
    )  # fmt: skip
    def post(self, pk: int) -> Response:
        """Give everyone the papers of a proposal, each told by one mail. Papers with which you have a conflict wait for another chair."""
        run = self.run(pk)
        live_services.make_live(run=run, by=self.user, expected=self.seen(run.version))
        return self.show(pk)
