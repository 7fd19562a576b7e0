"""Where organizers take the whole site with them."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from conference.doors import for_editors
from conference.errors import NotFound
from conference.http import SignedInRequest
from conference.models import Workshop
from program.services.copies import copies_of, start_copy


@require_POST
@for_editors
def copy(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Have a copy of the public site made."""
    job = start_copy(workshop=workshop, by=request.user)
    return redirect("conference:job", job.pk)


@require_GET
@for_editors
def copy_file(request: SignedInRequest, workshop: Workshop, job: int) -> FileResponse:
    """Hand out a copy."""
    made = copies_of(workshop).filter(pk=job).first()
    if made is None or not default_storage.exists(made.result["file"]):
        raise NotFound
    response = FileResponse(
        default_storage.open(made.result["file"]),
        as_attachment=True,
        filename=f"{workshop.slug}.zip",
        content_type="application/zip",
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response
