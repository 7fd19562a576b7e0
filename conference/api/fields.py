"""Fields that several parts of the API share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from rest_framework import serializers

LATEST = datetime(2200, 1, 1, tzinfo=UTC)
"""Near the last year that there is, a moment could be none in another time zone."""


class MomentField(serializers.DateTimeField):
    """A moment to come, with the zone it is meant in."""

    def to_internal_value(self, value: object) -> datetime:
        found: datetime = super().to_internal_value(value)  # type: ignore[arg-type]
        if found > LATEST:
            raise serializers.ValidationError("This is too far away.")
        return found


def no_texts(field: Any, sent: Any, where: str = "") -> Iterator[str]:
    """Yield where something that is no text was sent for one: the framework would write a number down as its digits."""
    if isinstance(field, serializers.CharField):
        if isinstance(sent, int | float):
            yield where
    elif isinstance(field, serializers.ListSerializer | serializers.ListField):
        for place, one in enumerate(sent if isinstance(sent, list) else ()):
            yield from no_texts(field.child, one, f"{where}.{place}".strip("."))
    elif isinstance(field, serializers.Serializer) and isinstance(sent, dict):
        for name, inner in field.fields.items():
            if name in sent:
                yield from no_texts(inner, sent[name], f"{where}.{name}".strip("."))
