"""Questions of the form that are answered by a file, and the files that answer them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from django.db.models import Q

from submissions.models import Answer, CheckState, FieldKind, FormField, PaperFile, Stage, Submission
from submissions.selectors.answers import questions_for
from submissions.selectors.upload_field import UploadField, upload_field
from submissions.uploads import megabytes

PREFIX = "answer-"


@dataclass(frozen=True)
class FileAsk:
    """A question with its upload field; ``file`` is the answer that is there, ``remove`` names it on its button."""

    question: FormField
    ask: UploadField
    file: PaperFile | None
    remove: str

    @property
    def version(self) -> str:
        return f"{self.file.version}, {megabytes(self.file.size)}" if self.file else ""


def slot_of(field: FormField) -> str:
    """Return the slot of the files that answer a question."""
    return str(field.pk)


def field_name(field: FormField) -> str:
    """Return the name under which a form sends the file of a question."""
    return f"{PREFIX}{field.pk}"


def file_questions(submission: Submission, stage: str) -> list[FormField]:
    """Return the questions of a stage that want a file of a paper, in order."""
    return [field for field in questions_for(submission, stage) if field.kind == FieldKind.FILE]


def asked_file(submission: Submission, slot: str) -> FormField | None:
    """Return the question of a slot, if it is one that wants a file of this paper now."""
    if not slot.isdecimal():
        return None
    asked = [field for stage in Stage for field in file_questions(submission, stage)]
    return next((field for field in asked if slot_of(field) == slot), None)


def file_asks(submission: Submission, stage: str, errors: Mapping[str, str]) -> list[FileAsk]:
    """Return the questions of a stage that want a file, with the files that are there and what stood in the way."""
    questions = file_questions(submission, stage)
    if not questions:
        return []
    rows = Answer.objects.filter(submission=submission, field__in=questions).select_related("file")
    given = {row.field_id: row.file for row in rows}
    return [_ask(submission, question, given.get(question.pk), errors) for question in questions]


def _ask(
    submission: Submission, question: FormField, file: PaperFile | None, errors: Mapping[str, str]
) -> FileAsk:
    name = field_name(question)
    label = f"{question.label}{'' if question.required else ' (optional)'}"
    ask = upload_field(submission, PaperFile.Kind.ANSWER, label=label, field=name, slot=slot_of(question))
    return FileAsk(question, replace(ask, error=errors.get(name, "")), file, name)


@dataclass(frozen=True)
class SentAnswers:
    """Where the newest files for the questions of a form stand that do not stand yet.

    ``waiting`` are the questions whose file is still being checked, ``refused`` says by question why one can't be taken.
    """

    waiting: tuple[str, ...] = ()
    refused: Mapping[int, str] = field(default_factory=dict)


def sent_answers(submission: Submission, stage: str) -> SentAnswers:
    """Return which files for the questions of a stage wait for their check, and which were refused by it."""
    questions = {slot_of(one): one for one in file_questions(submission, stage)}
    if not questions:
        return SentAnswers()
    files = submission.files.filter(kind=PaperFile.Kind.ANSWER, slot__in=list(questions), removed_at=None)
    newest = {file.slot: file for file in files.order_by("version")}
    return SentAnswers(
        tuple(
            question.label
            for slot, question in questions.items()
            if slot in newest and newest[slot].check_state == CheckState.WAITING
        ),
        {
            questions[slot].pk: " ".join(str(error["message"]) for error in file.report.get("errors", []))
            for slot, file in newest.items()
            if file.check_state == CheckState.REFUSED
        },
    )


def answers_with_files(submission: Submission, audiences: Collection[str]) -> list[Answer]:
    """Return the answers given with a submission whose file stands after its check, for these audiences."""
    rows = Answer.objects.filter(
        Q(field__tracks=submission.track_id) | Q(field__tracks=None),
        submission=submission,
        field__kind=FieldKind.FILE,
        field__stage=Stage.SUBMISSION,
        field__audience__in=audiences,
        file__checked_at__isnull=False,
        file__removed_at=None,
    )
    return list(
        rows.select_related("field", "wording", "file").distinct().order_by("field__position", "field_id")
    )
