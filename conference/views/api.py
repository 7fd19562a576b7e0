"""The API told: its schema for programs, its reference for people."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from conference.api.problems import KINDS
from conference.api.schema import whole_schema
from conference.scopes import Scope
from conference.selectors.api_reference import groups


@require_safe
def schema(request: HttpRequest) -> JsonResponse:
    """The schema in OpenAPI 3.1, as JSON."""
    return JsonResponse(whole_schema(), json_dumps_params={"ensure_ascii": False})


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Every operation with what it takes and gives, an example and a line for a terminal; from the schema alone."""
    context = {
        "groups": groups(whole_schema()),
        "scopes": [(scope.value, scope.words) for scope in Scope],
        "problems": [(kind.status, name, title) for kind, (name, title) in KINDS.items()],
    }
    return render(request, "conference/api_reference.html", context)
