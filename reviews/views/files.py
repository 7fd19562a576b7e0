"""The copy of a paper that reviewers and chairs read: under a neutral name, inside this site, kept nowhere."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse
from django.views.decorators.http import require_GET

from conference.doors import for_members
from conference.errors import NotFound
from conference.http import SignedInRequest
from conference.models import Workshop
from reviews.projections import file_name, reviewed_file
from reviews.sight import Info
from reviews.visibility import access_paper

# What a browser's own PDF viewer needs of the page it makes around the file, and nothing else.
POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"


@require_GET
@for_members
def paper_file(request: SignedInRequest, workshop: Workshop, number: int, public_id: UUID) -> FileResponse:
    """Hand out the copy under review. An older version, a final one, or another's answers as if it were not there."""
    paper, _ = access_paper(request.viewer, workshop, number, Info.PAPER_FILE)
    found = reviewed_file(paper)
    if found is None or found.public_id != public_id:
        raise NotFound
    response = FileResponse(
        found.reviewer_copy.open("rb"),
        filename=file_name(workshop.slug, paper.number),
        content_type="application/pdf",
    )
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, no-store"
    return response
