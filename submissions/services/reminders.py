"""Drafts that were never submitted, to be reminded of before their deadline."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from conference.models import ImportantDate, Track, Workshop
from conference.models.workshops import DateKey
from conference.reminders import Kind, Owed
from conference.visibility import Viewer
from submissions.models import Author, Submission, SubmissionState
from submissions.selectors.season import Season, season_of


def owing_papers(workshop: Workshop, viewer: Viewer | None, now: datetime) -> list[Owed]:
    """Return the authors with an account whose drafts can still be submitted; to a chair only how many, never who."""
    if viewer is not None:
        return []
    season = season_of(workshop, now)
    drafts = Submission.objects.filter(
        workshop=workshop, state=SubmissionState.DRAFT, submit_asked_at=None
    ).select_related("track", "workshop")
    return [
        _owed(author, paper, here)
        for paper in drafts
        if (here := season.at_paper(paper)).at is not None and not here.why_closed()
        for author in Author.objects.filter(submission=paper, user__isnull=False).select_related("user")
        if author.standing != Author.Standing.DENIED
    ]


def near_deadlines(start: datetime, end: datetime) -> Iterable[int]:
    """Return the workshops in which some paper's deadline is near: the workshop's, a track's or the paper's own."""
    dates = {"key": DateKey.SUBMISSION, "at__range": (start, end)}
    return {
        *ImportantDate.objects.filter(**dates).values_list("workshop_id", flat=True),
        *Track.objects.filter(deadline_at__range=(start, end)).values_list("workshop_id", flat=True),
        *Submission.objects.filter(state=SubmissionState.DRAFT, deadline_at__range=(start, end)).values_list(
            "workshop_id", flat=True
        ),
    }


def _owed(author: Author, paper: Submission, season: Season) -> Owed:
    return Owed(
        key=f"{paper.pk}:{author.user_id}",
        email=author.user.email if author.user else author.email,
        name=author.user.name if author.user else author.name,
        due=season.at,
        user=author.user,
        part="author",
        about=paper.ref,
        values={
            "paper_number": paper.number,
            "paper_title": paper.title or "Untitled draft",
            "paper_url": _edit_url(paper),
            "track": paper.track.name,
            "deadline": season.until,
            "left": season.remaining,
        },
    )


def _edit_url(paper: Submission) -> str:
    return f"{settings.BASE_URL}{reverse('submissions:edit', args=[paper.workshop.slug, paper.number])}"


KIND = Kind(
    key="drafts",
    label="Submit the draft",
    whom="began a paper and have not submitted it",
    date="the deadline of the paper",
    mail="draft_reminder",
    days=(3, 1),
    owing=owing_papers,
    near=near_deadlines,
    by_hand=False,
)
