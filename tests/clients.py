"""Somebody's browser, and the text that a page answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest
from django.test import Client

from conference import sessions

if TYPE_CHECKING:
    from django.http import HttpResponse

    from conference.models import User


class SessionStore(sessions.SessionStore):
    """A session that is written once: it has no key yet that a log-in would have to change. Its class is signed by name."""

    def cycle_key(self) -> None:
        pass


def client_of(user: User) -> Client:
    """Return a browser in which the person is signed in.

    It does what Django's ``force_login`` does with a third of the queries: that one makes a session of nobody first.
    """
    client, request = Client(), HttpRequest()
    request.session = SessionStore()
    login(request, user, settings.AUTHENTICATION_BACKENDS[0])
    request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    return client


def text_of(client: Client, path: str) -> str:
    """Return the page, which has to be there."""
    return body_of(client.get(path))


def body_of(response: HttpResponse, status: int = 200) -> str:
    """Return what was answered, which has to have the status."""
    assert response.status_code == status
    return response.content.decode()
