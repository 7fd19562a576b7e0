"""What bids are worth, and how many one hopes for: plain rules, without Django."""

from __future__ import annotations

from collections.abc import Mapping

WORTH: Mapping[str, float] = {"eager": 1.0, "willing": 0.6, "pinch": 0.2, "not": -1.0}
"""What a bid adds to a pair's score, before its weight. No bid adds nothing, as nobody can read all papers."""

FEWEST = 10
TIMES_THE_LOAD = 3


def wished(max_load: int, papers: int) -> int:
    """Return how many bids a reviewer is asked for: three times her load, ten at least, never more than there are papers."""
    return min(papers, max(FEWEST, TIMES_THE_LOAD * max_load))
