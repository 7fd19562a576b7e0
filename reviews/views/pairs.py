"""Fixed and forbidden pairs, and emergency reviewers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from conference.doors import for_chairs
from conference.errors import Invalid, PlenaryError, Stale
from conference.http import SignedInRequest
from conference.models import Workshop
from reviews.forms.pairs import EmergencyLoadForm, PairRuleForm
from reviews.selectors import pair_rules as selectors
from reviews.selectors.capacity import active_reviewers
from reviews.selectors.emergency import emergency_page
from reviews.services import pair_rules as services
from reviews.services.assignment import assign_emergency
from reviews.services.committee import set_emergency_load
from reviews.sight import Info
from reviews.views.assignment_tabs import assignment_tabs
from reviews.visibility import access_paper

either = require_http_methods(["GET", "POST"])


def _reviewers(workshop: Workshop) -> list[tuple[int, str]]:
    rows = active_reviewers(workshop).order_by("user__name", "pk")
    return list(rows.values_list("user_id", "user__name"))


@either
@for_chairs
def pair_rules(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Show the pairs on which the chairs have spoken, and take one more."""
    papers = {paper.pk: paper for paper in selectors.papers_to_rule(request.viewer, workshop)}
    form = PairRuleForm(
        request.POST or None,
        papers=[(paper.number, f"#{paper.number} {paper.title}") for paper in papers.values()],
        reviewers=_reviewers(workshop),
        initial={"paper": request.GET.get("paper"), "user": request.GET.get("reviewer")},
    )
    status = 200
    if request.method == "POST":
        status = Invalid.status
        if form.is_valid() and _ruled(request, workshop, form):
            messages.success(request, "The pair is noted. It counts from the next proposal on.")
            return redirect("reviews:pair_rules", workshop.slug)
    context = {
        "form": form,
        "rules": selectors.rule_lines(request.viewer, workshop),
        "tabs": assignment_tabs(workshop, "pair_rules"),
    }
    return render(request, "reviews/committee/pair_rules.html", context, status=status)


def _ruled(request: SignedInRequest, workshop: Workshop, form: PairRuleForm) -> bool:
    paper, _ = access_paper(request.viewer, workshop, form.cleaned_data["paper"], Info.BIDS_AND_AFFINITY)
    row = active_reviewers(workshop).select_related("user").get(user=form.cleaned_data["user"])
    try:
        services.set_pair_rule(
            submission=paper,
            user=row.user,
            kind=form.cleaned_data["kind"],
            note=form.cleaned_data["note"],
            by=request.user,
        )
    except PlenaryError as error:
        form.add_error("user", error.message)
        return False
    return True


@require_POST
@for_chairs
def remove_pair_rule(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """Leave a pair to the solver again."""
    rule = selectors.access_rule(request.viewer, workshop, pk)
    services.remove_pair_rule(rule=rule, by=request.user)
    messages.success(request, "The pair is left to the solver again.")
    return redirect("reviews:pair_rules", workshop.slug)


@either
@for_chairs
def emergency(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Show which reviews are late or have nobody and who could step in; note who takes late reviews."""
    form = EmergencyLoadForm(request.POST or None, reviewers=_reviewers(workshop))
    status = 200
    if request.method == "POST":
        status = Invalid.status
        if form.is_valid():
            row = (
                active_reviewers(workshop)
                .select_related("user", "workshop")
                .get(user=form.cleaned_data["user"])
            )
            set_emergency_load(reviewer=row, load=form.cleaned_data["load"], by=request.user)
            messages.success(request, f"This is noted for {row.user.name}.")
            return redirect("reviews:emergency", workshop.slug)
    context = {
        "form": form,
        "page": emergency_page(request.viewer, workshop),
        "tabs": assignment_tabs(workshop, "emergency"),
    }
    return render(request, "reviews/committee/emergency.html", context, status=status)


@require_POST
@for_chairs
def step_in(request: SignedInRequest, workshop: Workshop, number: int, user: int) -> HttpResponse:
    """Give a paper to an emergency reviewer, and write to her."""
    paper, _ = access_paper(request.viewer, workshop, number, Info.BIDS_AND_AFFINITY)
    row = get_object_or_404(active_reviewers(workshop).select_related("user"), user=user)
    try:
        if all(need.number != number for need in emergency_page(request.viewer, workshop).needs):
            raise Stale("This paper lacks no review any more: another chair may have been quicker.")
        assign_emergency(submission=paper, user=row.user, by=request.user)
    except PlenaryError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"{row.user.name} has #{number} and is told by mail.")
    return redirect("reviews:emergency", workshop.slug)
