"""What a chair does with a paper's standing: take a rejection back, restore it, give it more time; and papers that look alike."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from conference.doors import for_chairs
from conference.errors import Invalid, PlenaryError
from conference.http import SignedInRequest
from conference.models import User, Workshop
from reviews.selectors import chair_paper as page
from reviews.selectors.twins import twin_pairs
from reviews.views.papers import extend_form, show_paper
from submissions.models import Submission
from submissions.services import desk, late

Act = Callable[..., Submission]


@require_POST
@for_chairs
def take_up_again(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    """Take a desk rejection back."""
    said = f"#{number} is submitted again; its authors are told."
    return _act(request, workshop, number, desk.take_up_again, said)


@require_POST
@for_chairs
def restore(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    """Restore a withdrawn paper for its authors."""
    said = f"#{number} is submitted again; its authors are told."
    return _act(request, workshop, number, desk.restore_for_authors, said)


def _act(request: SignedInRequest, workshop: Workshop, number: int, act: Act, said: str) -> HttpResponse:
    paper = page.access_paper_to_act(request.viewer, workshop, number)
    user: User = request.user
    try:
        act(submission=paper, by=user)
    except PlenaryError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, said)
    return redirect("reviews:chair_paper", workshop.slug, number)


@require_POST
@for_chairs
def extend(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    """Give one paper more time, or take that back."""
    paper = page.access_paper_to_act(request.viewer, workshop, number)
    taking = request.POST.get("what") == "take"
    form = extend_form(request.POST, workshop)
    if not taking and not form.is_valid():
        return show_paper(request, workshop, number, status=Invalid.status, forms={"extend_form": form})
    try:
        late.extend_paper(submission=paper, by=request.user, at=None if taking else form.cleaned_data["at"])
    except Invalid as error:
        form.add_error("at", error.message)
        return show_paper(request, workshop, number, status=error.status, forms={"extend_form": form})
    messages.success(
        request,
        f"#{number} has the deadline of all again."
        if taking
        else f"#{number} has more time; its authors are told.",
    )
    return redirect("reviews:chair_paper", workshop.slug, number)


@require_GET
@for_chairs
def twins(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Show the papers that look alike, here and in earlier editions."""
    return render(request, "reviews/committee/twins.html", {"pairs": twin_pairs(request.viewer, workshop)})
