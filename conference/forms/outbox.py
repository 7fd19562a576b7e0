"""Forms of the outbox: what is shown, the words of a mail, and when mails go."""

from __future__ import annotations

from typing import Any

from django import forms

from conference import mail_texts
from conference.models import Mail, MailRules


class MailFilterForm(forms.Form):
    """Which mails the outbox shows; ``state`` is chosen by the tabs above."""

    q = forms.CharField(required=False, label="Search", max_length=100, widget=forms.SearchInput)
    kind = forms.ChoiceField(required=False, label="Kind")
    state = forms.ChoiceField(
        required=False, choices=[("", ""), *Mail.State.choices], widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        if isinstance(field, forms.ChoiceField):
            named = [(key, mail_texts.title_of(key)) for key in kinds]
            field.choices = [("", "All kinds"), *sorted(named, key=lambda item: item[1])]

    def chosen(self) -> dict[str, str]:
        """Return what was chosen; what can't be read counts as nothing."""
        self.is_valid()
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}


class MailForm(forms.ModelForm[Mail]):
    """The words of one mail, with the version that the person started from."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Mail
        fields = ["subject", "body"]
        widgets = {"body": forms.Textarea(attrs={"rows": 18})}
        labels = {"body": "Text"}
        help_texts = {"body": "Markdown, as it will be read."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version


class MailRulesForm(forms.ModelForm[MailRules]):
    """Whether mails go, and how long those to many wait."""

    class Meta:
        model = MailRules
        fields = ["held", "delay_minutes"]
