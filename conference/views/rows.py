"""Pages that edit many rows of a workshop at once, guarded by the workshop's version."""

from __future__ import annotations

from typing import Any

from django.forms import BaseModelFormSet, ModelForm, modelformset_factory
from django.http import HttpResponse
from django.shortcuts import render

from conference.concurrency import save_version
from conference.errors import PlenaryError, Stale
from conference.http import SignedInRequest
from conference.models import Workshop
from conference.services.rows import save_row

Rows = BaseModelFormSet[Any, Any]
MOST_ROWS = 500


def formset(
    model: Any,
    form: type[ModelForm[Any]],
    request: SignedInRequest,
    queryset: Any,
    *,
    prefix: str = "form",
    form_kwargs: dict[str, Any] | None = None,
) -> Rows:
    """Return the rows as a formset with order and deletion, filled from the request if it posts."""
    factory = modelformset_factory(
        model, form=form, extra=0, can_delete=True, can_order=True, max_num=MOST_ROWS, validate_max=True
    )
    return factory(
        request.POST or None,
        request.FILES or None,
        queryset=queryset,
        prefix=prefix,
        form_kwargs=form_kwargs or {},
    )


def guard(request: SignedInRequest, workshop: Workshop) -> None:
    """Raise Stale if someone saved the set-up since this page was opened; inside the transaction of the save."""
    seen = request.POST.get("seen", "")
    save_version(workshop, expected=int(seen) if seen.isdigit() else 0, fields=[])


def show(
    request: SignedInRequest, template: str, context: dict[str, Any], workshop: Workshop, status: int = 200
) -> HttpResponse:
    """Render the page with the version that its next save starts from."""
    return render(request, template, {**context, "seen": workshop.version}, status=status)


def say(
    request: SignedInRequest, template: str, context: dict[str, Any], workshop: Workshop, error: PlenaryError
) -> HttpResponse:
    """Render the page again with all that was typed and with what went wrong."""
    if isinstance(error, Stale):
        workshop.refresh_from_db(fields=["version"])
    return show(request, template, {**context, "problem": error.message}, workshop, status=error.status)


def save(workshop: Workshop, rows: Rows) -> None:
    """Store plain rows that belong to the workshop and have a position."""
    for form in rows.deleted_forms:
        if form.instance.pk:
            form.instance.delete()
    for position, form in enumerate(rows.ordered_forms):
        save_row(workshop=workshop, row=form.instance, position=position)
