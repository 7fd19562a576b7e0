"""The check of what is sent beside a paper: archives, tables, pictures. It looks for what tells the authors, in a process
of its own with limits on time and memory. Knows no Django."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from submissions.archivecheck.problems import MESSAGES
from submissions.pdfcheck import PdfError
from submissions.pdfcheck.report import Request
from submissions.pdfcheck.sandbox import sandboxed

__all__ = ["check_attachment", "video_seconds"]


def check_attachment(
    path: str | Path,
    *,
    format: str,  # noqa: A002 - the word of the field
    authors: Sequence[str] = (),
    emails: Sequence[str] = (),
    affiliations: Sequence[str] = (),
    orcids: Sequence[str] = (),
) -> dict[str, Any]:
    """Return a report like that of a PDF: ``entries, leaks[{kind, page, text, path, reason}], errors[{kind, message}]``.

    ``path`` of a leak is the file inside an archive, empty for the file itself. ``looked`` counts the files of an archive
    by what they were read as (text, pdf, picture, document, unread), ``unread`` names some of those that were not.
    Never raises for what is in the file.
    """
    request = Request(0, tuple(authors), tuple(emails), tuple(affiliations), tuple(orcids))
    job = {
        "do": "attachment",
        "path": str(Path(path).resolve(strict=True)),
        "format": format,
        "request": asdict(request),
    }
    try:
        answer = _answer(job)
    except PdfError as error:
        kind = error.kind if error.kind in MESSAGES else "broken"
        return {
            "attachment": True,
            "entries": 0,
            "leaks": [],
            "errors": [{"kind": kind, "message": MESSAGES[kind]}],
        }
    report: dict[str, Any] = answer["report"]
    return report


def video_seconds(path: str | Path) -> int | None:
    """Return how long a video is in whole seconds, None where it can't be read from it. Never raises for what is in it."""
    try:
        answer = sandboxed({"do": "video", "path": str(Path(path).resolve(strict=True))})
    except PdfError:
        return None
    seconds: int | None = answer["seconds"]
    return seconds


def _answer(job: dict[str, Any]) -> dict[str, Any]:
    """Look at a file; where a PDF in an archive brings that down, look again at all but the PDFs."""
    try:
        return sandboxed(job)
    except PdfError:
        if job["format"] not in {"zip", "targz"}:
            raise
    return sandboxed({**job, "pdfs": False})
