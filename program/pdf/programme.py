"""The programme as a PDF."""

from __future__ import annotations

from conference.models import Workshop
from program.pdf.setting import set_pages
from program.projections import AgendaDay


def programme_pdf(workshop: Workshop, agenda: list[AgendaDay]) -> bytes:
    """Return the programme, a day a page where it fits."""
    return set_pages(workshop, "programme.html", {"days": agenda})
