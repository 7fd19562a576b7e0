"""The form of an opt-in's terms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from conference.deadlines import AOE, end_of_day
from conference.models import OptIn, Workshop


class OptInForm(forms.ModelForm[OptIn]):
    """What an opt-in is, what authors agree to, who may choose it and until when."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    last_day = forms.DateField(
        required=False,
        label="Open until",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="To the end of that day, Anywhere on Earth. Empty: until the camera-ready date.",
    )

    class Meta:
        model = OptIn
        fields = ["label", "note", "kind", "conditions", "original_only"]
        widgets = {"conditions": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "note": "One sentence under the name: what follows from choosing it, fees.",
            "kind": "Decides which package can be made.",
            "conditions": "Markdown. Authors tick that they agree; these words are kept with their agreement.",
        }

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = workshop.version
        if self.instance.closes_at:
            self.initial["last_day"] = self.instance.closes_at.astimezone(AOE).date()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        day = data.get("last_day")
        self.instance.closes_at = end_of_day(day, AOE) if day else None
        return data

    def take_up(self, version: int) -> None:
        """Let the next save start from the version that is there now."""
        if isinstance(self.data, QueryDict):
            data = self.data.copy()
            data["seen"] = str(version)
            self.data = data
