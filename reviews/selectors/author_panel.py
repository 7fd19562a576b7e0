"""What authors read of their own paper's decision and reviews: nothing before the release."""

from __future__ import annotations

from typing import Any

from conference.visibility import Viewer
from reviews.models import ACCEPTED, Decision
from reviews.projections import review_for_author
from reviews.selectors.season import submitted_reviews
from reviews.sight import Info
from reviews.visibility import rights, with_facts
from submissions.models import Submission

TEMPLATE = "reviews/season/author_panel.html"


def author_panel(viewer: Viewer, submission: Submission) -> dict[str, Any] | None:
    """Return outcome, the chairs' text and the reviews of a paper for one of its authors; None until the release."""
    workshop = submission.workshop
    paper = with_facts(Submission.objects.filter(pk=submission.pk), viewer, workshop).get()
    found = rights(paper, viewer, workshop)
    decision = Decision.objects.filter(submission=submission, released_at__isnull=False).first()
    if decision is None or not found.standing.is_author or not found.sees(Info.DECISION):
        return None
    reviews = submitted_reviews(submission.pk) if found.sees(Info.REVIEWS_FOR_AUTHORS) else ()
    return {
        "accepted": decision.outcome in ACCEPTED,
        "outcome": decision.outcome,
        "outcome_label": OUTCOMES[decision.outcome],
        "text": decision.text.strip(),
        "reviews": [review_for_author(review) for review in reviews],
    }


OUTCOMES = {
    "accept_oral": "Accepted as an oral",
    "accept_spotlight": "Accepted as a spotlight",
    "accept_poster": "Accepted as a poster",
    "reject": "Not accepted",
}
