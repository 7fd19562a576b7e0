"""The form of a review, field by field as the chairs composed it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from reviews.models import Review
from reviews.review_form import Answer, Audience, Kind, Option, Question

LONGEST = 20_000
CONSENT = "forward_consent"
SHORT = 3
ROWS = {"summary": 5, "strengths": 5, "weaknesses": 6, "questions": 4, "for_chairs": SHORT}


class ProseField(forms.CharField):
    """Text as people write it: line ends as the database keeps them."""

    def __init__(self, *, rows: int, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(required=False, max_length=LONGEST, widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n").strip()


class ChoiceField(forms.TypedChoiceField):
    """One of several answers, or none yet."""

    def __init__(self, choices: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(
            choices=list(choices),
            coerce=int,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
            **kwargs,
        )


class ChoicesField(forms.TypedMultipleChoiceField):
    """Any of several answers."""

    def __init__(self, choices: Iterable[Option], **kwargs: Any) -> None:
        super().__init__(
            choices=list(choices),
            coerce=int,
            empty_value=[],
            required=False,
            widget=forms.CheckboxSelectMultiple,
            **kwargs,
        )


class ReviewForm(forms.Form):
    """A review as far as it is written: what bringing it in needs is asked for by the service."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, questions: Iterable[Question], *args: Any, asks_consent: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = tuple(questions)
        if asks_consent:
            self.fields[CONSENT] = consent_field()
        for question in self.questions:
            self.fields[question.key] = field_of(question)

    def values(self) -> dict[str, Answer]:
        """Return what a valid form says of the review."""
        keys = [question.key for question in self.questions]
        return {key: self.cleaned_data[key] for key in [*keys, CONSENT] if key in self.cleaned_data}

    def _group(self, audience: Audience) -> list[forms.BoundField]:
        return [self[question.key] for question in self.questions if question.audience is audience]

    @property
    def for_authors(self) -> list[forms.BoundField]:
        return self._group(Audience.AUTHORS)

    @property
    def among_us(self) -> list[forms.BoundField]:
        return self._group(Audience.COMMITTEE)

    @property
    def in_confidence(self) -> list[forms.BoundField]:
        return self._group(Audience.CHAIRS)


def field_of(question: Question) -> forms.Field:
    """Return the field by which a question is answered."""
    help_text = " ".join(filter(None, (question.help_text, question.words_hint)))
    common: dict[str, Any] = {"label": question.label, "help_text": help_text}
    if question.kind is Kind.TEXT:
        return ProseField(
            rows=ROWS.get(question.key, SHORT if question.audience is Audience.CHAIRS else 5), **common
        )
    if question.kind is Kind.SCALE:
        scale = [(value, f"{value}: {words}" if words else str(value)) for value, words in question.options]
        return ChoiceField(scale, **common)
    if question.kind is Kind.CHOICES:
        return ChoicesField(question.options, **common)
    return ChoiceField(question.choices, **common)


def consent_field() -> forms.Field:
    """Return the question whether a review may be forwarded; it is asked beside whatever the chairs ask."""
    return forms.TypedChoiceField(
        choices=[("yes", "Yes, without my name"), ("no", "No")],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        label="May your review go to the journal?",
        help_text="If the paper goes on to the journal that this workshop offers, its editors could read what you "
        "wrote for the authors.",
    )


def review_initial(saved: Review | None, answers: Mapping[str, Answer]) -> dict[str, Any]:
    """Return the form's fields as the review has them saved."""
    if saved is None:
        return {"version": 1, CONSENT: ""}
    consent = {None: "", True: "yes", False: "no"}[saved.forward_consent]
    return {**answers, "version": saved.version, CONSENT: consent}
