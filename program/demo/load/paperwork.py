"""Puts the paperwork of the invented edition beside its papers, through the product's own services where they fit."""

from __future__ import annotations

import hashlib
import io
import random
import zipfile
from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from conference.models import User, Workshop
from program.demo.paperwork import Answered, Final, Given, Paperwork, Question, Supplement
from reviews.models import Decision
from submissions.models import (
    Answer,
    Author,
    CameraReady,
    CheckState,
    FieldWording,
    FormField,
    PaperFile,
    Stage,
    Submission,
)
from submissions.policies import POLICIES
from submissions.selectors.findings import summary_of
from submissions.services.answers import newest_wordings
from submissions.services.checks import run_check
from submissions.services.findings import answer_finding, settle_finding
from submissions.services.form_fields import add_field


def load_paperwork(
    given: Paperwork, workshop: Workshop, users: Mapping[str, User], papers: Mapping[int, Submission]
) -> None:
    """Add the form and its answers, the findings and their answers, a supplement, two papers after their release."""
    chair = users[given.chair]
    fields = _load_questions(given.questions, workshop, chair)
    _load_answers(given.questions, fields, papers.values(), random.Random(workshop.slug))  # noqa: S311 - the same each time
    for supplement in given.supplements:
        _load_supplement(supplement, papers[supplement.paper])
    for answered in given.findings:
        _load_findings(answered, papers[answered.paper], chair)
    for final in given.final:
        _load_final(final, papers[final.paper], users, {field.label: field for field in fields})
    workshop.decisions_released_at = timezone.now()
    workshop.save()


def _load_questions(questions: Iterable[Question], workshop: Workshop, chair: User) -> list[FormField]:
    return [
        add_field(workshop=workshop, by=chair, values=_values(question), tracks=()) for question in questions
    ]


def _values(question: Question) -> dict[str, object]:
    ready = POLICIES.get(question.policy)
    return {
        "policy": question.policy,
        "kind": ready.kind if ready else question.kind,
        "label": ready.label if ready else question.label,
        "help": ready.help if ready else question.help,
        "options": list(ready.options if ready else question.options),
        "stage": question.stage,
        "audience": question.audience,
        "required": bool(ready) or question.required,
        "word_limit": question.word_limit,
    }


def _load_answers(
    questions: Iterable[Question],
    fields: list[FormField],
    papers: Iterable[Submission],
    draw: random.Random,
) -> None:
    wordings = newest_wordings(fields)
    sent = [paper for paper in papers if paper.submitted_at]
    Answer.objects.bulk_create(
        _answer(paper, field, draw.choice(question.answers), wordings)
        for question, field in zip(questions, fields, strict=True)
        if question.answers
        for paper in sent
    )


def _answer(
    paper: Submission, field: FormField, value: Given, wordings: Mapping[int, FieldWording]
) -> Answer:
    return Answer(
        submission=paper,
        field=field,
        wording=wordings[field.pk],
        value=value,
        answered_by=paper.submitter,
        answered_at=paper.submitted_at or timezone.now(),
    )


def _load_supplement(given: Supplement, paper: Submission) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in given.files.items():
            archive.writestr(name, str(text))
    data = held.getvalue()
    file = PaperFile.objects.create(
        submission=paper,
        kind=PaperFile.Kind.SUPPLEMENT,
        format="zip",
        version=1,
        file=ContentFile(data, name=given.name),
        original_name=given.name,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        uploaded_by=paper.submitter,
        check_state=CheckState.WAITING,
    )
    run_check(file.pk)


def _load_findings(given: Answered, paper: Submission, chair: User) -> None:
    file = paper.files.get(kind=PaperFile.Kind.PAPER)
    summary, author = summary_of(file), paper.submitter
    if summary is None or author is None:
        raise ValueError(f"#{paper.number} has no checked PDF or no author.")
    for finding in summary.findings:
        answer_finding(file=file, key=finding.key, text=given.answer, by=author)
        if given.word:
            settle_finding(file=file, key=finding.key, settled=True, word=given.word, by=chair)


def _load_final(
    given: Final, paper: Submission, users: Mapping[str, User], fields: Mapping[str, FormField]
) -> None:
    released = timezone.now() - timedelta(hours=2)
    Decision.objects.filter(submission=paper).update(released_at=released)
    authors = {author.user_id: author for author in Author.objects.filter(submission=paper)}

    def author(key: str | None) -> Author | None:
        return authors[users[key].pk] if key else None

    CameraReady.objects.create(
        submission=paper,
        presenter=author(given.presenter),
        registered_author=author(given.registered),
        attendance=given.attendance,
        attendance_reason=given.attendance_reason,
        wants_travel_grant=given.travel_grant,
        travel_grant_reason=given.travel_grant_reason,
        licence=given.licence,
    )
    asked = [field for field in fields.values() if field.stage == Stage.CAMERA_READY]
    wordings = newest_wordings(asked)
    for field in asked:
        if field.label in given.answers:
            answer = _answer(paper, field, given.answers[field.label], wordings)
            answer.answered_at = released
            answer.save()
