"""The public programme: as a page, as a calendar, as a PDF."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from conference.doors import for_everyone
from conference.errors import NotFound
from conference.http import Request
from conference.models import Workshop
from conference.models.workshops import ProgrammeState
from program.ical import calendar
from program.projections import AgendaSession
from program.publishing import public_page
from program.selectors.agenda import kinds_in_programme, public_agenda, public_session
from program.visibility import sections


@public_page(query=("kind",))
@for_everyone
@require_safe
def programme(request: Request, workshop: Workshop) -> HttpResponse:
    """The day, or the days, session by session."""
    _need_programme(workshop)
    kinds = kinds_in_programme(workshop)
    asked = request.GET.get("kind", "")
    kind = asked if asked in dict(kinds) else ""
    context = {
        "days": public_agenda(workshop, kind=kind),
        "kinds": kinds,
        "kind": kind,
        "is_preliminary": _is_preliminary(workshop),
    }
    return render(request, "program/programme.html", context)


@public_page()
@for_everyone
@require_safe
def programme_ics(request: Request, workshop: Workshop) -> HttpResponse:
    """The whole programme as a calendar."""
    _need_programme(workshop)
    listed = [session for day in public_agenda(workshop) for session in day.sessions]
    return _calendar(workshop, listed, workshop.slug)


@public_page()
@for_everyone
@require_safe
def session_ics(request: Request, workshop: Workshop, session: uuid.UUID) -> HttpResponse:
    """One session as a calendar."""
    return _calendar(workshop, [public_session(workshop, session)], f"{workshop.slug}-session")


@public_page()
@for_everyone
@require_safe
def programme_as_pdf(request: Request, workshop: Workshop) -> HttpResponse:
    """The programme on paper."""
    from program.pdf import programme_pdf  # noqa: PLC0415 - loading WeasyPrint would hold up every start

    _need_programme(workshop)
    response = HttpResponse(programme_pdf(workshop, public_agenda(workshop)), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{workshop.slug}-programme.pdf"'
    return response


def _need_programme(workshop: Workshop) -> None:
    if not sections(workshop).programme:
        raise NotFound


def _is_preliminary(workshop: Workshop) -> bool:
    return workshop.programme_state == ProgrammeState.PRELIMINARY


def _calendar(workshop: Workshop, sessions: list[AgendaSession], name: str) -> HttpResponse:
    body = calendar(
        workshop,
        sessions,
        base_url=settings.BASE_URL,
        now=timezone.now(),
        tentative=_is_preliminary(workshop),
    )
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response
