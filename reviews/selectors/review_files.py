"""What goes into a reviewer's text file, and what an uploaded one would change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conference.models import Workshop
from conference.visibility import Viewer
from reviews.models import Assignment, Review
from reviews.review_file import Problem, Sheet, read
from reviews.review_form import Answer, Question, in_words, is_empty
from reviews.selectors.review_forms import WITH_ANSWERS, answers_of, form_to_fill
from reviews.sight import RELEASED, Info
from reviews.visibility import papers_visible_to
from submissions.models import SubmissionState
from submissions.visibility import NO_USER


@dataclass(frozen=True)
class OpenReview:
    """A review that its reviewer can still change."""

    assignment: Assignment
    sheet: Sheet
    version: int
    is_in: bool


@dataclass(frozen=True)
class Change:
    """An answer that the file would change: what is saved, and what the file says."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class SheetPreview:
    """What a file would do to one review."""

    number: int
    title: str
    version: int
    is_in: bool
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class UploadPreview:
    """What a file would do, and what of it can't be taken."""

    sheets: tuple[SheetPreview, ...]
    problems: tuple[Problem, ...]
    values: Mapping[int, Mapping[str, Answer]]

    @property
    def changed(self) -> int:
        return sum(bool(sheet.changes) for sheet in self.sheets)


def open_reviews(viewer: Viewer, workshop: Workshop, number: int | None = None) -> list[OpenReview]:
    """Return the reviews that a reviewer can still write or change, all or of one paper, by number."""
    papers = papers_visible_to(viewer, workshop, Info.PAPER_FILE).filter(state=SubmissionState.SUBMITTED)
    open_now = {paper.pk for paper in papers if paper.phase not in RELEASED and paper.viewer_reviews}
    rows = Assignment.objects.filter(
        user_id=viewer.user_id or NO_USER,
        submission__in=open_now,
        part=Assignment.Part.REVIEWER,
        state=Assignment.State.ACTIVE,
    )
    if number is not None:
        rows = rows.filter(submission__number=number)
    loaded = rows.select_related("submission__workshop", "submission__track", "user", "review__form")
    return [
        _open_review(row, workshop)
        for row in loaded.prefetch_related(*(f"review__{name}" for name in WITH_ANSWERS)).order_by(
            "submission__number"
        )
    ]


def _open_review(row: Assignment, workshop: Workshop) -> OpenReview:
    review: Review | None = getattr(row, "review", None)
    questions = form_to_fill(workshop, row.submission.track_id, review)
    answers = answers_of(review) if review else {}
    return OpenReview(
        assignment=row,
        sheet=Sheet(row.submission.number, row.submission.title, questions, answers),
        version=review.version if review else 1,
        is_in=review is not None and review.state == Review.State.SUBMITTED,
    )


def preview(text: str, reviews: list[OpenReview]) -> UploadPreview:
    """Read a file against the reviews it may change."""
    by_number = {item.sheet.number: item for item in reviews}
    reading = read(text, {number: item.sheet.questions for number, item in by_number.items()})
    sheets = []
    for sheet in reading.sheets:
        item = by_number[sheet.number]
        sheets.append(
            SheetPreview(
                number=sheet.number,
                title=item.sheet.title,
                version=item.version,
                is_in=item.is_in,
                changes=tuple(
                    _change(question, item.sheet.answers.get(question.key), sheet.answers[question.key])
                    for question in item.sheet.questions
                    if question.key in sheet.answers
                    and not _same(item.sheet.answers.get(question.key), sheet.answers[question.key])
                ),
            )
        )
    values = {sheet.number: sheet.answers for sheet in reading.sheets}
    return UploadPreview(tuple(sheets), tuple(reading.problems), values)


def _same(one: Answer, other: Answer) -> bool:
    return one == other or (is_empty(one) and is_empty(other))


def _change(question: Question, before: Answer, after: Answer) -> Change:
    return Change(question.label, in_words(question, before), in_words(question, after))
