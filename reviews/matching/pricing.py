"""The optimum of a large problem from a few of its pairs, proved by prices on the rest.

A flow is optimal when no arc has a reduced cost below 0 under some node prices (Ahuja, Magnanti, Orlin: Network
Flows, 1993, theorem 9.3). So the flow is solved on the pairs that look good, prices are read off its residual
network as shortest distances, and the pairs left out whose reduced cost is below 0 are added, until there is none.
Costs are whole numbers: the proof is exact.
"""

from dataclasses import dataclass

import numpy as np

from reviews.matching.flow import Network, bonus, costs, network, solve
from reviews.matching.problem import Bools, Floats, Instance, Ints

SMALL = 150_000
"""Up to so many pairs are solved at once."""

OF_PAPER = 64
OF_REVIEWER = 16
FAR = np.int64(2**61)


def best_of_each(instance: Instance) -> Bools:
    """The best pairs of each paper and of each reviewer; all, in a small problem.

    Equal scores are told apart by chance (always the same), lest all papers look at the same reviewers.
    """
    if len(instance.paper) <= SMALL:
        return np.ones(len(instance.paper), dtype=bool)
    spread = max(float(np.ptp(instance.score)), 1.0)
    chance = np.random.default_rng(0).random(len(instance.score))
    keys = instance.score + chance * spread * 1e-6
    kept = _highest(instance.paper, keys, instance.papers, OF_PAPER)
    by_reviewer = np.argsort(instance.reviewer.astype(np.uint16), kind="stable")
    if instance.reviewers > np.iinfo(np.uint16).max:
        by_reviewer = np.argsort(instance.reviewer, kind="stable")
    good = _highest(instance.reviewer[by_reviewer], keys[by_reviewer], instance.reviewers, OF_REVIEWER)
    kept[by_reviewer[good]] = True
    return kept


def _highest(side: Ints, keys: Floats, count: int, most: int) -> Bools:
    """The `most` largest keys of each number of a sorted array."""
    lengths = np.bincount(side, minlength=count)
    widest = int(lengths.max(initial=0))
    if widest <= most:
        return np.ones(len(side), dtype=bool)
    table = np.full((count, widest), -np.inf)
    table[side, np.arange(len(side)) - np.repeat(np.cumsum(lengths) - lengths, lengths)] = keys
    least = np.partition(table, widest - most, axis=1)[:, widest - most]
    found: Bools = keys >= least[side]
    return found


@dataclass(frozen=True, slots=True)
class Optimum:
    """The pairs chosen, and those that may take their part in a choice of the same total."""

    chosen: Bools
    tied: Bools


def cheapest(instance: Instance, weights: Floats | None = None, seed: int | None = None) -> Bools | None:
    """The pairs of the largest total, or None where demand cannot be met.

    Minimum loads come first: as many of their places are filled as can be, then the total counts. `weights`
    stand in for the scores; `seed` decides between equal optima. Rules that cross are left aside.
    """
    cost, net = costs(instance, weights), network(instance)
    found = _proved(instance, net, cost, seed)
    return None if found is None else found[0]


def cheapest_and_ties(instance: Instance, seed: int | None = None) -> Optimum | None:
    """As `cheapest`, with the pairs of a reduced cost of 0: every other optimum is made of these."""
    cost, net = costs(instance), network(instance)
    found = _proved(instance, net, cost, seed)
    if found is None:
        return None
    chosen, few, earned = found
    return Optimum(chosen, _reduced(instance, net, cost, few, chosen, earned) <= 0)


def _proved(
    instance: Instance, net: Network, cost: Ints, seed: int | None
) -> tuple[Bools, Bools, int] | None:
    """The optimum, the pairs on which it was found, and the bonus with which."""
    few = best_of_each(instance)
    earned = 0
    while True:
        pairs = np.flatnonzero(few)
        if seed is not None:
            pairs = np.random.default_rng(seed).permutation(pairs)
        chosen = solve(instance, net, cost, pairs, earned)
        if chosen is None:
            if few.all():
                return None
            few = np.ones_like(few)
            continue
        if not earned and _below_minimum(instance, chosen):
            earned = bonus(instance, cost)
            continue
        if few.all():
            return chosen, few, earned
        missed = ~few & (_reduced(instance, net, cost, few, chosen, earned) < 0)
        if not missed.any():
            return chosen, few, earned
        few |= missed


def _below_minimum(instance: Instance, chosen: Bools) -> bool:
    loads = np.bincount(instance.reviewer[chosen], minlength=instance.reviewers)
    return bool((loads < instance.load_min).any())


def _reduced(instance: Instance, net: Network, cost: Ints, few: Bools, chosen: Bools, earned: int) -> Ints:
    """What each pair would cost beyond the prices of its ends: below 0, it could better the choice."""
    price = _prices(instance, net, cost, few, chosen, earned)
    return cost + price[net.pair_tails] - price[instance.papers + instance.reviewer]


def _prices(instance: Instance, net: Network, cost: Ints, few: Bools, chosen: Bools, earned: int) -> Ints:
    """Shortest distances from the sink in the residual network, by rounds of relaxation over all arcs."""
    tails, heads, lengths = _residual(instance, net, cost, few, chosen, earned)
    order = np.argsort(heads, kind="stable")
    tails, heads, lengths = tails[order], heads[order], lengths[order]
    nodes, starts = np.unique(heads, return_index=True)
    price = np.full(net.nodes + 1, FAR)
    price[net.nodes] = 0
    while True:
        nearest = np.minimum(price[nodes], np.minimum.reduceat(price[tails] + lengths, starts))
        if (nearest == price[nodes]).all():
            break
        price[nodes] = nearest
    reviewers = slice(instance.papers, instance.papers + instance.reviewers)
    idle = np.where(instance.load_min > 0, earned, 0)
    price[reviewers] = np.where(price[reviewers] > FAR // 2, idle, price[reviewers])
    return price


def _residual(
    instance: Instance, net: Network, cost: Ints, few: Bools, chosen: Bools, earned: int
) -> tuple[Ints, Ints, Ints]:
    """Arcs along which one unit of flow could still go, forward or back, and what it would cost."""
    head = instance.papers + instance.reviewer
    idle = few & ~chosen
    through = np.bincount(net.pair_tails[chosen], minlength=net.nodes)[net.heads]
    open_rule, used_rule = through < net.capacities, through > 0
    load = np.bincount(instance.reviewer[chosen], minlength=instance.reviewers)
    reviewers = instance.papers + np.arange(instance.reviewers)
    more, less = load < instance.load_max, load > 0
    earns = np.where(load < instance.load_min, -earned, 0)
    loses = np.where(load <= instance.load_min, earned, 0)
    sink = np.full(instance.reviewers, net.nodes)
    free = np.zeros(len(net.tails), dtype=np.int64)
    parts = [
        (net.pair_tails[idle], head[idle], cost[idle]),
        (head[chosen], net.pair_tails[chosen], -cost[chosen]),
        (net.tails[open_rule], net.heads[open_rule], free[open_rule]),
        (net.heads[used_rule], net.tails[used_rule], free[used_rule]),
        (reviewers[more], sink[more], earns[more]),
        (sink[less], reviewers[less], loses[less]),
    ]
    tails, heads, lengths = (np.concatenate(part) for part in zip(*parts, strict=True))
    return tails, heads, lengths
