"""The line on an accepted paper's own page that leads to certificates and letters."""

from __future__ import annotations

from typing import Any

from conference.visibility import Viewer
from program.selectors.documents import texts_of
from program.selectors.own_documents import own_accepted
from submissions.models import Submission

TEMPLATE = "program/own_documents_panel.html"


def documents_panel(viewer: Viewer, submission: Submission) -> dict[str, Any] | None:
    """Return what the line says, of a paper whose acceptance was told to its authors."""
    workshop = submission.workshop
    if workshop.decisions_released_at is None:
        return None
    if not own_accepted(viewer, workshop).filter(pk=submission.pk).exists():
        return None
    return {"is_released": texts_of(workshop).certificates_released_at is not None}
