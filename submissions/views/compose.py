"""A chair's doors to the form: what is asked, in which order, and how authors see it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from conference.doors import for_chairs
from conference.errors import Invalid, NotFound, PlenaryError
from conference.http import SignedInRequest
from conference.models import Workshop
from submissions.forms.answers import AnswersForm
from submissions.forms.fields import FieldForm, initial_of_policy
from submissions.models import FormField, Policy, Stage
from submissions.selectors.answers import fields_for
from submissions.selectors.composer import composed
from submissions.services import form_fields as services

LONGEST_PLACE = 4


@require_http_methods(["GET", "POST"])
@for_chairs
def form(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Show the questions of the form; a POST puts them in order."""
    if request.method == "POST":
        services.order_fields(workshop=workshop, by=request.user, order=_order(request))
        messages.success(request, "The order is saved.")
        return redirect("submissions:form", workshop.slug)
    page = composed(workshop)
    return render(request, "submissions/chair/form.html", {"page": page, "policies": Policy.choices})


def _order(request: SignedInRequest) -> list[int]:
    """Read the places that the rows of the list were given: ids in order, whatever the places."""
    places = []
    for name in request.POST:
        value = str(request.POST[name])
        pk = name.removeprefix("field-").removesuffix("-ORDER")
        if name.endswith("-ORDER") and pk.isdecimal():
            place = int(value) if value.isdecimal() and len(value) <= LONGEST_PLACE else 10**LONGEST_PLACE
            places.append((place, int(pk)))
    return [pk for _place, pk in sorted(places)]


@require_http_methods(["GET", "POST"])
@for_chairs
def field_new(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Write a question, or a policy from its ready text."""
    asked = FieldForm(
        request.POST or None, workshop=workshop, initial=initial_of_policy(request.GET.get("policy", ""))
    )
    status = 200
    if request.method == "POST":
        status = Invalid.status
        if asked.is_valid():
            try:
                services.add_field(
                    workshop=workshop, by=request.user, values=asked.values(), tracks=asked.tracks_chosen()
                )
            except Invalid as error:
                asked.add_error(None, error.message)
            else:
                messages.success(request, "The question is on the form.")
                return redirect("submissions:form", workshop.slug)
    return render(request, "submissions/chair/field.html", {"form": asked, "field": None}, status=status)


@require_http_methods(["GET", "POST"])
@for_chairs
def field(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """Change a question; who answered keeps the wording that she read."""
    found = _access_field(workshop, pk)
    asked = FieldForm(request.POST or None, workshop=workshop, instance=found)
    status = 200
    if request.method == "POST":
        status = Invalid.status
        if asked.is_valid():
            try:
                services.change_field(
                    field=_access_field(workshop, pk),
                    by=request.user,
                    expected=asked.cleaned_data["seen"] or 0,
                    values=asked.values(),
                    tracks=asked.tracks_chosen(),
                )
            except PlenaryError as error:
                status = _say(asked, error, _access_field(workshop, pk))
            else:
                messages.success(request, "Saved.")
                return redirect("submissions:form", workshop.slug)
    saved = _access_field(workshop, pk)
    context = {"form": asked, "field": saved, "wordings": saved.wordings.select_related("written_by")}
    return render(request, "submissions/chair/field.html", context, status=status)


def _say(asked: FieldForm, error: PlenaryError, saved: FormField) -> int:
    """Show an error with all that was typed, and let the next save be made on what is saved now."""
    fields = getattr(error, "fields", {})
    for name, reasons in fields.items():
        asked.add_error(name, list(reasons))
    if not fields:
        asked.add_error(None, error.message)
    if isinstance(asked.data, QueryDict):
        data = asked.data.copy()
        data["seen"] = str(saved.version)
        asked.data = data
    return error.status


@require_POST
@for_chairs
def field_retire(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    services.retire_field(field=_access_field(workshop, pk), by=request.user)
    messages.success(request, "It is asked no more. Answers that were given are kept.")
    return redirect("submissions:form", workshop.slug)


@require_POST
@for_chairs
def field_back(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    services.bring_back(field=_access_field(workshop, pk), by=request.user)
    messages.success(request, "It is asked again.")
    return redirect("submissions:form", workshop.slug)


@require_GET
@for_chairs
def form_preview(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Show the form of a track as its authors see it."""
    tracks = list(workshop.tracks.all())
    asked = request.GET.get("track", "")
    track = next((one for one in tracks if str(one.pk) == asked), tracks[0] if tracks else None)
    stages = []
    if track is not None:
        for stage in Stage:
            questions = list(fields_for(track, stage))
            shown = AnswersForm(questions=questions, saved={}, auto_id=f"{stage}-%s")
            stages.append((stage.label, shown))
    context = {"tracks": tracks, "track": track, "stages": stages}
    return render(request, "submissions/chair/preview.html", context)


def _access_field(workshop: Workshop, pk: int) -> FormField:
    found = FormField.objects.filter(workshop=workshop, pk=pk).first()
    if found is None:
        raise NotFound
    return found
