"""The authors' doors to correct the record of an accepted paper: title and abstract at once, authors by a chair's leave."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from conference.doors import for_members
from conference.errors import Invalid, PlenaryError, Stale
from conference.http import SignedInRequest
from conference.models import Workshop
from reviews.forms.camera_ready import CorrectionForm, ReasonForm
from reviews.selectors.camera_ready import CameraReadyPage, access_accepted_own, camera_ready_page
from reviews.services import author_changes
from reviews.services import camera_ready as services
from submissions.forms.authors import AuthorFormSet, BaseAuthorFormSet, rows_in_order
from submissions.services.authors import entries_of

MOST_NEW_ROWS = 5
edit = require_http_methods(["GET", "POST"])


@edit
@for_members
def correct_text(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    """Correct title and abstract."""
    page = _page(request, workshop, number)
    initial = {
        "version": page.paper.version,
        "title": page.paper.title,
        "abstract": page.paper.abstract,
    }
    form = CorrectionForm(request.POST or None, initial=initial)
    context: dict[str, Any] = {"page": page, "form": form, "error": "", "saved_now": []}
    if request.method == "GET":
        return _show(request, "reviews/camera_ready/correct_text.html", context, page)
    if not form.is_valid():
        return _show(request, "reviews/camera_ready/correct_text.html", context, page, Invalid.status)
    data = form.cleaned_data
    try:
        services.correct_text(
            submission=page.paper,
            title=data["title"],
            abstract=data["abstract"],
            expected=data["version"],
            by=request.user,
        )
    except PlenaryError as error:
        if isinstance(error, Stale):
            form.data = {**form.data.dict(), "version": str(page.paper.version)}  # type: ignore[attr-defined]
            context["saved_now"] = [("Title", page.paper.title), ("Abstract", page.paper.abstract)]
        context["error"] = error.message
        return _show(request, "reviews/camera_ready/correct_text.html", context, page, error.status)
    messages.success(request, "The correction is saved.")
    return redirect("reviews:camera_ready", workshop.slug, number)


@edit
@for_members
def change_authors(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    """Ask the chairs for another list of authors."""
    page = _page(request, workshop, number)
    sent = rows_in_order(request.POST) if request.method == "POST" else None
    initial = [vars(entry) for entry in entries_of(page.paper)]
    authors = AuthorFormSet(sent, initial=None if sent else initial, prefix="authors")
    if sent is None:
        asked = request.GET.get("rows", "")
        authors.extra = min(int(asked), MOST_NEW_ROWS) if asked.isdecimal() else 0
    form = ReasonForm(sent)
    context = {"page": page, "authors": authors, "form": form, "error": ""}
    template = "reviews/camera_ready/change_authors.html"
    if sent is None:
        return _show(request, template, context, page)
    if not (form.is_valid() & authors.is_valid()):
        return _show(request, template, context, page, Invalid.status)
    try:
        author_changes.ask(
            submission=page.paper,
            authors=cast("BaseAuthorFormSet", authors).entries(),
            reason=form.cleaned_data["reason"],
            by=request.user,
        )
    except PlenaryError as error:
        context["error"] = error.message
        return _show(request, template, context, page, error.status)
    messages.success(request, "The chairs are asked. Nothing changes before they agree.")
    return redirect("reviews:camera_ready", workshop.slug, number)


@require_POST
@for_members
def take_back_authors(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    """Take the wish back."""
    page = _page(request, workshop, number)
    if author_changes.take_back(submission=page.paper, by=request.user):
        messages.success(request, "The wish is taken back; the authors stay as they are.")
    return redirect("reviews:camera_ready", workshop.slug, number)


def _page(request: SignedInRequest, workshop: Workshop, number: int) -> CameraReadyPage:
    return camera_ready_page(access_accepted_own(request.viewer, workshop, number))


def _show(
    request: SignedInRequest,
    template: str,
    context: dict[str, Any],
    page: CameraReadyPage,
    status: int = 200,
) -> HttpResponse:
    return render(request, template, {**context, "paper": page.paper}, status=status)
