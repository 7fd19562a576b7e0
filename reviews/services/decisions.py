"""Decisions: drafted one by one or together, checked, and released at one stroke with a mail to every author."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from conference import audit, mailing
from conference.concurrency import save_version
from conference.errors import Invalid, Refused, Stale
from conference.models import User, Workshop
from reviews.models import Decision, Outcome, Review
from submissions.models import Author, Submission, SubmissionState

KEYS = {
    Outcome.ACCEPT_ORAL: "decision_accept",
    Outcome.ACCEPT_SPOTLIGHT: "decision_accept",
    Outcome.ACCEPT_POSTER: "decision_accept",
    Outcome.REJECT: "decision_reject",
}
PRESENTED = {
    Outcome.ACCEPT_ORAL: "an oral presentation",
    Outcome.ACCEPT_SPOTLIGHT: "a spotlight talk and a poster",
    Outcome.ACCEPT_POSTER: "a poster",
}


@dataclass(frozen=True)
class Preview:
    """A decision mail as its author will read it."""

    subject: str
    body: str


@transaction.atomic
def draft_decision(
    *, submission: Submission, by: User, outcome: str, text: str | None = None, expected: int | None = None
) -> Decision:
    """Draft or change the decision on one paper. ``expected`` is the version the chair saw, 0 where there was none."""
    _only_if_decidable(submission, outcome)
    decision = Decision.objects.select_for_update().filter(submission=submission).first()
    if expected is not None and expected != (decision.version if decision else 0):
        raise Stale
    if decision and decision.released_at:
        raise Refused(f"The decision on #{submission.number} is released. Correct it on the paper's page.")
    before = {"outcome": decision.outcome} if decision else {}
    if decision is None:
        decision = Decision.objects.create(
            submission=submission, outcome=outcome, text=text or "", decided_by=by
        )
    else:
        decision.outcome, decision.decided_by = outcome, by
        decision.text = decision.text if text is None else text
        save_version(decision, expected=decision.version, fields=["outcome", "text", "decided_by"])
    _record(
        submission, by, "decision_drafted", f"#{submission.number}: {decision.get_outcome_display()}", before
    )
    return decision


@transaction.atomic
def correct_decision(*, submission: Submission, by: User, outcome: str, text: str, expected: int) -> Decision:
    """Change a released decision; the new one is released in the same moment and its authors are told."""
    _only_if_decidable(submission, outcome)
    decision = (
        Decision.objects.select_for_update().filter(submission=submission, released_at__isnull=False).first()
    )
    if decision is None:
        raise Refused("This decision is not released yet; change its draft.")
    before = {"outcome": decision.outcome, "text": decision.text}
    decision.outcome, decision.text, decision.decided_by = outcome, text, by
    save_version(decision, expected=expected, fields=["outcome", "text", "decided_by"])
    for author in submission.authors.all():
        if author.email:
            _mail(decision, author)
    text = f"#{submission.number}: corrected to {decision.get_outcome_display()}"
    _record(submission, by, "decision_corrected", text, before)
    return decision


@transaction.atomic
def draft_decisions(*, submissions: Iterable[Submission], by: User, outcome: str) -> int:
    """Draft the same decision for several papers; returns how many."""
    drafted = [draft_decision(submission=submission, by=by, outcome=outcome) for submission in submissions]
    return len(drafted)


@transaction.atomic
def clear_decision(*, submission: Submission, by: User) -> None:
    """Take back a draft; what is released stays."""
    if Decision.objects.filter(submission=submission, released_at=None).delete()[0]:
        _record(submission, by, "decision_cleared", f"#{submission.number}: draft taken back", {})


@transaction.atomic
def release_decisions(*, workshop: Workshop, by: User, papers: Sequence[Submission]) -> int:
    """Release the drafted decisions of these papers and queue a mail to each of their authors; returns how many."""
    decisions = list(
        Decision.objects.select_for_update()
        .filter(submission__in=[paper.pk for paper in papers], released_at=None)
        .filter(submission__state=SubmissionState.SUBMITTED)
        .select_related("submission__workshop", "submission__track")
        .prefetch_related("submission__authors")
    )
    now = timezone.now()
    for decision in decisions:
        decision.released_at = now
        decision.save(update_fields=["released_at"])
        for author in decision.submission.authors.all():
            if author.email:
                _mail(decision, author)
        _record(
            decision.submission,
            by,
            "decision_released",
            f"#{decision.submission.number}: decision released",
            {},
        )
    if decisions and workshop.decisions_released_at is None:
        workshop.decisions_released_at = now
        workshop.save(update_fields=["decisions_released_at"])
    return len(decisions)


def preview_decision(decision: Decision) -> Preview:
    """Return the mail of a drafted decision, addressed to no one, so that no author is named to the chair."""
    submission = decision.submission
    subject, body = mailing.render(
        KEYS[Outcome(decision.outcome)],
        workshop=submission.workshop,
        name="(the author's name)",
        values=_values(decision),
    )
    return Preview(subject, body)


def _only_if_decidable(submission: Submission, outcome: str) -> None:
    if submission.state != SubmissionState.SUBMITTED:
        state = submission.get_state_display().lower()
        raise Invalid(f"#{submission.number} is {state}: there is nothing to decide.")
    if outcome not in Outcome.values:
        raise Invalid("Choose one of the outcomes.")


def _mail(decision: Decision, author: Author) -> None:
    submission = decision.submission
    mailing.queue_mail(
        key=KEYS[Outcome(decision.outcome)],
        email=author.email,
        name=author.name,
        workshop=submission.workshop,
        recipient=author.user,
        part="author",
        about=submission.ref,
        dedupe_key=f"decision:{decision.pk}:{decision.version}:{author.pk}",
        values=_values(decision),
    )


def _values(decision: Decision) -> dict[str, Any]:
    submission = decision.submission
    return {
        "title": submission.title,
        "number": submission.number,
        "presentation": PRESENTED.get(Outcome(decision.outcome), ""),
        "remark": decision.text.strip(),
        "reviews": _reviews_text(submission),
        "link": settings.BASE_URL
        + reverse("submissions:paper", args=[submission.workshop.slug, submission.number]),
    }


def _reviews_text(submission: Submission) -> str:
    reviews = Review.objects.filter(
        assignment__submission=submission, assignment__state="active", state=Review.State.SUBMITTED
    ).select_related("assignment")
    return "\n\n".join(_review_text(review) for review in reviews.order_by("assignment__mark"))


def _review_text(review: Review) -> str:
    parts = [
        f"### Reviewer {review.assignment.mark}",
        f"Overall: {review.overall} ({review.get_overall_display()})",
    ]
    for label, text in (
        ("Summary", review.summary),
        ("Strengths", review.strengths),
        ("Weaknesses", review.weaknesses),
        ("Questions", review.questions),
    ):
        if text.strip():
            parts.append(f"**{label}**\n\n{text.strip()}")
    return "\n\n".join(parts)


def _record(submission: Submission, by: User, action: str, text: str, before: dict[str, Any]) -> None:
    audit.record(
        workshop=submission.workshop,
        actor=by,
        part="chair",
        action=action,
        about=submission.ref,
        text=text,
        before=before,
    )
