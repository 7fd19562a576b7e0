"""A chair's doors to what holds around the deadlines: grace, what freezes, deadlines of tracks, late papers, limits."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from conference.dates import zone_of
from conference.doors import for_chairs
from conference.errors import Invalid, NotFound, PlenaryError, Stale
from conference.http import SignedInRequest
from conference.models import ImportantDate, Workshop
from conference.services.workshops import update_settings
from submissions.forms.deadlines import CallRulesForm, LateLinkForm, TrackDeadlinesForm
from submissions.selectors.season import season_of
from submissions.services import late

PAGE = "submissions/chair/deadlines.html"


class _Page:
    """The three forms of the page; the one that was sent is bound."""

    def __init__(self, request: SignedInRequest, workshop: Workshop, part: str = "") -> None:
        self.request = request
        self.workshop = workshop
        self.season = season_of(workshop)
        self.zone = self._zone()
        tracks = list(workshop.tracks.all())
        sent = {part: request.POST}
        self.rules = CallRulesForm(sent.get("rules"), instance=workshop, prefix="rules")
        self.tracks = TrackDeadlinesForm(sent.get("tracks"), tracks=tracks, zone=self.zone)
        self.late = LateLinkForm(sent.get("late"), tracks=tracks, zone=self.zone, prefix="late")

    def _zone(self) -> tzinfo:
        date = self.season.deadline
        return zone_of(self.workshop, date.zone if date else ImportantDate.Zone.LOCAL)

    def render(self, status: int = 200) -> HttpResponse:
        aoe = self.season.deadline is None or self.season.deadline.zone == ImportantDate.Zone.AOE
        context: dict[str, Any] = {
            "rules": self.rules,
            "track_form": self.tracks,
            "late_form": self.late,
            "season": self.season,
            "zone": "Anywhere on Earth" if aoe and self.season.deadline else self.workshop.timezone,
            "links": [
                (link, late.late_url(link) if late.is_usable(link) else "", late.state_of(link))
                for link in late.links_of(self.workshop)
            ],
        }
        return render(self.request, PAGE, context, status=status)


@require_http_methods(["GET", "POST"])
@for_chairs
def deadlines(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Show all, and save the rules that hold for every paper."""
    page = _Page(request, workshop, "rules" if request.method == "POST" else "")
    if request.method == "GET":
        return page.render()
    if not page.rules.is_valid():
        return page.render(Invalid.status)
    data = page.rules.cleaned_data
    try:
        fields = [name for name in data if name != "seen"]
        update_settings(workshop=page.rules.instance, by=request.user, expected=data["seen"], fields=fields)
    except Stale as stale:
        page.rules.add_error(None, stale.message)
        saved = Workshop.objects.values_list("version", flat=True).get(pk=workshop.pk)
        data_again = request.POST.copy()
        data_again["rules-seen"] = str(saved)
        page.rules.data = data_again
        return page.render(stale.status)
    messages.success(request, "Saved.")
    return redirect("submissions:deadlines", workshop.slug)


@require_POST
@for_chairs
def track_deadlines(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Give tracks a deadline of their own, or take it away."""
    page = _Page(request, workshop, "tracks")
    if not page.tracks.is_valid():
        return page.render(Invalid.status)
    with transaction.atomic():
        for track, at in page.tracks.moments():
            late.set_track_deadline(track=track, by=request.user, at=at)
    messages.success(request, "The deadlines of the tracks are saved.")
    return redirect("submissions:deadlines", workshop.slug)


@require_POST
@for_chairs
def late_link(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Make a link for one late paper."""
    page = _Page(request, workshop, "late")
    if not page.late.is_valid():
        return page.render(Invalid.status)
    try:
        link = late.give_link(workshop=workshop, by=request.user, **page.late.cleaned_data)
    except Invalid as error:
        for name, reasons in error.fields.items():
            page.late.add_error(name, list(reasons))
        return page.render(error.status)
    messages.success(
        request, f"The link is sent to {link.email}." if link.email else "The link is made: copy it below."
    )
    return redirect("submissions:deadlines", workshop.slug)


@require_POST
@for_chairs
def late_link_back(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """Take back a link that was not used."""
    link = late.links_of(workshop).filter(pk=pk).first()
    if link is None:
        raise NotFound
    try:
        late.take_link_back(link=link, by=request.user)
    except PlenaryError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "The link is worth nothing any more.")
    return redirect("submissions:deadlines", workshop.slug)
