"""Reviews that a chair should look at: those that say next to nothing, and those with an open ethics flag."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from conference.models import Workshop
from reviews.models import Assignment, Review, ReviewAnswer, ReviewForm
from reviews.review_form import THIN_IN_ALL, Kind, thin
from reviews.selectors.review_forms import questions_of


@dataclass(frozen=True)
class Marked:
    """A review that is in and should be looked at: of which paper, by whom, and why."""

    pk: int
    paper: int
    user_id: int
    thin: tuple[str, ...]
    ethics: bool


@dataclass(frozen=True)
class ToLookAt:
    """The same as a page shows it."""

    number: int
    title: str
    mark: str
    reviewer: str
    thin: tuple[str, ...]
    ethics: bool


def marked_reviews(workshop: Workshop, papers: Collection[int]) -> list[Marked]:
    """Return the reviews of some papers that should be looked at, by paper and mark, in four queries.

    The database passes those that say enough by the words that each answer has; the others are judged.
    """
    forms = list(ReviewForm.objects.filter(workshop=workshop).prefetch_related("questions"))
    questions = {form.pk: questions_of(form) for form in forms}
    full = [Q(Exists(_full(form)), form=form) for form in forms]
    flagged = Q(ethics_flag=True, ethics_settled_at=None)
    rows = Review.objects.filter(
        flagged | ~reduce(or_, full, Q(pk__in=[])),
        assignment__submission__workshop=workshop,
        assignment__state=Assignment.State.ACTIVE,
        state=Review.State.SUBMITTED,
    ).annotate(flagged=flagged)
    asked = rows.order_by("assignment__submission__number", "assignment__mark").values_list(
        "pk", "assignment__submission_id", "assignment__user_id", "form_id", "flagged"
    )
    found = [row for row in asked if row[1] in papers]
    words = _words([row[0] for row in found])
    marked = (
        Marked(pk, paper, user, thin(questions[form], words[pk]), ethics=flagged)
        for pk, paper, user, form, flagged in found
    )
    return [review for review in marked if review.thin or review.ethics]


def to_look_at(marked: Collection[Marked]) -> list[ToLookAt]:
    """Return marked reviews with title and names, in one query."""
    reviews = Review.objects.select_related("assignment__submission", "assignment__user").in_bulk(
        [review.pk for review in marked]
    )
    return [
        ToLookAt(
            number=assignment.submission.number,
            title=assignment.submission.title,
            mark=assignment.mark,
            reviewer=assignment.user.name,
            thin=review.thin,
            ethics=review.ethics,
        )
        for review in marked
        for assignment in (reviews[review.pk].assignment,)
    ]


def _full(form: ReviewForm) -> QuerySet[Any]:
    """Return the reviews that are not thin by this form alone; what an earlier form left behind is not counted."""
    filled = {row.pk: row.spec.least for row in form.questions.all() if row.spec.fills}
    least = [pk for pk, many in filled.items() if many]
    enough = [Q(question=pk, words__gte=filled[pk]) for pk in least]
    return (
        ReviewAnswer.objects.filter(review=OuterRef("pk"), question__in=list(filled))
        .order_by()
        .values("review")
        .annotate(in_all=Sum("words"), parts=Count("pk", filter=reduce(or_, enough, Q(pk__in=[]))))
        .filter(in_all__gte=THIN_IN_ALL, parts__gte=len(least))
        .values("review")
    )


def _words(reviews: Collection[int]) -> dict[int, dict[str, int]]:
    """Return the words of each text; one that an earlier form left behind gives way to this form's."""
    rows = ReviewAnswer.objects.filter(review__in=reviews, question__kind=Kind.TEXT).annotate(
        is_own=Q(question__form=F("review__form"))
    )
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for review, key, words in rows.order_by("is_own").values_list("review_id", "question__key", "words"):
        found[review][key] = words
    return found
