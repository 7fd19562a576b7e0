"""The authors' doors after acceptance: the checklist with each item opening in place, options, corrections."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from conference.doors import for_members
from conference.errors import Invalid, NotFound, PlenaryError, Stale
from conference.http import SignedInRequest
from conference.models import OptIn, Workshop
from reviews.forms.camera_ready import item_form
from reviews.selectors.camera_ready import access_accepted_own, camera_ready_page
from reviews.services import camera_ready as services
from reviews.views.camera_ready_page import ChecklistPage
from submissions.checklist import FILES, Item
from submissions.models import Submission
from submissions.views.receiving import has_file, take_file


@require_GET
@for_members
def checklist(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    """What is done, what is missing, until when; ``open`` names the item that is unfolded."""
    paper = access_accepted_own(request.viewer, workshop, number)
    return ChecklistPage(request, paper, opened=request.GET.get("open", "")).render()


@require_POST
@for_members
def save_item(request: SignedInRequest, workshop: Workshop, number: int, item: str) -> HttpResponse:
    """Take the answer or the file of one item; what can't be taken is shown there with all that was typed."""
    paper, asked = _asked(request, workshop, number, item)
    if asked in FILES and has_file(request, asked.value):
        try:
            take_file(request, paper, kind=asked.value, field=asked.value)
        except PlenaryError as error:
            page = ChecklistPage(request, paper, opened=item, sent=request.POST)
            page.file_error, page.status = error.message, error.status
            return page.render()
        return _back(workshop, number, item)
    if asked in FILES and request.POST.get("names_seen"):
        services.confirm_names(submission=paper, public_id=request.POST["names_seen"], by=request.user)
        return _back(workshop, number, item)
    page = ChecklistPage(request, paper, opened=item, sent=request.POST)
    if not (page.save_questions() if asked is Item.QUESTIONS else page.save(asked)):
        return page.render()
    messages.success(request, "Saved.")
    return _back(workshop, number, item)


@require_POST
@for_members
def autosave_item(request: SignedInRequest, workshop: Workshop, number: int, item: str) -> JsonResponse:
    """Save an answer as it is typed, if it is whole; the answer carries the mark that the next save starts from."""
    paper, asked = _asked(request, workshop, number, item)
    if asked is Item.QUESTIONS:
        page = ChecklistPage(request, paper, opened=item, sent=request.POST)
        message = "" if page.save_answers() else f"Not saved: {page.why_not}"
        return JsonResponse({"message": message} if message else {}, status=page.status)
    form = item_form(asked, paper, "", request.POST)
    if form is None or not form.is_valid():
        errors = form.errors.values() if form else ()
        reason = next((str(error) for found in errors for error in found), "nothing to save here.")
        return JsonResponse({"message": f"Not saved yet: {reason}"}, status=Invalid.status)
    try:
        services.save_item(
            submission=paper,
            item=asked,
            values=form.values(),
            seen=form.cleaned_data["seen"],
            by=request.user,
        )
    except Stale:
        text = (
            "Not saved: a co-author changed this in the meantime. Press “Save” to compare; your text is kept."
        )
        return JsonResponse({"message": text}, status=Stale.status)
    except PlenaryError as error:
        return JsonResponse({"message": f"Not saved: {error.message}"}, status=error.status)
    fresh = camera_ready_page(access_accepted_own(request.viewer, workshop, number))
    return JsonResponse({"fields": {"seen": fresh.row(asked.value).seen}})


@require_POST
@for_members
def opt_in(request: SignedInRequest, workshop: Workshop, number: int, pk: int) -> HttpResponse:
    """Choose an option of the track, agreeing to its conditions, or take it back."""
    paper = access_accepted_own(request.viewer, workshop, number)
    chosen = get_object_or_404(OptIn, pk=pk, track=paper.track)
    wanted = request.POST.get("choice") == "choose"
    try:
        services.choose_opt_in(
            submission=paper, opt_in=chosen, chosen=wanted, agreed="agree" in request.POST, by=request.user
        )
    except PlenaryError as error:
        page = ChecklistPage(request, paper)
        page.opt_in_error, page.status = (pk, error.message), error.status
        return page.render()
    messages.success(request, f"{'Chosen' if wanted else 'Taken back'}: {chosen.label}")
    return redirect(f"{_url(workshop, number)}#options")


def _asked(request: SignedInRequest, workshop: Workshop, number: int, item: str) -> tuple[Submission, Item]:
    paper = access_accepted_own(request.viewer, workshop, number)
    if item not in set(Item):
        raise NotFound
    return paper, Item(item)


def _url(workshop: Workshop, number: int) -> str:
    return reverse("reviews:camera_ready", args=[workshop.slug, number])


def _back(workshop: Workshop, number: int, item: str) -> HttpResponse:
    return redirect(f"{_url(workshop, number)}?open={item}#{item}")
