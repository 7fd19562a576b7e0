"""What an author has to do, for her own page."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from conference.deadlines import is_past
from conference.due import DueItem
from conference.models import ImportantDate, User
from conference.models.workshops import DateKey
from conference.visibility import Viewer
from submissions.lifecycle import EDITABLE
from submissions.models import Submission, SubmissionState
from submissions.selectors.check_panel import CheckPanel, PanelState, check_panel
from submissions.selectors.papers import with_files
from submissions.visibility import own_papers


def author_due(user: User) -> list[DueItem]:
    """Return drafts that are not submitted and papers whose PDF was not taken, while there is time to mend it."""
    own = own_papers(Viewer(user_id=user.pk)).filter(state__in=EDITABLE, track__is_open=True)
    papers = list(with_files(own).order_by("pk"))
    dates = ImportantDate.objects.filter(
        workshop__in={paper.workshop_id for paper in papers}, key=DateKey.SUBMISSION
    )
    deadlines = dict(dates.values_list("workshop_id", "at"))
    now = timezone.now()
    found = []
    for paper in papers:
        deadline = deadlines.get(paper.workshop_id)
        if not is_past(deadline, now):
            item = _item(paper, deadline)
            if item:
                found.append(item)
    return found


def _item(paper: Submission, deadline: datetime | None) -> DueItem | None:
    panel = check_panel(paper, paper.paper_versions)  # type: ignore[attr-defined]
    detail, action = _what(paper, panel)
    if not action:
        return None
    return DueItem(
        workshop=paper.workshop.acronym,
        title=paper.title or "Untitled draft",
        detail=detail,
        url=reverse("submissions:edit", args=[paper.workshop.slug, paper.number]),
        action=action,
        due=deadline,
    )


def _what(paper: Submission, panel: CheckPanel) -> tuple[str, str]:
    draft = paper.state == SubmissionState.DRAFT
    if panel.state is PanelState.REFUSED:
        detail = "The last PDF can’t be taken as it is"
        return (f"{detail}; version {panel.stands} stands" if panel.stands else detail), "See why"
    if panel.state is PanelState.FAILED:
        return "The check of the PDF broke down", "Check again"
    if panel.asked:
        return "", ""
    return ("Draft, not submitted yet", "Finish and submit") if draft else ("", "")
