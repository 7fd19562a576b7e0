"""What a proposal was asked for: kept with it, and where the next form begins. Plain, without Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self

USUAL_KEEP = 0.97
"""The share of the best total that a fair matching keeps."""


@dataclass(frozen=True)
class Weights:
    """How much text, topics and bids count; a pair's score is at most 1."""

    text: float = 0.7
    topics: float = 0.3
    bids: float = 0.0

    @property
    def words(self) -> str:
        """Say each weight as its share of all."""
        total = self.text + self.topics + self.bids or 1.0
        named = (("text", self.text), ("topics", self.topics), ("bids", self.bids))
        return ", ".join(
            f"{name} {100 * weight / total:.0f}\N{NO-BREAK SPACE}%" for name, weight in named if weight
        )


@dataclass(frozen=True)
class Asked:
    """The demand, the weights, the aim and the rules of one proposal.

    ``per_paper``: reviews a paper; ``per_track``: other numbers, by the track's id. ``at_least``: papers that everyone
    should get. ``most``: papers a person at most where there is no load of her own, as for area chairs. ``minimum``:
    the lowest score of a pair. ``keep``: the share of the best total, with ``fair``. ``cap``: no pair more likely.
    """

    per_paper: int
    weights: Weights = field(default_factory=Weights)
    per_track: Mapping[int, int] = field(default_factory=dict)
    fair: bool = False
    keep: float = USUAL_KEEP
    at_least: int = 0
    most: int = 0
    minimum: float | None = None
    senior: bool = False
    apart: bool = False
    cap: float | None = None
    seed: int | None = None

    def of_track(self, track: int) -> int:
        """Return how many reviews a paper of a track gets."""
        return self.per_track.get(track, self.per_paper)

    def stored(self) -> dict[str, Any]:
        """Return it as it is kept with a proposal."""
        given = asdict(self)
        weights = given.pop("weights")
        tracks = {str(track): many for track, many in given.pop("per_track").items()}
        return {**given, **weights, "reviews_per_paper": given.pop("per_paper"), "per_track": tracks}

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """Read it back; what a proposal of an earlier day does not say is as usual."""
        names = {item.name for item in fields(cls)} - {"weights", "per_paper", "per_track"}
        given = {name: kept[name] for name in names if name in kept}
        weights = Weights(**{item.name: kept[item.name] for item in fields(Weights) if item.name in kept})
        tracks = {int(track): many for track, many in kept.get("per_track", {}).items()}
        return cls(per_paper=kept["reviews_per_paper"], weights=weights, per_track=tracks, **given)

    @property
    def aim(self) -> str:
        """Say what it aims at."""
        if self.cap:
            return f"drawn at random, no pair more likely than {self.cap:.0%}"
        if self.fair:
            return f"fair to every paper, {self.keep:.0%} of the best total kept"
        return "highest total"

    @property
    def rules(self) -> tuple[str, ...]:
        """Say the rules beyond loads and conflicts, each in some words."""
        found = []
        if self.senior:
            found.append("at least one senior on each paper")
        if self.apart:
            found.append("no two of one institution on a paper")
        if self.minimum is not None:
            found.append(f"no pair below {self.minimum:g}")
        if self.at_least:
            found.append(f"at least {self.at_least} for everyone, where it can be")
        return tuple(found)
