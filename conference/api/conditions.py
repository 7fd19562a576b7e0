"""ETags: what was read is named, a reader is spared what she has, and a writer says which version she saw."""

from __future__ import annotations

import hashlib
import re

from django.http import HttpResponseBase
from django.utils.cache import get_conditional_response
from rest_framework.request import Request
from rest_framework.response import Response

from conference.api.problems import ChangedSince, ConditionMissing

TAG = re.compile(r'(?:W/)?"(?P<version>\d{1,9})(?:-[0-9a-f]*)?"')
CHANGED = "This has changed since you read it; nothing was written. Read it again, then send your change with the new ETag."


def tag_of(content: bytes, version: int | None) -> str:
    """Return the ETag of an answer: the version of what can be changed, then a digest of all that is shown."""
    digest = hashlib.blake2b(content, digest_size=10).hexdigest()
    return f'"{version}-{digest}"' if version is not None else f'"{digest}"'


def name_version(request: Request, response: Response, version: int | None) -> HttpResponseBase | None:
    """Give an answer its ETag once it is written, and leave its body out where the asker has it."""
    etag = tag_of(response.content, version)
    if request.method not in {"GET", "HEAD"}:
        response["ETag"] = etag
        return None
    found: HttpResponseBase | None = get_conditional_response(request._request, etag=etag, response=response)  # noqa: SLF001 - DRF's documented name of Django's request
    if found is not None:
        found["ETag"] = etag
    return found


def seen_version(request: Request, current: int) -> int:
    """Return the version that a writer saw, by ``If-Match``; raise where she names none or another than the current."""
    given = request.headers.get("If-Match", "").strip()
    if not given:
        raise ConditionMissing(
            "Say which version you saw: send its ETag in the header If-Match. So nobody's change is overwritten."
        )
    if given == "*":
        return current
    if current not in {int(found["version"]) for found in TAG.finditer(given)}:
        raise ChangedSince(CHANGED)
    return current
