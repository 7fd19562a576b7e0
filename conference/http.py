"""The request as views see it, typed."""

from __future__ import annotations

from django.http import HttpRequest

from conference.models import User, Workshop
from conference.visibility import Viewer


class Request(HttpRequest):
    """A request with its viewer; ``workshop`` and ``area`` are set by the doors in ``conference.doors``."""

    viewer: Viewer
    workshop: Workshop
    area: str


class SignedInRequest(Request):
    """A request of a signed-in person."""

    user: User
