"""The chairs' list and matrix of conflicts: why each is there, hints to decide, a new search, the rules of it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from conference.doors import for_chairs
from conference.errors import Invalid, PlenaryError, Stale
from conference.http import SignedInRequest
from conference.models import Workshop
from conference.services.workshops import update_settings
from conference.views.setup import say_stale
from reviews.forms.conflicts import ConflictFilterForm, ConflictRulesForm
from reviews.models import Conflict
from reviews.selectors import conflicts as selectors
from reviews.selectors.conflict_matrix import MARKS, conflict_matrix
from reviews.selectors.conflict_search import WhatIf, what_if
from reviews.selectors.list_search import ListSearch, search_papers
from reviews.selectors.people import policy_of
from reviews.selectors.tables.facets import fields
from reviews.services import conflicts as services

PAGE = 100


@for_chairs
def conflicts(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Show the conflicts that this chair may read."""
    form = ConflictFilterForm(request.GET)
    every = selectors.conflicts_visible_to(request.viewer, workshop)
    found, search = _found(request, workshop, form)
    shown = Paginator(found, PAGE).get_page(request.GET.get("page"))
    running, ended = selectors.last_search(workshop)
    counts = selectors.conflict_counts(every)
    context = {
        "form": form,
        "page": shown,
        "rows": selectors.conflict_rows(list(shown), request.viewer, workshop),
        "counts": counts,
        "hints": found.filter(state=Conflict.State.HINT).count() if counts.hints else 0,
        "job": running,
        "ended": ended,
        "search": search,
        "fields": fields(),
    }
    return render(request, "reviews/committee/conflicts.html", context)


def _found(
    request: SignedInRequest, workshop: Workshop, form: ConflictFilterForm
) -> tuple[QuerySet[Conflict], ListSearch]:
    query = form.query()
    search = search_papers(request.viewer, workshop, query.text.strip())
    every = selectors.conflicts_visible_to(request.viewer, workshop)
    return selectors.narrowed(every, query, search.among), search


@require_POST
@for_chairs
def search(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Ask for a new search, unless one is under way."""
    running, _ended = selectors.last_search(workshop)
    if running is None:
        services.search_again(workshop=workshop, by=request.user)
    return redirect("reviews:conflicts", workshop.slug)


@require_POST
@for_chairs
def decide(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """Say whether a conflict counts."""
    visible = selectors.conflicts_visible_to(request.viewer, workshop).select_related(
        "submission__workshop", "user", "decided_by"
    )
    found = get_object_or_404(visible, pk=pk)
    row = selectors.conflict_rows([found], request.viewer, workshop)[0]
    counts = request.POST.get("counts") == "yes"
    try:
        selectors.only_if_decidable(row, counts=counts)
        services.decide_conflict(conflict=found, by=request.user, counts=counts)
    except PlenaryError as error:
        messages.error(request, error.message)
    else:
        verdict = "counts" if counts else "does not count"
        messages.success(request, f"{row.person} and #{row.number}: {verdict}.")
    if request.POST.get("back", "").isdigit():
        return redirect("reviews:chair_paper", workshop.slug, row.number)
    return _back_to_list(request, workshop)


@require_POST
@for_chairs
def decide_hints(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Say of everything found that is to be decided whether it counts."""
    found, search = _found(request, workshop, ConflictFilterForm(request.GET))
    many = int(request.POST.get("many", "")) if request.POST.get("many", "").isdecimal() else 0
    counts = request.POST.get("counts") == "yes"
    try:
        if search.error:
            raise Invalid("That search can’t be read, so nothing was decided.")
        services.decide_hints(workshop=workshop, hints=found, by=request.user, counts=counts, many=many)
    except PlenaryError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"{many} decided: they {'count' if counts else 'do not count'}.")
    return _back_to_list(request, workshop)


def _back_to_list(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    response = redirect("reviews:conflicts", workshop.slug)
    kept = request.GET.urlencode()
    response["Location"] += f"?{kept}" if kept else ""
    return response


@for_chairs
def matrix(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Show the committee against the papers."""
    everything = request.GET.get("show") == "all"
    matrix = conflict_matrix(
        request.viewer, workshop, marked_only=not everything, page=request.GET.get("page", "1")
    )
    context = {
        "matrix": matrix,
        "page": matrix.page,
        "marks": MARKS,
        "everything": everything,
    }
    return render(request, "reviews/committee/conflict_matrix.html", context)


@require_http_methods(["GET", "POST"])
@for_chairs
def rules(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Say what counts; show first what would change, where that is asked."""
    form = ConflictRulesForm(request.POST or None, instance=workshop)
    change: WhatIf | None = None
    status = 200
    if request.method == "POST" and form.is_valid():
        if "try" in request.POST:
            change = what_if(request.viewer, workshop, policy_of(form.instance))
        else:
            status = _save_rules(request, workshop, form)
            if status == 200:  # noqa: PLR2004 - saved
                return redirect("reviews:conflicts", workshop.slug)
    return render(
        request, "reviews/committee/conflict_rules.html", {"form": form, "change": change}, status=status
    )


def _save_rules(request: SignedInRequest, workshop: Workshop, form: ConflictRulesForm) -> int:
    """Store the rules and look again by them; the HTTP status, 409 where another chair has saved meanwhile."""
    fields = [name for name in form.cleaned_data if name != "seen"]
    try:
        update_settings(
            workshop=form.instance, by=request.user, expected=form.cleaned_data["seen"], fields=fields
        )
    except Stale as stale:
        return say_stale(form, stale, workshop)
    services.search_again(workshop=workshop, by=request.user)
    messages.success(request, "The rules are saved; the committee is compared with the authors anew.")
    return 200
