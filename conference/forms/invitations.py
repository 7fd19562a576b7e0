"""The answer to an invitation: yes with a load, or no with a reason and with whom to ask instead."""

from __future__ import annotations

from typing import Any

from django import forms

from conference.services.invitations import Suggestion

MOST_LOAD = 100
MOST_SUGGESTIONS = 5
SHOWN_SUGGESTIONS = 3


class AcceptForm(forms.Form):
    """How many papers someone takes at most; at least, where the chairs asked for that too."""

    max_load = forms.IntegerField(
        label="Papers at most",
        min_value=1,
        max_value=MOST_LOAD,
        required=False,
        help_text="You can lower or raise this.",
    )
    min_load = forms.IntegerField(
        label="Papers at least",
        min_value=0,
        max_value=MOST_LOAD,
        required=False,
        help_text="You can lower this too.",
    )

    @property
    def least(self) -> int | None:
        """Return the least that was given, 0 for an empty field; None where the field was not there."""
        given: int | None = self.cleaned_data["min_load"]
        return (given or 0) if "min_load" in self.data else None


class DeclineForm(forms.Form):
    message = forms.CharField(
        label="A reason, if you like",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SuggestionForm(forms.Form):
    """Someone to ask instead; a row with nothing in it is none."""

    name = forms.CharField(label="Name", max_length=200, required=False)
    email = forms.EmailField(label="E-mail", max_length=254, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for one, other, words in (("name", "email", "address"), ("email", "name", "name")):
            if data.get(one) and not data.get(other) and other not in self.errors:
                self.add_error(other, f"The {words} is missing.")
        return data


SuggestionFormSet = forms.formset_factory(
    SuggestionForm, extra=SHOWN_SUGGESTIONS, max_num=MOST_SUGGESTIONS, validate_max=True
)


def suggestions_of(formset: forms.BaseFormSet[SuggestionForm]) -> list[Suggestion]:
    """Return the people of a valid formset, without its empty rows."""
    rows = [form.cleaned_data for form in formset.forms]
    return [Suggestion(row["name"], row["email"]) for row in rows if row.get("email")]
