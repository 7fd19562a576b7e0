"""Assignment: ask for a proposal, look at it, change it, make it live or throw it away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from conference.doors import for_chairs
from conference.errors import Invalid, PlenaryError, Stale
from conference.http import SignedInRequest
from conference.models import Workshop
from reviews.asked import Asked
from reviews.forms.assignment import area_chair_form, proposal_form
from reviews.models import AssignmentRun
from reviews.selectors import proposals as selectors
from reviews.selectors.comparison import comparison
from reviews.selectors.feasibility import Told, before_solving, passed_in_run, told_of_run
from reviews.selectors.list_search import search_papers
from reviews.selectors.releases import (
    ChangedPaper,
    changes_of,
    leaving_of,
    new_pairs,
    release_of,
    repair_needs,
    waiting_of,
)
from reviews.selectors.tables.facets import fields
from reviews.services import assignment as services
from reviews.services import proposals as proposal_services
from reviews.views.assignment_tabs import assignment_tabs

PAGE = 50
either = require_http_methods(["GET", "POST"])


@either
@for_chairs
def proposals(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Show the proposals, and ask for a new one; whether it can be solved is looked at before."""
    facts = selectors.feasibility(request.viewer, workshop)
    form = proposal_form(request.POST or None, workshop, facts)
    found, status = Told(()), 200
    passed: tuple[str, ...] = ()
    if request.method == "POST":
        status = Invalid.status
        if form.is_valid():
            found, passed = before_solving(request.viewer, workshop, form.asked())
            if request.POST.get("step") == "check":
                status = 200
            elif not found.any:
                run = proposal_services.request_proposal(
                    workshop=workshop, by=request.user, asked=form.asked()
                )
                return redirect("reviews:run", workshop.slug, run.pk)
    context = {
        "form": form,
        "facts": facts,
        "told": found,
        "passed": passed,
        "is_checked": request.method == "POST" and form.is_valid(),
        "runs": selectors.run_lines(workshop),
        "needs": repair_needs(request.viewer, workshop),
        "tabs": assignment_tabs(workshop, "assignment"),
        "places_asked": facts.papers * workshop.reviews_per_paper,
    }
    return render(request, "reviews/committee/assignment.html", context, status=status)


@require_POST
@for_chairs
def repair(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Ask for a repair of what is live."""
    if workshop.assignments_live_at is None:
        messages.error(request, "Nothing is live yet, so there is nothing to repair.")
        return redirect("reviews:assignment", workshop.slug)
    run = proposal_services.request_repair(workshop=workshop, by=request.user)
    return redirect("reviews:run", workshop.slug, run.pk)


@either
@for_chairs
def area_chairs(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Show the proposals that give area chairs their papers, and ask for one."""
    facts = selectors.area_chair_facts(workshop)
    form = area_chair_form(request.POST or None, workshop, facts)
    found, status = Told(()), 200
    if request.method == "POST":
        status = Invalid.status
        if form.is_valid():
            kind = AssignmentRun.Kind.AREA_CHAIRS
            found, _passed = before_solving(request.viewer, workshop, form.asked(), kind)
            if not found.any:
                run = proposal_services.request_proposal(
                    workshop=workshop, by=request.user, asked=form.asked(), kind=kind
                )
                return redirect("reviews:run", workshop.slug, run.pk)
    context = {
        "form": form,
        "facts": facts,
        "told": found,
        "is_checked": found.any,
        "runs": selectors.run_lines(workshop, AssignmentRun.Kind.AREA_CHAIRS),
        "tabs": assignment_tabs(workshop, "area_chairs"),
    }
    return render(request, "reviews/committee/area_chairs.html", context, status=status)


@require_GET
@for_chairs
def compare(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """Show a proposal beside another (``with``, else the newest of the others), paper by paper."""
    first = selectors.access_solved(workshop, pk)
    others = selectors.solved_besides(first)
    asked = request.GET.get("with", "")
    second = selectors.access_solved(workshop, int(asked)) if asked.isdecimal() else others.first()
    context: dict[str, Any] = {"run": first, "other": second, "others": others}
    if second:
        found = comparison(request.viewer, first, second)
        context |= {
            "found": found,
            "page": Paginator(found.differences, PAGE).get_page(request.GET.get("page")),
        }
    return render(request, "reviews/committee/run_compare.html", context)


@for_chairs
def run(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """Show one proposal."""
    found = selectors.access_run(workshop, pk)
    state, label = selectors.shown_state(found)
    asked = Asked.read(found.parameters)
    people = "area chairs" if found.is_for_area_chairs else "reviewers"
    context: dict[str, Any] = {
        "weights": asked.weights.words,
        "rules": asked.rules,
        "told": told_of_run(request.viewer, found),
        "aim": selectors.aim_of(found),
        "live_text": f"These papers are with their {people}, who were told by mail. Changes from now on are made on "
        "each paper’s page.",
        "run": found,
        "state": state,
        "state_label": label,
        **_waiting(request, found),
        "job": found.job,
    }
    if found.state in {AssignmentRun.State.PROPOSED, AssignmentRun.State.LIVE}:
        papers = selectors.paper_lines(request.viewer, found)
        sort = request.GET.get("sort", "number")
        sort = sort if sort.removeprefix("-") in selectors.SORTS else "number"
        figures = selectors.figures(found, papers)
        search = search_papers(request.viewer, workshop, request.GET.get("q", "").strip())
        shown = [line for line in papers if search.finds(line.number)]
        context |= {
            "figures": figures,
            "passed": passed_in_run(request.viewer, found),
            "bound_note": "" if figures.bound is None else f"could be {figures.bound:.2f} at most",
            "total_note": _total_note(found, figures),
            "below_items": [f"{name}: {missing} fewer" for name, missing in figures.below],
            "changes": _changes(request, found),
            "hints": selectors.undecided(request.viewer, workshop),
            "others": selectors.solved_besides(found),
            "sort": sort,
            "search": search,
            "fields": fields(),
            "page": Paginator(selectors.ordered(shown, sort), PAGE).get_page(request.GET.get("page")),
        }
    return render(request, "reviews/committee/run.html", context)


def _waiting(request: SignedInRequest, run: AssignmentRun) -> dict[str, Any]:
    """Say where a live proposal is not live yet, since the chair who made it so has a conflict there."""
    waiting = waiting_of(request.viewer, run)
    papers = "The paper" if waiting.kept == 1 else f"The {waiting.kept} papers"
    kept_text = (
        f"{papers} with which you have a conflict: there another program chair makes it live, from this page. "
        "If every chair has a conflict there, name another one under People."
    )
    hers = ", ".join(f"#{number}" for number in waiting.hers)
    return {"waiting": waiting, "waiting_text": hers, "kept_text": kept_text}


def _total_note(run: AssignmentRun, figures: selectors.RunFigures) -> str:
    """Say both totals, unless what is missing in them would tell of papers that are kept from this chair."""
    if figures.kept or "optimum" not in run.summary:
        return "share of the best total"
    return f"{run.summary['total']:.2f} of {run.summary['optimum']:.2f} in all"


def _changes(request: SignedInRequest, run: AssignmentRun) -> list[ChangedPaper]:
    """What a repair that waits would change."""
    if not run.is_repair or run.state != AssignmentRun.State.PROPOSED:
        return []
    return changes_of(request.viewer, run, new_pairs(run), leaving_of(run))


@either
@for_chairs
def live(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """Say what making a proposal live will do, and do it."""
    found = selectors.access_run(workshop, pk)
    problem, status = "", 200
    if request.method == "POST":
        seen = request.POST.get("version", "")
        try:
            services.make_live(run=found, by=request.user, expected=int(seen) if seen.isdigit() else 0)
        except PlenaryError as error:
            problem, status = _live_problem(error), error.status
            found = selectors.access_run(workshop, pk)
        else:
            messages.success(request, "The proposal is live; everyone it concerns is told by mail.")
            return redirect("reviews:run", workshop.slug, pk)
    waits = found.state == AssignmentRun.State.PROPOSED or waiting_of(request.viewer, found).hers
    if not problem and not waits:
        return redirect("reviews:run", workshop.slug, pk)
    release = release_of(request.viewer, found, new_pairs(found), leaving_of(found))
    context = {"run": found, "release": release, "problem": problem, "waits": waits}
    return render(request, "reviews/committee/run_live.html", context, status=status)


def _live_problem(error: PlenaryError) -> str:
    if isinstance(error, Stale):
        return "Another chair changed this proposal while this page was open. Look at it again before it goes live."
    return error.message


@require_POST
@for_chairs
def discard(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """Throw a proposal away."""
    run = selectors.access_run(workshop, pk)
    try:
        proposal_services.discard_proposal(run=run, by=request.user)
    except PlenaryError as error:
        messages.error(request, error.message)
        return redirect("reviews:run", workshop.slug, pk)
    messages.success(request, "The proposal is discarded; nothing of it was live.")
    return redirect("reviews:assignment", workshop.slug)
