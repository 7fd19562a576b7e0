"""Small answers of the installation itself."""

from __future__ import annotations

from http import HTTPStatus

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import cache_control

from conference.doors import for_everyone
from conference.http import Request
from conference.logs import request_id
from conference.models import Workshop


@cache_control(public=True, max_age=300)
@for_everyone
def theme(request: Request, workshop: Workshop) -> HttpResponse:
    """Serve the workshop's accent colour as a style sheet, so that no page needs an inline style."""
    return HttpResponse(f":root{{--accent:{workshop.accent}}}\n", content_type="text/css; charset=utf-8")


def failed(request: HttpRequest) -> HttpResponse:
    """Answer for a page that failed, by what can't fail in turn; its number finds the error in the log."""
    page = render_to_string("500.html", {"number": request_id()})
    return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)


def healthz(request: HttpRequest) -> JsonResponse:
    """Say that this process answers and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
