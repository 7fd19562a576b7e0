"""allauth's forms with the words of the other pages. Apart from ``accounts``, which allauth's own forms import."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import forms as account


class InOurWords:
    """Puts other labels on fields; ``WORDS`` by the name of the field."""

    WORDS: ClassVar[dict[str, str]] = {
        "email": "E-mail",
        "login": "E-mail",
        "remember": "Stay logged in here",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields  # type: ignore[attr-defined]
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
    pass


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
