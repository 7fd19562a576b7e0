"""Where organizers make the public site theirs: pictures, sections, embedding, awards."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from conference.doors import for_editors
from conference.errors import Invalid, Stale
from conference.hosts import absolute
from conference.http import SignedInRequest
from conference.models import Workshop
from conference.views import rows
from program.forms import AwardForm, SiteForm, sections_formset
from program.models import Award
from program.selectors.sections import blocks_of, public_site
from program.services import site as services
from program.views.tabs import site_tabs
from program.visibility import accepted_papers


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def chair_site(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Logo, banner, sections of the front page, and who may embed its lists."""
    site = public_site(workshop)
    data = request.POST if request.method == "POST" else None
    form = SiteForm(
        data,
        request.FILES or None,
        initial=SiteForm.initial_of(site),
        has_logo=bool(workshop.logo),
        has_banner=bool(site.banner),
    )
    sections = sections_formset(data, blocks_of(workshop))
    context = {
        "form": form,
        "sections": sections,
        "site": site,
        "embeds": _embeds(workshop),
        "tabs": site_tabs(request, workshop, "chair_site"),
    }
    if data is None:
        return rows.show(request, "program/chair/site.html", context, workshop)
    if not (form.is_valid() and sections.is_valid()):
        return rows.show(request, "program/chair/site.html", context, workshop, status=Invalid.status)
    try:
        seen = request.POST.get("seen", "")
        services.site_save(
            workshop=workshop,
            actor=request.user,
            given=form.given(),
            blocks=sections.made(),
            expected=int(seen) if seen.isdecimal() else 0,
        )
    except Stale as stale:
        return rows.say(request, "program/chair/site.html", context, workshop, stale)
    messages.success(request, "Saved.")
    return redirect("program:chair_site", workshop.slug)


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def chair_awards(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """The awards, for papers and for people."""
    papers = accepted_papers(request.viewer, workshop).order_by("number")
    formset = rows.formset(
        Award, AwardForm, request, Award.objects.filter(workshop=workshop), form_kwargs={"papers": papers}
    )
    context = {"formset": formset, "tabs": site_tabs(request, workshop, "chair_awards")}
    template = "program/chair/awards.html"
    if request.method != "POST":
        return rows.show(request, template, context, workshop)
    if not formset.is_valid():
        return rows.show(request, template, context, workshop, status=Invalid.status)
    try:
        with transaction.atomic():
            rows.guard(request, workshop)
            rows.save(workshop, formset)
    except Stale as stale:
        return rows.say(request, template, context, workshop, stale)
    messages.success(request, "Saved.")
    return redirect("program:chair_awards", workshop.slug)


def _embeds(workshop: Workshop) -> list[dict[str, Any]]:
    """Return what a chair copies into another site, one for each list."""
    found = []
    for what, name in (("Programme", "embed_programme"), ("Accepted papers", "embed_papers")):
        address = absolute(reverse(f"program:{name}", args=[workshop.slug]))
        title = (
            f"{what} of {workshop.acronym}".replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
        )
        code = f'<iframe src="{address}" title="{title}" width="100%" height="900" loading="lazy"></iframe>'
        found.append({"id": name, "label": what, "code": code, "address": address})
    return found
