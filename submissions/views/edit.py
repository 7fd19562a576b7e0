"""The form of a paper: one page, one form for text and file, so that whatever is sent, everything typed comes along."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from conference.doors import for_members
from conference.errors import Closed, Invalid, PlenaryError, Stale
from conference.http import SignedInRequest
from conference.models import Workshop
from submissions.lifecycle import EDITABLE
from submissions.models import Stage, Submission, SubmissionState
from submissions.selectors.check_panel import CheckPanel, check_panel
from submissions.selectors.season import season_of
from submissions.services import files, papers, typed
from submissions.views.edit_page import FILE_FIELDS, EditPage, needed_by
from submissions.views.receiving import has_file, sends_answer
from submissions.visibility import access_own_paper


@require_http_methods(["GET", "POST"])
@for_members
def edit(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    paper = access_own_paper(request.viewer, workshop, number)
    if request.method == "GET":
        page = EditPage(request, paper)
        if not page.can_save and not page.typed:
            return redirect("submissions:paper", workshop.slug, number)
        return page.render()
    if request.POST.get("step") == "forget":
        typed.drop_typed(submission=paper, by=request.user)
        return redirect("submissions:edit", workshop.slug, number)
    return _take(request, paper)


def _take(request: SignedInRequest, paper: Submission) -> HttpResponse:
    """Save the text, then keep the file, then submit, as far as each was asked for; say what could not be done."""
    typed.keep_typed(submission=paper, by=request.user, content=dict(request.POST.lists()))
    page = EditPage(request, paper, request.POST)
    saved = page.save()
    file_saved = page.add_files()
    page.tick()
    if not (saved and file_saved):
        return page.render()
    if request.POST.get("step") == "submit":
        return _submit(request, page)
    if request.POST.get("step") == "add_author":
        return redirect(f"{page.url}?rows=1#authors")
    if "remove" in request.POST:
        return _take_out(request, page)
    return redirect(f"{page.url}{_place(request, page)}")


def _place(request: SignedInRequest, page: EditPage) -> str:
    """Return where on the form one goes on: at the file that was sent, else at its head with a word that it is saved."""
    if any(has_file(request, field) for field in FILE_FIELDS):
        return "#pdf"
    if sends_answer(request, page.paper, Stage.SUBMISSION):
        return "#questions"
    messages.success(request, page.saved_message)
    return ""


def _take_out(request: SignedInRequest, page: EditPage) -> HttpResponse:
    try:
        page.take_out()
    except PlenaryError as error:
        page.say(error)
        return page.render()
    messages.success(request, "The file is taken out. Its versions are kept on the paper’s page.")
    return redirect(f"{page.url}#pdf")


def _submit(request: SignedInRequest, page: EditPage) -> HttpResponse:
    try:
        paper = papers.submit(submission=page.paper, by=request.user)
    except PlenaryError as error:
        page.say(error)
        return page.render()
    if paper.state == SubmissionState.SUBMITTED:
        messages.success(
            request, "Your paper is submitted. Each author with an address gets a receipt by mail."
        )
        return redirect("submissions:paper", page.workshop.slug, paper.number)
    messages.success(
        request, "Everything is in. The paper will be submitted as soon as its files are checked."
    )
    return redirect(f"{page.url}#pdf")


@require_POST
def autosave(request: SignedInRequest, slug: str, number: int) -> HttpResponseBase:
    """Keep what is typed; a script that is sent to the log-in page would take that for a success, so it is told."""
    if not request.user.is_authenticated:
        message = "Not saved: you are logged out. Copy your text before you leave this page."
        return JsonResponse({"message": message}, status=401)
    return _autosave(request, slug, number)


@for_members
def _autosave(request: SignedInRequest, workshop: Workshop, number: int) -> JsonResponse:
    """Save a draft that makes sense as it stands; anything else is kept beside the paper."""
    paper = access_own_paper(request.viewer, workshop, number)
    typed.keep_typed(submission=paper, by=request.user, content=dict(request.POST.lists()))
    page = EditPage(request, paper, request.POST)
    page.tick()
    if paper.state != SubmissionState.DRAFT:
        message = "Kept. Press “Save changes” to change the submitted paper."
        return JsonResponse({"message": message}, status=200 if page.can_save else Closed.status)
    if page.save(quiet=True):
        needed = render_to_string("submissions/_needed.html", {"todo": needed_by(page.paper)})
        return JsonResponse({"fields": {"version": page.paper.version}, "parts": {"needed": needed}})
    if page.error is None:
        return JsonResponse({"message": "Kept as it is; some fields still need a correction."})
    return JsonResponse({"message": _in_short(page.error)}, status=page.error.status)


def _in_short(error: PlenaryError) -> str:
    if isinstance(error, Stale):
        return "Someone else saved this paper meanwhile. Your text is kept: press “Save” to compare."
    if isinstance(error, Closed):
        return f"{error.message} What you typed is kept here, but the paper can no longer change."
    return f"Kept, but not saved yet: {error.message}"


@require_GET
@for_members
def check(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    """The part of the form that tells of the PDF, for the page to refresh; without that, the form itself."""
    paper = access_own_paper(request.viewer, workshop, number)
    if "HX-Request" not in request.headers:
        return redirect(f"{reverse('submissions:edit', args=[workshop.slug, number])}#pdf")
    response = render(request, "submissions/_check.html", _check_context(paper, check_panel(paper)))
    if "asked" in request.GET and paper.state == SubmissionState.SUBMITTED:
        response.headers["HX-Redirect"] = reverse("submissions:paper", args=[workshop.slug, number])
    return response


def _check_context(paper: Submission, panel: CheckPanel) -> dict[str, object]:
    can_save = paper.state in EDITABLE and not season_of(paper.workshop).at_paper(paper).why_closed()
    renewed = can_save and paper.state == SubmissionState.DRAFT
    return {
        "paper": paper,
        "check": panel,
        "can_save": can_save,
        "waiting": panel.is_waiting,
        "renewed": renewed,
        "todo": needed_by(paper, panel) if renewed else [],
    }


@require_POST
@for_members
def check_again(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    """Start a check anew whose worker broke down."""
    paper = access_own_paper(request.viewer, workshop, number)
    try:
        files.check_again(submission=paper, by=request.user)
    except Invalid as error:
        messages.error(request, error.message)
    return redirect(f"{reverse('submissions:edit', args=[workshop.slug, number])}#pdf")
