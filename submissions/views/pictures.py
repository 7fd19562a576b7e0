"""How a picture of a page is handed out: to be kept by its viewer's browser, and asked for again each time."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response

from submissions.services.pictures import Picture, draw


def picture_response(request: HttpRequest, picture: Picture) -> HttpResponseBase:
    """Answer with the picture, or with 304 where the browser has it; the right to see it was asked before, each time."""
    etag = f'"{picture.etag}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(draw(picture), content_type="image/png")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
