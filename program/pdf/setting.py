"""Setting pages from templates of our own; nothing is fetched but this installation's static files and pictures."""

from __future__ import annotations

import contextlib
import io
import logging
import mimetypes
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import segno
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from fontTools.ttLib import woff2
from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

from conference.models import Workshop
from conference.models.workshops import PaperSize
from program.pdf import formulas

STATIC = "static:///"
MEDIA = "media:///"
CODE = "qr:///"
PICTURES = ("logos/", "maps/", "photos/", "sponsors/")
SIZES = {PaperSize.LETTER: "letter", PaperSize.A4: "A4", PaperSize.ANY: "A4"}
# Its tags, language and title are what readers for the blind go by.
VARIANT = "pdf/ua-1"
PAGE_STEP = "Step 5"

PageReport = Callable[[int], None]


class OwnFetcher(URLFetcher):  # type: ignore[misc]
    """Opens ``static:///path``, pictures at ``media:///path`` and draws ``qr:///text`` and ``tex:///kind:formula``: no other file, no address."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:  # noqa: ARG002
        if url.startswith(STATIC):
            return _answer(url, _static(unquote(url.removeprefix(STATIC))))
        if url.startswith(MEDIA):
            return _answer(url, _picture(unquote(url.removeprefix(MEDIA))))
        if url.startswith(CODE):
            return URLFetcherResponse(
                url, _qr_code(unquote(url.removeprefix(CODE))), {"Content-Type": "image/svg+xml"}
            )
        if url.startswith(formulas.ADDRESS):
            return URLFetcherResponse(url, formulas.picture_at(url), {"Content-Type": "image/svg+xml"})
        raise ValueError(f"A PDF fetches nothing from elsewhere: {url}")


def _answer(url: str, content: bytes) -> URLFetcherResponse:
    kind = mimetypes.guess_type(url)[0] or "application/octet-stream"
    return URLFetcherResponse(url, content, {"Content-Type": kind})


def _static(name: str) -> bytes:
    found = finders.find(name)
    if not isinstance(found, str):
        raise ValueError(f"No such static file: {name}")  # noqa: TRY004 - an unknown file, not a wrong type
    path = Path(found)
    return _unpacked(path, path.stat().st_mtime_ns) if path.suffix == ".woff2" else path.read_bytes()


@lru_cache(maxsize=16)
def _unpacked(font: Path, _changed: int) -> bytes:
    """Return a font as it is used. To unpack them anew takes a quarter of the time that a short PDF takes."""
    held = io.BytesIO()
    with font.open("rb") as packed:
        woff2.decompress(packed, held)
    return held.getvalue()


def _picture(name: str) -> bytes:
    if not name.startswith(PICTURES) or ".." in name:
        raise ValueError(f"Not a picture to show: {name}")
    with default_storage.open(name) as file:
        return bytes(file.read())


def _qr_code(text: str) -> bytes:
    held = io.BytesIO()
    segno.make(text, error="m", micro=False).save(held, kind="svg", border=0, xmldecl=False)
    return held.getvalue()


def set_pages(
    workshop: Workshop, template: str, context: dict[str, Any], *, report: PageReport | None = None
) -> bytes:
    """Return a template of ``program/pdf`` as a PDF on A4 or US letter, as the workshop's papers are."""
    size = SIZES[PaperSize(workshop.paper_size)]
    given = {"workshop": workshop, "static": STATIC, "media": MEDIA, "size": size, **context}
    look = f"html {{ --accent: {workshop.accent}; }}"
    return html_to_pdf(render_to_string(f"program/pdf/{template}", given), look=look, report=report)


def html_to_pdf(html: str, *, look: str = "", report: PageReport | None = None) -> bytes:
    """Return HTML as a tagged PDF; ``look`` is CSS besides what it links to, ``report`` gets the number of each page as it is laid out."""
    with _reporting(report):
        document = HTML(string=html, base_url=STATIC, url_fetcher=OwnFetcher())
        return bytes(document.write_pdf(stylesheets=[CSS(string=look)], pdf_variant=VARIANT))


class _Reporter(logging.Handler):
    """Hears from WeasyPrint's own log which page it lays out. What ``report`` raises ends the setting."""

    def __init__(self, report: PageReport) -> None:
        super().__init__(logging.INFO)
        self.report = report

    def emit(self, record: logging.LogRecord) -> None:
        if str(record.msg).startswith(PAGE_STEP) and isinstance(record.args, tuple) and record.args:
            self.report(int(str(record.args[0])))


@contextlib.contextmanager
def _reporting(report: PageReport | None) -> Iterator[None]:
    if report is None:
        yield
        return
    log, handler = logging.getLogger("weasyprint.progress"), _Reporter(report)
    level, passes_on = log.level, log.propagate
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(level)
        log.propagate = passes_on
