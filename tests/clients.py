"""Somebody's browser, and the text that a page answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.test import Client

if TYPE_CHECKING:
    from django.http import HttpResponse

    from conference.models import User


def client_of(user: User) -> Client:
    """Return a browser in which the person is signed in."""
    client = Client()
    client.force_login(user)
    return client


def text_of(client: Client, path: str) -> str:
    """Return the page, which has to be there."""
    return body_of(client.get(path))


def body_of(response: HttpResponse, status: int = 200) -> str:
    """Return what was answered, which has to have the status."""
    assert response.status_code == status
    return response.content.decode()
