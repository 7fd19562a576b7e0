"""Forms of the chairs' pages of papers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo
from typing import Any

from django import forms

from conference.models import Workshop
from reviews.selectors.chair_paper import Candidate
from reviews.selectors.papers import ORDERS, CheckFilter, PaperQuery, ShownState, TopicTree
from submissions.forms.deadlines import MomentField

Choices = list[tuple[str, str]]


class PaperFilterForm(forms.Form):
    """What narrows the table of papers; anything that is no choice of it is left out."""

    q = forms.CharField(
        required=False,
        label="Search",
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Title, abstract or number"}),
    )
    state = forms.ChoiceField(required=False, widget=forms.HiddenInput)
    track = forms.ChoiceField(required=False, label="Track")
    topic = forms.ChoiceField(required=False, label="Topic")
    check = forms.ChoiceField(
        required=False,
        label="PDF check",
        choices=[("", "Any"), *((check.value, check.label) for check in CheckFilter)],
    )
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, workshop: Workshop, tree: TopicTree, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tracks = [(str(track.pk), track.name) for track in workshop.tracks.all()]
        topics = [(str(topic.pk), f"{'– ' * depth}{topic.name}") for topic, depth in tree.topics]
        self._choose("state", [(state.value, state.label) for state in ShownState])
        self._choose("track", tracks)
        self._choose("topic", topics)

    def _choose(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "Any"), *choices]

    def query(self) -> PaperQuery:
        """Return what is asked for; a value that is no choice asks for nothing."""
        self.is_valid()
        data = self.cleaned_data
        sort = data.get("sort") or "number"
        return PaperQuery(
            text=data.get("q", ""),
            state=data.get("state", ""),
            track=int(data["track"]) if data.get("track") else None,
            topic=int(data["topic"]) if data.get("topic") else None,
            check=data.get("check", ""),
            sort=sort if sort.removeprefix("-") in ORDERS else "number",
        )


class PersonForm(forms.Form):
    """Choose one person of those who are offered."""

    user = forms.TypedChoiceField(coerce=int, label="Person")

    def __init__(self, *args: Any, candidates: Iterable[Candidate], label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        field.label = label
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [("", "Choose"), *((item.user_id, item.label) for item in candidates)]


class ConflictForm(PersonForm):
    """A chair's own word on a conflict."""

    note = forms.CharField(
        max_length=300,
        required=False,
        label="Why",
        help_text="The other chairs read it. Name no author.",
    )


class ReasonForm(forms.Form):
    """A reason that is kept with what it is given for."""

    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)

    def __init__(self, *args: Any, label: str, help_text: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label
        self.fields["reason"].help_text = help_text


class MoreTimeForm(forms.Form):
    """Until when one paper can be changed and submitted."""

    def __init__(self, *args: Any, zone: tzinfo, zone_name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"] = MomentField(
            zone=zone,
            label="Can be changed until",
            help_text=f"Time zone: {zone_name}. For this paper alone; its authors get a mail.",
        )
