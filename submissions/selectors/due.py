"""What an author has to do, for her own page."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from conference.due import DueItem
from conference.models import User
from conference.prepared import rows_of
from conference.visibility import Viewer
from submissions.author_links import author_token
from submissions.lifecycle import EDITABLE
from submissions.models import Author, Submission, SubmissionState
from submissions.selectors.check_panel import CheckPanel, PanelState, panel_of
from submissions.selectors.papers import with_files
from submissions.selectors.season import seasons_of
from submissions.visibility import own_papers


def author_due(user: User) -> list[DueItem]:
    """Return drafts that are not submitted and papers whose PDF was not taken, while there is time to mend it.

    Papers that are in stand among what is done until their edition publishes its list.
    """
    papers = rows_of(_editable_of, user.pk)
    seasons = seasons_of({paper.workshop_id: paper.workshop for paper in papers}.values(), timezone.now())
    found = []
    for paper in papers:
        season = seasons[paper.workshop_id].at_paper(paper)
        item = _item(paper, season.local_at) if not season.why_closed() else None
        if item:
            found.append(item)
        elif paper.state == SubmissionState.SUBMITTED and not paper.workshop.papers_published_at:
            found.append(_handed_in(paper))
    return found


def _editable_of(user_id: int) -> QuerySet[Submission]:
    own = own_papers(Viewer(user_id=user_id)).filter(state__in=EDITABLE)
    return with_files(own).order_by("pk")


def confirmation_due(user: User) -> list[DueItem]:
    """Return the papers on which she is listed, of which she was asked and has not answered."""
    return [
        DueItem(
            workshop=author.submission.workshop.acronym,
            title=author.submission.title or "Untitled draft",
            detail="You are listed as an author",
            url=reverse("submissions:confirm", args=[author.submission.workshop.slug, author_token(author)]),
            action="Confirm",
        )
        for author in rows_of(_asked_of, user.pk)
    ]


def _asked_of(user_id: int) -> QuerySet[Author]:
    asked = Author.objects.filter(
        user_id=user_id,
        standing=Author.Standing.WAITING,
        invited_at__isnull=False,
        submission__state__in=EDITABLE,
    )
    return asked.select_related("submission__workshop").order_by("pk")


def _item(paper: Submission, deadline: datetime | None) -> DueItem | None:
    panel = panel_of(paper, paper.paper_versions)  # type: ignore[attr-defined]
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


def _handed_in(paper: Submission) -> DueItem:
    return DueItem(
        workshop=paper.workshop.acronym,
        title=paper.title,
        detail="Paper submitted",
        url=reverse("submissions:paper", args=[paper.workshop.slug, paper.number]),
        action="Open",
        done=True,
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
