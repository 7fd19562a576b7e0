"""What somebody sends after her session has ended is kept until she has logged in, so that nothing typed is lost.

A machine may be shared: it is kept for a while only, and where it is known who was logged in there, for her alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.base import SessionBase
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.http import urlencode

from conference.models import User

KEY = "unsent"
MARK = "csrfmiddlewaretoken"
"""Stands in every form of ours."""

MOST = 200_000
"""Characters of one form: whoever is not logged in may not fill the table of sessions."""

KEPT_FOR = 2 * 60 * 60
"""Seconds after which what was sent is not kept any more."""

LAST = "last_here"
"""In the session of nobody: who was logged in before, and until when that is remembered."""

ACCOUNTS = "/accounts/"
LOGGED_OUT = (
    "Not saved: you have been logged out. Press the button of the form: you log in, and nothing is lost."
)


class UnsentFormMiddleware:
    """Keeps a form that meets the log-in page in its place, and forgets it once it has been sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method != "POST":
            return self.get_response(request)
        was = request.user.pk
        response = self.get_response(request)
        if was and not request.user.is_authenticated:
            request.session[LAST] = [was, time.time() + KEPT_FOR]
        if _asks_to_log_in(response) and not request.path.startswith(ACCOUNTS):
            return _keep(request, response)
        if request.session.get(KEY, {}).get("path") == request.get_full_path():
            del request.session[KEY]
        return response


def _asks_to_log_in(response: HttpResponseBase) -> bool:
    log_in = resolve_url(settings.LOGIN_URL)
    return isinstance(response, HttpResponseRedirect) and response.url.partition("?")[0] == log_in


def _keep(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    if not request.accepts("text/html"):
        return JsonResponse({"message": LOGGED_OUT}, status=HTTPStatus.UNAUTHORIZED)
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != MARK and "password" not in name
    ]
    if MARK not in request.POST or sum(len(value) for _name, value in fields) > MOST:
        return response
    last, until = request.session.get(LAST, [None, 0])
    kept: dict[str, Any] = {
        "path": request.get_full_path(),
        "fields": fields,
        "files": bool(request.FILES),
        "until": time.time() + KEPT_FOR,
        "whose": last if until > time.time() else None,
    }
    request.session[KEY] = kept
    request.session.set_expiry(KEPT_FOR)
    return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': reverse('conference:unsent')})}")


def kept_for(session: SessionBase, user: User) -> dict[str, Any] | None:
    """Return what was kept for somebody; what is another's, or too old, is forgotten."""
    kept: dict[str, Any] | None = session.get(KEY)
    if kept is None:
        return None
    if kept["until"] > time.time() and kept["whose"] in {None, user.pk}:
        return kept
    del session[KEY]
    return None


@receiver(user_logged_in)
def take_over(request: HttpRequest, user: User, **_more: Any) -> None:
    """Make the session of nobody hers: of the usual length, without what is another's."""
    request.session.pop(LAST, None)
    if kept_for(request.session, user) and request.session.get_expiry_age() == KEPT_FOR:
        request.session.set_expiry(None)
