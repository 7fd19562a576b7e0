"""A chair's doors to the decisions: the table, one paper, the release."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from conference.doors import for_chairs
from conference.errors import Invalid, NotFound, PlenaryError, Stale
from conference.http import SignedInRequest
from conference.models import Workshop
from reviews.forms.decisions import PlacesForm, WhatIfForm
from reviews.forms.season import BulkForm, seen_versions
from reviews.models import Decision, Outcome
from reviews.selectors import decisions as selectors
from reviews.selectors.outcomes import choices_of
from reviews.selectors.tables.table import DECISIONS, PaperTable
from reviews.selectors.what_if import Would, places_of, quotas
from reviews.selectors.what_if import what_if as ranked_what_if
from reviews.services import decisions as services
from reviews.services.places import set_places
from reviews.sight import Info
from reviews.views.bulk import bulk_action
from reviews.views.decision_page import DecisionPage
from reviews.views.listing import table_context, table_of
from reviews.visibility import access_paper
from submissions.selectors.season import season_of

PAGE = 50
CHANGED = "Something changed since you looked, so nothing was drafted. Below is how it would be now."


@require_http_methods(["GET", "POST"])
@for_chairs
def decisions(request: SignedInRequest, workshop: Workshop) -> HttpResponseBase:
    """Show the table; a POST sets one outcome for the ticked rows."""
    if request.method == "GET":
        return _table(request, workshop)
    if request.POST.get("action", "draft") != "draft":
        return bulk_action(request, workshop.slug)
    form = BulkForm(request.POST)
    if not form.is_valid():
        problem = next(str(error) for errors in form.errors.values() for error in errors)
        return _table(request, workshop, form.seen, problem, Invalid.status)
    papers = selectors.chosen(request.viewer, workshop, form.seen)
    seen = {paper.pk: form.seen[number] for number, paper in papers.items()}
    try:
        done = services.draft_decisions(
            submissions=papers.values(), by=request.user, outcome=form.cleaned_data["outcome"], seen=seen
        )
    except Stale:
        problem = (
            "Another chair changed one of the papers you ticked, so nothing was set. The table is fresh now."
        )
        return _table(request, workshop, form.seen, problem, Stale.status)
    except PlenaryError as error:
        return _table(request, workshop, form.seen, error.message, error.status)
    messages.success(request, _said(done, form.cleaned_data["outcome"]))
    return redirect(request.get_full_path())


@require_http_methods(["GET", "POST"])
@for_chairs
def decision(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    """One paper with its reviews, its decision and the mail: draft it, take it back, or correct what is released."""
    paper, rights = access_paper(request.viewer, workshop, number, Info.BIDS_AND_AFFINITY)
    if request.method == "GET":
        return DecisionPage(request, paper, rights).render()
    page = DecisionPage(request, paper, rights, request.POST)
    if not page.take(request.POST.get("action", "")):
        return page.render()
    return redirect("reviews:decision", workshop.slug, number)


@require_GET
@for_chairs
def decision_mail(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    """The mail of one drafted decision as its authors will read it, with the way to the next."""
    numbers = [row.number for row in selectors.release_plan(request.viewer, workshop).drafts]
    if number not in numbers:
        raise NotFound
    drafted = services.with_mail_content(Decision.objects.all()).get(
        submission__workshop=workshop, submission__number=number
    )
    at = numbers.index(number)
    context = {
        "number": number,
        "title": drafted.submission.title,
        "outcome": drafted.outcome,
        "outcome_label": drafted.get_outcome_display(),
        "mail": services.preview_decision(drafted),
        "before": numbers[at - 1] if at else None,
        "after": numbers[at + 1] if at + 1 < len(numbers) else None,
        "place": at + 1,
        "total": len(numbers),
    }
    return render(request, "reviews/season/decision_mail.html", context)


@require_http_methods(["GET", "POST"])
@for_chairs
def release(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Say exactly what a release sends, then release what was looked at."""
    if request.method == "GET":
        return _release_page(request, workshop)
    seen = seen_versions(request.POST.getlist("paper"))
    papers = selectors.chosen(request.viewer, workshop, seen)
    try:
        released = services.release_decisions(
            workshop=workshop,
            by=request.user,
            seen={paper.pk: seen[number] for number, paper in papers.items()},
        )
    except PlenaryError as error:
        return _release_page(request, workshop, error)
    if released:
        text = f"{released} {'decision is' if released == 1 else 'decisions are'} released; the mails are on their way."
        messages.success(request, text)
    else:
        messages.info(request, "These decisions are released already; no mail was sent again.")
    return redirect("reviews:decisions", workshop.slug)


def _table(
    request: SignedInRequest,
    workshop: Workshop,
    ticked: dict[int, int] | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    prefetch_related_objects([workshop], "tracks")
    table = table_of(request, workshop, DECISIONS)
    context = table_context(
        table,
        toolbar="reviews/tables/_bulk_decisions.html",
        bulk_url=request.get_full_path(),
        outcomes=choices_of(workshop.tracks.all()),
        quotas=quotas(table.source),
        places_form=PlacesForm(initial=places_of(workshop), prefix="places"),
        drafted=sum(tab.many for tab in table.tabs if tab.condition == "decision:draft"),
        undecided=sum(tab.many for tab in table.tabs if tab.condition == "decision:none"),
        ticked=set(ticked or ()),
        chosen_outcome=request.POST.get("outcome", ""),
        problem=problem,
    )
    return render(request, "reviews/season/decisions.html", context, status=status)


def _release_page(
    request: SignedInRequest, workshop: Workshop, error: PlenaryError | None = None
) -> HttpResponse:
    plan = selectors.release_plan(request.viewer, workshop)
    context = {
        "plan": plan,
        "page": Paginator(plan.drafts, PAGE).get_page(request.GET.get("page")),
        "problem": error.message if error else "",
        "needed": workshop.reviews_per_paper,
        "call": season_of(workshop),
    }
    return render(request, "reviews/season/release.html", context, status=error.status if error else 200)


@require_POST
@for_chairs
def places(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Set how many papers there is room for."""
    form = PlacesForm(request.POST, prefix="places")
    if form.is_valid():
        set_places(workshop=workshop, by=request.user, places=form.places())
        messages.success(request, "The places are set.")
    else:
        messages.error(request, "Give the places as numbers from 0 to 9999, or leave them empty.")
    return redirect("reviews:decisions", workshop.slug)


@require_http_methods(["GET", "POST"])
@for_chairs
def what_if(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Show who would be in down a ranking; a POST drafts exactly what was shown."""
    table = table_of(request, workshop, DECISIONS)
    given = request.GET if "rule" in request.GET else None
    form = WhatIfForm(given, initial=places_of(workshop))
    would, problem, status = _would(table, form), "", 200
    if request.method == "POST":
        shown = {row.number: row for row in would if row.changes}
        if seen_versions(request.POST.getlist("paper")) != {
            number: row.version for number, row in shown.items()
        }:
            problem, status = CHANGED, Stale.status
        else:
            return _draft_all(request, workshop, shown)
    changes = [row for row in would if row.changes]
    line = next((row.rank for row in would if row.is_last_in), 0)
    context = {
        "form": form,
        "page": Paginator(would, PAGE).get_page(request.GET.get("page")),
        "line": line,
        "line_page": (line + PAGE - 1) // PAGE,
        "changes": changes,
        "seen": selectors.named((row.number, row.version) for row in changes),
        "thin": [row for row in changes if row.is_thin],
        "counted": [(kind.label, sum(row.would == kind for row in would)) for kind in Outcome],
        "q": table.asked.text,
        "problem": problem,
    }
    return render(request, "reviews/season/what_if.html", context, status=status)


def _would(table: PaperTable, form: WhatIfForm) -> list[Would]:
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        wanted = {kind: many for kind, many in form.places().items() if many is not None}
        return ranked_what_if(table, rule=data["rule"], places=wanted, first=data["first"], rest=data["rest"])
    start = places_of(table.source.workshop)
    return ranked_what_if(table, rule="overall", places=start, first=None, rest="")


def _draft_all(request: SignedInRequest, workshop: Workshop, shown: dict[int, Would]) -> HttpResponse:
    papers = selectors.chosen(
        request.viewer, workshop, {number: row.version for number, row in shown.items()}
    )
    outcomes = {papers[number].pk: (papers[number], row.would, row.version) for number, row in shown.items()}
    many = services.draft_different(by=request.user, wanted=list(outcomes.values()))
    messages.success(
        request, f"{many} {'draft is' if many == 1 else 'drafts are'} set. Nothing is released yet."
    )
    return redirect("reviews:decisions", workshop.slug)


def _said(done: int, outcome: str) -> str:
    papers = "1 paper" if done == 1 else f"{done} papers"
    return f"“{Outcome(outcome).label}” is drafted for {papers}. Nothing is released yet."
