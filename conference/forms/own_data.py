"""Closing one's own account."""

from __future__ import annotations

from typing import Any

from django import forms

from conference.models import User


class CloseForm(forms.Form):
    """Her address typed once more, so that no slip of the hand begins it; and whether her name goes from public pages."""

    withdraws_name = forms.BooleanField(
        label="Take my name off published pages too",
        required=False,
        help_text="Off the lists of authors, the programme and the lists of people. In PDFs and in what others have "
        "already copied it stays: those we can’t change.",
    )
    email = forms.EmailField(label="Your e-mail address", help_text="As the sign that you mean it.")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if email.lower() != self.user.email:
            raise forms.ValidationError("This is not the primary address of your account.")
        return email
