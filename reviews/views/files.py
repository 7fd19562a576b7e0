"""The copy of a paper that reviewers and chairs read: under a neutral name, inside this site, kept nowhere."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse
from django.views.decorators.http import require_GET

from conference.doors import for_members
from conference.http import SignedInRequest
from conference.models import Workshop
from reviews.projections import file_name, handed_out
from reviews.sight import Info
from reviews.visibility import access_paper
from submissions.kinds import FORMATS
from submissions.models import PaperFile

# What a browser's own PDF viewer needs of the page it makes around the file, and nothing else.
POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"


@require_GET
@for_members
def paper_file(request: SignedInRequest, workshop: Workshop, number: int, public_id: UUID) -> FileResponse:
    """Hand out the copy under review. An older version, a final one, or another's answers as if it were not there."""
    paper, rights = access_paper(request.viewer, workshop, number, Info.PAPER_FILE)
    found = handed_out(paper, rights, public_id)
    name = file_name(workshop.slug, paper.number, found)
    return _pdf(found, name) if found.format == "pdf" else _download(found, name)


def _pdf(file: PaperFile, name: str) -> FileResponse:
    response = FileResponse(
        file.reviewer_copy.open("rb"), filename=name, content_type=FORMATS["pdf"].media_type
    )
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return _closely(response)


def _download(file: PaperFile, name: str) -> FileResponse:
    """Hand out anything but a PDF to be kept, never to be run or shown inside this site."""
    response = FileResponse(
        file.file.open("rb"), as_attachment=True, filename=name, content_type=FORMATS[file.format].media_type
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return _closely(response)


def _closely(response: FileResponse) -> FileResponse:
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, no-store"
    return response
