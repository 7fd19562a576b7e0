"""Bidding: a reviewer's list of papers, each bid saved at once, and the chairs' view of how it goes."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from conference.doors import for_bidders, for_chairs
from conference.errors import NotFound, PlenaryError
from conference.http import SignedInRequest
from conference.models import Workshop
from conference.models.workshops import DateKey
from reviews.models import Bid, Reviewer
from reviews.selectors import bid_counts
from reviews.selectors import bids as selectors
from reviews.selectors.deadline import deadline_of
from reviews.services import bids as services
from reviews.services.committee import reviewer_row
from reviews.services.owing import ask_for_bids

PAGE = 50


def _reviewer(request: SignedInRequest, workshop: Workshop) -> Reviewer:
    row = reviewer_row(workshop, request.user)
    if row is None:
        raise NotFound
    return row


@require_GET
@for_bidders
def bids(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Show what a reviewer may bid on, the closest to her own work first."""
    found = selectors.bid_page(request.viewer, workshop, _reviewer(request, workshop))
    topic = request.GET.get("topic", "")
    only_open = request.GET.get("show") == "open"
    rows = found.shown(topic=int(topic) if topic.isdecimal() else None, only_open=only_open)
    context = {
        "bidding": found,
        "topics": workshop.topics.all(),
        "topic": topic,
        "only_open": only_open,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "deadline": deadline_of(workshop, DateKey.BIDS),
    }
    return render(request, "reviews/committee/bids.html", context)


@require_POST
@for_bidders
def bid(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    """Store one bid; a script gets the new counts, a plain form the page it came from."""
    reviewer = _reviewer(request, workshop)
    paper = selectors.access_bid_paper(request.viewer, workshop, number)
    value = request.POST.get("value", "")
    quiet = request.accepts("application/json") and not request.accepts("text/html")
    try:
        services.place_bid(submission=paper, user=request.user, value=value)
    except PlenaryError as error:
        if quiet:
            return JsonResponse({"message": error.message}, status=error.status)
        messages.error(request, error.message)
    if quiet:
        given, wished = selectors.bid_counts(request.viewer, workshop, reviewer)
        return JsonResponse({"given": given, "wished": wished})
    back = QueryDict(request.POST.get("back", "")).urlencode()
    anchor = f"#paper-{number}"
    if value == Bid.Value.CONFLICT:
        messages.success(request, f"Noted. #{number} is kept away from you from now on.")
        anchor = ""
    url = reverse("reviews:bids", args=[workshop.slug])
    return redirect(f"{url}?{back}{anchor}" if back else f"{url}{anchor}")


@require_GET
@for_chairs
def chair_bids(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Show how many bids papers and reviewers have."""
    found = bid_counts.bidding(request.viewer, workshop)
    by_person = request.GET.get("view") == "people"
    sort = request.GET.get("sort") or ("name" if by_person else "number")
    rows = found.people_sorted(sort) if by_person else found.papers_sorted(sort)
    context = {
        "bidding": found,
        "by_person": by_person,
        "sort": sort,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "deadline": deadline_of(workshop, DateKey.BIDS),
    }
    return render(request, "reviews/committee/chair_bids.html", context)


@require_http_methods(["POST"])
@for_chairs
def change_bidding(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Open bidding, with a mail to those who have not bid, or close it."""
    act = request.POST.get("act", "")
    if act not in {"open", "close"}:
        raise NotFound
    try:
        if act == "close":
            services.close_bidding(workshop=workshop, by=request.user)
            said = "Bidding is closed. The bids are kept and count in proposals."
        else:
            said = _open(request, workshop)
    except PlenaryError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, said)
    return redirect("reviews:chair_bids", workshop.slug)


def _open(request: SignedInRequest, workshop: Workshop) -> str:
    if not services.open_bidding(workshop=workshop, by=request.user):
        return "Bidding was open already."
    told = ask_for_bids(workshop=workshop, viewer=request.viewer, by=request.user)
    mails = f"{told} reviewer{'' if told == 1 else 's'} told by mail." if told else "No new mail was sent."
    return f"Bidding is open. {mails}"
