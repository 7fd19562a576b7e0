"""Chairs make style profiles from a style's own sample file."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from conference.doors import for_chairs
from conference.errors import Invalid
from conference.http import SignedInRequest
from conference.models import StyleProfile, Workshop
from submissions.forms.styles import SampleForm, StyleForm, initial_of
from submissions.pdfcheck import style_from_json
from submissions.services import styles as services


@require_http_methods(["GET", "POST"])
@for_chairs
def styles(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """List the profiles, measure a sample, and save its numbers once they were looked over."""
    if request.method == "POST" and request.POST.get("step") == "measure":
        return _measure(request, workshop)
    if request.method == "POST":
        form = StyleForm(request.POST, workshop=workshop)
        if form.is_valid():
            profile = services.save_profile(workshop=workshop, style=form.style(), by=request.user)
            messages.success(request, f"{profile.name} is kept. Choose it for a track on the page Tracks.")
            return redirect("submissions:styles", workshop.slug)
        return _show(request, workshop, numbers=form, status=Invalid.status)
    return _show(request, workshop)


@require_POST
@for_chairs
def remove(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    profile = get_object_or_404(StyleProfile, workshop=workshop, pk=pk)
    services.remove_profile(profile=profile, by=request.user)
    messages.success(request, f"{profile.name} is removed.")
    return redirect("submissions:styles", workshop.slug)


def _measure(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    form = SampleForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, workshop, sample=form, status=Invalid.status)
    try:
        style = services.measure_sample(sample=form.cleaned_data["sample"], name=form.cleaned_data["name"])
    except Invalid as error:
        form.add_error("sample", error.message)
        return _show(request, workshop, sample=form, status=error.status)
    return _show(request, workshop, numbers=StyleForm(workshop=workshop, initial=initial_of(style)))


def _show(
    request: SignedInRequest,
    workshop: Workshop,
    *,
    sample: SampleForm | None = None,
    numbers: StyleForm | None = None,
    status: int = 200,
) -> HttpResponse:
    profiles = workshop.style_profiles.prefetch_related("tracks")
    context = {
        "sample": sample or SampleForm(),
        "numbers": numbers,
        "rows": [
            {"profile": one, "numbers": initial_of(style_from_json({**one.numbers, "name": one.name}))}
            for one in profiles
        ],
    }
    return render(request, "submissions/styles.html", context, status=status)
