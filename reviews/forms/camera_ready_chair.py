"""The chairs' forms after acceptance: filters of the table, more time, the answer to a wish, what is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms

from conference.deadlines import AOE, end_of_day
from conference.models import Track, Workshop
from conference.models.tracks import Corrections, Presentation
from reviews.selectors.camera_ready_table import ItemCount, TableQuery
from submissions.checklist import (
    ASKS,
    CAMERA_READY,
    DEFAULTS,
    LABELS,
    VIDEO_DEADLINE,
    WORKSHOP,
    Need,
    due_of,
    need_of,
)

NEEDS = [(Need.NO.value, "not asked"), (Need.OPTIONAL.value, "optional"), (Need.REQUIRED.value, "required")]
DUE_CHOICES = [
    (CAMERA_READY, "Camera-ready"),
    (VIDEO_DEADLINE, "Videos due"),
    (WORKSHOP, "Workshop"),
]


class TableFilter(forms.Form):
    """What a chair looks for among the accepted papers."""

    q = forms.CharField(required=False, label="Title, author or number", widget=forms.SearchInput)
    show = forms.ChoiceField(
        required=False,
        label="Show",
        choices=[
            ("", "All"),
            ("incomplete", "Lacking something"),
            ("complete", "Complete"),
            ("grants", "Asking for a travel grant"),
        ],
    )
    lacks = forms.ChoiceField(required=False, label="Lacks")
    track = forms.ChoiceField(required=False, label="Track")
    presentation = forms.ChoiceField(
        required=False, label="Presented as", choices=[("", "Any"), *Presentation.choices]
    )
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, workshop: Workshop, counts: Iterable[ItemCount], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tracks = [(track.key, track.name) for track in workshop.tracks.all()]
        lacks = [(count.item.value, count.label) for count in counts]
        self._offer("track", tracks)
        self._offer("lacks", lacks)
        if len(tracks) < 2:  # noqa: PLR2004 - one track leaves nothing to choose
            del self.fields["track"]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = [("", "Any"), *choices]  # type: ignore[attr-defined]

    def query(self) -> TableQuery:
        """Return what is looked for; what can't be read does not narrow."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return TableQuery(**given)


class ExtendForm(forms.Form):
    """The last day of one paper, to its end Anywhere on Earth."""

    day = forms.DateField(
        required=False,
        label="Last day",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="To the end of that day, Anywhere on Earth. Leave empty for the dates of all others.",
    )

    def __init__(self, *args: Any, workshop: Workshop, until: datetime | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workshop = workshop
        if until:
            self.initial["day"] = until.astimezone(AOE).date()

    def moment(self) -> datetime | None:
        day = self.cleaned_data["day"]
        return end_of_day(day, AOE) if day else None


class DecideForm(forms.Form):
    """What a chair writes to the authors who asked for another list of authors."""

    answer = forms.CharField(
        max_length=400,
        required=False,
        label="Answer to the authors",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Needed for a refusal.",
    )


class SetupForm(forms.Form):
    """What one track asks of its accepted papers: per item and way of presenting, and until when."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    final_extra_pages = forms.IntegerField(
        min_value=0,
        max_value=50,
        label="Extra pages in the final version",
        help_text="Over the track’s limit for submissions, for names, thanks and what reviewers asked for.",
    )
    final_corrections = forms.ChoiceField(
        choices=Corrections, widget=forms.RadioSelect, label="Authors may correct"
    )
    every_track = forms.BooleanField(required=False, label="Save the same for all tracks")

    def __init__(self, *args: Any, track: Track, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.track = track
        self.presentations = presentations_of(track)
        self.initial.setdefault("final_extra_pages", track.final_extra_pages)
        self.initial.setdefault("final_corrections", track.final_corrections)
        for item in DEFAULTS:
            for key, label in self.presentations:
                self.fields[f"{item.value}-{key}"] = forms.ChoiceField(
                    choices=NEEDS,
                    label=f"{LABELS[item]}, {label.lower()}",
                    initial=need_of(track.checklist, item, key).value,
                )
            self.fields[f"{item.value}-due"] = forms.ChoiceField(
                choices=DUE_CHOICES, label=f"{LABELS[item]}, until", initial=due_of(track.checklist, item)
            )

    def rows(self) -> list[dict[str, Any]]:
        """Return the table of the form: an item with its fields a row."""
        return [
            {
                "label": LABELS[item],
                "ask": ASKS[item],
                "needs": [(label, self[f"{item.value}-{key}"]) for key, label in self.presentations],
                "due": self[f"{item.value}-due"],
            }
            for item in DEFAULTS
        ]

    def checklist(self) -> dict[str, dict[str, str]]:
        """Return what a valid form says, as a track keeps it; what was set for other ways of presenting stays."""
        return {
            item.value: {
                **self.track.checklist.get(item.value, {}),
                **{key: self.cleaned_data[f"{item.value}-{key}"] for key, _label in self.presentations},
                "due": self.cleaned_data[f"{item.value}-due"],
            }
            for item in DEFAULTS
        }


def presentations_of(track: Track) -> list[tuple[str, str]]:
    """Return the ways in which a track's papers can be presented; all where none was chosen."""
    chosen = [pair for pair in Presentation.choices if pair[0] in track.presentations]
    return [(str(key), str(label)) for key, label in chosen or Presentation.choices]
