"""Asking this installation for a page of the public site, as a visitor who is not signed in."""

from __future__ import annotations

import io
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponseBase
from django.urls import Resolver404, resolve

from conference.visibility import NOBODY


def name_of(path: str) -> str:
    """Return the name of the page at a path, with its namespace; empty where there is none."""
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


def visit(path: str) -> HttpResponseBase:
    """Return what a visitor gets at a path, for a copy; NotFound where a visitor would get nothing."""
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "SERVER_NAME": urlsplit(settings.BASE_URL).hostname or "localhost",
            "SERVER_PORT": "443",
            "wsgi.input": io.BytesIO(),
            "wsgi.url_scheme": urlsplit(settings.BASE_URL).scheme,
        }
    )
    request.user = AnonymousUser()
    request.viewer = NOBODY  # type: ignore[attr-defined]
    request.is_copy = True  # type: ignore[attr-defined]
    match = request.resolver_match = resolve(path)
    response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
    return response
