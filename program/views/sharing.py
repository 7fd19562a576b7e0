"""What search engines and other sites fetch: pictures of links, the map of the site, the rules for robots."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from conference import hosts
from conference.doors import for_everyone
from conference.http import Request
from conference.models import Workshop
from conference.visibility import NOBODY, workshops_visible_to
from program import cards
from program.publishing import public_page
from program.revision import last_change
from program.selectors import papers as selectors
from program.selectors import sharing
from program.selectors.sitemap import pages_of


@public_page()
@for_everyone
@require_safe
def site_card(request: Request, workshop: Workshop) -> HttpResponse:
    """The picture of a link to the workshop."""
    return HttpResponse(cards.picture(sharing.site_card(workshop)), content_type="image/png")


@public_page()
@for_everyone
@require_safe
def paper_card(request: Request, workshop: Workshop, number: int) -> HttpResponse:
    """The picture of a link to a paper."""
    found = selectors.public_paper(workshop, number)
    return HttpResponse(cards.picture(sharing.paper_card(found, workshop)), content_type="image/png")


@public_page()
@for_everyone
@require_safe
def sitemap(request: Request, workshop: Workshop) -> HttpResponse:
    """Every page of the site, for search engines."""
    context = {"pages": pages_of(workshop), "changed": last_change(workshop)}
    return render(request, "program/sitemap.xml", context, content_type="application/xml")


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The maps of all public workshops."""
    found = [(workshop.slug, last_change(workshop)) for workshop in workshops_visible_to(NOBODY)]
    return render(request, "program/sitemap_index.xml", {"workshops": found}, content_type="application/xml")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Which pages are not for robots, and where the map is."""
    own = hosts.current()
    address = reverse("program:sitemap", args=[own]) if own else reverse("program:sitemap_index")
    return render(request, "program/robots.txt", {"map": hosts.absolute(address)}, content_type="text/plain")
