"""An author's doors: begin a paper, the list of one's own, the page of one, its files, taking it back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from conference.doors import for_members
from conference.errors import Closed, Invalid, PlenaryError
from conference.http import SignedInRequest
from conference.models import Workshop
from submissions import panels
from submissions.forms.start import StartForm
from submissions.selectors.paper_page import paper_page
from submissions.selectors.papers import own_rows
from submissions.selectors.season import open_tracks, season_of, tracks_to_begin
from submissions.services import papers as services
from submissions.visibility import access_own_file, access_own_paper


@require_http_methods(["GET", "POST"])
@for_members
def start(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Pick a track and begin; where the call is closed, say since when and whom to write to."""
    season = season_of(workshop)
    tracks = tracks_to_begin(season)
    form = StartForm(request.POST if request.method == "POST" else None, tracks=open_tracks(workshop))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            paper = services.create_draft(
                workshop=workshop, track=form.cleaned_data["track"], by=request.user
            )
        except Closed as error:
            form.add_error(None, error.message)
            status = error.status
        else:
            return redirect("submissions:edit", workshop.slug, paper.number)
    elif request.method == "POST":
        status = Invalid.status
    rows = own_rows(request.viewer, workshop, season)
    context = {"season": season, "tracks": tracks, "form": form, "rows": rows}
    return render(request, "submissions/start.html", context, status=status)


@require_GET
@for_members
def mine(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    season = season_of(workshop)
    rows = own_rows(request.viewer, workshop, season)
    return render(request, "submissions/mine.html", {"season": season, "rows": rows})


@require_GET
@for_members
def paper(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    submission = access_own_paper(request.viewer, workshop, number)
    context = {
        "page": paper_page(submission, season_of(workshop), request.viewer),
        "panels": panels.panels(request.viewer, submission),
    }
    return render(request, "submissions/paper.html", context)


@require_http_methods(["GET", "POST"])
@for_members
def withdraw(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    """Ask, then take the paper back."""
    submission = access_own_paper(request.viewer, workshop, number)
    season = season_of(workshop).at_paper(submission)
    if request.method == "GET":
        page = paper_page(submission, season, request.viewer)
        return render(request, "submissions/withdraw.html", {"page": page, "season": season})
    try:
        services.withdraw(submission=submission, by=request.user)
    except PlenaryError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "The paper is withdrawn. Its authors get a mail.")
    return redirect("submissions:paper", workshop.slug, number)


@require_POST
@for_members
def restore(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    submission = access_own_paper(request.viewer, workshop, number)
    try:
        services.restore(submission=submission, by=request.user)
    except PlenaryError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "The paper is submitted again. Its authors get a mail.")
    return redirect("submissions:paper", workshop.slug, number)


@require_http_methods(["GET", "POST"])
@for_members
def discard(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    """Ask, then delete a draft."""
    submission = access_own_paper(request.viewer, workshop, number)
    if request.method == "GET":
        page = paper_page(submission, season_of(workshop), request.viewer)
        return render(request, "submissions/discard.html", {"page": page})
    try:
        services.discard_draft(submission=submission, by=request.user)
    except PlenaryError as error:
        messages.error(request, error.message)
        return redirect("submissions:paper", workshop.slug, number)
    messages.success(request, "The draft is deleted.")
    return redirect("submissions:mine", workshop.slug)


@require_GET
@for_members
def file(request: SignedInRequest, workshop: Workshop, number: int, public_id: UUID) -> FileResponse:
    """Give an author her file back as she sent it: to be kept, never to be run or shown inside this site."""
    found = access_own_file(request.viewer, workshop, number, public_id)
    response = FileResponse(
        found.file.open("rb"),
        as_attachment=True,
        filename=found.original_name,
        content_type="application/pdf",
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response
