"""The programme as a PDF."""

from __future__ import annotations

from conference.models import Workshop
from program.pdf.setting import set_pages
from program.projections import AgendaDay

ON_ONE_PAGE = 10
"""Papers up to this number stand on the page of their day; with more, the day comes first without them."""


def programme_pdf(workshop: Workshop, agenda: list[AgendaDay]) -> bytes:
    """Return the programme; where it is long, each day comes first on one page to hang up."""
    papers = sum(len(session.talks) for day in agenda for session in day.sessions)
    return set_pages(workshop, "programme.html", {"days": agenda, "is_long": papers > ON_ONE_PAGE})
