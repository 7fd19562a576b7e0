"""Where a finding stands between authors and chairs: open, answered by the authors, or settled by a chair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Standing(StrEnum):
    """Where a finding stands between authors and chairs."""

    OPEN = "open"
    ANSWERED = "answered"
    SETTLED = "settled"


@dataclass(frozen=True)
class Ruling:
    """A chair's word on a finding."""

    settled: bool
    word: str
    at: datetime


def standing_of(answered_at: datetime | None, ruling: Ruling | None) -> Standing:
    """Say where a finding stands: what a chair holds open is open until the authors answer anew."""
    if ruling is not None and ruling.settled:
        return Standing.SETTLED
    answered = answered_at is not None and (ruling is None or answered_at > ruling.at)
    return Standing.ANSWERED if answered else Standing.OPEN


@dataclass(frozen=True)
class Tally:
    """How many findings stand where."""

    open: int = 0
    answered: int = 0
    settled: int = 0

    @classmethod
    def of(cls, standings: Iterable[Standing]) -> Tally:
        counted = Counter(standings)
        return cls(counted[Standing.OPEN], counted[Standing.ANSWERED], counted[Standing.SETTLED])

    @property
    def total(self) -> int:
        return self.open + self.answered + self.settled

    @property
    def short(self) -> str:
        """The counts in a few words, such as "2 open, 1 settled"; empty where nothing was found."""
        named = (("open", self.open), ("answered", self.answered), ("settled", self.settled))
        return ", ".join(f"{many} {word}" for word, many in named if many)

    @property
    def words(self) -> str:
        """The same where nothing else says what is counted, such as "2 findings open, 1 settled"."""
        many, _, rest = self.short.partition(" ")
        return f"{many} finding{'' if many == '1' else 's'} {rest}" if many else ""

    @property
    def tone(self) -> str:
        """The colour of the look: to be looked at, with the chairs, done."""
        if self.open:
            return "warn"
        return "accent" if self.answered else "ok"


NO_FINDING = Tally()
