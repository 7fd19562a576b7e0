"""Writing a review: it saves itself as a draft, comes in once it is complete, and can be changed until the decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from conference import audit
from conference.concurrency import save_version
from conference.errors import Closed, Invalid, Stale
from conference.models import AuditEntry
from reviews.models import Assignment, Decision, Review, ReviewAnswer, ReviewForm
from reviews.review_form import YES, Answer, Kind, Question, Role, missing
from reviews.selectors.review_forms import COLUMN, answers_of, questions_of
from reviews.services.review_forms import form_for
from submissions.models import SubmissionState

CONSENT = "forward_consent"
CHANGED = "review_changed"
ONE_ENTRY_WITHIN = timedelta(hours=1)


def review_of(assignment: Assignment) -> Review:
    """Return the review of an assignment, made empty if it was not begun."""
    submission = assignment.submission
    found = Review.objects.filter(assignment=assignment).select_related("form").first()
    if found is not None:
        return found
    form = form_for(submission.workshop, submission.track)
    return Review.objects.get_or_create(assignment=assignment, defaults={"form": form})[0]


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
def save_review(*, assignment: Assignment, expected: int, values: Mapping[str, Answer]) -> Review:
    """Store what was written so far, complete or not; a review that is in stays in and stays complete.

    ``values`` holds answers by the key of their question. Saving what is saved already changes nothing, whatever the
    version: an autosave may overtake the button. A draft moves to the form that holds now.
    """
    _only_while_open(assignment)
    review = review_of(assignment)
    is_in = review.state == Review.State.SUBMITTED
    form = review.form if is_in else form_for(assignment.submission.workshop, assignment.submission.track)
    questions = questions_of(form)
    before = answers_of(review)
    asked = {question.key: question for question in questions if question.key in values}
    changed = {key: values[key] for key in asked if not _same(values[key], before.get(key))}
    consent_changed = CONSENT in values and values[CONSENT] != review.forward_consent
    if not changed and not consent_changed and review.form_id == form.pk:
        return review
    if review.version != expected:
        raise Stale
    if is_in:
        _check_complete(
            questions,
            {**before, **changed},
            "Your review is in, so it can’t do without this. The change is not saved.",
        )
    columns = _set_columns(review, asked, changed)
    if consent_changed:
        review.forward_consent = None if values[CONSENT] is None else bool(values[CONSENT])
        columns.append(CONSENT)
    review.form = form
    save_version(review, expected=expected, fields=[*columns, "form", "updated_at"])
    _write_answers(review, form, changed, before)
    if is_in:
        scores = {key: before.get(key) for key in changed if asked[key].role in COLUMN}
        _record_change(review, asked, scores, changed)
    return review


def submit_review(*, assignment: Assignment, expected: int, values: Mapping[str, Answer]) -> Review:
    """Bring a review in; what is missing is named field by field, and what is there is saved all the same.

    The first time a review comes in stays its date; coming in again changes nothing.
    """
    review = save_review(assignment=assignment, expected=expected, values=values)
    if review.state == Review.State.SUBMITTED:
        return review
    form = form_for(assignment.submission.workshop, assignment.submission.track)
    _check_complete(
        questions_of(form), answers_of(review), "The review is saved as a draft, but it is not complete yet."
    )
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


def _same(one: Answer, other: Answer) -> bool:
    return one == other or (one in ("", None, []) and other in ("", None, []))


def _set_columns(review: Review, asked: Mapping[str, Question], changed: Mapping[str, Answer]) -> list[str]:
    """Set the columns that changed answers fill; a new ethics flag waits for the chairs again."""
    columns = []
    for key, answer in changed.items():
        role = asked[key].role
        if role in COLUMN:
            setattr(review, COLUMN[role], answer)
            columns.append(COLUMN[role])
        elif role is Role.ETHICS:
            review.ethics_flag = None if answer is None else answer == YES
            review.ethics_settled_at = None
            columns += ["ethics_flag", "ethics_settled_at"]
    return columns


def _write_answers(
    review: Review, form: ReviewForm, changed: Mapping[str, Answer], before: Mapping[str, Answer]
) -> None:
    """Write the changed answers, and take those of an earlier form along to the same questions of this one."""
    rows = {row.question.key: row for row in review.answers.select_related("question")}
    for question in form.questions.all():
        row = rows.get(question.key)
        moves = row is not None and row.question_id != question.pk and row.question.kind == question.kind
        if question.role in COLUMN or not (question.key in changed or moves):
            continue
        answer = changed.get(question.key, before.get(question.key))
        ReviewAnswer.objects.update_or_create(
            review=review, question=question, defaults=_stored(question.spec, answer)
        )
        if moves and row is not None:
            row.delete()
    review._prefetched_objects_cache = {}  # type: ignore[attr-defined]  # noqa: SLF001 - what was read is old now


def _stored(question: Question, answer: Answer) -> dict[str, Any]:
    if question.kind is Kind.TEXT:
        return {"text": str(answer or ""), "chosen": []}
    chosen = list(answer) if isinstance(answer, list) else [] if answer in (None, "") else [int(str(answer))]
    return {"text": "", "chosen": chosen}


def _check_complete(questions: tuple[Question, ...], answers: Mapping[str, Answer], message: str) -> None:
    lacking = missing(questions, answers)
    if lacking:
        raise Invalid(message, lacking)


def _record_change(
    review: Review,
    asked: Mapping[str, Question],
    before: Mapping[str, Answer],
    changed: Mapping[str, Answer],
) -> None:
    """Add a change of a review that is in to the history: each change of a score, wording once an hour."""
    assignment = review.assignment
    recent = AuditEntry.objects.filter(
        about=assignment.submission.ref,
        action=CHANGED,
        actor=assignment.user,
        at__gt=timezone.now() - ONE_ENTRY_WITHIN,
    )
    if not before and recent.exists():
        return
    names = {key: str(asked[key].role) for key in before}
    was = {names[key]: value for key, value in before.items()}
    now = {names[key]: changed[key] for key in before}
    moved = [f"{name} {old} → {now[name]}" for name, old in was.items()]
    text = f"Review {assignment.mark} changed" + (f": {', '.join(moved)}" if moved else "")
    _record(review, CHANGED, text, before=was, after=now)


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
