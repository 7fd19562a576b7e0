"""Forms of the chairs' word on pairs, and of who takes late reviews."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from reviews.models import PairRule

MOST_EXTRA = 20


def _people(field: forms.Field, people: Iterable[tuple[int, str]]) -> None:
    if isinstance(field, forms.TypedChoiceField):
        field.choices = [("", "Choose"), *people]


class PairRuleForm(forms.Form):
    """One pair and what is said of it."""

    paper = forms.TypedChoiceField(coerce=int, label="Paper")
    user = forms.TypedChoiceField(coerce=int, label="Reviewer")
    kind = forms.ChoiceField(
        choices=PairRule.Kind.choices,
        initial=PairRule.Kind.FIXED,
        widget=forms.RadioSelect,
        label="In every proposal",
    )
    note = forms.CharField(
        max_length=200, required=False, label="Why", help_text="The other chairs read it. Name no author."
    )

    def __init__(
        self,
        *args: Any,
        papers: Iterable[tuple[int, str]],
        reviewers: Iterable[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        _people(self.fields["paper"], papers)
        _people(self.fields["user"], reviewers)


class EmergencyLoadForm(forms.Form):
    """Note that a reviewer takes late reviews, as a chair was told."""

    user = forms.TypedChoiceField(coerce=int, label="Reviewer")
    load = forms.IntegerField(
        min_value=0,
        max_value=MOST_EXTRA,
        initial=1,
        label="Late reviews beyond the load",
        help_text="0 takes the offer back.",
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, reviewers: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _people(self.fields["user"], reviewers)
