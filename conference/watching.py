"""The outermost of our rooms that a request passes: gives it an id, times it, counts it, logs it, notes what went wrong."""

from __future__ import annotations

import logging
import sys
import time
import traceback
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.signals import got_request_exception
from django.db import DatabaseError
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from conference import figures
from conference.logs import current, request_id, route_of
from conference.models import Incident

log = logging.getLogger("plenary.request")

FAILED = 500
NOTED_EVERY = 1.0
KEPT_FOR = timedelta(days=7)
MOST_KEPT = 5000

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


_last_noted: dict[str, float] = {}


def note(
    kind: str, *, route: str, method: str = "", milliseconds: int = 0, error: BaseException | None = None
) -> None:
    """Keep an incident for the operator's page: of each kind at most one a second from this process.

    A database that is away must not make a bad answer worse: then the log alone tells.
    """
    now = time.monotonic()
    if now - _last_noted.get(kind, -NOTED_EVERY) < NOTED_EVERY:
        return
    _last_noted[kind] = now
    try:
        Incident.objects.create(
            kind=kind,
            request=request_id(),
            route=route[:120],
            method=method[:10],
            milliseconds=milliseconds,
            error=type(error).__name__[:120] if error else "",
            place=_place(error)[-300:] if error else "",
        )
    except DatabaseError:
        log.warning("An incident was not kept: the database is away.")


def _place(error: BaseException) -> str:
    """Return where in Plenary an error arose: the innermost place of our own code, else the innermost of all."""
    frames = traceback.extract_tb(error.__traceback__)
    root = str(settings.BASE_DIR)
    own = [
        frame for frame in frames if frame.filename.startswith(root) and "site-packages" not in frame.filename
    ]
    found = (own or list(frames))[-1:]
    return "".join(
        f"{frame.filename.removeprefix(root).lstrip('/')}:{frame.lineno} {frame.name}" for frame in found
    )


def forget_incidents() -> None:
    """Delete what is old, and what is more than one can read."""
    Incident.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
    beyond = (
        Incident.objects.order_by("-at", "-pk")
        .values_list("at", flat=True)[MOST_KEPT : MOST_KEPT + 1]
        .first()
    )
    if beyond:
        Incident.objects.filter(at__lte=beyond).delete()
