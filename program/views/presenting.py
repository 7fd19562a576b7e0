"""Who presents what, and when that person can be there: for authors of a paper, and for organizers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from conference.doors import for_editors, for_members
from conference.errors import Invalid, Stale
from conference.http import SignedInRequest
from conference.models import Workshop
from program.forms import WishForm
from program.models import PresenterWish
from program.selectors.presenters import (
    presented_paper,
    presenter_of,
    presenter_rows,
    wish_words,
    zone_of_presenter,
)
from program.services.presenting import wish_save
from reviews.selectors.camera_ready import access_accepted_own
from submissions.models import Submission

OK = 200


@for_editors
@require_safe
def chair_presenters(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Every accepted paper with its presenter."""
    rows = presenter_rows(request.viewer, workshop)
    return render(request, "program/chair/presenters.html", {"rows": rows})


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def chair_presenter(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    """When the presenter of a paper can be there, as an organizer heard it."""
    paper = presented_paper(request.viewer, workshop, number)
    return _wishes(request, workshop, paper, part="chair")


@for_members
@require_http_methods(["GET", "HEAD", "POST"])
def presenting(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    """When the presenter of a paper can be there, for its authors."""
    paper = access_accepted_own(request.viewer, workshop, number)
    return _wishes(request, workshop, paper, part="author")


def _wishes(request: SignedInRequest, workshop: Workshop, paper: Submission, *, part: str) -> HttpResponse:
    wish = PresenterWish.objects.filter(submission=paper).first()
    if request.method != "POST":
        zone = zone_of_presenter(paper, presenter_of(paper)) if part == "author" else ""
        form = WishForm(workshop=workshop, initial=WishForm.initial_of(wish, workshop, zone))
        return _page(request, workshop, paper, form, part)
    form = WishForm(request.POST, workshop=workshop)
    if not form.is_valid():
        return _page(request, workshop, paper, form, part, status=Invalid.status)
    try:
        wish_save(paper=paper, actor=request.user, part=part, given=form.given(), expected=form.seen_version)
    except Stale as error:
        saved = PresenterWish.objects.get(submission=paper)
        form.renew(saved.version)
        return _page(request, workshop, paper, form, part, error=error, status=error.status)
    messages.success(request, "Saved. It counts when the sessions are filled.")
    if part == "chair":
        return redirect("program:chair_presenters", workshop.slug)
    return redirect("submissions:paper", workshop.slug, paper.number)


def _page(
    request: SignedInRequest,
    workshop: Workshop,
    paper: Submission,
    form: WishForm,
    part: str,
    *,
    error: Stale | None = None,
    status: int = OK,
) -> HttpResponse:
    saved = PresenterWish.objects.filter(submission=paper).first() if error else None
    context = {
        "form": form,
        "title": paper.title,
        "number": paper.number,
        "error": error,
        "saved": wish_words(saved, workshop),
    }
    template = "program/chair/presenter.html" if part == "chair" else "program/presenting.html"
    return render(request, template, context, status=status)
