"""A chair's doors to the reviews under way: where they stand, the discussion phase."""

from __future__ import annotations

from typing import Any

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
from reviews.selectors.progress import people
from reviews.selectors.progress_summary import figures_of, progress_summary
from reviews.selectors.tables.source import Source
from reviews.selectors.tables.table import PROGRESS, base
from reviews.selectors.thin import marked_reviews, to_look_at
from reviews.services import season as services
from reviews.views.listing import table_context, table_of
from reviews.visibility import rebuttal_is_open

PAGE = 50


@require_GET
@for_chairs
def progress(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Show where the reviews stand: by paper, by reviewer (``view=people``), or those to look at (``view=look``)."""
    table = table_of(request, workshop, PROGRESS)
    marked = marked_reviews(workshop, base(PROGRESS, table.source))
    context: dict[str, Any] = {
        "progress": progress_summary(table.source),
        "to_look_at": len(marked),
        "rebuttal_open": rebuttal_is_open(workshop),
        "view": request.GET.get("view", ""),
    }
    if context["view"] == "people":
        context["sort"] = sort = request.GET.get("sort", "name")
        rows = people(table.source, marked, sort)
        context["page"] = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    elif context["view"] == "look":
        page = context["page"] = Paginator(marked, PAGE).get_page(request.GET.get("page"))
        context["reviews"] = to_look_at(list(page))
    else:
        context |= table_context(
            table,
            toolbar="reviews/tables/_bulk_papers.html",
            bulk_url=reverse("reviews:bulk_action", args=[workshop.slug]),
        )
    return render(request, "reviews/season/progress.html", context)


@require_http_methods(["GET", "POST"])
@for_chairs
def discussion(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Say what reviewers will see from then on, and open the discussion phase."""
    if request.method == "GET":
        found = figures_of(Source(request.viewer, workshop))
        return render(request, "reviews/season/discussion.html", {"figures": found})
    try:
        opened = services.open_discussion(workshop=workshop, by=request.user)
    except PlenaryError as error:
        messages.error(request, error.message)
    else:
        text = "The discussion phase is open." if opened else "The discussion phase was open already."
        messages.success(request, text)
    return redirect("reviews:progress", workshop.slug)
