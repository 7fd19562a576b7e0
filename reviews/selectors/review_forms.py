"""Which form a review is written to, and what a review says, question by question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from conference.models import Track, Workshop
from reviews.models import Review, ReviewForm
from reviews.review_form import (
    DEFAULT,
    Answer,
    Audience,
    Kind,
    Option,
    Question,
    Role,
    in_words,
)

WITH_ANSWERS = ("answers__question", "form__questions")
COLUMN = {Role.OVERALL: "overall", Role.CONFIDENCE: "confidence"}


@dataclass(frozen=True)
class FormVersion:
    """An earlier or the present form, and when it was made."""

    number: int
    made_at: str
    by: str
    is_current: bool
    questions: tuple[Question, ...]


def current_form(workshop: Workshop, track_id: int | None) -> ReviewForm | None:
    """Return the form that holds for a track: its own, else the workshop's; None where nobody composed one yet."""
    forms = ReviewForm.objects.filter(workshop=workshop).order_by("-number")
    own = forms.filter(track_id=track_id).first() if track_id else None
    return own or forms.filter(track=None).first()


def own_form(workshop: Workshop, track: Track | None) -> ReviewForm | None:
    """Return the newest form of a track itself, or of the workshop."""
    return ReviewForm.objects.filter(workshop=workshop, track=track).order_by("-number").first()


def questions_of(form: ReviewForm | None) -> tuple[Question, ...]:
    """Return the questions of a form; without one, those that every workshop begins with."""
    return tuple(row.spec for row in form.questions.all()) if form else DEFAULT


def form_to_fill(workshop: Workshop, track_id: int, review: Review | None) -> tuple[Question, ...]:
    """Return the questions before a reviewer: a review that is in keeps its form, a draft goes on in the present one."""
    if review is not None and review.pk and review.state == Review.State.SUBMITTED:
        return questions_of(review.form)
    return questions_of(current_form(workshop, track_id))


def answers_of(review: Review) -> dict[str, Answer]:
    """Return what a review says by the key of each question; no query if ``WITH_ANSWERS`` is loaded."""
    found: dict[str, Answer] = {}
    # An answer that an earlier form left behind gives way to one under the same key in this form.
    for row in sorted(review.answers.all(), key=lambda row: row.question.form_id == review.form_id):
        found[row.question.key] = _value(Kind(row.question.kind), row.text, row.chosen)
    for question in review.form.questions.all():
        if question.role in COLUMN:
            found[question.key] = getattr(review, COLUMN[Role(question.role)])
    return found


def left_behind(review: Review, questions: Iterable[Question]) -> tuple[tuple[str, str], ...]:
    """Return what a draft says to questions that the present form has no longer: it is kept and shown."""
    asked = {question.key: question.kind for question in questions}
    rows = [row for row in review.answers.all() if asked.get(row.question.key) != row.question.kind]
    texts = ((row.question.spec, _value(Kind(row.question.kind), row.text, row.chosen)) for row in rows)
    return tuple((question.label, in_words(question, answer)) for question, answer in texts)


def parts_for(review: Review, audience: Audience) -> tuple[tuple[str, str], ...]:
    """Return the answers meant for an audience as (label, words), score and confidence apart; empty ones are left out."""
    answers = answers_of(review)
    rows = (row.spec for row in review.form.questions.all())
    found = (
        (question.label, in_words(question, answers.get(question.key)))
        for question in rows
        if question.audience is audience and question.role not in COLUMN
    )
    return tuple((label, words) for label, words in found if words)


def score_of(review: Review, role: Role) -> tuple[int | None, str, Audience]:
    """Return a score with its words and its audience, by the form the review was written to."""
    value: int | None = getattr(review, COLUMN[role])
    for row in review.form.questions.all():
        if row.role == role:
            return value, dict(row.spec.choices).get(value or 0, ""), Audience(row.audience)
    return value, "", Audience.AUTHORS


def score_range(workshop: Workshop) -> tuple[int, int]:
    """Return the lowest and highest overall score that reviews of a workshop can give, in two queries."""
    return range_of(ReviewForm.objects.filter(workshop=workshop).prefetch_related("questions"))


def range_of(forms: Iterable[ReviewForm]) -> tuple[int, int]:
    """Return the lowest and highest overall score that some forms know; without a form, what each begins with."""
    values = [value for form in forms for value, _ in _overall(questions_of(form))]
    values = values or [value for value, _ in _overall(DEFAULT)]
    return min(values), max(values)


def versions(workshop: Workshop, track: Track | None) -> list[FormVersion]:
    """Return the versions of a form, the newest first."""
    rows = (
        ReviewForm.objects.filter(workshop=workshop, track=track)
        .select_related("created_by")
        .prefetch_related("questions")
        .order_by("-number")
    )
    newest = rows[0].number if rows else 0
    return [
        FormVersion(
            number=row.number,
            made_at=f"{row.created_at.astimezone(workshop.tz):%-d %B %Y}",
            by=row.created_by.name if row.created_by else "",
            is_current=row.number == newest,
            questions=questions_of(row),
        )
        for row in rows
    ]


def _overall(questions: Iterable[Question]) -> tuple[Option, ...]:
    return next((question.options for question in questions if question.role is Role.OVERALL), ())


def _value(kind: Kind, text: str, chosen: list[int]) -> Answer:
    if kind is Kind.TEXT:
        return text
    if kind is Kind.CHOICES:
        return list(chosen)
    return chosen[0] if chosen else None


def known_questions(workshop: Workshop, track: Track | None) -> list[Question]:
    """Return every question that forms of this scope ever had, the newest wording last."""
    forms = ReviewForm.objects.filter(workshop=workshop, track__in=[track] if track else []) | (
        ReviewForm.objects.filter(workshop=workshop, track=None)
    )
    rows = [
        row.spec
        for form in forms.order_by("number").prefetch_related("questions")
        for row in form.questions.all()
    ]
    return [*DEFAULT, *rows]
