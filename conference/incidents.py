"""What failed or took long, kept for the operator's page: where it was, never what anybody wrote."""

from __future__ import annotations

import logging
import time
import traceback
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from conference.logs import request_id
from conference.models import Incident

log = logging.getLogger(__name__)

NOTED_EVERY = 1.0
KEPT_FOR = timedelta(days=7)
MOST_KEPT = 5000

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


def forget() -> None:
    """Delete what is old, and what is more than one can read."""
    Incident.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
    beyond = (
        Incident.objects.order_by("-at", "-pk")
        .values_list("at", flat=True)[MOST_KEPT : MOST_KEPT + 1]
        .first()
    )
    if beyond:
        Incident.objects.filter(at__lte=beyond).delete()
