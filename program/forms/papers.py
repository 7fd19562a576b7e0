"""What visitors ask of the list of papers."""

from __future__ import annotations

from typing import Any

from django import forms

from program.selectors.papers import KIND_LABELS


class PaperSearch(forms.Form):
    """What visitors look for in the list of papers. Anything the list does not know is ignored."""

    q = forms.CharField(
        label="Search", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    track = forms.ChoiceField(required=False)
    kind = forms.ChoiceField(label="Presentation", required=False)

    def __init__(self, *args: Any, tracks: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["track"] = forms.ChoiceField(
            label="Track", required=False, choices=[("", "All"), *tracks]
        )
        self.fields["kind"] = forms.ChoiceField(
            label="Presentation", required=False, choices=[("", "All"), *KIND_LABELS.items()]
        )
        if len(tracks) < 2:  # noqa: PLR2004 - one track is no choice
            del self.fields["track"]
