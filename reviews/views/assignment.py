"""Assignment: ask for a proposal, look at it, change it, make it live or throw it away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from conference.doors import for_chairs
from conference.errors import PlenaryError, Stale
from conference.http import SignedInRequest
from conference.models import User, Workshop
from reviews.forms.assignment import ChangeForm, ProposalForm
from reviews.models import AssignmentRun
from reviews.selectors import pairs as pair_selectors
from reviews.selectors import proposals as selectors
from reviews.selectors.comparison import comparison
from reviews.selectors.list_search import search_papers
from reviews.selectors.matching import weights_of
from reviews.selectors.tables.facets import fields
from reviews.services import assignment as services
from reviews.services import proposals as proposal_services

PAGE = 50
either = require_http_methods(["GET", "POST"])


@either
@for_chairs
def proposals(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Show the proposals, and ask for a new one."""
    facts = selectors.feasibility(request.viewer, workshop)
    form = ProposalForm(
        request.POST or None, facts=facts, initial={"reviews_per_paper": workshop.reviews_per_paper}
    )
    if request.method == "POST" and form.is_valid():
        run = proposal_services.request_proposal(
            workshop=workshop,
            by=request.user,
            reviews_per_paper=form.cleaned_data["reviews_per_paper"],
            weights=form.weights(),
            fair=form.cleaned_data["fair"],
            cap=form.highest_chance(),
        )
        return redirect("reviews:run", workshop.slug, run.pk)
    context = {"form": form, "facts": facts, "runs": selectors.run_lines(workshop)}
    context["places_asked"] = facts.papers * workshop.reviews_per_paper
    status = 422 if request.method == "POST" else 200
    return render(request, "reviews/committee/assignment.html", context, status=status)


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
    context: dict[str, Any] = {
        "weights": weights_of(found).words,
        "aim": selectors.aim_of(found),
        "run": found,
        "state": state,
        "state_label": label,
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
            "bound_note": "" if figures.bound is None else f"could be {figures.bound:.2f} at most",
            "hints": selectors.undecided(request.viewer, workshop),
            "others": selectors.solved_besides(found),
            "sort": sort,
            "search": search,
            "fields": fields(),
            "page": Paginator(selectors.ordered(shown, sort), PAGE).get_page(request.GET.get("page")),
        }
    return render(request, "reviews/committee/run.html", context)


@either
@for_chairs
def run_paper(request: SignedInRequest, workshop: Workshop, pk: int, number: int) -> HttpResponse:
    """Show why a paper has its reviewers in a proposal, and change them by hand."""
    found = selectors.access_run(workshop, pk)
    paper = pair_selectors.access_proposed_paper(request.viewer, found, number)
    why = request.GET.get("why", "")
    shown = pair_selectors.pair_page(request.viewer, found, paper, int(why) if why.isdigit() else None)
    form = _change_form(request, found, shown)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                before = found.summary
                _change(request.user, found, paper, form)
            except PlenaryError as error:
                return _refused(request, workshop, found, paper, error)
            messages.success(request, _effect(number, before, selectors.access_run(workshop, pk).summary))
            return redirect("reviews:run_paper", workshop.slug, pk, number)
        status = 422
    context = {"run": found, "paper": shown, "form": form}
    return render(request, "reviews/committee/run_paper.html", context, status=status)


def _effect(number: int, before: dict[str, Any], after: dict[str, Any]) -> str:
    """Say what a change by hand did to the whole."""
    if "share" not in before or "share" not in after:
        return f"#{number} is changed in the proposal."
    was, now = before["share"], after["share"]
    return f"#{number} is changed. The total goes from {was:.1%} to {now:.1%} of the optimum."


def _refused(
    request: SignedInRequest, workshop: Workshop, run: AssignmentRun, paper: Any, error: PlenaryError
) -> HttpResponse:
    """Show the page again with what was chosen, what went wrong, and the proposal as it is saved now."""
    now = selectors.access_run(workshop, run.pk)
    shown = pair_selectors.pair_page(request.viewer, now, paper, None)
    data = request.POST.copy()
    data["version"] = str(now.version)
    form = _change_form(request, now, shown, data)
    form.is_valid()
    form.errors.clear()
    form.add_error(None, error.message)
    context = {"run": now, "paper": shown, "form": form, "is_stale": isinstance(error, Stale)}
    return render(request, "reviews/committee/run_paper.html", context, status=error.status)


def _change_form(
    request: SignedInRequest, run: AssignmentRun, shown: pair_selectors.PairPage, data: Any = None
) -> ChangeForm:
    return ChangeForm(
        data or request.POST or None,
        chosen=[(pair.user_id, pair.name) for pair in shown.chosen if not pair.is_live],
        candidates=[
            (item.user_id, f"{item.name} ({item.score:.2f}, {item.load} of {item.max_load})")
            for item in shown.candidates
            if not item.is_chosen
        ],
        initial={
            "version": run.version,
            "comes": request.GET.get("comes"),
            "leaves": request.GET.get("leaves"),
        },
    )


def _change(by: User, run: AssignmentRun, paper: Any, form: ChangeForm) -> None:
    people = {
        user.pk: user
        for user in User.objects.filter(
            pk__in=[form.cleaned_data[name] for name in ("leaves", "comes") if form.cleaned_data[name]]
        )
    }
    proposal_services.change_proposal(
        run=run,
        by=by,
        expected=form.cleaned_data["version"],
        submission=paper,
        leaves=people.get(form.cleaned_data["leaves"]),
        comes=people.get(form.cleaned_data["comes"]),
    )


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
            messages.success(request, "The proposal is live; its reviewers are told by mail.")
            return redirect("reviews:run", workshop.slug, pk)
    if not problem and found.state != AssignmentRun.State.PROPOSED:
        return redirect("reviews:run", workshop.slug, pk)
    release = selectors.release_of(request.viewer, found, services.new_pairs(found))
    context = {"run": found, "release": release, "problem": problem}
    return render(request, "reviews/committee/run_live.html", context, status=status)


def _live_problem(error: PlenaryError) -> str:
    if isinstance(error, Stale):
        return "Another chair changed this proposal while this page was open. Look at it again before it goes live."
    return error.message


@require_POST
@for_chairs
def discard(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """Throw a proposal away."""
    try:
        proposal_services.discard_proposal(run=selectors.access_run(workshop, pk), by=request.user)
    except PlenaryError as error:
        messages.error(request, error.message)
        return redirect("reviews:run", workshop.slug, pk)
    messages.success(request, "The proposal is discarded; nothing of it was live.")
    return redirect("reviews:assignment", workshop.slug)
