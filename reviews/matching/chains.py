"""Chains of exchanges: a paper takes a reviewer from another, which takes one in turn, until a free place is found."""

from dataclasses import dataclass

import numpy as np

from reviews.matching.problem import Bools, Floats, Instance, Ints

DEPTH = 5
WIDTH = 256
TRIES = 8
TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Layer:
    """What it costs, after this many exchanges, to need each reviewer, and which paper takes her for whom."""

    loss: Floats
    paper: Ints
    slot: Ints
    taken: Ints


class Chains:
    """A matching that is changed chain by chain. Pairs are kept as one padded row of candidates a paper."""

    def __init__(self, instance: Instance, chosen: Bools) -> None:
        counts = np.bincount(instance.paper, minlength=instance.papers)
        place = np.arange(len(instance.paper)) - np.repeat(np.cumsum(counts) - counts, counts)
        shape = (instance.papers, int(counts.max(initial=0)))
        self._arc = np.full(shape, -1, dtype=np.int64)
        self._arc[instance.paper, place] = np.arange(len(instance.paper))
        self._who = np.zeros(shape, dtype=np.int64)
        self._who[instance.paper, place] = instance.reviewer
        self._value = np.full(shape, -np.inf)
        self._value[instance.paper, place] = instance.score
        self._on = np.zeros(shape, dtype=bool)
        self._on[instance.paper[chosen], place[chosen]] = True
        self._instance = instance
        self._team = np.full((instance.papers, int(instance.demand.max(initial=0))), -1, dtype=np.int64)
        rows, columns = np.nonzero(self._on)
        held = np.bincount(rows, minlength=instance.papers)
        self._team[rows, np.arange(len(rows)) - np.repeat(np.cumsum(held) - held, held)] = columns
        self._load = np.bincount(instance.reviewer[chosen], minlength=instance.reviewers)
        self._share = None if instance.groups is None else instance.groups @ instance.groups.T
        self.score = instance.paper_scores(chosen)

    @property
    def chosen(self) -> Bools:
        """The matching as it stands, over the pairs of the instance."""
        chosen = np.zeros(len(self._instance.paper), dtype=bool)
        chosen[self._arc[self._on]] = True
        return chosen

    def raise_paper(self, paper: int, need: float, floor: float, budget: float) -> float | None:
        """Exchange reviewers so that `paper` comes to `need` and no other paper below `floor` for it.

        A paper that is below the floor already may not lose. Applies the chain of the least loss among the
        shortest found and returns the loss; None, and nothing changed, where none costs at most `budget`.
        """
        found: list[tuple[float, int, list[tuple[int, int, int]]]] = []
        for slot in np.flatnonzero(self._team[paper] >= 0).tolist():
            chain = self._search(paper, slot, need, floor, budget)
            if chain is not None:
                found.append((chain[0], slot, chain[1]))
        if not found:
            return None
        loss, _, steps = min(found, key=lambda item: (item[0], item[1]))
        self._apply(steps)
        return loss

    def _search(
        self, paper: int, slot: int, need: float, floor: float, budget: float
    ) -> tuple[float, list[tuple[int, int, int]]] | None:
        instance = self._instance
        leaver = int(self._who[paper, self._team[paper, slot]])
        open_place = self._load < instance.load_max
        if self._load[leaver] <= instance.load_min[leaver]:
            open_place = np.zeros_like(open_place)
        open_place[leaver] = True
        layers = [self._first(paper, slot, need)]
        known = layers[0].loss.copy()
        for _ in range(DEPTH):
            chain = self._ending(layers, open_place, budget)
            if chain is not None:
                return chain
            following = self._next(layers[-1], paper, floor, known)
            if not np.isfinite(following.loss).any():
                return None
            known = np.minimum(known, following.loss)
            layers.append(following)
        return None

    def _first(self, paper: int, slot: int, need: float) -> Layer:
        rows, slots = np.array([paper]), np.array([slot])
        return self._layer(np.zeros(1), rows, slots, np.array([need]), None)

    def _next(self, layer: Layer, start: int, floor: float, known: Floats) -> Layer:
        """One exchange further: who holds the needed reviewers, and whom these papers could take instead."""
        wanted = np.flatnonzero(np.isfinite(layer.loss))
        if len(wanted) > WIDTH:
            wanted = wanted[np.argsort(layer.loss[wanted], kind="stable")[:WIDTH]]
        is_wanted = np.zeros(len(layer.loss), dtype=bool)
        is_wanted[wanted] = True
        members = np.take_along_axis(self._who, np.maximum(self._team, 0), axis=1)
        rows, slots = np.nonzero((self._team >= 0) & is_wanted[members])
        other = rows != start
        rows, slots = rows[other], slots[other]
        need = np.minimum(floor, self.score[rows])
        return self._layer(layer.loss[members[rows, slots]], rows, slots, need, known)

    def _layer(self, loss: Floats, rows: Ints, slots: Ints, need: Floats, known: Floats | None) -> Layer:
        leaving = self._team[rows, slots]
        rest = self.score[rows] - self._value[rows, leaving]
        value = self._value[rows]
        fits = ~self._on[rows] & (rest[:, None] + value >= need[:, None] - TOLERANCE)
        self._rule_out(fits, rows, slots)
        after = loss[:, None] + self._value[rows, leaving][:, None] - value
        at, taken = np.nonzero(fits)
        reviewer, cost = self._who[rows[at], taken], after[at, taken]
        best = np.full(self._instance.reviewers, np.inf)
        np.minimum.at(best, reviewer, cost)
        if known is not None:
            best[best >= known - TOLERANCE] = np.inf
        first = np.flatnonzero(cost == best[reviewer])[::-1]
        parents = [np.full(self._instance.reviewers, -1, dtype=np.int64) for _ in range(3)]
        for parent, value_at in zip(parents, (rows[at], slots[at], taken), strict=True):
            parent[reviewer[first]] = value_at[first]
        return Layer(best, *parents)

    def _rule_out(self, fits: Bools, rows: Ints, slots: Ints) -> None:
        """Strike from `fits` what the rules on classes and seniors do not allow beside the rest of the team."""
        instance = self._instance
        team = self._team[rows]
        stays = team >= 0
        stays[np.arange(len(rows)), slots] = False
        members = self._who[rows[:, None], np.maximum(team, 0)]
        if self._share is not None:
            for column in range(team.shape[1]):
                same = self._share[members[:, column][:, None], self._who[rows]]
                fits &= ~(same & stays[:, column][:, None])
        if instance.seniors is not None:
            has = (instance.seniors[members] & stays).any(axis=1) | ~instance.needs_senior[rows]
            fits &= has[:, None] | instance.seniors[self._who[rows]]

    def _ending(
        self, layers: list[Layer], open_place: Bools, budget: float
    ) -> tuple[float, list[tuple[int, int, int]]] | None:
        loss = np.where(open_place, layers[-1].loss, np.inf)
        ends = np.argsort(loss, kind="stable")[:TRIES]
        for end in ends[loss[ends] <= budget + TOLERANCE].tolist():
            steps = self._steps(layers, end)
            if len({paper for paper, _, _ in steps}) == len(steps):
                return float(loss[end]), steps
        return None

    def _steps(self, layers: list[Layer], end: int) -> list[tuple[int, int, int]]:
        """Exchanges as (paper, slot that is given up, candidate taken), from the last to the first."""
        steps = []
        reviewer = end
        for layer in reversed(layers):
            paper, slot = int(layer.paper[reviewer]), int(layer.slot[reviewer])
            steps.append((paper, slot, int(layer.taken[reviewer])))
            reviewer = int(self._who[paper, self._team[paper, slot]])
        return steps

    def _apply(self, steps: list[tuple[int, int, int]]) -> None:
        for paper, slot, taken in steps:
            given = self._team[paper, slot]
            self._on[paper, given] = False
            self._on[paper, taken] = True
            self._team[paper, slot] = taken
            self._load[self._who[paper, given]] -= 1
            self._load[self._who[paper, taken]] += 1
            self.score[paper] += self._value[paper, taken] - self._value[paper, given]
