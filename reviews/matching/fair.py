"""The fair matching: raise the worst-off papers while the total stays within a stated share of the optimum.

Two steps, both of known kind. First the papers' scores are weighted, and the weights of papers below the target
grow (the Lagrangian of the max-min linear program, by subgradients): each round is one flow. Then the papers
that are still below the target exchange reviewers along `chains` under which no other paper falls below it.
Targets are tried by bisection between the optimum's lowest score and an upper bound. The aim is that of
FairFlow (Kobren, Saha, McCallum: Paper Matching with Local Fairness Constraints, KDD 2019).
"""

import numpy as np

from reviews.matching.chains import Chains
from reviews.matching.exact import keeps_rules, optimum
from reviews.matching.pricing import best_of_each, cheapest, cheapest_and_ties
from reviews.matching.problem import Bools, Floats, Instance

TARGETS = 12
ROUNDS = 4
STEP = 2.0
TOLERANCE = 1e-9


def least_total(most: float, keep: float) -> float:
    """The least total that keeps a share of the most there could be."""
    if not 0.0 <= keep <= 1.0:
        raise ValueError("keep is a share between 0 and 1")
    return most - (1.0 - keep) * abs(most) - TOLERANCE


def fairest(instance: Instance, best: Bools, keep: float) -> Bools:
    """Raise the lowest paper score of an optimum while the total keeps its share."""
    return _within(instance, best, best | best_of_each(instance), keep)


def evened(instance: Instance, seed: int | None) -> Bools:
    """An optimum whose lowest paper score is raised as far as chains go that cost nothing.

    They can only run over the pairs that tie. Where the rules cross, these are not known: any optimum will do.
    """
    found = None if instance.overlapping else cheapest_and_ties(instance, seed)
    if found is None:
        return optimum(instance, seed)
    return _within(instance, found.chosen, found.chosen | found.tied, 1.0)


def _within(instance: Instance, best: Bools, few: Bools, keep: float) -> Bools:
    asked = instance.demand > 0
    if not asked.any():
        return best
    answer = np.zeros_like(best)
    answer[few] = _raised(instance.keep(few), best[few], asked, keep)
    return answer


def _raised(instance: Instance, best: Bools, asked: Bools, keep: float) -> Bools:
    least = least_total(instance.total(best), keep)
    chosen, low = best, _lowest(instance, best, asked)
    high = _ceiling(instance, asked)
    weights = np.ones(instance.papers)
    target = high
    for _ in range(TARGETS):
        if high - low <= TOLERANCE * max(1.0, abs(high)):
            break
        starts = [chosen]
        if keep < 1.0:
            start, weights = _weighted(instance, chosen, target, least, weights)
            starts.insert(0, start)
        tried = max(
            (_repaired(instance, matching, asked, target, least) for matching in starts),
            key=lambda matching: _lowest(instance, matching, asked),
        )
        reached = _lowest(instance, tried, asked)
        if reached > low:
            chosen, low = tried, reached
        if reached < target - TOLERANCE:
            high = target
        target = (low + high) / 2
    return chosen


def _lowest(instance: Instance, chosen: Bools, asked: Bools) -> float:
    return float(instance.paper_scores(chosen)[asked].min())


def _ceiling(instance: Instance, asked: Bools) -> float:
    """No lowest score can lie above what the hardest paper would have if it could choose first."""
    order = np.lexsort((-instance.score, instance.paper))
    ranked = instance.paper[order]
    place = np.arange(len(order)) - np.searchsorted(ranked, ranked)
    first = order[place < instance.demand[ranked]]
    alone = np.zeros(len(instance.paper), dtype=bool)
    alone[first] = True
    return _lowest(instance, alone, asked)


def _weighted(
    instance: Instance, fallback: Bools, target: float, least: float, weights: Floats
) -> tuple[Bools, Floats]:
    """Flows in which papers below the target weigh ever more; the one that lacks least, of a sufficient total."""
    best, lacking = fallback, np.inf
    spread = max(float(np.ptp(instance.score)), TOLERANCE)
    for _ in range(ROUNDS):
        chosen = cheapest(instance, weights=instance.score * weights[instance.paper])
        if chosen is None or (instance.overlapping and not keeps_rules(instance, chosen)):
            break
        lack = np.maximum(target - instance.paper_scores(chosen), 0.0)
        lack[instance.demand == 0] = 0.0
        if lack.sum() < lacking and instance.total(chosen) >= least:
            best, lacking = chosen, float(lack.sum())
        if not lack.any():
            break
        weights = np.where(lack > 0, weights + STEP * lack / spread, 1.0 + (weights - 1.0) * 0.7)
    return best, weights


def _repaired(instance: Instance, chosen: Bools, asked: Bools, target: float, least: float) -> Bools:
    """Raise the papers below the target by chains, the lowest first, as far as the total allows."""
    chains = Chains(instance, chosen)
    budget = instance.total(chosen) - least
    low = np.flatnonzero(asked & (chains.score < target - TOLERANCE))
    for paper in low[np.argsort(chains.score[low], kind="stable")].tolist():
        loss = _raise(chains, paper, target, budget, int(instance.demand[paper]))
        budget -= loss
        if chains.score[paper] < target - TOLERANCE:
            break
    return chains.chosen


def _raise(chains: Chains, paper: int, target: float, budget: float, most: int) -> float:
    """Bring one paper to the target, in one chain or in some that each gain a part; returns what it cost."""
    spent = 0.0
    for _ in range(2 * most):
        lacking = target - chains.score[paper]
        if lacking <= TOLERANCE:
            break
        for share in (1.0, 0.5, 0.1):
            loss = chains.raise_paper(paper, chains.score[paper] + share * lacking, target, budget - spent)
            if loss is not None:
                spent += loss
                break
        else:
            break
    return spent
