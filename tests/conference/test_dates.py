"""Dates in words: the zone that stands behind a time is one that people can read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from conference.dates import format_moment
from conference.models import Workshop

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Europe/Lisbon", "1 July 2026, 13:00 WEST"),
        ("America/Sao_Paulo", "1 July 2026, 09:00 UTC−3"),
        ("Asia/Kathmandu", "1 July 2026, 17:45 UTC+5:45"),
    ],
)
def test_zone_behind_a_time(zone, words):
    assert format_moment(NOON, Workshop(timezone=zone), whole_day=False) == words
