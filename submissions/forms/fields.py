"""The form in which a chair writes a question of the form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from conference.models import Track, Workshop
from submissions.forms.authors import LineField
from submissions.models import Audience, FieldKind, FormField
from submissions.policies import POLICIES

WITH_OPTIONS = frozenset({FieldKind.CHOICE, FieldKind.CHOICES})
WITH_WORDS = frozenset({FieldKind.LINE, FieldKind.TEXT})
MOST_OPTIONS = 60
LONGEST_OPTION = 200


class FieldForm(forms.ModelForm[FormField]):
    """One question, or one policy. ``seen`` is the version that the chair started from."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    label = LineField(max_length=200, label="Question")
    option_lines = forms.CharField(
        label="Choices",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One a line, in order. Only for questions with choices.",
    )
    tracks = forms.ModelMultipleChoiceField(
        queryset=Track.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="None ticked: it is asked in every track.",
    )

    class Meta:
        model = FormField
        fields = ["label", "help", "kind", "required", "word_limit", "stage", "audience", "policy"]
        widgets = {
            "help": forms.Textarea(attrs={"rows": 4}),
            "stage": forms.RadioSelect,
            "audience": forms.RadioSelect,
            "policy": forms.HiddenInput,
        }
        help_texts = {
            "help": "Shown below the question; Markdown. For a policy: what exactly one agrees to.",
            "word_limit": "Only for text. Empty: no limit.",
            "required": "A paper can be saved without it, but not submitted.",
        }

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.instance
        tracks = Track.objects.filter(workshop=workshop)
        chosen = self.fields["tracks"]
        chosen.queryset = tracks  # type: ignore[attr-defined]
        if len(tracks) < 2:  # noqa: PLR2004 - one track leaves nothing to choose
            del self.fields["tracks"]
        if field.pk:
            self.initial["seen"] = field.version
            self.initial["option_lines"] = "\n".join(field.options)
            self.initial["tracks"] = [track.pk for track in field.tracks.all()]
        kinds = self.fields["kind"]
        kinds.choices = [pair for pair in FieldKind.choices if pair[0] != FieldKind.FILE]  # type: ignore[attr-defined]
        if self._policy():
            del self.fields["audience"]
            self.fields["label"].label = "What authors declare"
            self.fields["help"].label = "Wording"

    @property
    def is_policy(self) -> bool:
        return bool(self._policy())

    def _policy(self) -> str:
        sent = self.data.get("policy") if self.is_bound else None
        return str(sent or self.initial.get("policy") or self.instance.policy or "")

    def clean_option_lines(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["option_lines"].splitlines()]
        options = list(dict.fromkeys(line for line in lines if line))
        if len(options) > MOST_OPTIONS:
            raise ValidationError(f"At most {MOST_OPTIONS} choices can be offered.")
        if any(len(option) > LONGEST_OPTION for option in options):
            raise ValidationError(f"A choice can have {LONGEST_OPTION} characters at most.")
        return options

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        kind = data.get("kind")
        if kind in WITH_OPTIONS and "option_lines" in data and not data["option_lines"]:
            self.add_error("option_lines", "Write the choices, one a line.")
        return data

    def values(self) -> dict[str, Any]:
        """Return what a valid form says of the field; what its kind has no use for falls away."""
        data = self.cleaned_data
        return {
            "label": data["label"],
            "help": data["help"].replace("\r\n", "\n").strip(),
            "kind": data["kind"],
            "required": data["required"],
            "word_limit": data["word_limit"] if data["kind"] in WITH_WORDS else None,
            "stage": data["stage"],
            "audience": data.get("audience") or Audience.CHAIRS,
            "policy": data["policy"],
            "options": data["option_lines"] if data["kind"] in WITH_OPTIONS else [],
        }

    def tracks_chosen(self) -> list[Track]:
        return list(self.cleaned_data.get("tracks") or [])


def initial_of_policy(policy: str) -> dict[str, Any]:
    """Return the ready text of a policy for a new question, or nothing for a plain one."""
    draft = POLICIES.get(policy)
    if draft is None:
        return {}
    return {
        "policy": policy,
        "label": draft.label,
        "help": draft.help,
        "kind": draft.kind,
        "stage": draft.stage,
        "required": True,
        "option_lines": "\n".join(draft.options),
    }
