"""What chairs settle about a list, and what people fill in to be on it."""

from __future__ import annotations

from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict

from conference.deadlines import to_utc
from program.models import SignupList

MOST_CHOICES = 20


class SignupListForm(forms.ModelForm[SignupList]):
    """A list as the organizers make it; the moment it closes is in the workshop's zone."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    closes_at = forms.DateTimeField(
        label="Open until",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    class Meta:
        model = SignupList
        fields = ["title", "body", "seats", "choices", "question", "closes_at", "is_open"]
        widgets = {"body": forms.Textarea(attrs={"rows": 5}), "choices": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "title": "Such as Dinner, Mentoring, Travel grants, In person or online.",
            "body": "Markdown.",
            "seats": "Empty: no limit. Whoever comes later waits, and moves up when somebody leaves.",
            "choices": "Of which one is taken: In person, Online. Empty: none.",
            "question": "Whoever likes answers it in a few lines, read by you alone. Empty: none.",
            "is_open": "Visitors see the list and can put themselves on it.",
        }

    field_order = ["seen", "title", "body", "seats", "choices", "question", "closes_at", "is_open"]

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        self.fields["closes_at"].help_text = f"In the time of {zone.key}. Empty: until you close it."
        self.initial["seen"] = self.instance.version if self.instance.pk else 0
        if self.instance.closes_at:
            self.initial["closes_at"] = self.instance.closes_at.astimezone(zone).replace(tzinfo=None)

    def clean_closes_at(self) -> Any:
        given = self.cleaned_data["closes_at"]
        return to_utc(given.replace(tzinfo=None), self.zone) if given else None

    def clean_choices(self) -> str:
        lines = [line.strip()[:200] for line in self.cleaned_data["choices"].splitlines() if line.strip()]
        if len(lines) > MOST_CHOICES:
            raise forms.ValidationError(f"At most {MOST_CHOICES} choices.")
        return "\n".join(dict.fromkeys(lines))

    def renew(self, version: int) -> None:
        """Keep what was typed and let it be saved over the version of now."""
        data = cast("QueryDict", self.data).copy()
        data["seen"] = str(version)
        self.data = data


class SignupForm(forms.Form):
    """A person's place on a list."""

    name = forms.CharField(max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label="E-mail", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )

    def __init__(self, *args: Any, signup_list: SignupList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = signup_list.options
        if options:
            self.fields["choice"] = forms.ChoiceField(
                choices=[(option, option) for option in options], widget=forms.RadioSelect
            )
        if signup_list.question:
            self.fields["answer"] = forms.CharField(
                label=signup_list.question,
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 4}),
            )
