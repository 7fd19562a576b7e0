"""Writing a review: it saves itself as a draft, comes in once it is complete, and can be changed until the decision."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from conference import audit
from conference.concurrency import save_version
from conference.errors import Closed, Invalid
from reviews.models import Assignment, Decision, Review

FIELDS = ("overall", "confidence", "summary", "strengths", "weaknesses", "questions", "for_chairs")
NEEDED = {
    "overall": "Choose an overall score.",
    "confidence": "Say how confident you are.",
    "summary": "Summarize the paper.",
    "strengths": "Name its strengths.",
    "weaknesses": "Name its weaknesses.",
}


def review_of(assignment: Assignment) -> Review:
    """Return the review of an assignment, made empty if it was not begun."""
    return Review.objects.get_or_create(assignment=assignment)[0]


def why_closed(assignment: Assignment) -> str:
    """Return why a review can't be changed any more, in words, or an empty string while it can."""
    if assignment.state != Assignment.State.ACTIVE:
        return "This paper is no longer assigned to you."
    if Decision.objects.filter(submission=assignment.submission, released_at__isnull=False).exists():
        return "The decision on this paper is released; its reviews can't be changed any more."
    return ""


@transaction.atomic
def save_review(*, assignment: Assignment, expected: int, values: dict[str, Any]) -> Review:
    """Store what was written so far, complete or not; a review that is in stays in."""
    review = review_of(assignment)
    _only_while_open(assignment)
    changed = [name for name in FIELDS if name in values]
    for name in changed:
        setattr(review, name, values[name])
    if review.state == Review.State.SUBMITTED:
        _check_complete(review)
    return save_version(review, expected=expected, fields=[*changed, "updated_at"])


@transaction.atomic
def submit_review(*, assignment: Assignment, expected: int, values: dict[str, Any]) -> Review:
    """Bring a review in; what is missing is named field by field. The first time it comes in stays its date."""
    review = save_review(assignment=assignment, expected=expected, values=values)
    _check_complete(review)
    if review.state == Review.State.SUBMITTED:
        return review
    review.state = Review.State.SUBMITTED
    review.submitted_at = timezone.now()
    review.save(update_fields=["state", "submitted_at"])
    audit.record(
        workshop=assignment.submission.workshop,
        actor=assignment.user,
        part="reviewer",
        action="review_submitted",
        about=assignment.submission.ref,
        text=f"Review {assignment.mark} of #{assignment.submission.number} came in",
    )
    return review


def _only_while_open(assignment: Assignment) -> None:
    reason = why_closed(assignment)
    if reason:
        raise Closed(reason)


def _check_complete(review: Review) -> None:
    missing = {
        name: [message]
        for name, message in NEEDED.items()
        if getattr(review, name) in (None, "") or not str(getattr(review, name)).strip()
    }
    if missing:
        raise Invalid("The review is saved, but not complete yet.", missing)
