"""A chair's set-up pages: settings, tracks, topics, dates. Each is guarded by the workshop's version."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from conference import road
from conference.doors import for_chairs
from conference.errors import Invalid, Stale
from conference.forms.workshops import DateForm, SettingsForm, TopicsForm, TrackForm
from conference.http import SignedInRequest
from conference.models import ImportantDate, Track, Workshop
from conference.selectors import workshops as selectors
from conference.selectors.outbox import lost_mails
from conference.services import workshops as services
from conference.views import rows

edit = require_http_methods(["GET", "POST"])


@for_chairs
def chair(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Show the road from the call to the programme, and where the workshop stands on it."""
    steps = road.steps(request.viewer, workshop)
    context = {
        "steps": steps,
        "next_step": road.next_step(steps),
        "dates": selectors.dates_of(workshop),
        "problems": selectors.date_problems(workshop),
        "lost_mails": lost_mails(request.viewer, workshop),
    }
    return render(request, "conference/chair.html", context)


@edit
@for_chairs
def settings(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    form = SettingsForm(request.POST or None, instance=workshop)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            fields = [name for name in form.cleaned_data if name != "seen"]
            followed = services.update_settings(
                workshop=form.instance, by=request.user, expected=form.cleaned_data["seen"], fields=fields
            )
        except Stale as stale:
            status = say_stale(form, stale, workshop)
        else:
            messages.success(request, " ".join(["Saved.", *followed]))
            return redirect("conference:settings", workshop.slug)
    return render(request, "conference/settings.html", {"form": form}, status=status)


@edit
@for_chairs
def topics(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    initial = {"seen": workshop.version, "topics": _outline_text(workshop)}
    form = TopicsForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            services.replace_topics(
                workshop=workshop, by=request.user, expected=form.cleaned_data["seen"], outline=form.outline()
            )
        except Stale as stale:
            status = say_stale(form, stale, workshop)
        else:
            messages.success(request, "Topics saved.")
            return redirect("conference:topics", workshop.slug)
    return render(
        request, "conference/topics.html", {"form": form, "saved": initial["topics"]}, status=status
    )


@edit
@for_chairs
def tracks(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    formset = rows.formset(
        Track,
        TrackForm,
        request,
        workshop.tracks.prefetch_related("opt_ins"),
        form_kwargs={"workshop": workshop},
    )
    if request.method == "POST" and formset.is_valid():
        try:
            _save_tracks(request, workshop, formset)
        except (Invalid, Stale) as error:
            return rows.say(request, "conference/tracks.html", {"formset": formset}, workshop, error)
        messages.success(request, "Tracks saved.")
        return redirect("conference:tracks", workshop.slug)
    return rows.show(request, "conference/tracks.html", {"formset": formset}, workshop)


@edit
@for_chairs
def dates(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    formset = rows.formset(
        ImportantDate, DateForm, request, workshop.dates.all(), form_kwargs={"workshop": workshop}
    )
    context = {
        "formset": formset,
        "dates": selectors.dates_of(workshop),
        "problems": selectors.date_problems(workshop),
    }
    if request.method == "POST" and formset.is_valid():
        try:
            _save_dates(request, workshop, formset)
        except (Invalid, Stale) as error:
            return rows.say(request, "conference/dates.html", context, workshop, error)
        messages.success(request, "Dates saved.")
        return redirect("conference:dates", workshop.slug)
    return rows.show(request, "conference/dates.html", context, workshop)


@transaction.atomic
def _save_tracks(request: SignedInRequest, workshop: Workshop, formset: rows.Rows) -> None:
    rows.guard(request, workshop)
    for form in formset.deleted_forms:
        if form.instance.pk:
            services.delete_track(track=form.instance, by=request.user)
    for position, form in enumerate(formset.ordered_forms):
        form.instance.workshop = workshop
        services.save_track(track=form.instance, by=request.user, opt_ins=form.opt_ins(), position=position)


@transaction.atomic
def _save_dates(request: SignedInRequest, workshop: Workshop, formset: rows.Rows) -> None:
    rows.guard(request, workshop)
    kept = [form.cleaned_data["key"] for form in formset.ordered_forms]
    twice = {key for key in kept if key != "other" and kept.count(key) > 1}
    if twice:
        raise Invalid("The same kind of date stands twice. Make one of them an other date.")
    for form in formset.deleted_forms:
        if form.instance.pk:
            form.instance.delete()
    services.free_date_keys(
        workshop=workshop,
        changed=[form.instance.pk for form in formset.ordered_forms if "key" in form.changed_data],
    )
    for position, form in enumerate(formset.ordered_forms):
        form.instance.workshop = workshop
        services.save_date(date=form.instance, by=request.user, moment=form.moment(), position=position)


def say_stale(form: Any, stale: Stale, workshop: Workshop) -> int:
    """Keep what was typed, say what happened, and let the next save be made on what is there now."""
    form.add_error(None, stale.message)
    current = Workshop.objects.values_list("version", flat=True).get(pk=workshop.pk)
    form.data = form.data.copy()
    form.data["seen"] = str(current)
    return stale.status


def _outline_text(workshop: Workshop) -> str:
    return "\n".join(f"- {topic.name}" if topic.parent_id else topic.name for topic in workshop.topics.all())
