"""How long an edition keeps its reviews."""

from __future__ import annotations

from typing import Any

from django import forms

TERMS = ((6, "6 months after the workshop"), (12, "1 year after the workshop"), (24, "2 years after the workshop"),
         (36, "3 years after the workshop"), (60, "5 years after the workshop"))  # fmt: skip


class TermForm(forms.Form):
    """A term from a short list; a term of another length that is set already stays a choice."""

    months = forms.TypedChoiceField(label="Delete reviews", coerce=int, empty_value=None, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, months: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        terms = dict(TERMS)
        if months and months not in terms:
            terms[months] = f"{months} months after the workshop"
        field = self.fields["months"]
        field.choices = [("", "Never: keep them"), *sorted(terms.items())]  # type: ignore[attr-defined]
