"""What readers fill in to hear of a workshop by mail."""

from __future__ import annotations

from typing import Any

from django import forms


class WishForm(forms.Form):
    """What a subscription is for."""

    news = forms.BooleanField(label="News of the organizers", required=False, initial=True)
    papers = forms.BooleanField(label="New papers on the site", required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("news") and not data.get("papers"):
            raise forms.ValidationError("Choose at least one of the two.")
        return data


class SubscribeForm(WishForm):
    """An address with its wishes."""

    email = forms.EmailField(
        label="E-mail", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    field_order = ["email", "news", "papers"]
