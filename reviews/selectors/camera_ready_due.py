"""The final version among an author's things to do, and its place on the authors' page of a paper."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from conference.due import DueItem
from conference.models import User, Workshop
from conference.prepared import rows_of
from conference.visibility import Viewer
from reviews.models import ACCEPTED
from reviews.selectors.camera_ready import (
    CameraReadyPage,
    access_accepted_own,
    asked_of,
    camera_ready_page,
    due_for,
)
from submissions import checklist
from submissions.models import Submission, SubmissionState
from submissions.selectors.camera_ready import dues_of, handed_of, with_handed
from submissions.visibility import own_papers

TEMPLATE = "reviews/camera_ready/panel.html"


def camera_ready_due(user: User) -> list[DueItem]:
    """Return the accepted papers of a person that lack something which can still be handed in."""
    papers = rows_of(_accepted_of, user.pk)
    dues = {workshop: dues_of(workshop) for workshop in {paper.workshop for paper in papers}}
    items = [_item(paper, dues[paper.workshop]) for paper in papers]
    return [item for item in items if item]


def _accepted_of(user_id: int) -> QuerySet[Any]:
    own = own_papers(Viewer(user_id=user_id)).filter(
        state=SubmissionState.SUBMITTED,
        decision__outcome__in=ACCEPTED,
        decision__released_at__isnull=False,
    )
    return with_handed(own).select_related("workshop", "decision").order_by("pk")


def _item(paper: Submission, dues: dict[str, Any]) -> DueItem | None:
    missing = checklist.missing(asked_of(paper), handed_of(paper))
    pairs = [(entry, due_for(paper, entry, dues)) for entry in missing]
    still = [(entry, due) for entry, due in pairs if not due.is_over]
    if not still:
        return None
    dates = [datetime.fromisoformat(due.iso) for _entry, due in still if due.iso]
    names = ", ".join(checklist.LABELS[entry.item] for entry, _due in still)
    return DueItem(
        workshop=paper.workshop.acronym,
        title=paper.title,
        detail=f"Accepted; still missing: {names}",
        url=reverse("reviews:camera_ready", args=[paper.workshop.slug, paper.number]),
        action="Hand in the final version",
        due=min(dates, default=None),
    )


def camera_ready_panel(viewer: Viewer, submission: Submission) -> dict[str, Any] | None:
    """Return how far the checklist of an accepted paper is, for one of its authors; None for any other paper."""
    workshop: Workshop = submission.workshop
    papers = Submission.objects.filter(
        pk=submission.pk, decision__outcome__in=ACCEPTED, decision__released_at__isnull=False
    )
    if submission.state != SubmissionState.SUBMITTED or not papers.exists():
        return None
    page: CameraReadyPage = camera_ready_page(access_accepted_own(viewer, workshop, submission.number))
    return {"page": page, "number": submission.number}
