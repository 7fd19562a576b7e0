"""The programme and the papers for a page elsewhere: only sites that the organizers named may frame them."""

from __future__ import annotations

import functools
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from conference.doors import for_everyone
from conference.errors import NotFound
from conference.http import Request
from conference.models import Workshop
from program.models import PublicSite
from program.publishing import public_page
from program.selectors.agenda import public_agenda
from program.selectors.papers import all_public_papers

View = Callable[..., HttpResponseBase]


def framed(view: View) -> View:
    """Answer with a policy of its own: the general one, but for the sites that may frame the page.

    Stands above the cache, for an answer from there and "not modified" need it as well.
    """

    @xframe_options_exempt
    @functools.wraps(view)
    def inner(request: HttpRequest, slug: str) -> HttpResponseBase:
        response = view(request, slug)
        site = PublicSite.objects.filter(workshop__slug=slug).first()
        hosts = site.hosts if site else []
        policy: dict[str, list[str]] = settings.CONTENT_SECURITY_POLICY | {
            "frame-ancestors": ["'self'", *hosts]
        }
        text = "; ".join(f"{name} {' '.join(sources)}" for name, sources in policy.items())
        response.headers["Content-Security-Policy"] = text
        return response

    return inner


@framed
@public_page()
@for_everyone
@require_safe
def embed_programme(request: Request, workshop: Workshop) -> HttpResponse:
    """The programme alone."""
    days = public_agenda(workshop)
    if not days:
        raise NotFound
    return render(request, "program/embed/programme.html", {"days": days})


@framed
@public_page()
@for_everyone
@require_safe
def embed_papers(request: Request, workshop: Workshop) -> HttpResponse:
    """The list of accepted papers alone."""
    papers = all_public_papers(workshop)
    if not papers:
        raise NotFound
    return render(request, "program/embed/papers.html", {"papers": papers})
