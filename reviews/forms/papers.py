"""Forms of the chairs' pages of papers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo
from typing import Any

from django import forms

from reviews.selectors.chair_paper import Candidate
from submissions.forms.deadlines import MomentField


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
