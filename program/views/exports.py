"""The accepted papers to take away, and the facts of their proceedings volume."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from conference.doors import for_chairs, for_editors
from conference.errors import Invalid, NotFound, Stale
from conference.http import SignedInRequest
from conference.models import Workshop
from conference.visibility import Viewer
from program.exports import FORMATS
from program.forms import VolumeForm
from program.models import ProceedingsVolume
from program.selectors.exports import export_sheet, kept_back, on_conditions
from program.selectors.volume import derived_volume, stored_volume
from program.services.volume import save_volume
from program.views.tabs import publish_tabs


@require_GET
@for_editors
def exports(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """The formats, and how one of them begins."""
    asked = request.GET.get("format", "")
    chosen = FORMATS.get(asked, FORMATS["markdown"])
    sheet = export_sheet(request.viewer, workshop)
    preview, is_cut = chosen.preview(sheet)
    context = {
        "tabs": publish_tabs(request, workshop, "exports"),
        "formats": FORMATS.values(),
        "chosen": chosen,
        "count": len(sheet.papers),
        "left_out": _left_out(request.viewer, workshop),
        "preview": preview,
        "is_cut": is_cut,
        "is_chair": request.viewer.is_chair(workshop),
    }
    return render(request, "program/chair/exports.html", context)


def _left_out(viewer: Viewer, workshop: Workshop) -> list[str]:
    """Return what is left out of the files, a sentence each."""
    why = {
        "for you have a conflict there, until the papers are published": kept_back(viewer, workshop),
        "until the conditions of the acceptance are signed off": on_conditions(viewer, workshop),
    }
    return [
        f"{'One accepted paper is' if count == 1 else f'{count} accepted papers are'} left out, {reason}."
        for reason, count in why.items()
        if count
    ]


@require_GET
@for_editors
def export(request: SignedInRequest, workshop: Workshop, kind: str) -> HttpResponse:
    """One format as a file."""
    if kind not in FORMATS:
        raise NotFound
    made = FORMATS[kind]
    response = HttpResponse(
        made.write(export_sheet(request.viewer, workshop)), content_type=made.content_type
    )
    response.headers["Content-Disposition"] = (
        f'attachment; filename="{workshop.slug}-{made.key}.{made.ending}"'
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
@for_chairs
def volume(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """The facts of the volume; a POST saves them."""
    stored = stored_volume(workshop)
    instance = stored or ProceedingsVolume(workshop=workshop)
    initial = None if stored else VolumeForm.initial_of(derived_volume(workshop))
    form = VolumeForm(request.POST or None, instance=instance, initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            save_volume(volume=form.instance, by=request.user, expected=form.cleaned_data["seen"] or 0)
        except Stale as stale:
            form.add_error(None, stale.message)
            form.take_up(ProceedingsVolume.objects.values_list("version", flat=True).get(workshop=workshop))
            status = stale.status
        else:
            messages.success(request, "Saved. Packages made from now on say so.")
            return redirect("program:volume", workshop.slug)
    elif request.method == "POST":
        status = Invalid.status
    tabs = publish_tabs(request, workshop, "exports")
    return render(request, "program/chair/volume.html", {"form": form, "tabs": tabs}, status=status)
