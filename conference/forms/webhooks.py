"""The form of a webhook: where it goes and what it is told."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from conference import events
from conference.models import Webhook
from conference.webhook_rules import target_of


class WebhookForm(forms.ModelForm[Webhook]):
    """An address and the kinds of events; ``version`` is what the person started from."""

    url = forms.CharField(
        label="Address",
        max_length=500,
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off"}),
        help_text="Messages are posted to it as JSON. It has to be reachable from the internet.",
    )
    events = forms.MultipleChoiceField(label="Tell it when", widget=forms.CheckboxSelectMultiple)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)

    class Meta:
        model = Webhook
        fields = ["url", "events", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["events"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(kind.key, kind.title) for kind in events.kinds()]
        if self.instance.pk:
            self.fields["version"].initial = self.instance.version

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"]).strip()
        try:
            target_of(url, internal=settings.INTERNAL_WEBHOOKS)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        return url
