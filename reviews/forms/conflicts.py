"""What narrows the list of conflicts."""

from __future__ import annotations

from django import forms

from reviews.models import Conflict
from reviews.selectors.conflicts import KINDS, ConflictQuery


class ConflictFilterForm(forms.Form):
    q = forms.CharField(
        required=False,
        label="Search",
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Person, title or number"}),
    )
    kind = forms.ChoiceField(required=False, label="Kind", choices=[("", "Any"), *KINDS])
    state = forms.ChoiceField(required=False, label="State", choices=[("", "Any"), *Conflict.State.choices])
    assigned = forms.ChoiceField(
        required=False, label="Papers", choices=[("", "All"), ("yes", "Assigned to this person")]
    )

    def query(self) -> ConflictQuery:
        """Return what is asked for; a value that is no choice asks for nothing."""
        self.is_valid()
        data = self.cleaned_data
        return ConflictQuery(
            data.get("q", ""), data.get("kind", ""), data.get("state", ""), bool(data.get("assigned"))
        )
