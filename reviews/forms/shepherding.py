"""Conditions of an acceptance, and the shepherd's answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from conference.models import User
from reviews.forms.review import ProseField
from reviews.models import Shepherding


class ConditionsForm(forms.Form):
    """What the authors have to do, and who looks whether it is done."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    shepherd = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label="Shepherd",
        help_text="One of the paper’s reviewers or its area chair.",
    )
    conditions = ProseField(
        rows=5, label="Conditions", help_text="The authors read them with the decision. Markdown."
    )

    def __init__(self, people: QuerySet[User], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shepherd"].queryset = people  # type: ignore[attr-defined]
        self.fields["conditions"].required = True


def conditions_initial(saved: Shepherding | None) -> dict[str, Any]:
    if saved is None:
        return {"version": 0}
    return {"version": saved.version, "shepherd": saved.shepherd_id, "conditions": saved.conditions}


class SignOffForm(forms.Form):
    """The word of the shepherd."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    remark = ProseField(
        rows=4, label="To the authors", help_text="They read it, without your name. Markdown."
    )


class ChairSignOffForm(SignOffForm):
    """A chair's word in the shepherd's place, which always has a reason."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "sign-off-%s", **kwargs})
        remark = self.fields["remark"]
        remark.label = "Why, or what is missing"
        remark.help_text = "It goes into the history, and to the authors without your name. Markdown."
