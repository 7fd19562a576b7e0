"""Filling the places for orals, spotlights and posters from a ranking: who would be in, and as what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

KINDS = ("accept_oral", "accept_spotlight", "accept_poster")
"""The ways of being accepted, the rarest first."""


@dataclass(frozen=True)
class Ranked:
    """A paper in its rank: the ways it can be presented; ``fixed`` is an outcome that is not open any more."""

    paper: int
    kinds: Collection[str] = KINDS
    fixed: str = ""


def fill(ranked: Sequence[Ranked], places: Mapping[str, int], *, first: int | None = None) -> dict[int, str]:
    """Return the outcome that each paper of a ranking would get, the best first.

    A paper gets the first kind of ``KINDS`` that has a place left and that its track has; without one it gets nothing
    and is not in the answer. Papers whose outcome is fixed take their places before all others. ``first`` is the line:
    papers after the first so many get nothing, however many places are left.
    """
    left = Counter({kind: places.get(kind, 0) for kind in KINDS})
    left.subtract(Counter(item.fixed for item in ranked if item.fixed in KINDS))
    found = {item.paper: item.fixed for item in ranked if item.fixed}
    for rank, item in enumerate(ranked, start=1):
        if item.fixed or (first is not None and rank > first):
            continue
        kind = next((kind for kind in KINDS if left[kind] > 0 and kind in item.kinds), None)
        if kind:
            left[kind] -= 1
            found[item.paper] = kind
    return found
