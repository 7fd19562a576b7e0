"""Fields that several parts of the API share."""

from __future__ import annotations

from datetime import UTC, datetime

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
