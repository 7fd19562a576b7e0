"""What chairs do with the findings of the check: see the place, settle it or have it mended."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from conference.doors import for_chairs
from conference.errors import Invalid
from conference.http import SignedInRequest
from conference.models import Workshop
from reviews.selectors.chair_findings import chair_picture, file_with
from reviews.selectors.chair_paper import access_chair_paper, access_paper_to_act
from submissions.services.findings import settle_finding
from submissions.views.pictures import picture_response


@require_GET
@for_chairs
def picture(
    request: SignedInRequest, workshop: Workshop, number: int, public_id: UUID, mark: str
) -> HttpResponseBase:
    """Show a place of a file under review."""
    paper, rights = access_chair_paper(request.viewer, workshop, number)
    look, whole = request.GET.get("look", ""), "whole" in request.GET
    drawn = chair_picture(paper, rights, request.viewer, public_id, mark, look=look, whole=whole)
    return picture_response(request, drawn)


@require_POST
@for_chairs
def settle(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    """Keep a chair's word on one finding."""
    paper = access_paper_to_act(request.viewer, workshop, number)
    key, word = request.POST.get("key", ""), request.POST.get("word", "")
    settled = request.POST.get("ruling") == "settled"
    try:
        settle_finding(file=file_with(paper, key), key=key, settled=settled, word=word, by=request.user)
    except Invalid as error:
        messages.error(request, f"{error.message} Your word was: {word[:600]}")
    else:
        messages.success(
            request, "Settled." if settled else "Marked as to be mended; the authors see it on their page."
        )
    where = reverse("reviews:chair_paper", args=[workshop.slug, number])
    return redirect(f"{where}#finding-{key}" if key.replace("-", "").isalnum() else where)
