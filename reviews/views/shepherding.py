"""Conditions of an acceptance: a chair's, the shepherd's and the authors' doors."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from conference.doors import for_chairs, for_members, for_reviewers
from conference.errors import Closed, Invalid, NotFound, PlenaryError
from conference.http import SignedInRequest
from conference.models import Workshop
from conference.views.versions import start_from
from reviews.forms.shepherding import SignOffForm
from reviews.models import Decision, Shepherding
from reviews.selectors import shepherding as selectors
from reviews.services import shepherding as services
from reviews.sight import Info
from reviews.views.decision_page import DecisionPage
from reviews.visibility import SeenPaper, access_paper
from submissions.models import PaperFile
from submissions.views.receiving import has_file, take_file
from submissions.visibility import access_own_paper


@require_POST
@for_chairs
def conditions(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    """Set or take back the conditions of an acceptance, or answer in the shepherd's place."""
    paper, rights = access_paper(request.viewer, workshop, number, Info.BIDS_AND_AFFINITY)
    act = request.POST.get("act", "")
    page = DecisionPage(request, paper, rights, conditions=request.POST if act == "save" else None)
    saved = selectors.shepherding_of(Decision.objects.filter(submission_id=paper.pk).first())
    answers = act in {"sign_off", "return"} and saved is not None and saved.decision.released_at is not None
    if act not in {"save", "remove"} and not answers:
        raise NotFound
    try:
        if answers and saved:
            _answer(request, saved, SignOffForm(request.POST), part="chair")
        elif act == "remove":
            services.remove_conditions(submission=paper, by=request.user)
            messages.success(request, "The conditions are taken back.")
        elif not _save(request, paper, page):
            return page.render()
    except PlenaryError as error:
        page.refuse_conditions(error, saved)
        return page.render()
    return redirect("reviews:decision", workshop.slug, number)


def _save(request: SignedInRequest, paper: SeenPaper, page: DecisionPage) -> bool:
    if not page.conditions.is_valid():
        page.status = Invalid.status
        return False
    data = page.conditions.cleaned_data
    services.set_conditions(
        submission=paper,
        by=request.user,
        shepherd=data["shepherd"],
        conditions=data["conditions"],
        expected=data["version"],
    )
    messages.success(request, "The conditions are saved.")
    return True


@require_http_methods(["GET", "POST"])
@for_reviewers
def shepherd(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    """The conditions beside the revised file; sign off, or say what is missing."""
    paper, rights = access_paper(request.viewer, workshop, number, Info.PAPER_FILE)
    row = selectors.own_shepherding(request.viewer, paper)
    if row is None:
        raise NotFound
    form = SignOffForm(request.POST or None, initial={"version": row.version})
    error: PlenaryError | None = None
    if request.method == "POST":
        try:
            if _answer(request, row, form, part="reviewer"):
                return redirect("reviews:shepherd", workshop.slug, number)
        except PlenaryError as caught:
            error, row = caught, selectors.own_shepherding(request.viewer, paper) or row
            start_from(form, row.version)
    page = selectors.shepherd_page(paper, rights, row, workshop.slug)
    status = error.status if error else Invalid.status if form.is_bound else 200
    context = {"page": page, "form": form, "error": error}
    return render(request, "reviews/season/shepherd.html", context, status=status)


@require_http_methods(["GET", "POST"])
@for_members
def revision(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    """The conditions for the authors, with the door for the revised file."""
    paper = access_own_paper(request.viewer, workshop, number)
    found = selectors.conditions_for_author(paper)
    if found is None:
        raise NotFound
    problem, status = "", 200
    if request.method == "POST":
        try:
            if not found.is_open:
                problem, status = "The conditions are met: no other file is needed.", Closed.status
            elif not has_file(request):
                problem, status = "Choose the revised file.", Invalid.status
            elif take_file(request, paper, kind=PaperFile.Kind.PAPER):
                messages.success(request, "The revised file is here and is being checked.")
                return redirect("reviews:revision", workshop.slug, number)
        except PlenaryError as error:
            problem, status = error.message, error.status
    context = {
        "conditions": found,
        "paper": paper,
        "file_state": selectors.revision_state(paper, paper.decision.released_at),
        "problem": problem,
    }
    return render(request, "reviews/season/revision.html", context, status=status)


def _answer(request: SignedInRequest, row: Shepherding, form: SignOffForm, *, part: str) -> bool:
    if not form.is_valid():
        return False
    signed_off = request.POST.get("act") == "sign_off"
    services.answer(
        shepherding=row,
        by=request.user,
        part=part,
        signed_off=signed_off,
        remark=form.cleaned_data["remark"],
        expected=form.cleaned_data["version"],
    )
    messages.success(request, "Signed off. The authors are told." if signed_off else "The authors are told.")
    return True
