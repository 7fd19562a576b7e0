"""Asking a sub-reviewer, and her answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from conference.doors import for_reviewers, require_living
from conference.errors import Invalid, NotFound, PlenaryError
from conference.http import Request, SignedInRequest
from conference.models import Workshop
from reviews.forms.sub_reviews import SubReviewerForm
from reviews.models import SubReview
from reviews.selectors.season import own_assignment
from reviews.selectors.sub_reviews import asked_before, helper_of
from reviews.services import sub_reviews as services
from reviews.sight import Info
from reviews.visibility import access_paper


@require_http_methods(["GET", "POST"])
@for_reviewers
def sub_reviewer(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    """Ask somebody to help with one's review, or end the help."""
    paper, _ = access_paper(request.viewer, workshop, number, Info.PAPER_FILE)
    assignment = own_assignment(request.viewer, paper)
    if assignment is None:
        raise NotFound
    helper, status = helper_of(assignment), 200
    form = SubReviewerForm(request.POST if request.method == "POST" and "end" not in request.POST else None)
    try:
        if "end" in request.POST and helper:
            services.end(sub_review=helper)
            messages.success(request, f"{helper.name} no longer helps. What was written stays in your draft.")
            return redirect("reviews:sub_reviewer", workshop.slug, number)
        if form.is_bound and form.is_valid():
            found = services.ask(assignment=assignment, **form.cleaned_data)
            if found.state == SubReview.State.ASKED:
                messages.success(request, f"{found.name} gets a mail. The review stays yours.")
                return redirect("reviews:review", workshop.slug, number)
            form.add_error(None, services.NOT_THIS_ONE)
    except PlenaryError as error:
        form.add_error(None, error.message) if form.is_bound else messages.error(request, error.message)
        status = error.status
    if form.is_bound and form.errors and status == 200:  # noqa: PLR2004 - nothing else is said yet
        status = Invalid.status
    context = {
        "form": form,
        "number": number,
        "title": paper.title,
        "helper": helper_of(assignment),
        "before": asked_before(assignment),
        "most": services.MOST,
    }
    return render(request, "reviews/season/sub_reviewer.html", context, status=status)


@require_http_methods(["GET", "POST"])
def sub_review(request: Request, token: str) -> HttpResponse:
    """Answer: a no without an account, a yes with one. Of the paper nothing is told before the yes."""
    found = services.access_sub_review(token)
    workshop = found.assignment.submission.workshop
    if request.method == "POST":
        require_living(workshop)
    answer, listed = request.POST.get("answer", ""), "listed" in request.POST
    problem = ""
    try:
        if answer == "decline":
            services.decline(sub_review=found)
        elif answer == "accept" and request.user.is_authenticated:
            taken = services.accept(sub_review=found, user=request.user, listed=listed)
            if taken.state == SubReview.State.ACCEPTED:
                return redirect("reviews:review", workshop.slug, found.assignment.submission.number)
        elif answer == "listed" and found.user_id == request.user.pk:
            services.set_listed(sub_review=found, listed=listed)
            messages.success(request, "Saved.")
    except PlenaryError as error:
        problem = error.message
    if request.method == "POST" and not problem:
        return redirect("reviews:sub_review", token)
    request.workshop = workshop
    context = {
        "sub_review": found,
        "reviewer": found.assignment.user.name,
        "workshop": workshop,
        "is_hers": found.user_id is not None and found.user_id == request.user.pk,
        "problem": problem,
        "link": reverse("reviews:sub_review", args=[token]),
        "number": found.assignment.submission.number,
    }
    return render(request, "reviews/season/sub_review.html", context, status=409 if problem else 200)
