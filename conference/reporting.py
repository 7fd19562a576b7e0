"""Reports of errors to Sentry, where a key is set. Only what is named here goes out: types, places, route, version.

Left out are an error's words, the request with its address, body and cookies, the person, local variables, the machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sentry_sdk
from sentry_sdk.integrations.celery import CeleryIntegration
from sentry_sdk.integrations.django import DjangoIntegration

from conference.logs import current, request_id, route_of
from conference.release import version
from conference.scrubbing import scrub

if TYPE_CHECKING:
    from sentry_sdk.types import Event, Hint

KEPT = ("event_id", "timestamp", "platform", "level", "release", "environment", "logger")
KEPT_OF_ERROR = ("type", "module")
KEPT_OF_FRAME = ("filename", "abs_path", "function", "module", "lineno", "in_app")


def start(dsn: str) -> None:
    """Report from now on the errors of this process."""
    sentry_sdk.init(
        dsn,
        release=version(),
        send_default_pii=False,
        before_send=only_places,
        max_request_body_size="never",
        include_local_variables=False,
        include_source_context=False,
        max_breadcrumbs=0,
        auto_enabling_integrations=False,
        auto_session_tracking=False,
        send_client_reports=False,
        enable_metrics=False,
        integrations=[DjangoIntegration(), CeleryIntegration()],
    )


def only_places(event: Event, _hint: Hint) -> Event:
    """Return a report with the type of an error, the places it passed, the route of the request and its id in the log."""
    given: dict[str, Any] = dict(event)
    kept: dict[str, Any] = {name: given[name] for name in KEPT if name in given}
    asked = current.get()
    if asked is not None:
        kept["transaction"] = route_of(asked)
        kept["tags"] = {"request": request_id(), "route": route_of(asked)}
    words = (given.get("logentry") or {}).get("message")
    if words:
        kept["logentry"] = {"message": scrub(str(words))}
    errors = (given.get("exception") or {}).get("values") or []
    if errors:
        kept["exception"] = {"values": [_error(error) for error in errors]}
    return kept  # type: ignore[return-value]


def _error(error: dict[str, Any]) -> dict[str, Any]:
    kept = {name: error[name] for name in KEPT_OF_ERROR if name in error}
    frames = (error.get("stacktrace") or {}).get("frames") or []
    places = [{name: frame[name] for name in KEPT_OF_FRAME if name in frame} for frame in frames]
    return {**kept, "stacktrace": {"frames": places}}
