"""Forms of the reviewing season: giving a paper back, the decision."""

from __future__ import annotations

from typing import Any

from django import forms

from reviews.forms.review import ProseField
from reviews.models import Decision, Outcome
from reviews.review_file import LONGEST_FILE


class GiveBackForm(forms.Form):
    """Why a reviewer gives a paper back."""

    conflict = forms.BooleanField(
        required=False,
        label="I have a conflict of interest with this paper",
        help_text="It is kept away from you for good, and the chairs see that you said so.",
    )
    reason = forms.CharField(
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One sentence for the chairs: not your subject, no time. With a conflict it may stay empty.",
    )


class DecisionForm(forms.Form):
    """The decision on one paper."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose one of the outcomes.",
            "invalid_choice": "Papers of this track are not presented in this way.",
        },
    )
    text = ProseField(
        rows=8,
        label="Text for the authors",
        help_text="Stands in the mail and on the authors’ page. Markdown. May stay empty.",
    )

    def __init__(self, outcomes: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = outcomes  # type: ignore[attr-defined]


def decision_initial(decision: Decision | None) -> dict[str, Any]:
    """Return the form's fields as the decision has them saved."""
    if decision is None:
        return {"version": 0, "outcome": "", "text": ""}
    return {"version": decision.version, "outcome": decision.outcome, "text": decision.text}


class BulkForm(forms.Form):
    """The ticked rows of the table of decisions, each as NUMBER:VERSION, and the outcome for all of them."""

    outcome = forms.ChoiceField(
        choices=Outcome.choices, error_messages={"required": "Choose the outcome to set."}
    )

    def __init__(self, data: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.seen = seen_versions(data.getlist("paper"))


def seen_versions(entries: list[str]) -> dict[int, int]:
    """Read NUMBER:VERSION, one or more an entry, into versions by paper number; what is not of this form is left out."""
    pairs = (pair.partition(":") for entry in entries for pair in entry.split())
    return {
        int(number): int(version)
        for number, _, version in pairs
        if number.isdecimal() and version.isdecimal()
    }


class ReviewFileForm(forms.Form):
    """A file with reviews, or its text as it was read before."""

    file = forms.FileField(label="The file you filled in", required=False)
    text = forms.CharField(required=False, max_length=LONGEST_FILE, widget=forms.HiddenInput, strip=False)

    def clean(self) -> dict[str, Any]:
        """Take the file's text: UTF-8, as every editor writes it today."""
        given = super().clean() or {}
        file = given.get("file")
        if file is not None:
            if file.size > LONGEST_FILE:
                raise forms.ValidationError("This file is too large to be a file with reviews.")
            try:
                given["text"] = file.read().decode("utf-8")
            except UnicodeDecodeError:
                raise forms.ValidationError(
                    "This is not a text file in UTF-8. Save it as plain text."
                ) from None
        if not given.get("text"):
            raise forms.ValidationError("Choose the file.")
        return given
