"""Writing what authors answer, each to the wording that she read."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from conference.models import User
from submissions.answers import Value, as_value, is_empty
from submissions.models import Answer, FieldKind, FieldWording, FormField, Submission
from submissions.selectors.answers import fields_for


def newest_wordings(fields: list[FormField]) -> dict[int, FieldWording]:
    """Return the wording in force of each field, in one query."""
    rows = FieldWording.objects.filter(field__in=fields).order_by("field_id", "number")
    return {row.field_id: row for row in rows}


def agreed_before(submission: Submission, stage: str) -> frozenset[int]:
    """Return the agreements of a paper that were given to an earlier wording than the one in force."""
    rows = Answer.objects.filter(
        submission=submission, field__stage=stage, field__kind=FieldKind.AGREEMENT
    ).select_related("field", "wording")
    return frozenset(
        row.field_id for row in rows if row.wording.label_and_help != (row.field.label, row.field.help)
    )


def answer_content(
    submission: Submission, stage: str, given: Mapping[int, Value] | None = None
) -> dict[str, Value]:
    """Return the answers by question, as saved or as ``given``, for comparing and for the history."""
    fields = {field.pk: field.label for field in fields_for(submission.track, stage)}
    if given is None:
        rows = Answer.objects.filter(submission=submission, field__in=list(fields))
        given = {row.field_id: as_value(row.value) for row in rows}
    return {fields[key]: value for key, value in given.items() if key in fields and not is_empty(value)}


def write_answers(*, submission: Submission, stage: str, given: Mapping[int, Value], by: User) -> list[str]:
    """Write the answers of one stage and return the labels of those that changed; the caller holds the paper.

    A question that ``given`` leaves out keeps its answer, and so does an agreement to an earlier wording until the
    author agrees to the new one.
    """
    fields = [field for field in fields_for(submission.track, stage) if field.pk in given]
    wordings = newest_wordings(fields)
    saved = {row.field_id: row for row in Answer.objects.filter(submission=submission, field__in=fields)}
    outdated = agreed_before(submission, stage)
    changed = []
    for field in fields:
        value, row = given[field.pk], saved.get(field.pk)
        if is_empty(value) and (row is None or field.pk in outdated):
            continue
        if row is not None and as_value(row.value) == value and field.pk not in outdated:
            continue
        _write_one(submission, field, wordings[field.pk], value, by)
        changed.append(field.label)
    return changed


def _write_one(
    submission: Submission, field: FormField, wording: FieldWording, value: Value, by: User
) -> None:
    if is_empty(value):
        Answer.objects.filter(submission=submission, field=field).delete()
        return
    Answer.objects.update_or_create(
        submission=submission,
        field=field,
        defaults={"wording": wording, "value": value, "answered_by": by, "answered_at": timezone.now()},
    )
