"""The chairs' door to the committee's publications: read a file, see who matches whom, add what is new."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from conference.doors import for_chairs
from conference.errors import Invalid
from conference.http import SignedInRequest
from conference.models import Workshop
from reviews.forms.expertise import ExpertiseForm
from reviews.selectors import expertise as selectors
from reviews.services import expertise as services

PAGE = "reviews/committee/expertise.html"


@require_http_methods(["GET", "POST"])
@for_chairs
def expertise(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Read a file in two steps: show what it would add to whose profile, then add it."""
    if request.method == "GET":
        without = selectors.plan(workshop, ()).without
        return render(request, PAGE, {"form": ExpertiseForm(), "without": without})
    form = ExpertiseForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, PAGE, {"form": form}, status=Invalid.status)
    if request.POST.get("step") == "add":
        many, people = services.add_expertise(workshop=workshop, by=request.user, papers=form.papers)
        papers = "1 publication" if many == 1 else f"{many} publications"
        messages.success(request, f"{papers} added, to {people} {'person' if people == 1 else 'people'}.")
        return redirect("reviews:reviewers", workshop.slug)
    plan = selectors.plan(workshop, form.papers)
    return render(request, PAGE, {"plan": plan, "text": form.cleaned_data["text"]})
