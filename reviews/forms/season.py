"""Forms of the reviewing season: the review, giving a paper back, the decision."""

from __future__ import annotations

from typing import Any

from django import forms

from reviews.models import CONFIDENCES, SCORES, Decision, Outcome, Review
from reviews.services.reviews import FIELDS

LONGEST = 20_000


class ProseField(forms.CharField):
    """Text as people write it: line ends as the database keeps them."""

    def __init__(self, *, rows: int, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(required=False, max_length=LONGEST, widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n").strip()


class ScaleField(forms.TypedChoiceField):
    """A score with its words, or none yet."""

    def __init__(self, scale: tuple[tuple[int, str], ...], **kwargs: Any) -> None:
        super().__init__(
            choices=[(value, f"{value}: {words}") for value, words in scale],
            coerce=int,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
            **kwargs,
        )


class ReviewForm(forms.Form):
    """A review as far as it is written: what bringing it in needs is asked for by the service."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    summary = ProseField(rows=5, help_text="What the paper does and claims, in your own words.")
    strengths = ProseField(rows=5)
    weaknesses = ProseField(rows=6)
    questions = ProseField(
        rows=4,
        label="Questions for the authors",
        help_text="What an answer to would change or settle your judgement. May stay empty.",
    )
    overall = ScaleField(SCORES, label="Overall score")
    confidence = ScaleField(CONFIDENCES, label="Your confidence")
    for_chairs = ProseField(
        rows=3,
        label="Confidential remarks to the chairs",
        help_text="Never shown to authors or other reviewers.",
    )
    forward_consent = forms.TypedChoiceField(
        choices=[("yes", "Yes, without my name"), ("no", "No")],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        label="May your review go to the journal?",
        help_text="If the paper goes on to the journal that this workshop offers, its editors could read what you "
        "wrote for the authors.",
    )

    def __init__(self, *args: Any, asks_consent: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_consent:
            del self.fields["forward_consent"]

    def values(self) -> dict[str, Any]:
        """Return what a valid form says of the review."""
        return {name: self.cleaned_data[name] for name in FIELDS if name in self.cleaned_data}


def review_initial(review: Review | None) -> dict[str, Any]:
    """Return the form's fields as the review has them saved."""
    saved = review or Review()
    consent = {None: "", True: "yes", False: "no"}[saved.forward_consent]
    values = {name: getattr(saved, name) for name in FIELDS}
    return {**values, "version": saved.version, "forward_consent": consent}


class GiveBackForm(forms.Form):
    """Why a reviewer gives a paper back."""

    reason = forms.CharField(
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One sentence for the chairs: a conflict of interest, not your subject, no time.",
    )


class DecisionForm(forms.Form):
    """The decision on one paper."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the outcomes."},
    )
    text = ProseField(
        rows=8,
        label="Text for the authors",
        help_text="Stands in the mail and on the authors’ page. Markdown. May stay empty.",
    )


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
    """Read NUMBER:VERSION entries into versions by paper number; what is not of this form is left out."""
    pairs = (entry.partition(":") for entry in entries)
    return {
        int(number): int(version)
        for number, _, version in pairs
        if number.isdecimal() and version.isdecimal()
    }
