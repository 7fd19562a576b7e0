"""allauth's forms with the words of the other pages. Apart from ``accounts``, which allauth's own forms import."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

# What the validators in the settings ask for.
ASKED_OF_A_NEW_ONE = "At least 8 characters; no common word, and not your name or address."


class InOurWords:
    """Puts other labels on fields, ``WORDS`` by the name of the field, and no placeholder that says the label again."""

    WORDS: ClassVar[dict[str, str]] = {
        "code": "Code",
        "email": "E-mail",
        "login": "E-mail",
        "remember": "Stay logged in here",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields  # type: ignore[attr-defined]
        if "password1" in fields:
            fields["password1"].help_text = ASKED_OF_A_NEW_ONE
        for field in fields.values():
            field.widget.attrs.pop("placeholder", None)
        for name, label in self.WORDS.items():
            if name in fields:
                fields[name].label = label


class OfPasswords(InOurWords):
    """Those that ask for a new password."""

    WORDS: ClassVar[dict[str, str]] = {
        "oldpassword": "Current password",
        "password1": "New password",
        "password2": "New password again",
    }


class LoginForm(InOurWords, account.LoginForm):  # type: ignore[misc]
    pass


class SignupForm(InOurWords, account.SignupForm):  # type: ignore[misc]
    def try_save(self, request: HttpRequest) -> tuple[Any, Any]:
        """Spend the time of a new account's password on a known address too: the time must not tell them apart."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        found: tuple[Any, Any] = super().try_save(request)
        return found


class AddEmailForm(InOurWords, account.AddEmailForm):  # type: ignore[misc]
    pass


class ResetPasswordForm(InOurWords, account.ResetPasswordForm):  # type: ignore[misc]
    pass


class ChangePasswordForm(OfPasswords, account.ChangePasswordForm):  # type: ignore[misc]
    pass


class SetPasswordForm(OfPasswords, account.SetPasswordForm):  # type: ignore[misc]
    pass


class ResetPasswordKeyForm(OfPasswords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    pass


class ReauthenticateForm(InOurWords, account.ReauthenticateForm):  # type: ignore[misc]
    pass


class SecondFactorForm(InOurWords, mfa.AuthenticateForm):  # type: ignore[misc]
    pass


class SecondFactorAgainForm(InOurWords, mfa.ReauthenticateForm):  # type: ignore[misc]
    pass


class SetUpSecondFactorForm(InOurWords, ActivateTOTPForm):  # type: ignore[misc]
    pass
