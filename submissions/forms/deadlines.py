"""Forms of a chair's page on deadlines and limits."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Any

from django import forms
from django.utils.timezone import is_aware

from conference.deadlines import LAST_SECOND, to_utc
from conference.forms.workshops import VersionedForm
from conference.models import Track, Workshop

LAST_MINUTE = (23, 59)


class MomentField(forms.DateTimeField):
    """A moment typed in one zone and kept in UTC; 23:59 is meant to its last second."""

    def __init__(self, *, zone: tzinfo, **kwargs: Any) -> None:
        self.zone = zone
        super().__init__(
            widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"), **kwargs
        )

    def prepare_value(self, value: Any) -> Any:
        return value.astimezone(self.zone) if isinstance(value, datetime) and is_aware(value) else value

    def to_python(self, value: Any) -> datetime | None:
        found = super().to_python(value)
        if found is None:
            return None
        typed = found.replace(tzinfo=None)
        if (typed.hour, typed.minute) == LAST_MINUTE:
            typed = datetime.combine(typed.date(), LAST_SECOND)
        return to_utc(typed, self.zone)


class CallRulesForm(VersionedForm):
    """What holds for every paper of the workshop."""

    class Meta:
        model = Workshop
        fields = ["grace_minutes", "abstract_freeze", "papers_per_author"]
        widgets = {"abstract_freeze": forms.RadioSelect}


class TrackDeadlinesForm(forms.Form):
    """A deadline for each track that is to have one of its own."""

    def __init__(self, *args: Any, tracks: list[Track], zone: tzinfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tracks = tracks
        for track in tracks:
            name = f"track-{track.pk}"
            self.fields[name] = MomentField(zone=zone, required=False, label=track.name)
            self.initial[name] = track.deadline_at

    def moments(self) -> list[tuple[Track, datetime | None]]:
        return [(track, self.cleaned_data[f"track-{track.pk}"]) for track in self.tracks]


class LateLinkForm(forms.Form):
    """A link for one late paper."""

    def __init__(self, *args: Any, tracks: list[Track], zone: tzinfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["track"] = forms.ModelChoiceField(
            queryset=Track.objects.filter(pk__in=[track.pk for track in tracks]), empty_label=None
        )
        self.fields["expires_at"] = MomentField(zone=zone, label="Valid until")
        self.fields["email"] = forms.EmailField(
            label="E-mail",
            required=False,
            max_length=254,
            help_text="The link is sent there. Empty: you pass it on yourself.",
        )
        self.fields["note"] = forms.CharField(
            label="For yourselves", required=False, max_length=200, help_text="Who asked, and why."
        )
