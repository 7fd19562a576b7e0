"""Reminding authors of what is still missing of an accepted paper: at a chair's press, and by itself before a date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from conference import audit, mailing
from conference.models import ImportantDate, Mail, User, Workshop
from reviews.models import ACCEPTED
from reviews.selectors.camera_ready import ItemRow, asked_of, due_for, item_row
from reviews.selectors.camera_ready_table import TableRow
from submissions import checklist
from submissions.checklist import Standing
from submissions.models import Author, CameraReady, Submission, SubmissionState
from submissions.selectors.camera_ready import Due, dues_of, handed_of, with_handed

REMINDER = "camera_ready_reminder"
POINTS = (timedelta(days=1), timedelta(days=3), timedelta(days=7))
"""How long before a date the reminders go that nobody has to send."""


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


def reminded_today(papers: Iterable[Submission], now: datetime | None = None) -> set[int]:
    """Return the ids of the papers of which a reminder was asked for within the last day, in one query."""
    since = (now or timezone.now()) - timedelta(days=1)
    refs = {paper.ref: paper.pk for paper in papers}
    found = Mail.objects.filter(template=REMINDER, subject_ref__in=refs, created_at__gt=since)
    return {refs[ref] for ref in found.values_list("subject_ref", flat=True)}


@transaction.atomic
def remind(*, workshop: Workshop, by: User, lacking: Sequence[Lacking], again: bool = False) -> int:
    """Send the reminders a chair asked for; papers reminded within a day are left out unless ``again``. Returns how many papers."""
    now = timezone.now()
    done = set() if again else reminded_today([entry.paper for entry in lacking], now)
    fresh = [entry for entry in lacking if entry.paper.pk not in done]
    for entry in fresh:
        _queue(entry, f"{now:%Y%m%d%H%M}")
    if fresh:
        audit.record(
            workshop=workshop,
            actor=by,
            part="chair",
            action="camera_ready_reminded",
            about=f"workshop:{workshop.pk}",
            text=f"Reminded the authors of {len(fresh)} papers of their final versions",
        )
    return len(fresh)


def remind_by_itself(now: datetime | None = None) -> int:
    """Send the reminders that are due a week, three days and a day before a date; each goes once. Returns how many papers."""
    moment = now or timezone.now()
    soon = {"at__gt": moment - timedelta(days=1), "at__lte": moment + POINTS[-1]}
    dated = set(
        ImportantDate.objects.filter(key__in=checklist.DUES, **soon).values_list("workshop_id", flat=True)
    )
    extended = CameraReady.objects.filter(
        extended_until__gt=moment, extended_until__lte=moment + POINTS[-1]
    ).values_list("submission__workshop_id", flat=True)
    return sum(
        _remind_one(workshop, moment) for workshop in Workshop.objects.filter(pk__in=dated | set(extended))
    )


def _remind_one(workshop: Workshop, now: datetime) -> int:
    papers = with_handed(
        Submission.objects.filter(
            workshop=workshop,
            state=SubmissionState.SUBMITTED,
            decision__outcome__in=ACCEPTED,
            decision__released_at__isnull=False,
        )
    ).select_related("workshop", "decision")
    dues = dues_of(workshop, now)
    lacking = [entry for paper in papers if (entry := lacking_of(paper, dues))]
    done = reminded_today([entry.paper for entry in lacking], now)
    sent = 0
    for entry in lacking:
        point = point_of(entry, now)
        if point and entry.paper.pk not in done and not _went(entry, point):
            with transaction.atomic():
                _queue(entry, point)
            sent += 1
    return sent


def point_of(entry: Lacking, now: datetime) -> str:
    """Return the name of the reminder whose time has come for a paper, or nothing."""
    ahead = [item.due.at for item in entry.items if item.due.at and item.due.at > now]
    if not ahead:
        return ""
    nearest = min(ahead)
    point = next((one for one in POINTS if nearest - now <= one), None)
    return f"{nearest:%Y%m%d%H%M}-{point.days}" if point else ""


def _went(entry: Lacking, point: str) -> bool:
    keys = [_key(entry, author, point) for author in entry.recipients]
    return Mail.objects.filter(dedupe_key__in=keys).exists()


def _key(entry: Lacking, author: Author, point: str) -> str:
    return f"{REMINDER}:{entry.paper.pk}:{point}:{author.pk}"


def _queue(entry: Lacking, point: str) -> None:
    for author in entry.recipients:
        mailing.queue_mail(
            key=REMINDER,
            email=author.email,
            name=author.name,
            workshop=entry.paper.workshop,
            recipient=author.user,
            part="author",
            about=entry.paper.ref,
            dedupe_key=_key(entry, author, point),
            values=values_of_mail(entry),
        )


def preview(entry: Lacking) -> tuple[str, str]:
    """Return subject and body of the reminder of one paper, as its first recipient reads it."""
    author = entry.recipients[0]
    return mailing.render(
        REMINDER, workshop=entry.paper.workshop, name=author.name, values=values_of_mail(entry)
    )


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
