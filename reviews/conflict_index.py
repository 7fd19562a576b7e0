"""Conflicts of a whole committee with all papers of a workshop.

Comparing everyone with everyone is wasted work: nearly all pairs share nothing. Each author is entered once
under the addresses, names and organisations that are theirs or that their record names; a reviewer is then
compared, by the very rules of ``reviews.conflicts``, with those authors alone whom a shared entry suggests.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reviews.conflict_facts import Facts, Identity, institution_keys
from reviews.conflicts import (
    DeclaredConflict,
    Person,
    Policy,
    Reason,
    declared_conflicts,
    joint_submissions,
    pair_conflicts,
    settled,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Paper:
    """A submission as the rules see it: all papers of one workshop are one another's 'other submissions'."""

    number: int
    authors: tuple[Person, ...]
    declared_by_authors: tuple[DeclaredConflict, ...] = ()


class ConflictIndex:
    """Papers entered once, to be asked about one reviewer after another."""

    def __init__(self, papers: Sequence[Paper], policy: Policy, on_date: dt.date) -> None:
        self._policy, self._year = policy, on_date.year
        self._papers = tuple(papers)
        self._facts = [[Facts(author, policy, self._year) for author in paper.authors] for paper in papers]
        self._entries = [tuple(author.identity for author in authors) for authors in self._facts]
        self._own: dict[str, set[int]] = defaultdict(set)
        self._pointing: dict[str, set[int]] = defaultdict(set)
        self._declaring: dict[str, set[int]] = defaultdict(set)
        self._pairs = [(at, place) for at, authors in enumerate(self._facts) for place in range(len(authors))]
        self._enter()

    def conflicts_of(self, reviewer: Person) -> dict[int, list[Reason]]:
        """Reasons by the paper's number, for those papers where there is one; what ``paper_conflicts`` would
        say.
        """
        judge = Facts(reviewer, self._policy, self._year)
        found: dict[int, list[Reason]] = defaultdict(list)
        for at, position in sorted(self._candidates(judge)):
            author, number = self._facts[at][position], self._papers[at].number
            joint = joint_submissions(judge, author, self._others(judge, author, at), position)
            found[number] += settled([*pair_conflicts(judge, author, position), *joint])
        for at in sorted(_under(self._declaring, judge.own_keys)):
            found[self._papers[at].number] += declared_conflicts(judge, self._papers[at].declared_by_authors)
        return {number: reasons for number, reasons in found.items() if reasons}

    def _enter(self) -> None:
        for index, (at, position) in enumerate(self._pairs):
            author = self._facts[at][position]
            for key in author.own_keys:
                self._own[key].add(index)
            for key in author.pointing_keys:
                self._pointing[key].add(index)
        for at, paper in enumerate(self._papers):
            named = (Identity.of(item.person).keys for item in paper.declared_by_authors if item.person)
            for key in institution_keys(paper.declared_by_authors).union(*named):
                self._declaring[key].add(at)

    def _candidates(self, judge: Facts) -> set[tuple[int, int]]:
        """Authors, as (paper, position), that a shared entry or joint submission may tie to the judge."""
        mine = judge.own_keys
        found = _under(self._own, mine | judge.pointing_keys) | _under(self._pointing, mine)
        beside = {entry for at in self._written(judge.identity) for entry in self._entries[at]}
        found |= {index for entry in beside for index in _under(self._own, entry.keys)}
        return {self._pairs[index] for index in found}

    def _others(self, judge: Facts, author: Facts, at: int) -> list[tuple[int, tuple[Identity, ...]]]:
        both = self._written(judge.identity) & self._written(author.identity) - {at}
        return [(self._papers[other].number, self._entries[other]) for other in sorted(both)]

    def _written(self, who: Identity) -> set[int]:
        """Papers with an author who shares an address or a name with this person."""
        return {self._pairs[index][0] for index in _under(self._own, who.keys)}


def _under(index: dict[str, set[int]], keys: Iterable[str]) -> set[int]:
    return set().union(*(index[key] for key in keys if key in index))
