"""Forms beside the table of decisions: the places, and what would be if."""

from __future__ import annotations

from typing import Any

from django import forms

from reviews.models import Outcome
from reviews.quota import KINDS
from reviews.selectors.tables.columns import COLUMNS
from reviews.selectors.what_if import RULES


class PlacesForm(forms.Form):
    """How many papers there is room for; empty where it does not matter."""

    accept_oral = forms.IntegerField(label="Orals", min_value=0, max_value=9999, required=False)
    accept_spotlight = forms.IntegerField(label="Spotlights", min_value=0, max_value=9999, required=False)
    accept_poster = forms.IntegerField(label="Posters", min_value=0, max_value=9999, required=False)

    def places(self) -> dict[str, int | None]:
        return {kind: self.cleaned_data.get(kind) for kind in KINDS}


class WhatIfForm(PlacesForm):
    """A ranking, a line, and what becomes of the others."""

    rule = forms.ChoiceField(
        label="Ranked by",
        choices=[(key, f"{COLUMNS[key].label}: {COLUMNS[key].about}") for key in RULES],
    )
    first = forms.IntegerField(
        label="Line after rank",
        min_value=0,
        required=False,
        widget=forms.NumberInput(attrs={"placeholder": "places full"}),
    )
    rest = forms.ChoiceField(
        label="The others",
        required=False,
        choices=[("", "stay as they are"), (Outcome.REJECT.value, "are rejected")],
    )

    def __init__(self, data: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.order_fields(["rule", *KINDS, "first", "rest"])
