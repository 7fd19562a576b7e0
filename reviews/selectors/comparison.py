"""Two proposals side by side, as far as one chair may read them."""

from __future__ import annotations

from dataclasses import dataclass

from conference.visibility import Viewer
from reviews.asked import Asked
from reviews.models import AssignmentRun
from reviews.selectors.proposals import PairLine, RunFigures, aim_of, figures, paper_lines


@dataclass(frozen=True)
class Side:
    """One of the two, with its figures and what was asked for."""

    run: AssignmentRun
    figures: RunFigures
    weights: str
    aim: str


@dataclass(frozen=True)
class Difference:
    """A paper whose reviewers differ: who is in both, and who in one only."""

    number: int
    title: str
    both: tuple[PairLine, ...]
    first: tuple[PairLine, ...]
    second: tuple[PairLine, ...]


@dataclass(frozen=True)
class Comparison:
    """Both sides, the papers that differ, and how many are alike; ``kept`` are left out for a conflict."""

    sides: tuple[Side, Side]
    differences: tuple[Difference, ...]
    same: int
    kept: int

    @property
    def moved(self) -> int:
        """Count the assignments of the first that are not in the second."""
        return sum(len(row.first) for row in self.differences)


def comparison(viewer: Viewer, first: AssignmentRun, second: AssignmentRun) -> Comparison:
    """Compare paper by paper, in a fixed number of queries."""
    left, right = paper_lines(viewer, first), paper_lines(viewer, second)
    others = {paper.number: paper.pairs or () for paper in right}
    rows = [
        _difference(paper.number, paper.title, paper.pairs, others.get(paper.number, ()))
        for paper in left
        if paper.pairs is not None
    ]
    differences = tuple(row for row in rows if row.first or row.second)
    return Comparison(
        sides=(
            Side(first, figures(first, left), Asked.read(first.parameters).weights.words, aim_of(first)),
            Side(second, figures(second, right), Asked.read(second.parameters).weights.words, aim_of(second)),
        ),
        differences=differences,
        same=len(rows) - len(differences),
        kept=len(left) - len(rows),
    )


def _difference(
    number: int, title: str, first: tuple[PairLine, ...], second: tuple[PairLine, ...]
) -> Difference:
    on_first, on_second = {pair.user_id for pair in first}, {pair.user_id for pair in second}
    return Difference(
        number,
        title,
        both=tuple(pair for pair in first if pair.user_id in on_second),
        first=tuple(pair for pair in first if pair.user_id not in on_second),
        second=tuple(pair for pair in second if pair.user_id not in on_first),
    )
