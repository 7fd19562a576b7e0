"""Asking further reviews of chosen papers, due by a date of their own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from conference import audit
from conference.concurrency import save_version
from conference.errors import Invalid, Refused
from conference.models import User, Workshop
from reviews.models import Assignment, Decision, ReviewRound
from reviews.services.assignment import assign_many
from submissions.models import Submission, SubmissionState


@transaction.atomic
def ask_further(
    *,
    workshop: Workshop,
    by: User,
    pairs: Iterable[tuple[Submission, User]],
    due_at: datetime | None = None,
    in_round: ReviewRound | None = None,
) -> ReviewRound:
    """Assign people to papers in a round that is there or in a new one; each gets one mail with its date."""
    # The workshop's row is held, so that two chairs don't both begin a round of one number.
    Workshop.objects.select_for_update().get(pk=workshop.pk)
    chosen = [(paper, user, str(Assignment.Part.REVIEWER)) for paper, user in pairs]
    if not chosen:
        raise Invalid("Choose a reviewer for at least one of the papers.")
    for paper, _user, _part in chosen:
        _only_under_review(paper)
    found = in_round or _begin(workshop, by, due_at)
    assign_many(workshop=workshop, pairs=chosen, by=by, in_round=found)
    many = "1 review" if len(chosen) == 1 else f"{len(chosen)} reviews"
    audit.record_of_workshop(workshop, by, "round_asked", f"Round {found.number}: {many} asked")
    return found


@transaction.atomic
def move_round(*, found: ReviewRound, by: User, due_at: datetime, expected: int) -> None:
    """Set another date for the reviews of a round."""
    found.due_at = due_at
    save_version(found, expected=expected, fields=["due_at"])
    audit.record_of_workshop(
        found.workshop, by, "round_moved", f"Round {found.number}: due {due_at:%-d %B %Y, %H:%M} UTC"
    )


def _begin(workshop: Workshop, by: User, due_at: datetime | None) -> ReviewRound:
    if due_at is None or due_at <= timezone.now():
        raise Invalid("This moment is past.", {"due": ["Choose a moment to come."]})
    last = workshop.review_rounds.aggregate(last=Max("number"))["last"] or 1
    return ReviewRound.objects.create(workshop=workshop, number=last + 1, due_at=due_at, created_by=by)


def _only_under_review(paper: Submission) -> None:
    if paper.state != SubmissionState.SUBMITTED:
        raise Refused(f"#{paper.number} is not under review and takes no reviewers.")
    if Decision.objects.filter(submission=paper, released_at__isnull=False).exists():
        raise Refused(f"The decision on #{paper.number} is released.")
