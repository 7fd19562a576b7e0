"""The presenter's availability on the authors' page of an accepted paper."""

from __future__ import annotations

from typing import Any

from conference.errors import NotFound
from conference.visibility import Viewer
from program.models import PresenterWish
from program.selectors.presenters import wish_words
from reviews.selectors.camera_ready import access_accepted_own
from submissions.models import Submission

TEMPLATE = "program/presenting_panel.html"


def presenting_panel(viewer: Viewer, submission: Submission) -> dict[str, Any] | None:
    """Return what is known of when the presenter can be there; None where the paper is not accepted, or not told so."""
    if submission.workshop.decisions_released_at is None:
        return None
    try:
        paper = access_accepted_own(viewer, submission.workshop, submission.number)
    except NotFound:
        return None
    wish = PresenterWish.objects.filter(submission=paper).first()
    return {"number": paper.number, "words": wish_words(wish, submission.workshop)}
