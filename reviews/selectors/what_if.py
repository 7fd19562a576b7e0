"""What the decisions would be if papers were accepted down a ranking until the places are full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from conference.models import Workshop
from reviews.models import ACCEPTED, Outcome, Places
from reviews.quota import Ranked, fill
from reviews.selectors.outcomes import accepts_of, choices_of
from reviews.selectors.tables.columns import COLUMNS
from reviews.selectors.tables.source import Decided, Head, Source
from reviews.selectors.tables.table import DECISIONS, PaperTable, base

RULES = ("overall", "weighted", "normalised", "min")


@dataclass(frozen=True)
class Quota:
    """The places of one outcome and how many papers have it by now, drafts included; ``many`` None where none is set."""

    outcome: str
    label: str
    many: int | None
    taken: int

    @property
    def left(self) -> int | None:
        return None if self.many is None else self.many - self.taken

    @property
    def note(self) -> str:
        """What the figure says under its number."""
        if self.left is None:
            return ""
        if self.left < 0:
            return f"of {self.many}, {-self.left} too many"
        return f"of {self.many}, {self.left} left"


@dataclass(frozen=True)
class Would:
    """A paper in the ranking: its figure, what is decided now and what would be; ``version`` is its decision's."""

    rank: int
    number: int
    title: str
    track: str
    figure: float | None
    now: str
    would: str
    is_released: bool
    is_thin: bool
    version: int
    is_last_in: bool

    @property
    def now_label(self) -> str:
        return Outcome(self.now).label if self.now else ""

    @property
    def would_label(self) -> str:
        return Outcome(self.would).label if self.would else ""

    @property
    def changes(self) -> bool:
        return not self.is_released and bool(self.would) and self.would != self.now


def quotas(source: Source) -> list[Quota]:
    """Return the places with how many are taken, counting only papers on which the viewer decides."""
    set_ = dict(Places.objects.filter(workshop=source.workshop).values_list("outcome", "many"))
    papers = base(DECISIONS, source)
    decisions = source.decisions(papers)
    taken = Counter(found.outcome for pk, found in decisions.items() if pk in papers)
    offered = {value for value, _ in choices_of(source.workshop.tracks.all())}
    return [
        Quota(outcome.value, outcome.label, set_.get(outcome.value), taken[outcome.value])
        for outcome in Outcome
        if outcome in offered or outcome in set_ or taken[outcome.value]
    ]


def what_if(
    table: PaperTable, *, rule: str, places: Mapping[str, int], first: int | None, rest: str
) -> list[Would]:
    """Return the found papers ranked by a rule, each with what it would get.

    Papers without a figure stand last and get nothing. ``rest`` is the outcome of those that have a figure and get no
    place; empty leaves them as they are.
    """
    source = table.source
    figures = COLUMNS[rule].values(source, table.found)
    ranked = sorted(table.found, key=lambda pk: (pk not in figures, -figures.get(pk, 0)))
    heads, decisions, counts = source.heads(ranked), source.decisions(ranked), source.asked(ranked)
    rows = [_ranked(pk, heads[pk], decisions.get(pk)) for pk in ranked if pk in figures]
    elsewhere = _taken_elsewhere(source, table)
    left = {kind: many - elsewhere[kind] for kind, many in places.items()}
    filled = fill(rows, left, first=first)
    last = max((at for at, pk in enumerate(ranked) if filled.get(pk) in ACCEPTED), default=-1)
    found = []
    for at, pk in enumerate(ranked):
        decided = decisions.get(pk)
        found.append(
            Would(
                rank=at + 1,
                number=source.seen.facts[pk].number,
                title=heads[pk].title,
                track=heads[pk].track.name,
                figure=figures.get(pk),
                now=decided.outcome if decided else "",
                would=filled.get(pk, rest if pk in figures else ""),
                is_released=bool(decided and decided.is_released),
                is_thin=counts[pk][0] < source.workshop.reviews_per_paper,
                version=decided.version if decided else 0,
                is_last_in=at == last,
            )
        )
    return found


def _ranked(pk: int, paper: Head, decided: Decided | None) -> Ranked:
    return Ranked(pk, accepts_of(paper.track), decided.outcome if decided and decided.is_released else "")


def _taken_elsewhere(source: Source, table: PaperTable) -> Counter[str]:
    """Count the places that papers outside of what was found have by now."""
    others = base(DECISIONS, source) - set(table.found)
    return Counter(found.outcome for pk, found in source.decisions(others).items() if pk in others)


def places_of(workshop: Workshop) -> dict[str, int]:
    """Return the places that are set."""
    return dict(Places.objects.filter(workshop=workshop).values_list("outcome", "many"))
