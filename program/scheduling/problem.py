"""What a schedule is asked for, and what the answer is made of. People, papers and sessions are named by keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time with aware ends. `cost` (in papers that fit their session) is what it takes to present in it."""

    start: datetime
    end: datetime
    cost: float = 0.0

    def overlaps(self, start: datetime, end: datetime) -> bool:
        return self.start < end and start < self.end


@dataclass(frozen=True, slots=True)
class Paper:
    """An accepted paper.

    topics: how much the paper is of each topic, 0 to 1.
    must: kinds of session in which it is to have a place, one of each.
    may: kinds in which it gets one where places are left; a higher `merit` (0 to 1) goes first.
    absent: when its presenter can't be there. unwelcome: when she would rather not, each with its cost.
    """

    key: str
    title: str = ""
    topics: Mapping[str, float] = field(default_factory=dict)
    presenter: str = ""
    authors: tuple[str, ...] = ()
    must: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()
    merit: float = 0.0
    absent: tuple[Window, ...] = ()
    unwelcome: tuple[Window, ...] = ()

    @property
    def name(self) -> str:
        return f"“{self.title}”" if self.title else self.key


@dataclass(frozen=True, slots=True)
class Session:
    """A session that takes papers. `minutes` is the time of one paper; without it all are shown at once, on boards.

    `topic` holds the theme that a chair has set.
    """

    key: str
    kind: str
    start: datetime
    end: datetime
    places: int
    minutes: int | None = None
    title: str = ""
    topic: str | None = None

    @property
    def name(self) -> str:
        return f"“{self.title or self.key}”"

    def overlaps(self, other: Session) -> bool:
        return self.start < other.end and other.start < self.end

    def slot(self, position: int) -> tuple[datetime, datetime]:
        """When the paper at a position (from 0) is shown."""
        if self.minutes is None:
            return self.start, self.end
        start = self.start + timedelta(minutes=self.minutes * position)
        return start, start + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Pin:
    """A chair's word: this paper in this session and, where given, at this position (from 0; a board's is its number less 1)."""

    paper: str
    session: str
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Engagement:
    """Where a person is needed besides her papers: a keynote, a panel."""

    person: str
    start: datetime
    end: datetime
    what: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """All that is known. `seconds` bounds the search; the same `seed` on a machine as fast gives the same answer."""

    papers: tuple[Paper, ...]
    sessions: tuple[Session, ...]
    pins: tuple[Pin, ...] = ()
    engagements: tuple[Engagement, ...] = ()
    seconds: float = 8.0
    seed: int = 0


class Status(StrEnum):
    """`optimal` is proved; `feasible` keeps every rule and may be up to the gap from the best."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"


@dataclass(frozen=True, slots=True)
class Place:
    """A paper's place: its position from 0 and its time; on boards the board's number is the position plus 1."""

    paper: str
    session: str
    position: int
    start: datetime
    end: datetime
    board: int | None = None


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Rules that can't hold together, in words, and what they are about."""

    text: str
    papers: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    """The answer. `value` and `bound` count papers that fit their session's theme, less the cost of wishes not met;
    no schedule can be worth more than `bound`. Where it is infeasible there are `obstacles` and no places.
    """

    status: Status
    places: tuple[Place, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[tuple[str, str], ...] = ()
    value: float = 0.0
    bound: float = 0.0
    obstacles: tuple[Obstacle, ...] = ()
    seconds: float = 0.0

    @property
    def gap(self) -> float:
        """How far the schedule may be from the best, as a share of the bound; 0 where it is proved best."""
        return (
            max(0.0, self.bound - self.value) / max(abs(self.bound), 1e-9)
            if self.bound != self.value
            else 0.0
        )
