"""A form that saves itself, or is saved by a button: what every such page does with what came in and what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, JsonResponse, QueryDict

from conference.errors import Invalid, PlenaryError, Stale

NOT_VALID = 422
Save = Callable[[], int]


def wants_autosave(request: HttpRequest) -> bool:
    return "autosave" in request.GET


def autosaved(form: forms.Form, save: Save) -> JsonResponse:
    """Save and answer as the autosave expects: with the version that the next save starts from."""
    if not form.is_valid():
        first = next(str(error) for errors in form.errors.values() for error in errors)
        return JsonResponse({"message": f"Not saved: {first}"}, status=NOT_VALID)
    try:
        version = save()
    except PlenaryError as error:
        return JsonResponse({"message": in_short(error)}, status=error.status)
    return JsonResponse({"fields": {"version": version}})


def in_short(error: PlenaryError) -> str:
    if isinstance(error, Stale):
        return "Not saved: this was changed in another window. Press “Save” to compare; your text is kept."
    if isinstance(error, Invalid) and error.fields:
        return "Not saved: " + " ".join(reason for reasons in error.fields.values() for reason in reasons)
    return f"Not saved: {error.message}"


def keep(form: forms.Form, error: PlenaryError, version: int) -> None:
    """Show the error at its fields, and let the next save start from what is saved now: it is before the person's eyes."""
    for name, reasons in getattr(error, "fields", {}).items():
        form.add_error(name, list(reasons))
    data: Any = form.data
    if isinstance(data, QueryDict):
        data = data.copy()
        data["version"] = str(version)
        form.data = data
