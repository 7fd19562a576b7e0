"""How a form's view takes a file: sent with the form, or in parts before it."""

from __future__ import annotations

from conference.http import SignedInRequest
from submissions.models import PaperFile, Submission
from submissions.services.files import add_file
from submissions.services.uploads import take_upload


def has_file(request: SignedInRequest, field: str = "file") -> bool:
    """Say whether a file came with a form, one way or the other."""
    return field in request.FILES or bool(request.POST.get(f"{field}-upload"))


def take_file(
    request: SignedInRequest, paper: Submission, *, kind: str, field: str = "file", slot: str = ""
) -> PaperFile | None:
    """Keep the file of a form's field as the next version of its kind; None where none came.

    Raises Invalid with the reason under "file", or Closed; what else was typed is the form's to keep.
    """
    upload = request.POST.get(f"{field}-upload", "")
    if upload:
        return take_upload(submission=paper, public_id=upload, kind=kind, slot=slot, by=request.user)
    sent = request.FILES.get(field)
    if sent is None:
        return None
    return add_file(submission=paper, kind=kind, slot=slot, uploaded_file=sent, by=request.user)
