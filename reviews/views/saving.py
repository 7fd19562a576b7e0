"""A form that saves itself, or is saved by a button: what every such page does with what came in and what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from conference.errors import Invalid, PlenaryError, Stale
from conference.views.versions import start_from

Save = Callable[[], int]


@dataclass(frozen=True)
class Sent:
    """What became of a form that was sent: answered with this, or to be shown again with what stood in the way."""

    answer: HttpResponse | None = None
    error: PlenaryError | None = None
    status: int = 200


def save_sent(request: HttpRequest, form: forms.Form, save: Save, *, said: str) -> Sent:
    """Save what a POST brings, by itself (``?autosave``) or by a button; saved by a button, say so on the same page."""
    if request.method != "POST":
        return Sent()
    if "autosave" in request.GET:
        return Sent(autosaved(form, save))
    if not form.is_valid():
        return Sent(status=Invalid.status)
    try:
        save()
    except PlenaryError as error:
        return Sent(error=error, status=error.status)
    messages.success(request, said)
    return Sent(redirect(request.path))


def autosaved(form: forms.Form, save: Save) -> JsonResponse:
    """Save and answer as the autosave expects: with the version that the next save starts from."""
    if not form.is_valid():
        first = next(str(error) for errors in form.errors.values() for error in errors)
        return JsonResponse({"message": f"Not saved: {first}"}, status=Invalid.status)
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
    start_from(form, version)
