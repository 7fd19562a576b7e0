"""Whom a reviewer asks to help."""

from __future__ import annotations

from django import forms


class SubReviewerForm(forms.Form):
    name = forms.CharField(label="Name", max_length=200)
    email = forms.EmailField(label="E-mail", max_length=254)

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()
