"""The programme and the papers for a page elsewhere: only sites that the organizers named may frame them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from conference.doors import for_everyone
from conference.errors import NotFound
from conference.http import Request
from conference.models import Workshop
from program.selectors.agenda import public_agenda
from program.selectors.papers import all_public_papers
from program.selectors.sections import public_site


@xframe_options_exempt
@for_everyone
@require_safe
def embed_programme(request: Request, workshop: Workshop) -> HttpResponse:
    """The programme alone."""
    days = public_agenda(workshop)
    if not days:
        raise NotFound
    return _framed(request, workshop, "program/embed/programme.html", {"days": days})


@xframe_options_exempt
@for_everyone
@require_safe
def embed_papers(request: Request, workshop: Workshop) -> HttpResponse:
    """The list of accepted papers alone."""
    papers = all_public_papers(workshop)
    if not papers:
        raise NotFound
    return _framed(request, workshop, "program/embed/papers.html", {"papers": papers})


def _framed(request: Request, workshop: Workshop, template: str, context: dict[str, Any]) -> HttpResponse:
    """Answer with a policy of its own: the general one, but for the sites that may frame the page."""
    hosts = public_site(workshop).hosts
    response = render(request, template, context)
    policy = settings.CONTENT_SECURITY_POLICY | {"frame-ancestors": ["'self'", *hosts]}
    response.headers["Content-Security-Policy"] = "; ".join(
        f"{name} {' '.join(sources)}" for name, sources in policy.items()
    )
    response.headers["Cache-Control"] = "public, max-age=300"
    return response
