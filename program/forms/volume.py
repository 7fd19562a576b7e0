"""The facts of the proceedings volume."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from program.models import ProceedingsVolume
from program.pmlr import Volume


class VolumeForm(forms.ModelForm[ProceedingsVolume]):
    """What a volume says of itself; before the first save filled with what the workshop's pages say."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = ProceedingsVolume
        fields = [
            "title", "name", "short_name", "series", "number", "conference_number", "editors", "start", "end",
            "address", "sections", "preface",
        ]  # fmt: skip
        widgets = {
            "editors": forms.Textarea(attrs={"rows": 4}),
            "preface": forms.Textarea(attrs={"rows": 8}),
            "start": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "end": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.instance.version if self.instance.pk else 0

    @staticmethod
    def initial_of(volume: Volume) -> dict[str, Any]:
        """Return the first filling."""
        return {
            "title": volume.booktitle,
            "name": volume.name,
            "short_name": volume.shortname,
            "editors": "\n".join(volume.editors),
            "start": volume.start,
            "end": volume.end,
            "address": volume.address,
        }

    def take_up(self, version: int) -> None:
        """Let the next save start from the version that is there now."""
        if isinstance(self.data, QueryDict):
            data = self.data.copy()
            data["seen"] = str(version)
            self.data = data
