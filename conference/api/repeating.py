"""The same request twice: with an ``Idempotency-Key`` it is done once, and its answer given again.

Key, change and answer are written in one transaction. So whoever loses a race waits for the winner and then finds the
answer, and a worker that dies leaves neither the change nor the key.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

from django.db import IntegrityError, transaction
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from conference.api.problems import KeyUsed
from conference.errors import Invalid
from conference.models import ApiToken, KeptAnswer

HEADER = "Idempotency-Key"
LONGEST = 200
ERRORS = 400


def once(request: Request, token: ApiToken, act: Callable[[], Response]) -> Response:
    """Act, or give the answer that is kept under the request's key; without a key, act."""
    key = request.headers.get(HEADER, "")
    if not key:
        return act()
    if len(key) > LONGEST or not key.isprintable():
        raise Invalid(f"The header {HEADER} holds at most {LONGEST} signs that can be shown.")
    fingerprint = fingerprint_of(request)
    kept = token.kept_answers.filter(key=key).first()
    if kept is None:
        try:
            return _act_and_keep(token, key, fingerprint, act)
        except IntegrityError:
            # Another request with this key came in between and has been answered by now.
            kept = token.kept_answers.filter(key=key).first()
            if kept is None:
                raise
    return _again(kept, fingerprint)


def fingerprint_of(request: Request) -> str:
    """Return what makes a request the same as another one: method, address and body."""
    inner = request._request  # noqa: SLF001 - DRF's documented name of Django's request
    head = f"{inner.method} {inner.get_full_path()}\n".encode()
    return hashlib.sha256(head + inner.body).hexdigest()


def _act_and_keep(token: ApiToken, key: str, fingerprint: str, act: Callable[[], Response]) -> Response:
    with transaction.atomic():
        kept = KeptAnswer.objects.create(token=token, key=key, fingerprint=fingerprint)
        response = act()
        if response.status_code >= ERRORS:
            # What failed may be tried again under its key; a service keeps what it means to keep all the same.
            kept.delete()
            return response
        kept.status = response.status_code
        kept.body = JSONRenderer().render(response.data).decode()
        kept.version = getattr(response, "version", None)
        kept.save(update_fields=["status", "body", "version"])
    return response


def _again(kept: KeptAnswer, fingerprint: str) -> Response:
    if kept.fingerprint != fingerprint:
        raise KeyUsed(f"This {HEADER} was used for another request. Use a new one for each thing you do.")
    response = Response(json.loads(kept.body) if kept.body else None, status=kept.status)
    response.version = kept.version  # type: ignore[attr-defined]
    response["Idempotent-Replayed"] = "true"
    return response
