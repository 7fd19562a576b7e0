"""Saving what a reviewer's text file says, each review by itself: what can't be saved is named, and the rest is saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from conference.errors import PlenaryError
from reviews.review_form import Answer
from reviews.selectors.review_files import OpenReview
from reviews.services.reviews import save_review


def save_sheets(
    *,
    reviews: Iterable[OpenReview],
    values: Mapping[int, Mapping[str, Answer]],
    seen: Mapping[int, int],
) -> tuple[dict[int, PlenaryError], int]:
    """Save drafts by the number of their paper; ``seen`` has the version that each began with. Returns what failed, and how many are saved."""
    failed: dict[int, PlenaryError] = {}
    saved = 0
    for item in reviews:
        number = item.sheet.number
        if number not in values:
            continue
        try:
            save_review(
                assignment=item.assignment,
                expected=seen.get(number, 0),
                values={**item.sheet.answers, **values[number]},
            )
        except PlenaryError as error:
            failed[number] = error
        else:
            saved += 1
    return failed, saved
