"""What readers, calendars and other programs fetch: Atom, JSON, and the times of one paper."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from conference.doors import for_everyone
from conference.errors import NotFound
from conference.hosts import absolute
from conference.http import Request
from conference.models import Workshop
from conference.models.workshops import ProgrammeState
from program import atom
from program.ical import calendar, talk_event
from program.publishing import public_page
from program.revision import last_change
from program.selectors.agenda import public_agenda
from program.selectors.feeds import paper_feed
from program.selectors.papers import all_public_papers
from program.serializers import PaperSerializer, SessionSerializer


@public_page()
@for_everyone
@require_safe
def papers_atom(request: Request, workshop: Workshop) -> HttpResponse:
    """The accepted papers as a feed."""
    feed = paper_feed(workshop)
    if not feed.entries:
        raise NotFound
    return HttpResponse(atom.document(feed), content_type=atom.TYPE)


@public_page()
@for_everyone
@require_safe
def papers_json(request: Request, workshop: Workshop) -> HttpResponse:
    """The accepted papers as JSON."""
    papers = [
        replace(paper, links=tuple(replace(link, url=_absolute(link.url)) for link in paper.links))
        for paper in all_public_papers(workshop)
    ]
    if not papers:
        raise NotFound
    return _json(PaperSerializer(papers, many=True).data)


@public_page()
@for_everyone
@require_safe
def programme_json(request: Request, workshop: Workshop) -> HttpResponse:
    """The programme as JSON, session by session."""
    sessions = [session for day in public_agenda(workshop) for session in day.sessions]
    if not sessions:
        raise NotFound
    return _json(SessionSerializer(sessions, many=True).data)


@public_page()
@for_everyone
@require_safe
def talk_ics(request: Request, workshop: Workshop, number: int) -> HttpResponse:
    """When and where one paper is shown, as a calendar."""
    events = [
        talk_event(session, talk)
        for day in public_agenda(workshop)
        for session in day.sessions
        for talk in session.talks
        if talk.number == number
    ]
    if not events:
        raise NotFound
    body = calendar(
        workshop,
        events,
        base_url=settings.BASE_URL,
        now=last_change(workshop),
        tentative=workshop.programme_state == ProgrammeState.PRELIMINARY,
    )
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{workshop.slug}-{number}.ics"'
    return response


def _absolute(url: str) -> str:
    return absolute(url) if url.startswith("/") else url


def _json(data: Any) -> HttpResponse:
    text = json.dumps(data, ensure_ascii=False, indent=1, default=str)
    return HttpResponse(f"{text}\n", content_type="application/json; charset=utf-8")
