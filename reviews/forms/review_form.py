"""Composing the form of a review, question by question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from reviews.models import ReviewQuestion
from reviews.review_form import (
    COLUMNS,
    WITH_OPTIONS,
    Audience,
    Kind,
    Problems,
    Question,
    Role,
    key_for,
    problems_of,
    read_options,
    write_options,
)

MOST = 40
MOST_WORDS = 10_000
USES = {
    Role.OVERALL: "Overall score, on a scale",
    Role.CONFIDENCE: "Confidence, on a scale",
    Role.ETHICS: "Ethics flag, yes or no",
}


class QuestionForm(forms.Form):
    """One question. ``kind`` names a way of answering, or a question that the software itself reads."""

    key = forms.CharField(required=False, widget=forms.HiddenInput)
    label = forms.CharField(label="Question", max_length=200)
    kind = forms.ChoiceField(
        label="Answered by",
        choices=[
            *ReviewQuestion.Kinds.choices,
            ("Read by the software", [(role.value, words) for role, words in USES.items()]),
        ],
    )
    audience = forms.ChoiceField(label="Read by", choices=ReviewQuestion.Audiences.choices)
    required = forms.BooleanField(label="Needed", required=False)
    help_text = forms.CharField(label="Hint below the question", max_length=500, required=False)
    options = forms.CharField(
        label="Answers to choose from",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One a line, for a scale with its number: “5: Certain”.",
    )
    words_from = forms.IntegerField(label="Words at least", min_value=1, max_value=MOST_WORDS, required=False)
    words_to = forms.IntegerField(label="Words at most", min_value=1, max_value=MOST_WORDS, required=False)

    def question(self, key: str, missing: str) -> Question:
        """Return the question that a valid row describes."""
        given = self.cleaned_data
        role = Role(given["kind"]) if given["kind"] in set(USES) else Role.NONE
        kind = Kind(given["kind"]) if not role else Kind.SCALE if role in COLUMNS else Kind.YES_NO
        return Question(
            key=key,
            label=given["label"].strip(),
            kind=kind,
            role=role,
            audience=Audience(given["audience"]),
            help_text=given["help_text"].strip(),
            options=read_options(given["options"]) if kind in WITH_OPTIONS else (),
            required=given["required"],
            words_from=given["words_from"] if kind is Kind.TEXT else None,
            words_to=given["words_to"] if kind is Kind.TEXT else None,
            missing=missing,
        )


class QuestionRows(BaseFormSet[QuestionForm]):
    """All questions in their order. ``known`` are those of earlier versions: a question keeps its key."""

    def __init__(self, *args: Any, known: Iterable[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {question.key: question for question in known}
        self.found: tuple[Question, ...] = ()

    def clean(self) -> None:
        if not self.management_form.is_valid() or any(form.errors for form in self._kept()):
            return
        rows = [form for form in self.ordered_forms if form not in self.deleted_forms]
        self.found = self._questions(rows)
        problems = problems_of(self.found)
        self._show(rows, problems)
        if problems.general:
            raise forms.ValidationError(problems.general)

    def is_sound(self) -> bool:
        """Say whether the rows make a form that can be used."""
        return self.is_valid() and not any(form.errors for form in self._kept())

    def _kept(self) -> list[QuestionForm]:
        return [form for form in self.forms if form not in self.deleted_forms]

    def _questions(self, rows: Sequence[QuestionForm]) -> tuple[Question, ...]:
        taken = set(self.known)
        used: set[str] = set()
        found = []
        for form in rows:
            key = str(form.cleaned_data.get("key") or "")
            if key not in self.known or key in used:
                key = key_for(form.cleaned_data["label"], taken)
                taken.add(key)
            used.add(key)
            was = self.known.get(key)
            same = was is not None and was.label == form.cleaned_data["label"].strip()
            found.append(form.question(key, was.missing if was and same else ""))
        return tuple(found)

    def _show(self, rows: Sequence[QuestionForm], problems: Problems) -> None:
        for place, texts in problems.by_place.items():
            for text in texts:
                rows[place].add_error(None, text)


def question_rows(sent: Any, questions: Iterable[Question], known: Iterable[Question]) -> QuestionRows:
    """Return the rows of a form as it is saved, or as it was sent."""
    factory: Any = formset_factory(
        QuestionForm,
        formset=QuestionRows,
        extra=0,
        can_order=True,
        can_delete=True,
        max_num=MOST,
        validate_max=True,
    )
    rows: QuestionRows = factory(sent, initial=row_initial(questions), known=known, prefix="question")
    return rows


def row_initial(questions: Iterable[Question]) -> list[dict[str, Any]]:
    return [
        {
            "key": question.key,
            "label": question.label,
            "kind": str(question.role or question.kind),
            "audience": str(question.audience),
            "required": question.required,
            "help_text": question.help_text,
            "options": write_options(question.options),
            "words_from": question.words_from,
            "words_to": question.words_to,
        }
        for question in questions
    ]
