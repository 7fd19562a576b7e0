"""What a chair says before the sessions are filled."""

from __future__ import annotations

from typing import Any

from django import forms


class FillForm(forms.Form):
    """Whether talks hang as posters too, and whose papers always get a spotlight."""

    posters_too = forms.BooleanField(
        label="Orals and spotlights have a poster as well",
        required=False,
        initial=True,
        help_text="Where there is a poster session, every accepted paper gets a board.",
    )
    always = forms.MultipleChoiceField(
        label="Every paper of these tracks gets a spotlight",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Papers of the others get one if they were accepted as spotlight.",
    )

    spare = forms.BooleanField(
        label="Spotlight places that are left go to posters",
        required=False,
        help_text="Those with the best scores first. They keep their boards.",
    )

    def __init__(self, *args: Any, tracks: list[tuple[str, str]], knows_scores: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not knows_scores:
            del self.fields["spare"]
        self.fields["always"].choices = tracks  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "posters_too": data["posters_too"],
            "always": [int(pk) for pk in data["always"]],
            "spare": data.get("spare", False),
        }
