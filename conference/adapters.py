"""How allauth's accounts are ours."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from conference.errors import NotFound
from conference.models import User


def display_name(user: User) -> str:
    return user.name


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up keeps the name as it is written; everything else is allauth's own."""

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
