"""The part of a paper's form that the chairs composed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from conference.markdown import render_markdown
from submissions.answers import LONGEST_TEXT, Value, complaint, tidy
from submissions.models import FieldKind, FormField, Submission
from submissions.selectors.answers import agreed_before, question_of, questions_for, values_of

PREFIX = "question"
MOST_RADIOS = 8
YES_NO = [("yes", "Yes"), ("no", "No")]


class AnswersForm(forms.Form):
    """One form field a question. What is there is taken: what must be answered is asked for when one submits."""

    def __init__(
        self,
        data: Any = None,
        *,
        questions: list[FormField],
        saved: Mapping[int, Value],
        outdated: frozenset[int] = frozenset(),
        **kwargs: Any,
    ) -> None:
        super().__init__(data, prefix=PREFIX, **kwargs)
        self.questions = questions
        self.saved = saved
        self.outdated = outdated
        for question in questions:
            if question.kind != FieldKind.FILE:
                self.fields[str(question.pk)] = self._field(question)
                self.initial[str(question.pk)] = self._initial(question)

    @property
    def plain(self) -> list[forms.BoundField]:
        """The questions that are no declarations, as bound fields in order."""
        return [
            self[str(one.pk)] for one in self.questions if not one.is_policy and str(one.pk) in self.fields
        ]

    @property
    def policies(self) -> list[forms.BoundField]:
        return [self[str(one.pk)] for one in self.questions if one.is_policy and str(one.pk) in self.fields]

    @property
    def file_questions(self) -> list[FormField]:
        """The questions that are answered by a file, which the page takes beside the paper's own."""
        return [one for one in self.questions if one.kind == FieldKind.FILE]

    def clean(self) -> dict[str, Any]:
        for question in self.questions:
            name = str(question.pk)
            if name not in self.cleaned_data:
                continue
            value = _value(question, self.cleaned_data[name])
            reason = complaint(question_of(question), value, kept=_as_list(self.saved.get(question.pk)))
            if reason:
                self.add_error(name, ValidationError(reason))
            else:
                self.cleaned_data[name] = value
        return self.cleaned_data

    def values(self) -> dict[int, Value]:
        """Return the answers of a valid form: the field's id to its value, None for none."""
        return {int(name): value for name, value in self.cleaned_data.items()}

    def _initial(self, question: FormField) -> Any:
        value = self.saved.get(question.pk)
        if question.kind == FieldKind.YES_NO:
            return {True: "yes", False: "no"}.get(value, "") if isinstance(value, bool) else ""
        if question.kind == FieldKind.AGREEMENT:
            return value is True and question.pk not in self.outdated
        return value

    def _field(self, question: FormField) -> forms.Field:
        field = _FIELDS[FieldKind(question.kind)](question, _as_list(self.saved.get(question.pk)))
        optional = "" if question.required or question.kind == FieldKind.AGREEMENT else " (optional)"
        field.label = f"{question.label}{optional}"
        field.help_text = _help(question, outdated=question.pk in self.outdated)
        return field


def _help(question: FormField, *, outdated: bool) -> str:
    text = question.help
    if question.word_limit and question.kind in {FieldKind.LINE, FieldKind.TEXT}:
        text = f"{text}\n\nAt most {question.word_limit} words.".strip()
    if outdated:
        text += "\n\n**The wording has changed since you agreed. Your agreement to the earlier one is kept.**"
    return render_markdown(text) if text else ""


def _as_list(value: Value) -> list[str]:
    if isinstance(value, list):
        return value
    return [value] if isinstance(value, str) else []


def _value(question: FormField, given: Any) -> Value:
    if question.kind == FieldKind.YES_NO:
        return {"yes": True, "no": False}.get(given)
    if question.kind in {FieldKind.LINE, FieldKind.TEXT}:
        given = str(given).replace("\r\n", "\n").replace("\x00", "").strip()
    return tidy(question.kind, given)


def _line(_question: FormField, _kept: list[str]) -> forms.Field:
    return forms.CharField(required=False)


def _text(question: FormField, _kept: list[str]) -> forms.Field:
    rows = 3 if question.word_limit and question.word_limit <= 100 else 6  # noqa: PLR2004 - some five lines of text
    return forms.CharField(
        required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": rows})
    )


def _options(question: FormField, kept: list[str]) -> list[tuple[str, str]]:
    offered = [(one, one) for one in question.options]
    return offered + [(one, f"{one} (no longer offered)") for one in kept if one not in question.options]


def _choice(question: FormField, kept: list[str]) -> forms.Field:
    options = _options(question, kept)
    if len(options) > MOST_RADIOS:
        return forms.ChoiceField(required=False, choices=[("", "Choose"), *options])
    return forms.ChoiceField(required=False, choices=options, widget=forms.RadioSelect)


def _choices(question: FormField, kept: list[str]) -> forms.Field:
    return forms.MultipleChoiceField(
        required=False, choices=_options(question, kept), widget=forms.CheckboxSelectMultiple
    )


def _yes_no(_question: FormField, _kept: list[str]) -> forms.Field:
    return forms.ChoiceField(required=False, choices=YES_NO, widget=forms.RadioSelect)


def _number(_question: FormField, _kept: list[str]) -> forms.Field:
    return forms.FloatField(required=False, widget=forms.NumberInput(attrs={"step": "any"}))


def _agreement(_question: FormField, _kept: list[str]) -> forms.Field:
    return forms.BooleanField(required=False)


_FIELDS = {
    FieldKind.LINE: _line,
    FieldKind.TEXT: _text,
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choices,
    FieldKind.YES_NO: _yes_no,
    FieldKind.NUMBER: _number,
    FieldKind.AGREEMENT: _agreement,
}


def answers_form(submission: Submission, stage: str, data: Any = None) -> AnswersForm:
    """Return the form of a paper's track at a stage, bound to what was sent or filled with what is saved."""
    questions = questions_for(submission, stage)
    if not questions:
        return AnswersForm(data, questions=[], saved={})
    return AnswersForm(
        data,
        questions=questions,
        saved=values_of(submission, stage),
        outdated=agreed_before(submission, stage),
    )
