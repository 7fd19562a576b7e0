"""Uploads in parts by the tus protocol, version 1.0.0: its core with the extensions creation, expiration, termination.

https://tus.io/protocols/resumable-upload/1.0.0 . An upload is a file of its paper only once the form that it belongs
to takes it, so half a file never counts.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.http import http_date
from django.views.decorators.http import require_http_methods

from conference.doors import for_members
from conference.errors import Invalid, NotFound, PlenaryError
from conference.http import SignedInRequest
from conference.models import Workshop
from submissions.kinds import KINDS
from submissions.models import Submission, Upload
from submissions.services import uploads
from submissions.visibility import access_own_paper

VERSION = "1.0.0"
SPOKEN = "This server speaks tus 1.0.0."
STREAM = "application/offset+octet-stream"
Answer = Callable[[SignedInRequest, Submission], HttpResponse]


@require_http_methods(["OPTIONS", "POST"])
def begin(request: SignedInRequest, slug: str, number: int) -> HttpResponseBase:
    """Tell what the server can do, or begin an upload: 201 with its address."""
    if request.method == "OPTIONS":
        return _abilities()
    return _signed_in(request, slug, number, _begin)


@require_http_methods(["HEAD", "PATCH", "DELETE", "POST", "OPTIONS"])
def upload(request: SignedInRequest, slug: str, number: int, public_id: UUID) -> HttpResponseBase:
    """Say how far an upload has come, go on with it, or give it up."""
    if request.method == "OPTIONS":
        return _abilities()

    def act(request: SignedInRequest, paper: Submission) -> HttpResponse:
        found = uploads.own_upload(submission=paper, public_id=public_id, by=request.user)
        return _act(request, found)

    return _signed_in(request, slug, number, act)


def _act(request: SignedInRequest, found: Upload) -> HttpResponse:
    if _other_version(request):
        return _answer(412, SPOKEN, {"Tus-Version": VERSION})
    method = request.headers.get("X-HTTP-Method-Override", request.method or "")
    if method == "HEAD":
        return _tell(found)
    if method == "PATCH":
        return _go_on(request, found)
    if method == "DELETE":
        uploads.drop_upload(upload=found)
        return _answer(204)
    return _answer(405)


def _signed_in(request: SignedInRequest, slug: str, number: int, act: Answer) -> HttpResponseBase:
    """Let a script know in words what is the matter: it can do nothing with the log-in page."""
    if not request.user.is_authenticated:
        return _answer(401, "You are logged out. Log in on another page and upload the file again.")
    return _for_author(request, slug, number, act)


@for_members
def _for_author(request: SignedInRequest, workshop: Workshop, number: int, act: Answer) -> HttpResponse:
    paper = access_own_paper(request.viewer, workshop, number)
    try:
        return act(request, paper)
    except NotFound:
        raise
    except PlenaryError as error:
        return _answer(error.status, error.message)


def _other_version(request: HttpRequest) -> bool:
    return request.headers.get("Tus-Resumable") != VERSION


def _begin(request: SignedInRequest, paper: Submission) -> HttpResponse:
    if _other_version(request):
        return _answer(412, SPOKEN, {"Tus-Version": VERSION})
    told = _metadata(request)
    kind = told.get("kind", "paper")
    if kind not in KINDS:
        raise NotFound
    found = uploads.begin_upload(
        submission=paper,
        kind=kind,
        slot=told.get("slot", "")[:40],
        size=_number(request, "Upload-Length"),
        name=told.get("filename", ""),
        by=request.user,
    )
    where = reverse("submissions:upload", args=[paper.workshop.slug, paper.number, found.public_id])
    return _answer(201, headers={"Location": where, "Upload-Expires": _expiry(found)})


def _tell(found: Upload) -> HttpResponse:
    headers = {
        "Upload-Offset": str(uploads.arrived(found)),
        "Upload-Length": str(found.size),
        "Upload-Expires": _expiry(found),
    }
    return _answer(200, headers=headers)


def _go_on(request: SignedInRequest, found: Upload) -> HttpResponse:
    if request.content_type != STREAM:
        return _answer(415, f"The content is to be {STREAM}.")
    offset = uploads.append(
        upload=found,
        offset=_number(request, "Upload-Offset"),
        length=_number(request, "Content-Length"),
        read=request.read,
    )
    return _answer(204, headers={"Upload-Offset": str(offset), "Upload-Expires": _expiry(found)})


def _number(request: HttpRequest, header: str) -> int:
    given = request.headers.get(header, "")
    if not given.isascii() or not given.isdecimal():
        raise Invalid(f"The header {header} is to be a number.")
    return int(given)


def _metadata(request: HttpRequest) -> dict[str, str]:
    """Read the header Upload-Metadata: names, each with a value in Base64, parted by commas."""
    found = {}
    for pair in request.headers.get("Upload-Metadata", "").split(","):
        name, _, value = pair.strip().partition(" ")
        try:
            found[name] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as error:
            raise Invalid(f"The value of {name[:40]} in Upload-Metadata can’t be read.") from error
    return found


def _expiry(found: Upload) -> str:
    return http_date(found.expires_at.timestamp())


def _abilities() -> HttpResponse:
    most = max(settings.MAX_UPLOAD_BYTES, settings.MAX_ATTACHMENT_BYTES)
    extensions = "creation,expiration,termination"
    headers = {"Tus-Version": VERSION, "Tus-Extension": extensions, "Tus-Max-Size": str(most)}
    return _answer(204, headers=headers)


def _answer(status: int, text: str = "", headers: dict[str, str] | None = None) -> HttpResponse:
    common = {"Tus-Resumable": VERSION, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    content_type = "text/plain; charset=utf-8"
    return HttpResponse(text, status=status, content_type=content_type, headers=common | (headers or {}))
