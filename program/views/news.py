"""News for visitors, as a page and as a feed; the pictures of the site."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from conference.doors import for_everyone
from conference.errors import NotFound
from conference.http import Request
from conference.models import Workshop
from program import atom
from program.publishing import public_page
from program.selectors.feeds import news_feed
from program.selectors.news import public_news
from program.selectors.sections import public_site
from program.views.site import picture


@public_page()
@for_everyone
@require_safe
def news(request: Request, workshop: Workshop) -> HttpResponse:
    """All news, the newest first."""
    posts = list(public_news(workshop))
    if not posts:
        raise NotFound
    return render(request, "program/news.html", {"posts": posts})


@public_page()
@for_everyone
@require_safe
def news_atom(request: Request, workshop: Workshop) -> HttpResponse:
    """The news as a feed; without any yet it is empty, so that one can subscribe before the first."""
    return HttpResponse(atom.document(news_feed(workshop)), content_type=atom.TYPE)


@for_everyone
@require_safe
def logo(request: Request, workshop: Workshop) -> FileResponse:
    """The workshop's logo."""
    if not workshop.logo:
        raise NotFound
    return picture(workshop.logo.storage, str(workshop.logo.name))


@for_everyone
@require_safe
def banner(request: Request, workshop: Workshop) -> FileResponse:
    """The picture above the front page."""
    found = public_site(workshop).banner
    if not found:
        raise NotFound
    return picture(found.storage, str(found.name))
