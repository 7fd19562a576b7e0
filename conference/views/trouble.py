"""The answer to what no view could answer: in words for a passing trouble, and as a mistake of ours otherwise."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader

from conference.trouble import Trouble, trouble_of
from conference.views.site import failed

READING = {"GET", "HEAD", "OPTIONS"}


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer the error that is being handled. Nothing here asks the database, the cache or the session."""
    found = trouble_of(sys.exc_info()[1])
    if found is None:
        return failed(request)
    response = _answer(request, found)
    response.headers["Retry-After"] = str(found.wait)
    response.headers["Cache-Control"] = "no-store"
    return response


def _answer(request: HttpRequest, found: Trouble) -> HttpResponse:
    text = found.text if request.method in READING else f"{found.text} {found.sent}"
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": text}, status=found.status)
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"message": f"Not saved: {found.title.lower()}."}, status=found.status)
    if "Tus-Resumable" in request.headers:
        return HttpResponse(text, status=found.status, content_type="text/plain; charset=utf-8")
    page = loader.get_template("trouble.html").render({"trouble": found, "text": text})
    return HttpResponse(page, status=found.status)
