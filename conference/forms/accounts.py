"""Forms of an account."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest

from conference.models import User


class SignupDetailsForm(forms.Form):
    """What sign-up asks beside e-mail and password."""

    name = forms.CharField(
        max_length=200,
        label="Your name",
        help_text="As you write it on your papers, in any script.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1"]

    def signup(self, request: HttpRequest, user: User) -> None:
        """allauth asks for this hook; the adapter has stored the name already."""
