"""Forms of pages that read what programs send: what they refuse there is refused everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from conference.errors import Invalid

REFUSED = "Some of what was given can’t be taken."


def require_valid(form: forms.BaseForm, names: Mapping[str, str] | None = None) -> None:
    """Raise Invalid, field by field, where a bound form refuses; ``names`` are those that a program knows fields by."""
    if form.is_valid():
        return
    known = {"__all__": "body", **(names or {})}
    raise Invalid(
        REFUSED,
        {known.get(name, name): [str(reason) for reason in reasons] for name, reasons in form.errors.items()},
    )


def shown_values(form: forms.BaseForm) -> dict[str, Any]:
    """Return what an unbound form would show, as a person would send it back unchanged."""
    values = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    return {name: "" if value is None else value for name, value in values.items()}


def sent_values(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a program sent as a form reads it: nothing is an empty field."""
    return {name: "" if value is None else value for name, value in given.items()}
