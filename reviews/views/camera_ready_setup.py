"""The chair's page of what accepted papers are asked for, track by track, with a preview of what authors see."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from conference.doors import for_chairs
from conference.errors import Invalid, Stale
from conference.http import SignedInRequest
from conference.models import Track, Workshop
from reviews.forms.camera_ready_chair import SetupForm, presentations_of
from reviews.selectors.camera_ready_setup import preview
from reviews.services.camera_ready_setup import save_setup


@require_http_methods(["GET", "POST"])
@for_chairs
def setup(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Show and save what one track asks for; ``step=preview`` shows the form's effect without saving it."""
    tracks = list(workshop.tracks.all())
    track = _chosen(tracks, request.GET.get("track", ""))
    context: dict[str, Any] = {"tracks": tracks, "track": track, "error": ""}
    if track is None:
        return render(request, "reviews/camera_ready/setup.html", context)
    form = SetupForm(request.POST or None, track=track, initial={"seen": workshop.version})
    context |= {"form": form, "presentations": presentations_of(track)}
    if request.method == "GET":
        return _render(request, workshop, track, context, track.checklist)
    if not form.is_valid():
        return _render(request, workshop, track, context, track.checklist, Invalid.status)
    if request.POST.get("step") == "preview":
        return _render(request, workshop, track, context, form.checklist())
    data = form.cleaned_data
    try:
        save_setup(
            workshop=workshop,
            tracks=tracks if data["every_track"] else [track],
            checklist=form.checklist(),
            extra_pages=data["final_extra_pages"],
            corrections=data["final_corrections"],
            expected=data["seen"],
            by=request.user,
        )
    except Stale as stale:
        context["error"] = stale.message
        form.data = {**request.POST.dict(), "seen": str(_version(workshop))}
        return _render(request, workshop, track, context, track.checklist, stale.status)
    messages.success(request, "Saved.")
    return redirect(f"{reverse('reviews:camera_ready_setup', args=[workshop.slug])}?track={track.key}")


def _chosen(tracks: list[Track], key: str) -> Track | None:
    return next((track for track in tracks if track.key == key), tracks[0] if tracks else None)


def _version(workshop: Workshop) -> int:
    return Workshop.objects.values_list("version", flat=True).get(pk=workshop.pk)


def _render(
    request: SignedInRequest,
    workshop: Workshop,
    track: Track,
    context: dict[str, Any],
    checklist: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    shown = preview(workshop, checklist, presentations_of(track))
    context |= {"preview": shown, "is_preview": request.POST.get("step") == "preview"}
    return render(request, "reviews/camera_ready/setup.html", context, status=status)
