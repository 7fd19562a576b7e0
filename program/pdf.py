"""The programme as a PDF, set from a template of our own; nothing is fetched but this installation's static files."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

from conference.models import Workshop
from conference.models.workshops import PaperSize
from program.projections import AgendaDay

STATIC = "static:///"
SIZES = {PaperSize.LETTER: "letter", PaperSize.A4: "A4", PaperSize.ANY: "A4"}


class StaticFetcher(URLFetcher):  # type: ignore[misc]
    """Opens ``static:///path`` and nothing else: no file outside the static folders, no address."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:  # noqa: ARG002
        if not url.startswith(STATIC):
            raise ValueError(f"A PDF fetches nothing from elsewhere: {url}")
        found = finders.find(unquote(url.removeprefix(STATIC)))
        if not isinstance(found, str):
            raise ValueError(f"No such static file: {url}")  # noqa: TRY004 - an unknown file, not a wrong type
        kind = mimetypes.guess_type(found)[0] or "application/octet-stream"
        return URLFetcherResponse(url, Path(found).read_bytes(), {"Content-Type": kind})


def programme_pdf(workshop: Workshop, agenda: list[AgendaDay]) -> bytes:
    """Return the programme on A4 or US letter, as the workshop's papers are."""
    context: dict[str, Any] = {
        "workshop": workshop,
        "days": agenda,
        "static": STATIC,
        "size": SIZES[PaperSize(workshop.paper_size)],
    }
    return html_to_pdf(render_to_string("program/pdf/programme.html", context))


def html_to_pdf(html: str) -> bytes:
    return bytes(HTML(string=html, base_url=STATIC, url_fetcher=StaticFetcher()).write_pdf(pdf_tags=True))
