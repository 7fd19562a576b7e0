"""Reviews that a chair should look at: those that say next to nothing, and those with an open ethics flag."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from conference.models import Workshop
from conference.visibility import Viewer
from reviews.models import Assignment, Review, ReviewAnswer, ReviewForm
from reviews.review_form import Answer, Kind, thin
from reviews.selectors.review_forms import questions_of
from reviews.sight import Info
from reviews.visibility import papers_visible_to
from submissions.models import SubmissionState


@dataclass(frozen=True)
class ToLookAt:
    """A review that is in, with why to look at it."""

    number: int
    title: str
    mark: str
    reviewer: str
    thin: tuple[str, ...]
    ethics: bool


def to_look_at(viewer: Viewer, workshop: Workshop) -> list[ToLookAt]:
    """Return the reviews to look at, by paper; seven queries, and whole rows of those alone that are to be shown."""
    papers = papers_visible_to(viewer, workshop, Info.BIDS_AND_AFFINITY).filter(
        state=SubmissionState.SUBMITTED
    )
    reviews = Review.objects.filter(
        assignment__submission__in=papers.values("pk"),
        assignment__state=Assignment.State.ACTIVE,
        state=Review.State.SUBMITTED,
    )
    reasons = _reasons(reviews)
    flagged = reviews.filter(ethics_flag=True, ethics_settled_at=None).values_list("pk", flat=True)
    shown = (
        Review.objects.filter(pk__in=reasons.keys() | set(flagged))
        .select_related("assignment__submission", "assignment__user")
        .order_by("assignment__submission__number", "assignment__mark")
    )
    return [_row(review, reasons.get(review.pk, ())) for review in shown]


def _reasons(reviews: QuerySet[Review]) -> dict[int, tuple[str, ...]]:
    """Return why each review that is thin is thin. All their texts are counted, so they come as plain values."""
    forms = ReviewForm.objects.filter(reviews__in=reviews).distinct().prefetch_related("questions")
    questions = {form.pk: questions_of(form) for form in forms}
    texts = _texts(reviews)
    judged = (
        (review, thin(questions[form], texts[review]))
        for review, form in reviews.values_list("pk", "form_id")
    )
    return {review: reasons for review, reasons in judged if reasons}


def _texts(reviews: QuerySet[Review]) -> dict[int, dict[str, Answer]]:
    """Return the texts of each review by question; one that an earlier form left behind gives way to this form's."""
    answers = ReviewAnswer.objects.filter(review__in=reviews, question__kind=Kind.TEXT)
    found: dict[int, dict[str, Answer]] = defaultdict(dict)
    of_this_form = Q(question__form_id=F("review__form_id"))
    for some in (answers.exclude(of_this_form), answers.filter(of_this_form)):
        for review, key, text in some.values_list("review_id", "question__key", "text"):
            found[review][key] = text
    return found


def _row(review: Review, reasons: tuple[str, ...]) -> ToLookAt:
    assignment = review.assignment
    return ToLookAt(
        number=assignment.submission.number,
        title=assignment.submission.title,
        mark=assignment.mark,
        reviewer=assignment.user.name,
        thin=reasons,
        ethics=bool(review.ethics_flag) and review.ethics_settled_at is None,
    )
