"""One paper of a proposal: why it has its people, and what a change by hand would do, before it is made."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from conference.doors import for_chairs
from conference.errors import Invalid, PlenaryError, Stale
from conference.http import SignedInRequest
from conference.models import User, Workshop
from reviews.forms.assignment import ChangeForm, change_form
from reviews.models import AssignmentRun
from reviews.selectors import pairs as pair_selectors
from reviews.selectors.pairs import Change
from reviews.selectors.proposals import access_run
from reviews.services import proposals as proposal_services

either = require_http_methods(["GET", "POST"])


@either
@for_chairs
def run_paper(request: SignedInRequest, workshop: Workshop, pk: int, number: int) -> HttpResponse:
    """Show why a paper has its reviewers in a proposal, and change them by hand."""
    found = access_run(workshop, pk)
    paper = pair_selectors.access_proposed_paper(request.viewer, found, number)
    change = Change(_asked_for(request, "leaves"), _asked_for(request, "comes"))
    shown = pair_selectors.pair_page(request.viewer, found, paper, _asked_for(request, "why"), change)
    form = _change_form(request, found, shown)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                before = found.summary
                _change(request.user, found, paper, form)
            except PlenaryError as error:
                return _refused(request, workshop, found, paper, error)
            messages.success(request, _effect(number, before, access_run(workshop, pk).summary))
            return redirect("reviews:run_paper", workshop.slug, pk, number)
        status = Invalid.status
    context = {"run": found, "paper": shown, "form": form}
    return render(request, "reviews/committee/run_paper.html", context, status=status)


def _asked_for(request: SignedInRequest, name: str) -> int | None:
    """Return a person's id from the address."""
    given = request.GET.get(name, "")
    return int(given) if given.isdecimal() and given.isascii() else None


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
    now = access_run(workshop, run.pk)
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
    return change_form(
        data or request.POST or None,
        shown,
        version=run.version,
        comes=request.GET.get("comes"),
        leaves=request.GET.get("leaves"),
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
