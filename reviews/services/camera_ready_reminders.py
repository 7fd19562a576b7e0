"""Reminding authors of what is still missing of an accepted paper: at a chair's press, and by itself before a date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from conference.models import Workshop
from conference.reminders import Kind, Owed, near_dates
from conference.visibility import Viewer
from reviews.models import ACCEPTED
from reviews.selectors.camera_ready import ItemRow, asked_of, due_for, item_row
from reviews.selectors.camera_ready_table import TableRow
from reviews.sight import Info
from reviews.visibility import papers_visible_to
from submissions import checklist
from submissions.checklist import Standing
from submissions.models import Author, CameraReady, Submission, SubmissionState
from submissions.selectors.camera_ready import Due, dues_of, handed_of, with_handed

REMINDER = "camera_ready_reminder"


@dataclass(frozen=True)
class Lacking:
    """A paper with the required items that are missing and can still be handed in, and who is written to."""

    paper: Submission
    items: tuple[ItemRow, ...]
    recipients: tuple[Author, ...]

    @property
    def names(self) -> str:
        return ", ".join(author.name for author in self.recipients)

    @property
    def what(self) -> str:
        return ", ".join(item.label for item in self.items)


def lacking_of(paper: Submission, dues: dict[str, Due], *, everyone: bool = False) -> Lacking | None:
    """Return what a paper that ``with_handed`` loaded lacks, or None for one that lacks nothing or reaches nobody."""
    handed = handed_of(paper)
    rows = [item_row(paper, entry, handed, due_for(paper, entry, dues)) for entry in asked_of(paper)]
    undone = {Standing.MISSING, Standing.PROBLEM}
    items = tuple(row for row in rows if row.required and row.is_open and row.standing in undone)
    reached = [author for author in paper.authors.all() if author.is_reached]
    corresponding = [author for author in reached if author.is_corresponding]
    recipients = reached if everyone or not corresponding else corresponding
    return Lacking(paper, items, tuple(recipients)) if items and recipients else None


def lacking_rows(rows: Iterable[TableRow], workshop: Workshop, *, everyone: bool) -> list[Lacking]:
    """Return what the rows of a chair's table lack, with whom to write to."""
    dues = dues_of(workshop)
    found = (lacking_of(row.paper, dues, everyone=everyone) for row in rows)
    return [entry for entry in found if entry]


def owed_of(entry: Lacking, now: datetime | None = None) -> list[Owed]:
    """Return whom to write to about one paper; the date that counts is the nearest that is not over."""
    moment = now or timezone.now()
    ahead = [item.due.at for item in entry.items if item.due.at and item.due.at > moment]
    return [
        Owed(
            key=f"{entry.paper.pk}:{author.pk}",
            email=author.email,
            name=author.name,
            what=f"#{entry.paper.number} {entry.what}",
            due=min(ahead, default=None),
            user=author.user,
            part="author",
            about=entry.paper.ref,
            values=values_of_mail(entry),
        )
        for author in entry.recipients
    ]


def owing_final(workshop: Workshop, viewer: Viewer | None, now: datetime) -> list[Owed]:
    """Return the authors of released papers that still lack something; for a chair, of those whose authors she may know."""
    accepted = Submission.objects.filter(
        workshop=workshop,
        state=SubmissionState.SUBMITTED,
        decision__outcome__in=ACCEPTED,
        decision__released_at__isnull=False,
    )
    if viewer is not None:
        seen = papers_visible_to(viewer, workshop, Info.AUTHOR_EMAILS).filter(viewer_is_author=False)
        accepted = accepted.filter(pk__in=seen.values("pk"))
    papers = with_handed(accepted).select_related("workshop", "decision").prefetch_related("authors__user")
    dues = dues_of(workshop, now)
    found = (lacking_of(paper, dues) for paper in papers)
    return [one for entry in found if entry for one in owed_of(entry, now)]


def near_final(start: datetime, end: datetime) -> Iterable[int]:
    """Return the workshops with a date for final versions between two moments, a paper's own among them."""
    own = CameraReady.objects.filter(extended_until__range=(start, end))
    return {
        *near_dates(*checklist.DUES)(start, end),
        *own.values_list("submission__workshop_id", flat=True),
    }


def values_of_mail(entry: Lacking) -> dict[str, Any]:
    path = reverse("reviews:camera_ready", args=[entry.paper.workshop.slug, entry.paper.number])
    return {
        "paper_number": entry.paper.number,
        "paper_title": entry.paper.title,
        "missing": "\n".join(_line(item) for item in entry.items),
        "link": f"{settings.BASE_URL}{path}",
    }


def _line(item: ItemRow) -> str:
    until = f", until {item.due.words}" if item.due.words else ""
    return f"- {item.label}{until}{f' ({item.problem})' if item.problem else ''}"


KIND = Kind(
    key="camera_ready",
    label="Hand in the final version",
    whom="have not handed in all of their final version",
    date="the date of what is missing",
    mail=REMINDER,
    days=(7, 3, 1),
    owing=owing_final,
    near=near_final,
)
