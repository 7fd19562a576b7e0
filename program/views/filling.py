"""Where organizers let the sessions be filled, and take or throw away what is proposed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from conference.doors import for_editors
from conference.errors import Invalid, PlenaryError
from conference.http import SignedInRequest
from conference.models import Workshop
from program.forms import FillForm
from program.models import ScheduleProposal
from program.selectors import proposals as selectors
from program.services import filling as services

OK = 200


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def chair_fill(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Ask for the sessions to be filled; nothing changes by it."""
    form = FillForm(
        request.POST if request.method == "POST" else None,
        tracks=selectors.track_choices(workshop),
        knows_scores=request.viewer.is_chair(workshop),
    )
    error: PlenaryError | None = None
    if request.method == "POST" and form.is_valid():
        try:
            proposal = services.request_filling(workshop=workshop, actor=request.user, **form.given())
        except Invalid as found:
            error = found
        else:
            return redirect("program:chair_filling", workshop.slug, proposal.pk)
    context = {"form": form, "proposals": selectors.proposals(workshop), "error": error}
    status = Invalid.status if request.method == "POST" else OK
    return render(request, "program/chair/fill.html", context, status=status)


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def chair_filling(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """One proposal beside what is in the sessions now."""
    proposal = selectors.proposal_of(workshop, pk)
    error: PlenaryError | None = None
    if request.method == "POST":
        try:
            message = _decide(request, proposal)
        except PlenaryError as found:
            error = found
            proposal.refresh_from_db()
        else:
            messages.success(request, message)
            return redirect("program:chair_programme", workshop.slug)
    context = {
        "page": selectors.proposal_page(request.viewer, workshop, proposal),
        "job": proposal.job,
        "error": error,
    }
    return render(request, "program/chair/filling.html", context, status=error.status if error else OK)


def _decide(request: SignedInRequest, proposal: ScheduleProposal) -> str:
    action = request.POST.get("action")
    if action == "take":
        services.proposal_take(proposal=proposal, actor=request.user, with_titles="titles" in request.POST)
        return "The sessions are filled as proposed. Undo brings back what was there."
    if action == "discard":
        services.proposal_discard(proposal=proposal)
        return "The proposal is thrown away. The programme is as it was."
    raise Invalid("Choose whether to take the proposal or to throw it away.")
