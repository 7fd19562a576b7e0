"""Moving a reviewing season on: reminding those who owe a review, opening the discussion phase."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from conference import audit, mailing
from conference.errors import Refused
from conference.models import Mail, User, Workshop
from reviews.models import Assignment
from reviews.selectors.deadline import review_deadline
from reviews.selectors.progress import Owing

REMINDER = "review_reminder"


@transaction.atomic
def open_discussion(*, workshop: Workshop, by: User) -> bool:
    """Let each reviewer whose own review is in read the others of her papers; False if that was so already."""
    if not Assignment.objects.filter(submission__workshop=workshop, state=Assignment.State.ACTIVE).exists():
        raise Refused("There is nothing to discuss before papers are assigned.")
    now = timezone.now()
    opened = Workshop.objects.filter(pk=workshop.pk, discussion_opened_at=None).update(
        discussion_opened_at=now
    )
    if not opened:
        return False
    workshop.discussion_opened_at = now
    audit.record(
        workshop=workshop,
        actor=by,
        part="chair",
        action="discussion_opened",
        about=f"workshop:{workshop.pk}",
        text="Discussion phase opened",
    )
    return True


@transaction.atomic
def remind(*, workshop: Workshop, by: User, owing: Iterable[Owing]) -> int:
    """Send one mail to each reviewer who owes reviews, at most one a person and day; returns how many are new."""
    due = reminder_due(workshop)
    fresh, _ = split_by_reminded(workshop, owing)
    for person in fresh:
        mailing.queue_mail(
            key=REMINDER,
            email=person.user.email,
            name=person.user.name,
            workshop=workshop,
            recipient=person.user,
            part="reviewer",
            about=person.ref,
            dedupe_key=reminder_key(workshop, person.user.pk),
            values=reminder_values(workshop, person, due),
        )
    if fresh:
        audit.record(
            workshop=workshop,
            actor=by,
            part="chair",
            action="reviewers_reminded",
            about=f"workshop:{workshop.pk}",
            text=f"Reminders sent to {len(fresh)} reviewers",
        )
    return len(fresh)


def split_by_reminded(workshop: Workshop, owing: Iterable[Owing]) -> tuple[list[Owing], list[Owing]]:
    """Return those to whom no reminder went today, and those who have theirs, in one query."""
    by_key = {reminder_key(workshop, person.user.pk): person for person in owing}
    there = set(Mail.objects.filter(dedupe_key__in=by_key).values_list("dedupe_key", flat=True))
    fresh = [person for key, person in by_key.items() if key not in there]
    return fresh, [person for key, person in by_key.items() if key in there]


def preview_reminder(workshop: Workshop, person: Owing) -> tuple[str, str]:
    """Return subject and body of the reminder to one reviewer."""
    values = reminder_values(workshop, person, reminder_due(workshop))
    return mailing.render(REMINDER, workshop=workshop, name=person.user.name, values=values)


def reminder_key(workshop: Workshop, user_id: int) -> str:
    """Return what makes a second reminder to a person on one day (in UTC) the same mail as the first."""
    return f"{REMINDER}:{workshop.pk}:{user_id}:{timezone.now():%Y%m%d}"


def reminder_due(workshop: Workshop) -> str:
    """Return when reviews are due, in a sentence."""
    deadline = review_deadline(workshop)
    if not deadline.text:
        return "The deadline for reviews is still to be announced."
    return f"Reviews {'were' if deadline.is_past else 'are'} due on {deadline.text}."


def reminder_values(workshop: Workshop, person: Owing, due: str) -> dict[str, Any]:
    return {
        "papers": "\n".join(f"- #{paper.number} {paper.title}" for paper in person.papers),
        "due": due,
        "link": settings.BASE_URL + reverse("reviews:reviewing", args=[workshop.slug]),
    }
