"""The outermost of our rooms that a request passes: gives it an id, times it, counts it, logs it, notes what went wrong."""

from __future__ import annotations

import logging
import sys
import time
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.signals import got_request_exception
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponseBase

from conference import figures
from conference.incidents import note
from conference.logs import current, route_of
from conference.models import Incident

log = logging.getLogger("plenary.request")

FAILED = 500

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class WatchMiddleware:
    """Stands inside the static files, which are none of its business, and outside of everything that can fail."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        name = request.log_id = uuid.uuid4().hex  # type: ignore[attr-defined]
        mark = current.set(request)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            _tell(request, response.status_code, time.perf_counter() - started)
        finally:
            current.reset(mark)
        if response.status_code >= FAILED:
            response.headers["X-Request-ID"] = name
        return response


def _tell(request: HttpRequest, status: int, seconds: float) -> None:
    route, method = route_of(request), request.method or ""
    figures.count_request(route=route, method=method, status=status, seconds=seconds)
    milliseconds = round(seconds * 1000)
    workshop = getattr(request, "workshop", None)
    facts = {
        "route": route,
        "method": method if method in figures.METHODS else "other",
        "status": status,
        "ms": milliseconds,
        "workshop": workshop.slug if workshop else "",
    }
    log.info("answered", extra={"facts": facts})
    error = getattr(request, "met_error", None)
    if error or status >= FAILED:
        note(Incident.Kind.ERROR, route=route, method=method, milliseconds=milliseconds, error=error)
    elif seconds >= settings.SLOW_PAGE_SECONDS:
        note(Incident.Kind.SLOW, route=route, method=method, milliseconds=milliseconds)


@receiver(got_request_exception)
def _met_error(sender: Any, request: HttpRequest | None = None, **_kwargs: Any) -> None:
    """Keep the error that a request ends with until the request is told of."""
    if request is not None:
        request.met_error = sys.exc_info()[1]  # type: ignore[attr-defined]
