"""What every request passes: the security policy header, the viewer, and errors answered in words."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from allauth.usersessions.middleware import UserSessionsMiddleware
from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.functional import SimpleLazyObject

from conference.errors import NotFound, PlenaryError
from conference.views.trouble import not_found, refused
from conference.visibility import viewer_of

NOTED_EVERY = 300
"""Seconds between two notes on one session, in each web process."""

GetResponse = Callable[[HttpRequest], HttpResponseBase]


NOTHING_RUNS = "default-src 'none'; frame-ancestors 'none'; sandbox"
HAS_A_VIEWER = "application/pdf"
"""Browsers show it by a viewer of their own, which no script of the file leaves. What people sent comes through doors that
set a stricter policy themselves."""


class ContentSecurityPolicyMiddleware:
    """Sends the policy from the settings; its header and setting are shaped like those of Django 6.

    What is not a page (uploads, pictures, exports) runs nothing, whoever opens it in a window of its own.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.value = "; ".join(
            f"{name} {' '.join(sources)}" for name, sources in settings.CONTENT_SECURITY_POLICY.items()
        )

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            return (
                response  # Browsers put its headers on the page that they kept: that page's own policy stays
            )
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip()
        is_kept = response.headers.get("Content-Disposition", "").startswith("attachment")
        is_page = kind in {"text/html", HAS_A_VIEWER} and not is_kept
        response.headers.setdefault("Content-Security-Policy", self.value if is_page else NOTHING_RUNS)
        return response


class SessionActivityMiddleware(UserSessionsMiddleware):  # type: ignore[misc]
    """Notes when and from where a session was last used: at most once in some minutes, else every page read would be a write."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = request.session.session_key
        is_noted = not key or not caches["process"].add(f"seen:{key}", True, NOTED_EVERY)
        answer: HttpResponseBase = self.get_response(request) if is_noted else super().__call__(request)
        return answer


class ViewerMiddleware:
    """Makes the viewer once a request, and only when it is asked for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.viewer = SimpleLazyObject(lambda: viewer_of(request.user))  # type: ignore[attr-defined]
        return self.get_response(request)


class DomainErrorMiddleware:
    """Answers an error of our own tree with its status and its words."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, PlenaryError):
            return None
        if isinstance(error, NotFound):
            return not_found(request, error)
        return refused(request, error)
