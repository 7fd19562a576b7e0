"""What chairs do with reviews that are in: rating them for awards, dealing with an ethics flag."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from conference import audit
from conference.errors import Invalid
from conference.models import User
from reviews.models import Review


@transaction.atomic
def rate_review(*, review: Review, by: User, rating: int | None) -> None:
    """Say how good a review is, or take that back; its writer never reads it."""
    if rating is not None and rating not in Review.Rating.values:
        raise Invalid("Choose one of the ratings.")
    if review.rating == rating:
        return
    before = review.rating
    Review.objects.filter(pk=review.pk).update(rating=rating, rated_by=by if rating else None)
    _record(review, by, "review_rated", "rated", before=before, after=rating)


@transaction.atomic
def settle_ethics(*, review: Review, by: User) -> None:
    """Say that an ethics flag was looked into; it counts as open again if the reviewer sets it anew."""
    settled = Review.objects.filter(pk=review.pk, ethics_flag=True, ethics_settled_at=None).update(
        ethics_settled_at=timezone.now()
    )
    if settled:
        _record(review, by, "ethics_settled", "ethics flag dealt with", before=None, after=None)


def _record(
    review: Review, by: User, action: str, text: str, *, before: int | None, after: int | None
) -> None:
    submission = review.assignment.submission
    audit.record(
        workshop=submission.workshop,
        actor=by,
        part="chair",
        action=action,
        about=submission.ref,
        text=f"#{submission.number}: Review {review.assignment.mark} {text}",
        before={"rating": before} if before else None,
        after={"rating": after} if after else None,
    )
