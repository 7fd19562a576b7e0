"""Decisions: drafted one by one or together, checked, and released at one stroke with a mail to every author."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from conference import audit, mailing
from conference.concurrency import save_version
from conference.errors import Invalid, Refused, Stale
from conference.models import User, Workshop
from reviews.models import Decision, Outcome, Shepherding
from reviews.selectors.outcomes import require_offered
from reviews.selectors.reviews_text import reviews_text, reviews_to_tell
from reviews.services.shepherding import tell_shepherd
from reviews.visibility import rebuttal_is_open
from submissions.models import REACHED, Author, Submission, SubmissionState
from submissions.services.mails import mail_author, paper_url

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
IN_WORDS = {
    **{outcome: f"accepted for {presented}" for outcome, presented in PRESENTED.items()},
    Outcome.REJECT: "not accepted",
}
CORRECTED = "decision_corrected"
CHANGED_SINCE = "Another chair changed a draft since you looked. Nothing was released and no mail was sent: look again below."

Seen = Mapping[int, int]


@dataclass(frozen=True)
class Preview:
    """A decision mail as its author will read it."""

    subject: str
    body: str


@transaction.atomic
def draft_decision(
    *, submission: Submission, by: User, outcome: str, text: str | None = None, expected: int | None = None
) -> Decision:
    """Draft or change the decision on one paper; what is the same already stays untouched.

    ``expected`` is the version the chair saw, 0 where there was none; ``text`` None leaves the text as it is.
    """
    _only_if_decidable(submission)
    decision = _locked(submission)
    if decision and decision.released_at:
        raise Refused(f"The decision on #{submission.number} is released. Correct it on the paper's page.")
    _only_if_seen(decision, expected)
    require_offered(submission, outcome, decision.outcome if decision else "")
    before = {"outcome": decision.outcome, "text": decision.text} if decision else {}
    wanted = {"outcome": outcome, "text": before.get("text", "") if text is None else text}
    if decision and before == wanted:
        return decision
    if decision is None:
        decision = Decision.objects.create(submission=submission, decided_by=by, **wanted)
    else:
        decision.outcome, decision.text, decision.decided_by = wanted["outcome"], wanted["text"], by
        save_version(decision, expected=decision.version, fields=["outcome", "text", "decided_by"])
    said = f"#{submission.number}: {decision.get_outcome_display()}"
    _record(submission, by, "decision_drafted", said, before, wanted)
    return decision


@transaction.atomic
def correct_decision(*, submission: Submission, by: User, outcome: str, text: str, expected: int) -> Decision:
    """Change a released decision; the new one is released in the same moment and its authors are told."""
    _only_if_decidable(submission)
    decision = _locked(submission)
    if decision is None or decision.released_at is None:
        raise Refused("This decision is not released yet; change its draft.")
    _only_if_seen(decision, expected)
    require_offered(submission, outcome, decision.outcome)
    before = {"outcome": decision.outcome, "text": decision.text}
    wanted = {"outcome": outcome, "text": text}
    if before == wanted:
        raise Invalid("Nothing is different from the released decision, so nothing was sent.")
    decision.outcome, decision.text, decision.decided_by = outcome, text, by
    save_version(decision, expected=expected, fields=["outcome", "text", "decided_by"])
    for author in submission.authors.filter(REACHED).select_related("user"):
        _mail(decision, author, CORRECTED, _correction_values(decision, before["outcome"]))
    said = f"#{submission.number}: corrected to {decision.get_outcome_display()}"
    _record(submission, by, "decision_corrected", said, before, wanted)
    return decision


@transaction.atomic
def draft_decisions(*, submissions: Iterable[Submission], by: User, outcome: str, seen: Seen) -> int:
    """Draft the same decision for several papers, all or none; returns how many.

    ``seen`` has the version the chair saw of each decision, by the paper's id: 0 where there was none.
    """
    drafted = [
        draft_decision(submission=submission, by=by, outcome=outcome, expected=seen.get(submission.pk, 0))
        for submission in submissions
    ]
    return len(drafted)


@transaction.atomic
def draft_different(*, wanted: Iterable[tuple[Submission, str, int]], by: User) -> int:
    """Draft for each paper an outcome of its own, all or none; ``wanted`` has paper, outcome and the version seen."""
    drafted = [
        draft_decision(submission=submission, by=by, outcome=outcome, expected=version)
        for submission, outcome, version in wanted
    ]
    return len(drafted)


@transaction.atomic
def clear_decision(*, submission: Submission, by: User, expected: int) -> None:
    """Take back a draft; what is released stays."""
    decision = _locked(submission)
    if decision is None:
        return
    if decision.released_at:
        raise Refused(f"The decision on #{submission.number} is released. Correct it on the paper's page.")
    _only_if_seen(decision, expected)
    before = {"outcome": decision.outcome, "text": decision.text}
    decision.delete()
    _record(submission, by, "decision_cleared", f"#{submission.number}: draft taken back", before, {})


@transaction.atomic
def release_decisions(*, workshop: Workshop, by: User, seen: Seen) -> int:
    """Release drafted decisions and queue a mail to each of their authors; returns how many papers.

    ``seen`` is what the chair looked at: the version of each draft by its paper's id. If a draft has changed since,
    nothing is released and Stale is raised; drafts that are released already are passed over.
    """
    decisions = list(_to_release(workshop, seen))
    if any(decision.version != seen[decision.submission_id] for decision in decisions):
        raise Stale(CHANGED_SINCE)
    now = timezone.now()
    for decision in decisions:
        decision.released_at = now
        decision.save(update_fields=["released_at"])
        submission = decision.submission
        submission.workshop = workshop
        key, values = KEYS[Outcome(decision.outcome)], values_of(decision)
        for author in submission.authors.all():
            if author.is_reached:
                _mail(decision, author, key, values)
        if decision.is_accept and (conditions := _conditions(decision)):
            conditions.decision = decision
            tell_shepherd(conditions)
        said = f"#{submission.number}: decision released"
        _record(submission, by, "decision_released", said, {}, {"outcome": decision.outcome})
    if decisions and workshop.decisions_released_at is None:
        workshop.decisions_released_at = now
        workshop.save(update_fields=["decisions_released_at"])
    return len(decisions)


def preview_decision(decision: Decision) -> Preview:
    """Return the mail of a drafted decision, addressed to no one, so that no author is named to the chair."""
    return _preview(decision, KEYS[Outcome(decision.outcome)], values_of(decision))


def preview_correction(decision: Decision, *, outcome: str, text: str) -> Preview:
    """Return the mail that a correction of a released decision would send; nothing is changed."""
    corrected = Decision(submission=decision.submission, outcome=outcome, text=text)
    return _preview(corrected, CORRECTED, _correction_values(corrected, decision.outcome))


def with_mail_content(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """Load what the mails of decisions say, in a fixed number of queries."""
    return decisions.select_related(
        "submission__workshop", "submission__track", "shepherding__shepherd"
    ).prefetch_related(*reviews_to_tell())


def _to_release(workshop: Workshop, seen: Seen) -> QuerySet[Decision]:
    drafts = Decision.objects.select_for_update(of=("self",)).filter(
        submission__workshop=workshop,
        submission__in=list(seen),
        submission__state=SubmissionState.SUBMITTED,
        released_at=None,
    )
    return with_mail_content(drafts).prefetch_related("submission__authors__user")


def _preview(decision: Decision, key: str, values: dict[str, Any]) -> Preview:
    workshop = decision.submission.workshop
    subject, body = mailing.render(key, workshop=workshop, name="(the author's name)", values=values)
    return Preview(subject, body)


def _locked(submission: Submission) -> Decision | None:
    """Return the decision on a paper, with the paper's row held so that two chairs can't both begin one."""
    Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    return Decision.objects.filter(submission=submission).first()


def _only_if_seen(decision: Decision | None, expected: int | None) -> None:
    if expected is not None and expected != (decision.version if decision else 0):
        raise Stale


def _only_if_decidable(submission: Submission) -> None:
    if submission.state != SubmissionState.SUBMITTED:
        state = submission.get_state_display().lower()
        raise Invalid(f"#{submission.number} is {state}: there is nothing to decide.")
    if rebuttal_is_open(submission.workshop):
        raise Invalid(
            "Authors can still answer their reviews. Close the rebuttal before you draft decisions."
        )


def _mail(decision: Decision, author: Author, key: str, values: dict[str, Any]) -> None:
    once = f"decision:{decision.pk}:{decision.version}:{author.pk}"
    mail_author(key=key, author=author, paper=decision.submission, values=values, dedupe_key=once)


def values_of(decision: Decision) -> dict[str, Any]:
    """Return what the mail of a decision says; it wants ``with_mail_content``."""
    submission = decision.submission
    return {
        "title": submission.title,
        "number": submission.number,
        "presentation": PRESENTED.get(Outcome(decision.outcome), ""),
        "remark": _remark(decision),
        "reviews": reviews_text(submission),
        "link": paper_url(submission),
    }


def _remark(decision: Decision) -> str:
    """Return the chairs' text, with the conditions of an acceptance below it."""
    text = decision.text.strip()
    found = _conditions(decision) if decision.is_accept else None
    if found is None:
        return text
    return f"{text}\n\nThe paper is accepted on these conditions:\n\n{found.conditions}".strip()


def _conditions(decision: Decision) -> Shepherding | None:
    if decision.pk:
        return getattr(decision, "shepherding", None)
    return Shepherding.objects.filter(decision__submission=decision.submission).first()


def _correction_values(decision: Decision, before: str) -> dict[str, Any]:
    return {
        **values_of(decision),
        "before": IN_WORDS[Outcome(before)],
        "decision": IN_WORDS[Outcome(decision.outcome)],
    }


def _record(
    submission: Submission, by: User, action: str, text: str, before: dict[str, Any], after: dict[str, Any]
) -> None:
    audit.record(
        workshop=submission.workshop,
        actor=by,
        part="chair",
        action=action,
        about=submission.ref,
        text=text,
        before=before,
        after=after,
    )
