"""How allauth's accounts are ours."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from conference.errors import NotFound
from conference.models import User


def display_name(user: User) -> str:
    return user.name


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up keeps the name as it is written; what does not fit is said in our words."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "This address and this password do not belong together.",
        "enter_current_password": "This is not your current password.",
        "incorrect_password": "This is not your password.",
        "incorrect_code": "This code is not right, or its time is over.",
        "email_taken": "An account with this address exists already.",
        "duplicate_email": "This address belongs to your account already.",
        "too_many_login_attempts": "Too many attempts to log in. Wait a few minutes and try again.",
        "rate_limited": "Too many attempts. Wait a few minutes and try again.",
    }

    def save_user(self, request: HttpRequest, user: User, form: object, commit: bool = True) -> User:
        data = form.cleaned_data  # type: ignore[attr-defined]
        user.name = " ".join(data["name"].split())
        return super().save_user(request, user, form, commit)  # type: ignore[no-any-return]

    def is_safe_url(self, url: str) -> bool:
        """Say whether one may be sent on to an address; one that can't be read at all is no better than a foreign one."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def populate_username(self, request: HttpRequest, user: User) -> None:
        """People are known by e-mail; there is no user name to fill."""


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """A log-in by another site for which this installation has no keys is not there."""

    def get_app(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Any:
        if not self.list_apps(request, provider=provider, client_id=client_id):
            raise NotFound
        return super().get_app(request, provider, client_id)
