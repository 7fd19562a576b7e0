"""Writing a meta-review: a draft until it is sent to the chairs, changeable until the decision is released."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from conference import audit
from conference.concurrency import save_version
from conference.errors import Closed, Invalid, Stale
from reviews.models import Assignment, MetaReview, Outcome
from reviews.selectors.meta_reviews import can_write
from reviews.selectors.outcomes import require_offered
from reviews.visibility import PaperRights

FIELDS = ("recommendation", "text", "for_chairs")


@transaction.atomic
def save_meta_review(
    *, assignment: Assignment, found: PaperRights, expected: int, values: Mapping[str, str]
) -> MetaReview:
    """Keep what is written so far; one that is in stays in and complete. Saving the same again changes nothing."""
    if not can_write(found):
        raise Closed("The decision is released: the recommendation can’t be changed any more.")
    row = MetaReview.objects.get_or_create(assignment=assignment)[0]
    changed = [name for name in FIELDS if values[name] != getattr(row, name)]
    if not changed:
        return row
    if row.version != expected:
        raise Stale
    if "recommendation" in changed and values["recommendation"]:
        require_offered(assignment.submission, values["recommendation"])
    for name in changed:
        setattr(row, name, values[name])
    if row.submitted_at:
        _check(row, "Your recommendation is in, so it can’t do without this. The change is not saved.")
    save_version(row, expected=expected, fields=[*changed, "updated_at"])
    if row.submitted_at and "recommendation" in changed:
        _record(row, "meta_review_changed", f"recommendation changed to {_label(row)}")
    return row


def submit_meta_review(
    *, assignment: Assignment, found: PaperRights, expected: int, values: Mapping[str, str]
) -> MetaReview:
    """Send the recommendation to the chairs."""
    row = save_meta_review(assignment=assignment, found=found, expected=expected, values=values)
    if row.submitted_at:
        return row
    _check(row, "It is saved as a draft, but it is not complete yet.")
    with transaction.atomic():
        row.submitted_at = timezone.now()
        save_version(row, expected=row.version, fields=["submitted_at"])
        _record(row, "meta_review_submitted", "meta-review came in")
    return row


def _check(row: MetaReview, message: str) -> None:
    missing = {}
    if row.recommendation not in Outcome.values:
        missing["recommendation"] = ["Choose what you recommend."]
    if not row.text.strip():
        missing["text"] = ["Say in a few sentences what it comes to."]
    if missing:
        raise Invalid(message, missing)


def _label(row: MetaReview) -> str:
    return Outcome(row.recommendation).label.lower()


def _record(row: MetaReview, action: str, text: str) -> None:
    submission = row.assignment.submission
    audit.record(
        workshop=submission.workshop,
        actor=row.assignment.user,
        part="area_chair",
        action=action,
        about=submission.ref,
        text=f"#{submission.number}: {text}",
    )
