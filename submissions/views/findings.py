"""What the check found, before its authors: each place as a picture, and their answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from conference.doors import for_members
from conference.errors import NotFound, PlenaryError
from conference.http import SignedInRequest
from conference.models import Workshop
from submissions.findings import spot_of
from submissions.models import PaperFile, Submission
from submissions.selectors.findings import summary_of
from submissions.selectors.findings_page import findings_page
from submissions.services.findings import LONGEST, answer_finding, why_no_answer
from submissions.services.pictures import Picture
from submissions.views.pictures import picture_response
from submissions.visibility import access_own_file, access_own_paper


@require_GET
@for_members
def findings(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    """Show what the check of a version found."""
    paper = access_own_paper(request.viewer, workshop, number)
    kind = request.GET.get("kind", PaperFile.Kind.PAPER)
    return _show(request, paper, request.GET.get("version", ""), kind)


@require_POST
@for_members
def answer(request: SignedInRequest, workshop: Workshop, number: int, public_id: UUID) -> HttpResponse:
    """Keep the answer to one finding."""
    file = access_own_file(request.viewer, workshop, number, public_id)
    key, text = request.POST.get("key", ""), request.POST.get("text", "")
    try:
        answer_finding(file=file, key=key, text=text, by=request.user)
    except NotFound:
        raise
    except PlenaryError as error:
        wrong = {"key": key, "text": text, "message": error.message}
        return _show(request, file.submission, str(file.version), file.kind, wrong=wrong, status=error.status)
    messages.success(request, "Your answer is kept." if text.strip() else "The answer is taken back.")
    where = reverse("submissions:findings", args=[workshop.slug, number])
    return redirect(f"{where}?kind={file.kind}&version={file.version}#finding-{key}")


@require_GET
@for_members
def picture(
    request: SignedInRequest, workshop: Workshop, number: int, public_id: UUID, mark: str
) -> HttpResponseBase:
    """Show the place of a finding in an author's own file."""
    file = access_own_file(request.viewer, workshop, number, public_id)
    summary = summary_of(file)
    found = spot_of(summary, mark) if summary else None
    if found is None:
        raise NotFound
    drawn = Picture(file.file, file.sha256, found[0], whole="whole" in request.GET)
    return picture_response(request, drawn)


def _show(
    request: SignedInRequest,
    paper: Submission,
    version: str,
    kind: str,
    *,
    wrong: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    page = findings_page(paper, version, kind)
    context = {
        "paper": paper,
        "page": page,
        "board": page.board,
        "wrong": wrong,
        "why_no_answer": why_no_answer(paper),
        "longest": LONGEST,
    }
    return render(request, "submissions/findings.html", context, status=status)
