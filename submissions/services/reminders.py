"""Drafts that were never submitted are reminded of before the deadline, once for each lead time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from conference.deadlines import reminders_due
from conference.mailing import queue_mail
from conference.models import ImportantDate, Mail, Workshop
from conference.models.workshops import DateKey
from submissions.models import Author, Submission, SubmissionState
from submissions.selectors.season import Season, season_of

LEADS = (timedelta(days=3), timedelta(days=1))
LONGEST = max(LEADS)


def remind_of_drafts(now: datetime | None = None) -> int:
    """Remind the authors with an account of their drafts wherever a lead time has begun; returns how many mails go out."""
    moment = now or timezone.now()
    sent = 0
    for workshop in _near_a_deadline(moment):
        season = season_of(workshop, moment)
        drafts = Submission.objects.filter(
            workshop=workshop, state=SubmissionState.DRAFT, submit_asked_at=None
        )
        for paper in drafts.select_related("track", "workshop"):
            sent += _remind(paper, season.at_paper(paper), moment)
    return sent


def _near_a_deadline(now: datetime) -> list[Workshop]:
    """Return the workshops in which some paper's deadline is near: the workshop's, a track's or the paper's own."""
    soon = (now, now + LONGEST)
    dated = ImportantDate.objects.filter(key=DateKey.SUBMISSION, at__range=soon).values("workshop")
    return list(
        Workshop.objects.filter(submissions__state=SubmissionState.DRAFT)
        .filter(
            Q(pk__in=dated) | Q(tracks__deadline_at__range=soon) | Q(submissions__deadline_at__range=soon)
        )
        .distinct()
    )


def _remind(paper: Submission, season: Season, now: datetime) -> int:
    if season.at is None or season.why_closed():
        return 0
    lead = reminders_due(season.at, LEADS, now)
    if lead is None:
        return 0
    sent = 0
    for author in Author.objects.filter(submission=paper, user__isnull=False).select_related("user"):
        if author.user is None or author.standing == Author.Standing.DENIED:
            continue
        key = f"draft:{paper.pk}:{season.at.timestamp():.0f}:{lead.days}:{author.user_id}"
        if Mail.objects.filter(dedupe_key=key).exists():
            continue
        queue_mail(
            key="draft_reminder",
            email=author.user.email,
            name=author.user.name,
            workshop=paper.workshop,
            recipient=author.user,
            part="author",
            about=paper.ref,
            dedupe_key=key,
            values={
                "paper_number": paper.number,
                "paper_title": paper.title or "Untitled draft",
                "paper_url": _edit_url(paper),
                "track": paper.track.name,
                "deadline": season.until,
                "left": season.remaining,
            },
        )
        sent += 1
    return sent


def _edit_url(paper: Submission) -> str:
    return f"{settings.BASE_URL}{reverse('submissions:edit', args=[paper.workshop.slug, paper.number])}"
