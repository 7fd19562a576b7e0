"""Reviewing without a connection: a text file to fill in, and its upload with a preview of what was read."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from conference.doors import for_reviewers
from conference.errors import Invalid, NotFound
from conference.http import SignedInRequest
from conference.models import Workshop
from reviews.forms.season import ReviewFileForm
from reviews.review_file import write
from reviews.selectors import review_files as selectors
from reviews.services.review_files import save_sheets
from reviews.views.saving import in_short


@require_GET
@for_reviewers
def review_file(request: SignedInRequest, workshop: Workshop, number: int | None = None) -> HttpResponse:
    """Hand out the file of one review or of all that can still be written."""
    reviews = selectors.open_reviews(request.viewer, workshop, number)
    if number is not None and not reviews:
        raise NotFound
    text = write([item.sheet for item in reviews], f"Reviews for {workshop.acronym}")
    name = f"{workshop.slug}-review-{number}.txt" if number else f"{workshop.slug}-reviews.txt"
    return HttpResponse(
        text,
        content_type="text/plain; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


@require_http_methods(["GET", "POST"])
@for_reviewers
def upload_reviews(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Read a file and show what it would change; ``step=save`` then saves it as drafts."""
    reviews = selectors.open_reviews(request.viewer, workshop)
    if request.method == "GET":
        return _page(request, {"form": ReviewFileForm(), "reviews": reviews})
    form = ReviewFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, {"form": form, "reviews": reviews}, Invalid.status)
    text = form.cleaned_data["text"]
    found = selectors.preview(text, reviews)
    failed: dict[int, str] = {}
    if request.POST.get("step") == "save":
        refused, saved = save_sheets(reviews=reviews, values=found.values, seen=_seen(request))
        failed = {number: in_short(error) for number, error in refused.items()}
        if not failed:
            messages.success(
                request, f"{saved} review{'s are' if saved != 1 else ' is'} saved from the file."
            )
            return redirect("reviews:reviewing", workshop.slug)
        found = selectors.preview(text, selectors.open_reviews(request.viewer, workshop))
    context = {"form": form, "reviews": reviews, "found": found, "text": text, "failed": failed}
    return _page(request, context, Invalid.status if failed else 200)


def _seen(request: SignedInRequest) -> dict[int, int]:
    pairs = (entry.partition(":") for entry in request.POST.getlist("seen"))
    return {int(number): int(version) for number, _, version in pairs if (number + version).isdecimal()}


def _page(request: SignedInRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    return render(request, "reviews/season/upload.html", context, status=status)
