"""The answer to what no view could answer: that nothing is there, why it can't be done, a passing trouble in words, a mistake
of ours otherwise."""

from __future__ import annotations

import sys
from typing import cast

from django.core.validators import slug_re
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.utils.http import url_has_allowed_host_and_scheme

from conference import hosts
from conference.doors import seen_workshop
from conference.errors import NotFound, PlenaryError
from conference.http import Request
from conference.trouble import Trouble, trouble_of
from conference.views.site import failed

READING = {"GET", "HEAD", "OPTIONS"}


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer that nothing is there, or nothing for this reader, with the way back: to the workshop where she may see one."""
    asked = cast("Request", request)
    workshop = getattr(asked, "workshop", None)
    if workshop is None:
        slug = hosts.current() or request.path_info.removeprefix("/").partition("/")[0]
        workshop = seen_workshop(asked.viewer, slug) if slug_re.match(slug) else None
    if workshop is not None:
        asked.workshop, asked.area = workshop, "public"
    return render(request, "404.html", status=NotFound.status)


def refused(request: HttpRequest, error: PlenaryError) -> HttpResponse:
    """Answer in the error's words what can't be done, with the way back to the page from which it was tried."""
    shown = {"error": error, "back": _sent_from(request)}
    return render(request, "refused.html", shown, status=error.status)


def _sent_from(request: HttpRequest) -> str:
    """Return the page of ours on which a form was sent, empty where there is none or the browser keeps it to itself."""
    page = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if is_ours and request.method not in READING else ""


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
