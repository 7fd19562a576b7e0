"""What a person says of a token that she makes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms

from conference.models import User, Workshop
from conference.scopes import Scope

LASTS = (("30", "30 days"), ("90", "90 days"), ("180", "Half a year"), ("365", "A year"))


class WorkshopField(forms.ModelChoiceField[Workshop]):
    def label_from_instance(self, obj: Workshop) -> str:
        return obj.acronym


class TokenForm(forms.Form):
    """What it is for, what it opens, where, and how long."""

    name = forms.CharField(
        label="What it is for",
        max_length=80,
        help_text="Such as the script that uses it, so that you know which one to revoke.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.TypedMultipleChoiceField(
        label="What it may be used for",
        choices=[(scope.value, scope.words) for scope in Scope],
        coerce=Scope,
        widget=forms.CheckboxSelectMultiple,
        help_text="It never opens more than you may see and do yourself. Writing brings reading of the same along.",
        error_messages={"required": "Tick at least one."},
    )
    workshop = WorkshopField(
        queryset=Workshop.objects.none(), required=False, label="Where", empty_label="All my workshops"
    )
    lasts = forms.TypedChoiceField(
        label="How long it lasts", choices=LASTS, initial="90", coerce=lambda days: timedelta(days=int(days))
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["workshop"]
        field.queryset = Workshop.objects.filter(roles__user=user).distinct()  # type: ignore[attr-defined]
