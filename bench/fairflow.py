"""A reference to measure against: FairFlow, after its published description.

Kobren, Saha, McCallum: Paper Matching with Local Fairness Constraints, KDD 2019, section 5. Papers fall into three
groups by a target: at it or above, within one largest score below it, and further below. Each paper of the last
group gives up its weakest reviewer; a flow brings reviewers from the first group, directly or through the middle
one, to the last; a second flow fills what is missing. The target is found by bisection.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from ortools.graph.python import min_cost_flow

WEIGHT = 10_000
BISECTIONS = 10

Array = NDArray[Any]


class FairFlow:
    """Dense scores and forbidden pairs, papers x reviewers; demand a paper, maximum load a reviewer."""

    def __init__(self, scores: Array, demand: Array, load_max: Array, forbidden: Array) -> None:
        self.scores, self.demand, self.load_max, self.forbidden = scores, demand, load_max, forbidden
        self.papers, self.reviewers = scores.shape
        self.largest = scores.max()
        self.chosen = np.zeros(scores.shape, dtype=bool)
        self.target = 0.0

    def solve(self) -> Array:
        """The matching of the highest target that bisection finds."""
        low, high = 0.0, self.largest * self.demand.max()
        best, best_lowest = None, -np.inf
        for _ in range(BISECTIONS):
            self.target = (low + high) / 2
            reached = self._settle()
            lowest = self._paper_scores().min()
            if reached and lowest >= best_lowest:
                best, best_lowest, low = self.chosen.copy(), lowest, self.target
            else:
                high = self.target
        return best if best is not None else self.chosen

    def _settle(self) -> bool:
        before = None
        while True:
            if self.chosen.sum() != self.demand.sum():
                self._fill()
            top, middle, bottom = self._groups()
            if not len(bottom):
                return True
            state = (len(top), len(bottom))
            if not len(top) or state == before:
                return False
            before = state
            worst = np.where(self.chosen[bottom], self.scores[bottom], np.inf).argmin(axis=1)
            self.chosen[bottom, worst] = False
            self._improve(top, middle, bottom)
            self._fill()

    def _paper_scores(self) -> Array:
        return (self.scores * self.chosen).sum(axis=1)

    def _groups(self) -> list[Array]:
        own = self._paper_scores()
        last = self.target - self.largest
        groups = (own >= self.target, (own < self.target) & (own >= last), own < last)
        return [np.flatnonzero(group & (self.demand > 0)) for group in groups]

    def _fill(self) -> None:
        over = self.chosen.sum(axis=1) - self.demand
        for paper in np.flatnonzero(over > 0):
            weakest = np.argsort(np.where(self.chosen[paper], self.scores[paper], np.inf))
            self.chosen[paper, weakest[: over[paper]]] = False
        need = self.demand - self.chosen.sum(axis=1)
        room = self.load_max - self.chosen.sum(axis=0)
        papers = np.flatnonzero(need > 0)
        row, reviewer = np.nonzero(~self.forbidden[papers] & ~self.chosen[papers])
        paper = papers[row]
        flow = Flow()
        cost = -np.rint(1 + WEIGHT * self.scores[paper, reviewer])
        arcs = flow.add(paper, self.papers + reviewer, 1, cost)
        sink = self.papers + self.reviewers
        flow.add(self.papers + np.arange(self.reviewers), sink, np.maximum(room, 0), 0)
        used = flow.run(np.arange(self.papers), need, sink)[arcs] > 0
        self.chosen[paper[used], reviewer[used]] = True

    def _improve(self, top: Array, middle: Array, bottom: Array) -> None:
        """Nodes: papers, reviewers, then for each middle paper the gate through which one reviewer may come."""
        own = self._paper_scores()
        gate = self.papers + self.reviewers
        sink = gate + self.papers
        flow = Flow()
        at, giver = np.nonzero(self.chosen[top])
        given = flow.add(top[at], self.papers + giver, 1, 0)
        movable = np.unique(giver)
        free = ~self.forbidden & ~self.chosen
        row, column = np.nonzero(free[np.ix_(middle, movable)])
        into = flow.add(self.papers + movable[column], gate + middle[row], 1, 0)
        flow.add(gate + middle, middle, 1, 0)
        least = np.where(free[np.ix_(middle, movable)], self.scores[np.ix_(middle, movable)], np.inf)
        least = least.min(axis=1, initial=np.inf)
        where, held = np.nonzero(self.chosen[middle])
        after = own[middle[where]] + least[where] - self.scores[middle[where], held]
        fine = np.isfinite(least[where]) & (after >= self.target - self.largest)
        passed = flow.add(middle[where[fine]], self.papers + held[fine], 1, 0)
        sources = np.unique(np.concatenate([movable, held[fine]]))
        line, taker = np.nonzero(free[np.ix_(bottom, sources)])
        gain = self.scores[bottom[line], sources[taker]]
        lifts = own[bottom[line]] + gain >= self.target - self.largest
        cost = -np.rint(1 + np.where(lifts, WEIGHT**2, WEIGHT) * gain)
        taken = flow.add(self.papers + sources[taker], bottom[line], 1, cost)
        flow.add(bottom, sink, 1, 0)
        flows = flow.run(top, np.ones(len(top), dtype=int), sink) > 0
        self.chosen[top[at][flows[given]], giver[flows[given]]] = False
        self.chosen[middle[where[fine]][flows[passed]], held[fine][flows[passed]]] = False
        self.chosen[middle[row][flows[into]], movable[column][flows[into]]] = True
        self.chosen[bottom[line][flows[taken]], sources[taker][flows[taken]]] = True


class Flow:
    """Arcs are added in bulk; as much as can be is sent, at the least cost."""

    def __init__(self) -> None:
        self._solver = min_cost_flow.SimpleMinCostFlow()

    def add(self, tails: Array, heads: ArrayLike, capacity: ArrayLike, cost: ArrayLike) -> Array:
        length = len(tails)
        heads, capacity, cost = (np.broadcast_to(values, (length,)) for values in (heads, capacity, cost))
        added = self._solver.add_arcs_with_capacity_and_unit_cost(
            np.asarray(tails, dtype=np.int32),
            heads.astype(np.int32),
            capacity.astype(np.int64),
            cost.astype(np.int64),
        )
        return np.atleast_1d(added)

    def run(self, sources: Array, supplies: Array, sink: int) -> Array:
        for node, supply in zip(sources.tolist(), supplies.tolist(), strict=True):
            self._solver.set_node_supply(node, supply)
        self._solver.set_node_supply(sink, -int(supplies.sum()))
        status = self._solver.solve_max_flow_with_min_cost()
        if status != self._solver.OPTIMAL:
            raise RuntimeError(f"the flow solver gave no optimum: {status}")
        return self._solver.flows(np.arange(self._solver.num_arcs(), dtype=np.int32))
