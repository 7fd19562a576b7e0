"""Forms of the tables of papers: what to do with the chosen rows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from conference.models import Workshop
from reviews.forms.season import seen_versions
from reviews.selectors.tables.table import KINDS

MARKS = "number, title, name, track, link"


class ChosenRows(forms.Form):
    """Which papers an action is for: the ticked ones (NUMBER or NUMBER:VERSION), or all that a search finds."""

    table = forms.ChoiceField(choices=[(key, kind.label) for key, kind in KINDS.items()])
    every = forms.BooleanField(required=False)
    q = forms.CharField(required=False, max_length=500)
    sort = forms.CharField(required=False, max_length=40)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.seen = seen_versions(data.getlist("paper"))


class TrackForm(forms.Form):
    """Move papers to another track."""

    track = forms.TypedChoiceField(coerce=int, label="Track")

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["track"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [("", "Choose"), *((track.pk, track.name) for track in workshop.tracks.all())]


class DeskForm(forms.Form):
    """Reject papers without review."""

    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        help_text="The authors of each of these papers read it in their mail.",
    )


class MailForm(forms.Form):
    """A mail to the authors of papers."""

    subject = forms.CharField(max_length=200)
    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=10_000,
        help_text=f"Markdown. Filled in for each paper where you write them in curly braces: {MARKS}.",
    )
