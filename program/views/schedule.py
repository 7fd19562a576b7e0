"""The public programme: as a page, as a calendar, as a PDF."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from conference.doors import for_everyone
from conference.errors import NotFound
from conference.http import Request
from conference.models import Workshop
from conference.models.workshops import ProgrammeState
from program.forms import ProgrammeFilter
from program.ical import calendar
from program.linked_data import event
from program.projections import AgendaSession
from program.publishing import is_copy, public_page
from program.revision import last_change
from program.selectors.agenda import public_agenda, public_session
from program.selectors.sections import public_site
from program.selectors.sharing import event_facts
from program.visibility import sections


@public_page(query=("kind", "room", "day"))
@for_everyone
@require_safe
def programme(request: Request, workshop: Workshop) -> HttpResponse:
    """The day, or the days, session by session."""
    _need_programme(workshop)
    days = public_agenda(workshop)
    form = ProgrammeFilter(request.GET, days=days)
    sessions = [session for day in days for session in day.sessions]
    context = {
        "days": form.passing(days),
        "form": form,
        "whole": not any(form.cleaned_data.values()),
        "is_preliminary": _is_preliminary(workshop),
        "linked_data": event(event_facts(workshop), sessions=sessions),
        "takes_questions": public_site(workshop).takes_questions and not is_copy(request),
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
        now=last_change(workshop),
        tentative=_is_preliminary(workshop),
    )
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response
