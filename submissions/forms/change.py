"""A change of some fields of a paper, read by the forms of its page: what they refuse there is refused everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms

from conference.errors import Invalid
from submissions.answers import Value
from submissions.forms.answers import YES_NO, AnswersForm, answers_form
from submissions.forms.authors import PREFIX, AuthorFormSet
from submissions.forms.paper import PaperForm, initial_of
from submissions.models import FieldKind, Stage, Submission
from submissions.services.authors import AuthorEntry, entries_of
from submissions.services.papers import PaperEntry

REFUSED = "Some of what was given can’t be taken."
YES, NO = YES_NO[0][0], YES_NO[1][0]


def changed_entry(paper: Submission, given: Mapping[str, Any]) -> PaperEntry:
    """Return a paper as it would be with some fields changed; what is not given stays. Raises Invalid, field by field."""
    plain = {name: value for name, value in given.items() if name not in {"authors", "answers"}}
    form = PaperForm({**initial_of(paper), **plain}, paper=paper)
    unasked = [name for name, value in plain.items() if value and name not in form.fields]
    if unasked:
        raise Invalid(REFUSED, {name: ["This is not asked here."] for name in unasked})
    rows = given.get("authors")
    authors = _formset([vars(entry) for entry in entries_of(paper)] if rows is None else rows)
    answers = _answers(paper, Stage.SUBMISSION, given.get("answers") or {})
    wrong = {**dict(_of_form(form)), **dict(_of_authors(authors)), **dict(_of_form(answers, "answers."))}
    if wrong:
        raise Invalid(REFUSED, wrong)
    return form.entry(authors.entries(), answers.values())


def read_authors(rows: Sequence[Mapping[str, Any]]) -> Sequence[AuthorEntry]:
    """Return a list of authors as the form reads it. Raises Invalid, author by author."""
    authors = _formset(rows)
    wrong = dict(_of_authors(authors))
    if wrong:
        raise Invalid(REFUSED, wrong)
    entries: Sequence[AuthorEntry] = authors.entries()
    return entries


def _formset(rows: Sequence[Mapping[str, Any]]) -> Any:
    data: dict[str, Any] = {f"{PREFIX}-TOTAL_FORMS": len(rows), f"{PREFIX}-INITIAL_FORMS": 0}
    for place, row in enumerate(rows):
        data |= {f"{PREFIX}-{place}-{name}": value for name, value in row.items()}
        data[f"{PREFIX}-{place}-ORDER"] = place + 1
    return AuthorFormSet(data, prefix=PREFIX)


def changed_answers(paper: Submission, stage: Stage, given: Mapping[str, Any]) -> dict[int, Value]:
    """Return the answers to the questions of a stage with some changed; what is not given stays."""
    answers = _answers(paper, stage, given)
    wrong = dict(_of_form(answers, "answers."))
    if wrong:
        raise Invalid(REFUSED, wrong)
    return answers.values()


def _answers(paper: Submission, stage: Stage, given: Mapping[str, Any]) -> AnswersForm:
    unbound = answers_form(paper, stage)
    unknown = [key for key in given if key not in unbound.fields]
    if unknown:
        reasons = {f"answers.{key}": ["There is no such question that is answered here."] for key in unknown}
        raise Invalid(REFUSED, reasons)
    kinds = {str(question.pk): question.kind for question in unbound.questions}
    values = {**unbound.initial, **{key: _as_sent(kinds[key], value) for key, value in given.items()}}
    data = {unbound.add_prefix(name): value for name, value in values.items() if value is not None}
    return answers_form(paper, stage, data)


def _as_sent(kind: str, value: Any) -> Any:
    if kind == FieldKind.YES_NO and isinstance(value, bool):
        return YES if value else NO
    if kind == FieldKind.CHOICES and isinstance(value, str):
        return [value]
    return value


def _of_form(form: forms.Form, before: str = "") -> Iterator[tuple[str, list[str]]]:
    for name, reasons in form.errors.items():
        yield f"{before}{name}".replace("__all__", "paper"), [str(reason) for reason in reasons]


def _of_authors(formset: Any) -> Iterator[tuple[str, list[str]]]:
    formset.full_clean()
    for place, form in enumerate(formset.forms):
        yield from _of_form(form, f"authors.{place}.")
    if formset.non_form_errors():
        yield "authors", [str(reason) for reason in formset.non_form_errors()]
