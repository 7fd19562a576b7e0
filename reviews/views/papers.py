"""The chairs' table of papers, and the page of one paper with what a chair does there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from conference.doors import for_chairs
from conference.errors import Invalid, NotFound, PlenaryError
from conference.http import SignedInRequest
from conference.models import User, Workshop
from conference.visibility import Viewer
from reviews.forms.papers import ConflictForm, MoreTimeForm, PersonForm, ReasonForm
from reviews.models import Assignment
from reviews.selectors import chair_paper as page
from reviews.selectors.season import paper_reviews
from reviews.selectors.tables.table import PAPERS
from reviews.services import assignment, conflicts, looks
from reviews.services.desk import desk_reject as reject_without_review
from reviews.sight import Info
from reviews.views.listing import table_context, table_of
from reviews.visibility import rights
from submissions.models import Submission
from submissions.selectors.files import current_file, paper_files

if TYPE_CHECKING:
    from reviews.visibility import SeenPaper


@for_chairs
def papers(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Show the papers of the workshop as this chair may see them."""
    context = table_context(
        table_of(request, workshop, PAPERS),
        toolbar="reviews/tables/_bulk_papers.html",
        bulk_url=reverse("reviews:bulk_action", args=[workshop.slug]),
    )
    return render(request, "reviews/committee/papers.html", context)


@for_chairs
def chair_paper(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    """Show one paper."""
    return show_paper(request, workshop, number)


@require_POST
@for_chairs
def assign(request: SignedInRequest, workshop: Workshop, number: int, part: str) -> HttpResponse:
    """Assign a reviewer or an area chair by hand, with a mail to a reviewer."""
    paper = page.access_paper_to_act(request.viewer, workshop, number)
    is_reviewer = part == Assignment.Part.REVIEWER
    form = (
        _reviewer_form(request.POST, paper, request.viewer, workshop)
        if is_reviewer
        else _area_chair_form(request.POST, paper, workshop)
    )
    name = "reviewer_form" if is_reviewer else "area_chair_form"
    if not form.is_valid():
        return show_paper(request, workshop, number, status=Invalid.status, forms={name: form})
    user = User.objects.get(pk=form.cleaned_data["user"])
    try:
        assignment.assign_by_hand(submission=paper, user=user, by=request.user, part=part)
    except PlenaryError as error:
        form.add_error("user", error.message)
        return show_paper(request, workshop, number, status=error.status, forms={name: form})
    messages.success(
        request, f"{user.name} has #{number} now{' and is told by mail' if is_reviewer else ''}."
    )
    return redirect("reviews:chair_paper", workshop.slug, number)


@require_POST
@for_chairs
def take_back(request: SignedInRequest, workshop: Workshop, number: int, pk: int) -> HttpResponse:
    """Take an assignment back."""
    paper = page.access_paper_to_act(request.viewer, workshop, number)
    row = get_object_or_404(
        Assignment.objects.select_related("user", "submission__workshop"), pk=pk, submission=paper
    )
    try:
        assignment.take_back(assignment=row, by=request.user, reason=request.POST.get("reason", ""))
    except PlenaryError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"{row.user.name} no longer has #{number}.")
    return redirect("reviews:chair_paper", workshop.slug, number)


@require_POST
@for_chairs
def set_conflict(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    """Keep a person away from a paper by a chair's word."""
    paper = page.access_paper_to_act(request.viewer, workshop, number)
    form = _conflict_form(request.POST, paper, workshop)
    if not form.is_valid():
        return show_paper(request, workshop, number, status=Invalid.status, forms={"conflict_form": form})
    user = User.objects.get(pk=form.cleaned_data["user"])
    conflicts.set_conflict(submission=paper, user=user, by=request.user, note=form.cleaned_data["note"])
    messages.success(request, f"{user.name} is kept away from #{number}.")
    return redirect("reviews:chair_paper", workshop.slug, number)


@require_POST
@for_chairs
def desk_reject(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    """Reject a paper without review; its authors are told the reason."""
    paper = page.access_paper_to_act(request.viewer, workshop, number)
    form = _desk_form(request.POST)
    if not form.is_valid():
        return show_paper(request, workshop, number, status=Invalid.status, forms={"desk_form": form})
    try:
        reject_without_review(submissions=[paper], by=request.user, reason=form.cleaned_data["reason"])
    except PlenaryError as error:
        form.add_error("reason", error.message)
        return show_paper(request, workshop, number, status=error.status, forms={"desk_form": form})
    messages.success(request, f"#{number} is rejected without review; its authors are told.")
    return redirect("reviews:chair_paper", workshop.slug, number)


@require_POST
@for_chairs
def look(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponseBase:
    """Show the authors, or hand out the file as it was uploaded, once: with a reason that the history keeps."""
    paper = page.access_paper_to_act(request.viewer, workshop, number)
    wants_file = request.POST.get("what") == "file"
    info = Info.ORIGINAL_FILE if wants_file else Info.AUTHOR_IDENTITIES
    found = rights(paper, request.viewer, workshop)
    if not found.sees(info):
        if not found.may_force(info):
            raise NotFound
        form = _look_form(request.POST)
        try:
            _record_look(request, paper, form, "the original file" if wants_file else "the authors")
        except Invalid as error:
            form.errors["reason"] = form.error_class([error.message])
            return show_paper(request, workshop, number, status=error.status, forms={"look_form": form})
    response = _original_file(paper) if wants_file else show_paper(request, workshop, number, forced=True)
    response["Cache-Control"] = "no-store"
    return response


def _record_look(request: SignedInRequest, paper: Submission, form: ReasonForm, what: str) -> None:
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    looks.record_look(submission=paper, by=request.user, reason=reason, what=what)


def _original_file(paper: Submission) -> FileResponse:
    file = current_file(paper_files(paper))
    if file is None:
        raise NotFound
    return FileResponse(
        file.file.open("rb"),
        as_attachment=True,
        filename=f"paper-{paper.number}-original.pdf",
        content_type="application/pdf",
    )


def show_paper(
    request: SignedInRequest,
    workshop: Workshop,
    number: int,
    *,
    status: int = 200,
    forced: bool = False,
    forms: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the page of one paper, with the forms that were sent in place of empty ones."""
    paper, found = page.access_chair_paper(request.viewer, workshop, number)
    shown = page.chair_paper(paper, found, request.viewer, workshop, forced=forced)
    context: dict[str, Any] = {"paper": shown}
    if not shown.kept:
        context |= {
            "reviewer_form": _reviewer_form(None, paper, request.viewer, workshop),
            "area_chair_form": _area_chair_form(None, paper, workshop),
            "conflict_form": _conflict_form(None, paper, workshop),
            "look_form": _look_form(None),
            "desk_form": _desk_form(None),
            "extend_form": extend_form(None, workshop),
            "reviews": paper_reviews(paper, found),
        }
    return render(request, "reviews/committee/paper.html", {**context, **(forms or {})}, status=status)


def _reviewer_form(data: Any, paper: SeenPaper, viewer: Viewer, workshop: Workshop) -> PersonForm:
    candidates = page.reviewer_candidates(paper, viewer, workshop)
    return PersonForm(data, candidates=candidates, label="Reviewer", prefix="reviewer")


def _area_chair_form(data: Any, paper: SeenPaper, workshop: Workshop) -> PersonForm:
    candidates = page.area_chair_candidates(paper, workshop)
    return PersonForm(data, candidates=candidates, label="Area chair", prefix="area_chair")


def _conflict_form(data: Any, paper: SeenPaper, workshop: Workshop) -> ConflictForm:
    candidates = page.conflict_candidates(paper, workshop)
    return ConflictForm(data, candidates=candidates, label="Person", prefix="conflict")


def _look_form(data: Any) -> ReasonForm:
    return ReasonForm(
        data,
        label="Why you have to look",
        help_text="Kept in the history with your name, where the other chairs read it.",
        prefix="look",
    )


def _desk_form(data: Any) -> ReasonForm:
    return ReasonForm(data, label="Reason", help_text="The authors read it in their mail.", prefix="desk")


def extend_form(data: Any, workshop: Workshop) -> MoreTimeForm:
    """Return the form in which a chair gives one paper more time."""
    return MoreTimeForm(data, zone=workshop.tz, zone_name=workshop.timezone, prefix="extend")
