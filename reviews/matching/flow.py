"""The matching as a flow of least cost: papers send, reviewers pass on, arcs carry scores as whole numbers."""

from dataclasses import dataclass
from math import ceil, log10

import numpy as np

from reviews.matching.problem import Bools, Floats, Instance, Ints

SCALE = 10**6
"""Costs are scores times this, rounded: scaling by 100, as one well-known matcher does, loses 1.4 % on real data."""

PLAIN_RANGE = (0.1, 1000.0)
"""Where the largest score lies here, SCALE is used as it is; outside, it is moved by a power of ten."""


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes 0..papers-1 are papers, then reviewers, then those that hold a rule on one paper's reviewers."""

    tails: Ints
    heads: Ints
    capacities: Ints
    pair_tails: Ints
    nodes: int


def unit(scores: Floats) -> float:
    """What a score is multiplied by to become a whole-numbered cost."""
    largest = float(np.abs(scores).max(initial=0.0))
    if largest == 0 or PLAIN_RANGE[0] <= largest <= PLAIN_RANGE[1]:
        return float(SCALE)
    return float(SCALE) / 10.0 ** ceil(log10(largest))


def network(instance: Instance) -> Network:
    """Arcs that lie between a paper and its pairs, where a rule needs them.

    Seniors: a paper of demand k takes at most k - 1 juniors, so they share a node of that capacity.
    Classes: the reviewers of one class share a node of capacity 1 per paper. Both are exact as long as the
    two do not cross; `Instance.overlapping` tells.
    """
    tails: list[Ints] = []
    heads: list[Ints] = []
    capacities: list[Ints] = []
    pair_tails = instance.paper.copy()
    nodes = instance.papers + instance.reviewers
    if instance.groups is not None and instance.groups.size and not instance.overlapping:
        label = np.where(instance.groups.any(axis=1), instance.groups.argmax(axis=1), -1)[instance.reviewer]
        member = np.flatnonzero(label >= 0)
        keys, where = np.unique(
            instance.paper[member] * instance.groups.shape[1] + label[member], return_inverse=True
        )
        pair_tails[member] = nodes + where
        tails.append(keys // instance.groups.shape[1])
        heads.append(nodes + np.arange(len(keys)))
        capacities.append(np.ones(len(keys), dtype=np.int64))
        nodes += len(keys)
    elif instance.seniors is not None and not instance.overlapping:
        needy = np.flatnonzero(instance.needs_senior)
        node = np.full(instance.papers, -1)
        node[needy] = nodes + np.arange(len(needy))
        junior = (node[instance.paper] >= 0) & ~instance.seniors[instance.reviewer]
        pair_tails[junior] = node[instance.paper[junior]]
        tails.append(needy)
        heads.append(node[needy])
        capacities.append(np.maximum(instance.demand[needy] - 1, 0))
        nodes += len(needy)
    empty = [np.empty(0, dtype=np.int64)]
    return Network(
        np.concatenate(tails or empty),
        np.concatenate(heads or empty),
        np.concatenate(capacities or empty),
        pair_tails,
        nodes,
    )


def costs(instance: Instance, weights: Floats | None = None) -> Ints:
    """What each pair costs: its score, or the weight that stands in for it, as a whole number below 0."""
    score = instance.score if weights is None else weights
    return -np.rint(score * unit(score)).astype(np.int64)


def bonus(instance: Instance, cost: Ints) -> int:
    """What filling a place of a minimum load must earn, to come before any gain that costs could bring.

    One place moves along a path that meets each paper or reviewer once, so no gain exceeds this.
    """
    longest = min(instance.papers, instance.reviewers) + 1
    return int(np.ptp(cost)) * longest + 1 if len(cost) else 1


def solve(instance: Instance, net: Network, cost: Ints, pairs: Ints, earned: int = 0) -> Bools | None:
    """The cheapest choice among some of the pairs (by number), or None where these cannot meet the demand.

    The order in which the pairs are named decides between equal optima; `earned` is the bonus of a place of
    a minimum load, 0 to leave these aside.
    """
    from ortools.graph.python import min_cost_flow  # noqa: PLC0415 - only who solves needs it

    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        net.pair_tails[pairs].astype(np.int32),
        (instance.papers + instance.reviewer[pairs]).astype(np.int32),
        np.ones(len(pairs), dtype=np.int64),
        cost[pairs],
    )
    rules = (net.tails.astype(np.int32), net.heads.astype(np.int32), net.capacities)
    solver.add_arcs_with_capacity_and_unit_cost(*rules, np.zeros(len(net.tails), dtype=np.int64))
    reviewers = np.arange(instance.papers, instance.papers + instance.reviewers, dtype=np.int32)
    to_sink = np.full(instance.reviewers, net.nodes, dtype=np.int32)
    nothing = np.zeros(instance.reviewers, dtype=np.int64)
    low = instance.load_min if earned else nothing
    if earned:
        solver.add_arcs_with_capacity_and_unit_cost(reviewers, to_sink, low, nothing - earned)
    solver.add_arcs_with_capacity_and_unit_cost(reviewers, to_sink, instance.load_max - low, nothing)
    solver.set_nodes_supplies(np.arange(instance.papers, dtype=np.int32), instance.demand)
    solver.set_node_supply(net.nodes, -int(instance.demand.sum()))
    status = solver.solve()
    if status == solver.INFEASIBLE:
        return None
    if status != solver.OPTIMAL:
        raise RuntimeError(f"the flow solver gave no optimum: {status}")
    chosen = np.zeros(len(cost), dtype=bool)
    chosen[pairs] = solver.flows(arcs) > 0
    return chosen


@dataclass(frozen=True, slots=True)
class Reach:
    """How much of the demand can be met at all; where not all, a tightest set of papers and its reviewers."""

    met: Ints
    papers: Bools
    reviewers: Bools


def reach(instance: Instance) -> Reach:
    """The largest flow, scores aside, and the smallest cut on the papers' side."""
    from ortools.graph.python import max_flow  # noqa: PLC0415 - only who solves needs it

    net = network(instance)
    source, sink = net.nodes, net.nodes + 1
    papers = np.arange(instance.papers)
    reviewers = instance.papers + np.arange(instance.reviewers)
    solver = max_flow.SimpleMaxFlow()
    to_papers = solver.add_arcs_with_capacity(
        np.full(instance.papers, source, dtype=np.int32), papers.astype(np.int32), instance.demand
    )
    solver.add_arcs_with_capacity(net.tails.astype(np.int32), net.heads.astype(np.int32), net.capacities)
    solver.add_arcs_with_capacity(
        net.pair_tails.astype(np.int32),
        (instance.papers + instance.reviewer).astype(np.int32),
        np.ones(len(instance.paper), dtype=np.int64),
    )
    to_sink = np.full(instance.reviewers, sink, dtype=np.int32)
    solver.add_arcs_with_capacity(reviewers.astype(np.int32), to_sink, instance.load_max)
    status = solver.solve(source, sink)
    if status != solver.OPTIMAL:
        raise RuntimeError(f"the flow solver gave no largest flow: {status}")
    side = np.zeros(sink + 1, dtype=bool)
    side[np.array(solver.get_source_side_min_cut(), dtype=np.int64)] = True
    return Reach(np.asarray(solver.flows(to_papers)), side[papers], side[reviewers])
