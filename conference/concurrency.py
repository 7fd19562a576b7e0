"""Two people saving the same thing: the second is told and loses nothing."""

from __future__ import annotations

from typing import TypeVar

from django.db import models, transaction
from django.db.models import F

from conference.errors import Stale

Row = TypeVar("Row", bound=models.Model)


def save_version(row: Row, *, expected: int, fields: list[str]) -> Row:
    """Write ``fields`` of a row that has a ``version`` if it is still the one expected, else raise Stale."""
    manager = type(row)._default_manager  # noqa: SLF001 - Django's documented name
    with transaction.atomic():
        if not manager.filter(pk=row.pk, version=expected).update(version=F("version") + 1):
            raise Stale
        row.version = expected + 1  # type: ignore[attr-defined]
        row.save(update_fields=[*fields, "version"])
    return row
