"""The programme as a PDF."""

from __future__ import annotations

from conference.models import Workshop
from program.pdf.setting import set_pages
from program.projections import AgendaDay


def programme_pdf(workshop: Workshop, agenda: list[AgendaDay]) -> bytes:
    """Return the programme: each day on one page to hang up, then with all papers where sessions have any."""
    has_papers = any(session.talks for day in agenda for session in day.sessions)
    return set_pages(workshop, "programme.html", {"days": agenda, "has_papers": has_papers})
