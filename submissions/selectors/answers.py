"""The questions of a form and what was answered to them.

Chairs read every answer, a paper's reviewers those of the audience "reviewers": callers name the audience they read for.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from conference.models import Track, Workshop
from submissions.answers import Question, Value, as_value, in_words, unanswered
from submissions.models import Answer, Audience, FieldKind, FormField, Stage, Submission

ALL_AUDIENCES = frozenset({Audience.CHAIRS, Audience.REVIEWERS})
REVIEWERS_ONLY = frozenset({Audience.REVIEWERS})


@dataclass(frozen=True)
class AnswerLine:
    """An answer as a page shows it. ``wording`` is what was agreed to, for a declaration; ``long`` asks for room."""

    label: str
    value: str
    stage: str
    is_policy: bool
    is_file: bool
    long: bool
    wording: str
    answered_at: datetime
    outdated: bool
    file_id: str
    file_url: str = ""


def fields_for(track: Track, stage: str) -> QuerySet[FormField]:
    """Return what is asked for a paper of a track at a stage, in order."""
    named = Q(tracks=track) | Q(tracks=None)
    fields = FormField.objects.filter(named, workshop=track.workshop_id, stage=stage, retired_at=None)
    return fields.distinct().order_by("position", "pk")


def questions_for(submission: Submission, stage: str) -> list[FormField]:
    """Return what is asked for a paper at a stage, in order: read once for a paper as it was loaded."""
    held: dict[tuple[int, str], list[FormField]] = submission.__dict__.setdefault("_questions", {})
    place = (submission.track_id, stage)
    if place not in held:
        held[place] = list(fields_for(submission.track, stage))
    return held[place]


def question_of(field: FormField) -> Question:
    return Question(
        key=field.pk,
        kind=field.kind,
        label=field.label,
        required=field.required,
        word_limit=field.word_limit,
        options=tuple(field.options),
    )


def values_of(submission: Submission, stage: str) -> dict[int, Value]:
    """Return what is saved: the field's id to its value."""
    rows = Answer.objects.filter(submission=submission, field__stage=stage)
    return {row.field_id: as_value(row.value) for row in rows}


def unanswered_of(
    submission: Submission, stage: str = Stage.SUBMISSION, refused: Mapping[int, str] | None = None
) -> list[str]:
    """Return, in words, what must be answered for a paper at a stage and is not; ``refused`` is why files are not taken."""
    fields = questions_for(submission, stage)
    if not any(field.required for field in fields):
        return []
    return unanswered([question_of(field) for field in fields], values_of(submission, stage), refused)


def is_outdated(field: FormField, row: Answer) -> bool:
    """Say whether an agreement was given to another wording than the one in force."""
    return field.kind == FieldKind.AGREEMENT and row.wording.label_and_help != (field.label, field.help)


def agreed_before(submission: Submission, stage: str) -> frozenset[int]:
    """Return the agreements of a paper that were given to an earlier wording than the one in force."""
    rows = Answer.objects.filter(
        submission=submission, field__stage=stage, field__kind=FieldKind.AGREEMENT
    ).select_related("field", "wording")
    return frozenset(row.field_id for row in rows if is_outdated(row.field, row))


def answer_lines(
    submission: Submission,
    *,
    audiences: Collection[str] = ALL_AUDIENCES,
    stages: Collection[str] = (Stage.SUBMISSION, Stage.CAMERA_READY),
) -> list[AnswerLine]:
    """Return the answers of one paper in the order of the form, those to retired questions among them."""
    rows = Answer.objects.filter(
        submission=submission, field__audience__in=audiences, field__stage__in=stages
    ).select_related("field", "wording", "file")
    of_track = rows.filter(Q(field__tracks=submission.track_id) | Q(field__tracks=None)).distinct()
    return [_line(row) for row in of_track.order_by("-field__stage", "field__position", "field_id")]


def _line(row: Answer) -> AnswerLine:
    field = row.field
    return AnswerLine(
        label=row.wording.label,
        value=in_words(as_value(row.value)),
        stage=field.get_stage_display(),
        is_policy=field.is_policy,
        is_file=row.file is not None,
        long=field.kind == "text",
        wording=row.wording.help,
        answered_at=row.answered_at,
        outdated=is_outdated(field, row),
        file_id=str(row.file.public_id) if row.file else "",
    )


def form_columns(workshop: Workshop) -> list[FormField]:
    """Return the questions that a table of papers for chairs may show as columns, retired ones that hold answers last."""
    fields = FormField.objects.filter(workshop=workshop).filter(Q(retired_at=None) | Q(answers__isnull=False))
    return sorted(
        fields.distinct(),
        key=lambda field: (field.retired_at is not None, field.stage != Stage.SUBMISSION, field.position),
    )


def answers_by_paper(papers: Q) -> dict[int, dict[int, Value]]:
    """Return the answers of many papers in one query: paper id to field id to value; ``papers`` is on "submission"."""
    rows = Answer.objects.filter(papers).order_by()
    found: dict[int, dict[int, Value]] = {}
    for paper_id, field_id, value in rows.values_list("submission_id", "field_id", "value"):
        found.setdefault(paper_id, {})[field_id] = as_value(value)
    return found
