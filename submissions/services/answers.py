"""Writing what authors answer, each to the wording that she read."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from conference.models import User
from submissions.answers import Value, as_value, is_empty
from submissions.kinds import FORMATS
from submissions.models import Answer, CheckState, FieldKind, FieldWording, FormField, PaperFile, Submission
from submissions.selectors.answers import is_outdated, questions_for
from submissions.selectors.files import files_of


def newest_wordings(fields: list[FormField]) -> dict[int, FieldWording]:
    """Return the wording in force of each field, in one query."""
    rows = FieldWording.objects.filter(field__in=fields).order_by("field_id", "number")
    return {row.field_id: row for row in rows}


def answer_content(
    submission: Submission, stage: str, given: Mapping[int, Value] | None = None
) -> dict[str, Value]:
    """Return the answers by question, as saved or as they would be with ``given``, to compare and for the history.

    An agreement stands there with the number of the wording that it was given to.
    """
    fields = questions_for(submission, stage)
    if not fields:
        return {}
    rows = Answer.objects.filter(submission=submission, field__in=fields).select_related("wording")
    saved = {row.field_id: row for row in rows}
    wordings = newest_wordings(fields) if given is not None else {}
    found: dict[str, Value] = {}
    for field in fields:
        row = saved.get(field.pk)
        value = as_value(row.value) if row else None
        number = row.wording.number if row else 0
        if given is not None and field.pk in given and not _stays(field, row, given[field.pk]):
            value, number = given[field.pk], wordings[field.pk].number
        if not is_empty(value):
            agreed = field.kind == FieldKind.AGREEMENT
            found[field.label] = f"Agreed to wording {number}" if agreed else value
    return found


def _stays(field: FormField, row: Answer | None, value: Value) -> bool:
    """Say whether a box left empty leaves an agreement as it is: it was given to an earlier wording."""
    return row is not None and is_empty(value) and is_outdated(field, row)


def write_answers(*, submission: Submission, stage: str, given: Mapping[int, Value], by: User) -> list[str]:
    """Write the answers of one stage and return the labels of those that changed; the caller holds the paper.

    A question that ``given`` leaves out keeps its answer, and so does an agreement to an earlier wording until the
    author agrees to the new one.
    """
    fields = [field for field in questions_for(submission, stage) if field.pk in given]
    if not fields:
        return []
    wordings = newest_wordings(fields)
    rows = Answer.objects.filter(submission=submission, field__in=fields).select_related("wording")
    saved = {row.field_id: row for row in rows}
    changed = []
    for field in fields:
        value, row = given[field.pk], saved.get(field.pk)
        if (row is None and is_empty(value)) or _stays(field, row, value):
            continue
        if row is not None and as_value(row.value) == value and not is_outdated(field, row):
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


def keep_file_answer(paper: Submission, kind: str, slot: str) -> None:
    """Make the newest version that no check refused the answer to its question; without one there is no answer.

    Called by whatever adds, takes out or checks a file, whose transaction holds the paper; other kinds answer nothing.
    """
    if kind != PaperFile.Kind.ANSWER:
        return
    versions = files_of(paper, kind, slot)
    file = next((one for one in versions if one.check_state != CheckState.REFUSED), None)
    field = FormField.objects.filter(workshop=paper.workshop_id, pk=int(slot)).first()
    if field is None or file is None:
        Answer.objects.filter(submission=paper, field_id=int(slot)).delete()
        return
    Answer.objects.update_or_create(
        submission=paper,
        field=field,
        defaults={
            "wording": newest_wordings([field])[field.pk],
            "value": FORMATS[file.format].label,
            "file": file,
            "answered_by": file.uploaded_by,
            "answered_at": file.uploaded_at,
        },
    )
