"""Writing a review: it saves itself as a draft, comes in once it is complete, and can be changed until the decision."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from conference import audit
from conference.concurrency import save_version
from conference.errors import Closed, Invalid, Stale
from conference.models import AuditEntry
from reviews.models import Assignment, Decision, Review
from submissions.models import SubmissionState

FIELDS = (
    "overall", "confidence", "summary", "strengths", "weaknesses", "questions", "for_chairs", "forward_consent",
)  # fmt: skip
SCORED = ("overall", "confidence")
CHANGED = "review_changed"
ONE_ENTRY_WITHIN = timedelta(hours=1)
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
    if assignment.submission.state != SubmissionState.SUBMITTED:
        return "This paper is no longer under review."
    if Decision.objects.filter(submission=assignment.submission, released_at__isnull=False).exists():
        return "The decision on this paper is released; its reviews can’t be changed any more."
    return ""


@transaction.atomic
def save_review(*, assignment: Assignment, expected: int, values: dict[str, Any]) -> Review:
    """Store what was written so far, complete or not; a review that is in stays in and stays complete.

    Saving what is saved already changes nothing, whatever the version: an autosave may overtake the button.
    """
    _only_while_open(assignment)
    review = review_of(assignment)
    before = {name: getattr(review, name) for name in FIELDS if name in values}
    changed = [name for name, old in before.items() if values[name] != old]
    if not changed:
        return review
    if review.version != expected:
        raise Stale
    for name in changed:
        setattr(review, name, values[name])
    is_in = review.state == Review.State.SUBMITTED
    if is_in:
        _check_complete(review, "Your review is in, so it can’t do without this. The change is not saved.")
    save_version(review, expected=expected, fields=[*changed, "updated_at"])
    if is_in:
        _record_change(review, {name: before[name] for name in SCORED if name in changed})
    return review


def submit_review(*, assignment: Assignment, expected: int, values: dict[str, Any]) -> Review:
    """Bring a review in; what is missing is named field by field, and what is there is saved all the same.

    The first time a review comes in stays its date; coming in again changes nothing.
    """
    review = save_review(assignment=assignment, expected=expected, values=values)
    if review.state == Review.State.SUBMITTED:
        return review
    _check_complete(review, "The review is saved as a draft, but it is not complete yet.")
    with transaction.atomic():
        came_in = Review.objects.filter(
            pk=review.pk, version=review.version, state=Review.State.DRAFT
        ).update(state=Review.State.SUBMITTED, submitted_at=timezone.now())
        review.refresh_from_db()
        if not came_in and review.state != Review.State.SUBMITTED:
            raise Stale
        if came_in:
            _record(review, "review_submitted", f"Review {assignment.mark} came in")
    return review


def _only_while_open(assignment: Assignment) -> None:
    reason = why_closed(assignment)
    if reason:
        raise Closed(reason)


def _check_complete(review: Review, message: str) -> None:
    missing = {
        name: [reason]
        for name, reason in NEEDED.items()
        if getattr(review, name) is None or not str(getattr(review, name)).strip()
    }
    if missing:
        raise Invalid(message, missing)


def _record_change(review: Review, scores_before: dict[str, Any]) -> None:
    """Add a change of a review that is in to the history: each change of a score, wording once an hour."""
    assignment = review.assignment
    recent = AuditEntry.objects.filter(
        about=assignment.submission.ref,
        action=CHANGED,
        actor=assignment.user,
        at__gt=timezone.now() - ONE_ENTRY_WITHIN,
    )
    if not scores_before and recent.exists():
        return
    now = {name: getattr(review, name) for name in scores_before}
    moved = [f"{name} {old} → {now[name]}" for name, old in scores_before.items()]
    text = f"Review {assignment.mark} changed" + (f": {', '.join(moved)}" if moved else "")
    _record(review, CHANGED, text, before=scores_before, after=now)


def _record(
    review: Review,
    action: str,
    text: str,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    submission = review.assignment.submission
    audit.record(
        workshop=submission.workshop,
        actor=review.assignment.user,
        part="reviewer",
        action=action,
        about=submission.ref,
        text=f"#{submission.number}: {text}",
        before=before,
        after=after,
    )
