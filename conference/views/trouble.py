"""The answer to what no view could answer: in words for a passing trouble, and as a mistake of ours otherwise."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader
from django.views import defaults

from conference.trouble import Trouble, trouble_of


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer the error that is being handled. Nothing here asks the database, the cache or the session."""
    found = trouble_of(sys.exc_info()[1])
    if found is None:
        return defaults.server_error(request)
    response = _answer(request, found)
    response.headers["Retry-After"] = str(found.wait)
    response.headers["Cache-Control"] = "no-store"
    return response


def _answer(request: HttpRequest, found: Trouble) -> HttpResponse:
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": found.text}, status=found.status)
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"message": f"Not saved: {found.title.lower()}."}, status=found.status)
    if "Tus-Resumable" in request.headers:
        return HttpResponse(found.text, status=found.status, content_type="text/plain; charset=utf-8")
    page = loader.get_template("trouble.html").render({"trouble": found})
    return HttpResponse(page, status=found.status)
