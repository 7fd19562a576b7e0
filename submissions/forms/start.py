"""The choice of a track."""

from __future__ import annotations

from typing import Any

from django import forms

from conference.models import Track


class StartForm(forms.Form):
    """One of the tracks that take submissions."""

    track = forms.ModelChoiceField(
        queryset=Track.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": "Pick a track.",
            "invalid_choice": "This track takes no submissions now. Pick another one.",
        },
    )

    def __init__(self, *args: Any, tracks: list[Track], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["track"]
        field.queryset = Track.objects.filter(pk__in=[track.pk for track in tracks])  # type: ignore[attr-defined]
