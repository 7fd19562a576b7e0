"""What a chair says of a version of the schedule."""

from __future__ import annotations

from typing import cast

from django import forms
from django.http import QueryDict


class ReleaseForm(forms.Form):
    """A version's name and a word on it; ``mark`` names the draft that was looked at."""

    name = forms.CharField(label="Version", max_length=40)
    note = forms.CharField(
        label="A word on it",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Stands in the public log of changes. Optional.",
    )
    mark = forms.CharField(widget=forms.HiddenInput, required=False)

    def renew(self, mark: str) -> None:
        """Keep what was typed for the draft of now, which the person is shown."""
        data = cast("QueryDict", self.data).copy()
        data["mark"] = mark
        self.data = data
