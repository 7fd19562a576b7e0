"""What somebody sends after her session has ended is kept until she has logged in, so that nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.http import urlencode

KEY = "unsent"
MARK = "csrfmiddlewaretoken"
"""Stands in every form of ours."""

MOST = 200_000
"""Characters of one form: whoever is not logged in may not fill the table of sessions."""

ACCOUNTS = "/accounts/"
LOGGED_OUT = (
    "Not saved: you have been logged out. Press the button of the form: you log in, and nothing is lost."
)


class UnsentFormMiddleware:
    """Keeps a form that meets the log-in page in its place, and forgets it once it has been sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method != "POST":
            return response
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
    kept: dict[str, Any] = {"path": request.get_full_path(), "fields": fields, "files": bool(request.FILES)}
    request.session[KEY] = kept
    return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': reverse('conference:unsent')})}")
