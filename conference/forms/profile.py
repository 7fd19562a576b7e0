"""A person's own page: who she is, where she worked, what she wrote."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse_lazy

from conference.forms.workshops import TimeZoneField
from conference.models import Affiliation, Publication, Relation, User

MOST_ROWS = 200
LONGEST_PASTE = 500_000


class ProfileForm(forms.ModelForm[User]):
    orcid = forms.CharField(label="ORCID", required=False, max_length=60)
    time_zone = TimeZoneField(label="Time zone", required=False)

    class Meta:
        model = User
        fields = ["name", "orcid", "homepage", "time_zone"]
        help_texts = {"name": "As you write it on your papers, in any script."}

    def clean_orcid(self) -> str:
        return str(self.cleaned_data["orcid"]).strip().rsplit("/", 1)[-1]


class AffiliationForm(forms.ModelForm[Affiliation]):
    class Meta:
        model = Affiliation
        fields = ["institution", "domain", "country", "position", "start_year", "end_year"]
        help_texts = {"end_year": "Empty while it lasts."}
        widgets = {
            "institution": forms.TextInput(
                attrs={
                    "list": "institutions",
                    "data-suggest": reverse_lazy("conference:institutions"),
                    "autocomplete": "off",
                }
            )
        }

    def clean_domain(self) -> str:
        return str(self.cleaned_data["domain"]).strip().lower().removeprefix("www.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        check_years(self, data)
        return data


class RelationForm(forms.ModelForm[Relation]):
    class Meta:
        model = Relation
        fields = ["kind", "name", "email", "start_year", "end_year"]
        help_texts = {"end_year": "Empty while it lasts."}

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        check_years(self, data)
        return data


def check_years(form: forms.BaseForm, data: dict[str, Any]) -> None:
    """Add an error where something ends before it starts."""
    start, end = data.get("start_year"), data.get("end_year")
    if start and end and end < start:
        form.add_error("end_year", "This year comes before the first.")


class PublicationsForm(forms.Form):
    """Publications as BibTeX or as plain lines: title; year; authors."""

    text = forms.CharField(
        required=True,
        max_length=LONGEST_PASTE,
        label="Add publications",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Paste BibTeX, or one paper a line: title; year; authors separated by commas.",
    )


AffiliationFormSet = forms.inlineformset_factory(
    User, Affiliation, form=AffiliationForm, extra=0, can_delete=True, max_num=MOST_ROWS
)
RelationFormSet = forms.inlineformset_factory(
    User, Relation, form=RelationForm, extra=0, can_delete=True, max_num=MOST_ROWS
)
PublicationFormSet = forms.inlineformset_factory(
    User, Publication, fields=["title", "year", "venue"], extra=0, can_delete=True, max_num=MOST_ROWS
)
