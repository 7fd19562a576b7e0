"""What authors read of their own paper's decision and reviews: nothing before the release."""

from __future__ import annotations

from typing import Any

from conference.visibility import Viewer
from reviews.models import ACCEPTED, Decision
from reviews.projections import review_for_author
from reviews.selectors.meta_reviews import meta_reviews_for_author
from reviews.selectors.rebuttals import (
    may_answer,
    own_standing,
    saved_rebuttal,
    sent_rebuttal,
    until_text,
)
from reviews.selectors.season import submitted_reviews
from reviews.selectors.shepherding import conditions_for_author
from reviews.sight import Info
from reviews.visibility import rights, with_facts
from submissions.models import Submission

TEMPLATE = "reviews/season/author_panel.html"
REBUTTAL = "reviews/season/rebuttal_panel.html"


def rebuttal_panel(viewer: Viewer, submission: Submission) -> dict[str, Any] | None:
    """Return where the answer to the reviews stands, while it is open or once one was sent."""
    workshop = submission.workshop
    _, found = own_standing(viewer, submission, workshop)
    is_open = may_answer(found)
    sent = sent_rebuttal(submission) if found.standing.is_author else None
    if not is_open and sent is None:
        return None
    begun = saved_rebuttal(submission)
    return {
        "number": submission.number,
        "is_open": is_open,
        "until": until_text(workshop),
        "until_iso": workshop.rebuttal_until,
        "state": "sent" if sent else "draft" if begun else "open",
        "sent": sent,
    }


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
        "conditions": conditions_for_author(submission) if decision.is_accept else None,
        "slug": workshop.slug,
        "number": submission.number,
        "meta_reviews": meta_reviews_for_author(paper, found),
        "reviews": [review_for_author(review) for review in reviews],
    }


OUTCOMES = {
    "accept_oral": "Accepted as an oral",
    "accept_spotlight": "Accepted as a spotlight",
    "accept_poster": "Accepted as a poster",
    "reject": "Not accepted",
}
