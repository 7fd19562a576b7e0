"""A chair's word on a review that is in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from conference.doors import for_chairs
from conference.errors import NotFound, PlenaryError
from conference.http import SignedInRequest
from conference.models import Workshop
from reviews.selectors.season import submitted_reviews
from reviews.services import judging as services
from reviews.sight import Info
from reviews.visibility import access_paper


@require_POST
@for_chairs
def judge_review(request: SignedInRequest, workshop: Workshop, number: int, pk: int) -> HttpResponse:
    """Rate a review, or say that its ethics flag is dealt with."""
    paper, rights = access_paper(request.viewer, workshop, number, Info.REVIEWS_FOR_CHAIRS)
    review = submitted_reviews(paper.pk).filter(pk=pk).first()
    if review is None or not rights.is_chair_here:
        raise NotFound
    rating = request.POST.get("rating", "")
    try:
        if request.POST.get("action") == "settle":
            services.settle_ethics(review=review, by=request.user)
        elif rating.isdecimal():
            services.rate_review(review=review, by=request.user, rating=int(rating) or None)
    except PlenaryError as error:
        messages.error(request, error.message)
    return redirect("reviews:discuss", workshop.slug, number)
