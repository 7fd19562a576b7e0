"""What authors read of their own paper's decision and reviews: nothing before the release."""

from __future__ import annotations

from typing import Any

from conference.models import Workshop
from conference.prepared import only
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
from reviews.visibility import papers_visible_to, rights, with_facts
from submissions.models import Submission, SubmissionState
from submissions.panels import Told

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
    if workshop.decisions_released_at is None:
        return None
    paper = with_facts(Submission.objects.filter(pk=submission.pk), viewer, workshop).get()
    found = rights(paper, viewer, workshop)
    decision = only(Decision.objects.filter(submission=submission, released_at__isnull=False))
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


def is_told(submission: Submission) -> bool:
    """Say whether the authors of a paper know its decision."""
    if submission.workshop.decisions_released_at is None:
        return False
    return Decision.objects.filter(submission=submission, released_at__isnull=False).exists()


def decisions_told(viewer: Viewer, workshop: Workshop) -> dict[int, Told]:
    """Return the outcomes of the viewer's own papers in one query, once decisions are released."""
    if workshop.decisions_released_at is None:
        return {}
    own = papers_visible_to(viewer, workshop, Info.DECISION).filter(
        viewer_is_author=True, state=SubmissionState.SUBMITTED, decision__released_at__isnull=False
    )
    return {
        pk: Told("accepted" if outcome in ACCEPTED else "rejected", OUTCOMES[outcome])
        for pk, outcome in own.order_by().values_list("pk", "decision__outcome")
    }


OUTCOMES = {
    "accept_oral": "Accepted as an oral",
    "accept_spotlight": "Accepted as a spotlight",
    "accept_poster": "Accepted as a poster",
    "reject": "Not accepted",
}
