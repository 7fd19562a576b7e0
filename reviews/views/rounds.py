"""The chairs' door to further rounds of reviewing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from conference.doors import for_chairs
from conference.errors import Invalid, PlenaryError
from conference.http import SignedInRequest
from conference.models import User, Workshop
from reviews.forms.rounds import FurtherForm, MoveForm, move_form
from reviews.models import ReviewRound
from reviews.selectors import rounds as selectors
from reviews.selectors.chosen import chosen_papers
from reviews.services import rounds as services
from submissions.models import SubmissionState

MOST_PAPERS = 100


@require_http_methods(["GET", "POST"])
@for_chairs
def rounds(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Show the rounds, and for chosen papers who could review them too; then ask."""
    numbers = _numbers(request.POST.get("papers", "") or request.GET.get("papers", ""))
    lines = selectors.round_lines(request.viewer, workshop)
    papers = [
        paper
        for paper in chosen_papers(request.viewer, workshop, numbers)
        if paper.state == SubmissionState.SUBMITTED
    ]
    form = None
    if papers:
        offered = selectors.candidates(workshop, papers)
        form = FurtherForm(workshop, papers, offered, lines, request.POST or None)
    status = 200
    if request.method == "POST":
        status = Invalid.status
        if form and form.is_valid():
            try:
                found = _ask(request, workshop, form)
            except PlenaryError as error:
                status = error.status
                fields = getattr(error, "fields", {}) or {None: [error.message]}
                for name, reasons in fields.items():
                    form.add_error(name, list(reasons))
            else:
                messages.success(request, f"Asked, in round {found.number}. Each reviewer gets one mail.")
                return redirect("reviews:rounds", workshop.slug)
    context = {
        "lines": [(line, move_form(workshop, line)) for line in lines],
        "form": form,
        "papers": ",".join(str(paper.number) for paper in papers),
        "missing": bool(numbers) and not papers,
        "typed": request.GET.get("papers", ""),
    }
    return render(request, "reviews/season/rounds.html", context, status=status)


@require_POST
@for_chairs
def move_round(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """Set another date for a round."""
    found = get_object_or_404(ReviewRound, pk=pk, workshop=workshop)
    form = MoveForm(workshop, request.POST)
    try:
        if not form.is_valid():
            raise Invalid("Give the day and the time.")
        services.move_round(
            found=found,
            by=request.user,
            due_at=form.cleaned_data["due"],
            expected=form.cleaned_data["version"],
        )
    except PlenaryError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"Round {found.number} has another date.")
    return redirect("reviews:rounds", workshop.slug)


def _ask(request: SignedInRequest, workshop: Workshop, form: FurtherForm) -> ReviewRound:
    chosen = form.chosen()
    people = {user.pk: user for user in User.objects.filter(pk__in=[pk for _, pk in chosen])}
    data = form.cleaned_data
    return services.ask_further(
        workshop=workshop,
        by=request.user,
        pairs=[(paper, people[pk]) for paper, pk in chosen],
        due_at=data["due"],
        in_round=workshop.review_rounds.filter(pk=data["in_round"] or 0).first(),
    )


def _numbers(text: str) -> list[int]:
    """Read the numbers of papers, however they are parted."""
    words = text.replace(",", " ").replace("#", " ").split()
    return [int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 8][:MOST_PAPERS]  # noqa: PLR2004
