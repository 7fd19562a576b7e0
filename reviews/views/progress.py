"""A chair's doors to the reviews under way: where they stand, the discussion phase."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from conference.doors import for_chairs
from conference.errors import PlenaryError
from conference.http import SignedInRequest
from conference.models import Workshop
from reviews.selectors import progress as selectors
from reviews.selectors.progress_summary import progress_summary
from reviews.selectors.tables.table import PROGRESS
from reviews.selectors.thin import to_look_at
from reviews.services import season as services
from reviews.views.listing import table_context, table_of
from reviews.visibility import rebuttal_is_open

PAGE = 100


@require_GET
@for_chairs
def progress(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Show where the reviews stand, by paper or (``view=people``) by reviewer."""
    table = table_of(request, workshop, PROGRESS)
    summary = progress_summary(table.source)
    if request.GET.get("view") == "people":
        sort = request.GET.get("sort", "")
        people = selectors.progress(request.viewer, workshop).people_sorted(sort)
        page = Paginator(people, PAGE).get_page(request.GET.get("page"))
        context = {
            "progress": summary,
            "by_person": True,
            "page": page,
            "sort": sort or "name",
            "rebuttal_open": rebuttal_is_open(workshop),
        }
        return render(request, "reviews/season/progress.html", context)
    context = table_context(
        table,
        progress=summary,
        rebuttal_open=rebuttal_is_open(workshop),
        to_look_at=() if request.GET.get("q") else to_look_at(request.viewer, workshop),
        toolbar="reviews/tables/_bulk_papers.html",
        bulk_url=reverse("reviews:bulk_action", args=[workshop.slug]),
    )
    return render(request, "reviews/season/progress.html", context)


@require_http_methods(["GET", "POST"])
@for_chairs
def discussion(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Say what reviewers will see from then on, and open the discussion phase."""
    if request.method == "GET":
        found = selectors.progress(request.viewer, workshop)
        return render(request, "reviews/season/discussion.html", {"progress": found})
    try:
        opened = services.open_discussion(workshop=workshop, by=request.user)
    except PlenaryError as error:
        messages.error(request, error.message)
    else:
        text = "The discussion phase is open." if opened else "The discussion phase was open already."
        messages.success(request, text)
    return redirect("reviews:progress", workshop.slug)
