"""The form that guards against two people saving at once."""

from __future__ import annotations

from typing import cast

from django import forms
from django.http import QueryDict


class VersionedForm(forms.Form):
    """A form that knows which version of the row a person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def seen_version(self) -> int:
        return self.cleaned_data["version"] or 0

    def renew(self, version: int) -> None:
        """Keep what was typed and let it be saved over the version of now, which the person is shown."""
        data = cast("QueryDict", self.data).copy()
        data[self.add_prefix("version")] = str(version)
        self.data = data
