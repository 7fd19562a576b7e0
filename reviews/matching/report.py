"""What a matching is worth, why a pair is in it, and what moving one by hand would do."""

from dataclasses import dataclass
from typing import Unpack

import numpy as np
from numpy.typing import ArrayLike

from reviews.matching.exact import best, optimum
from reviews.matching.feasibility import prepared
from reviews.matching.problem import (
    Bools,
    Floats,
    Instance,
    Ints,
    Matrix,
    Options,
    build,
    counts,
    forbidden_at,
    is_sparse,
    scores_at,
    shape_of,
)

TENTH = 10
NEARLY = 1e-9


@dataclass(frozen=True, slots=True)
class Summary:
    """Figures of one matching. Papers that ask for no reviewer are left out of lowest and worst tenth.

    share: of the optimum's total. lowest: the lowest paper score, the sum over a paper's reviewers, at
    lowest_papers. worst_tenth: the mean score of the lowest tenth of papers. short, below_minimum and
    above_maximum: (paper or reviewer, how many). zero_score, not_allowed: (paper, reviewer).
    """

    total: float
    optimum: float
    share: float
    lowest: float
    lowest_papers: tuple[int, ...]
    worst_tenth: float
    loads: tuple[int, ...]
    short: tuple[tuple[int, int], ...]
    below_minimum: tuple[tuple[int, int], ...]
    above_maximum: tuple[tuple[int, int], ...]
    zero_score: tuple[tuple[int, int], ...]
    not_allowed: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a pair is in a matching, or why it is not.

    rank: its place by score among the reviewers whom the paper may have, 1 the best.
    alternative: who could stand there instead without moving anyone else, with the total that gives; of a pair
    that is not chosen, who would leave for it. None where there is nobody.
    total: of the matching. optimum: the best total; optimum_otherwise: the best one without the pair, if it is
    chosen, else with it; None where there is no such matching.
    """

    chosen: bool
    score: float
    rank: int
    alternative: int | None
    alternative_total: float | None
    total: float
    optimum: float
    optimum_otherwise: float | None


@dataclass(frozen=True, slots=True)
class Move:
    """What changing a paper's reviewers by hand does; `problems` say in words what it would break."""

    total_before: float
    total_after: float
    paper_before: float
    paper_after: float
    problems: tuple[str, ...]


def summary(
    scores: Matrix,
    demand: ArrayLike,
    load_min: ArrayLike,
    load_max: ArrayLike,
    forbidden: Matrix | None,
    assignment: Matrix,
    *,
    optimal_total: float | None = None,
    **options: Unpack[Options],
) -> Summary:
    """Figures of a matching, beside the optimum (solved here where its total is not given)."""
    paper, reviewer = _chosen_pairs(assignment)
    score = scores_at(scores, paper, reviewer)
    total = float(score.sum())
    if optimal_total is None:
        asked = prepared(scores, demand, load_min, load_max, forbidden, options)
        optimal_total = asked.total(optimum(asked))
    papers, reviewers = shape_of(scores, forbidden)
    need = counts(demand, papers, "demand")
    by_paper = np.bincount(paper, weights=score, minlength=papers)
    ranked = np.sort(by_paper[need > 0])
    lowest = float(ranked[0]) if len(ranked) else 0.0
    loads = np.bincount(reviewer, minlength=reviewers)
    barred = forbidden_at(forbidden, paper, reviewer)
    return Summary(
        total=total,
        optimum=optimal_total,
        share=total / optimal_total if optimal_total else 1.0,
        lowest=lowest,
        lowest_papers=tuple(np.flatnonzero((by_paper <= lowest + NEARLY) & (need > 0)).tolist()),
        worst_tenth=float(ranked[: max(1, -(-len(ranked) // TENTH))].mean()) if len(ranked) else 0.0,
        loads=tuple(loads.tolist()),
        short=_amounts(need - np.bincount(paper, minlength=papers)),
        below_minimum=_amounts(counts(load_min, reviewers, "load_min") - loads),
        above_maximum=_amounts(loads - counts(load_max, reviewers, "load_max")),
        zero_score=_listed(paper[score <= 0], reviewer[score <= 0]),
        not_allowed=_listed(paper[barred], reviewer[barred]),
    )


def explain(
    scores: Matrix,
    demand: ArrayLike,
    load_min: ArrayLike,
    load_max: ArrayLike,
    forbidden: Matrix | None,
    assignment: Matrix,
    paper: int,
    reviewer: int,
    **options: Unpack[Options],
) -> Explanation:
    """Why this reviewer is on this paper, or why not: the exchange at hand, and the optimum the other way round."""
    asked = prepared(scores, demand, load_min, load_max, forbidden, options)
    papers, reviewers = _chosen_pairs(assignment)
    score = float(scores_at(scores, np.array([paper]), np.array([reviewer]))[0])
    total = float(scores_at(scores, papers, reviewers).sum())
    team = reviewers[papers == paper]
    chosen = bool((team == reviewer).any())
    if chosen:
        full = np.bincount(reviewers, minlength=asked.reviewers) >= counts(
            load_max, asked.reviewers, "load_max"
        )
        other = _successor(asked, paper, team[team != reviewer], barred=full | _marked(team, asked.reviewers))
        otherwise = _total_or_none(asked.keep((asked.paper != paper) | (asked.reviewer != reviewer)))
    else:
        other = _leaver(asked, scores, paper, reviewer, team)
        otherwise = _total_with(asked, paper, reviewer)
    if (asked.fixed_reviewer[asked.fixed_paper == paper] == reviewer).any():
        otherwise = None
    rivals = asked.score[(asked.paper == paper) & (asked.reviewer != reviewer)]
    return Explanation(
        chosen=chosen,
        score=score,
        rank=1 + int((rivals > score).sum()),
        alternative=None if other is None else other[0],
        alternative_total=None if other is None else total + (other[1] - score) * (1 if chosen else -1),
        total=total,
        optimum=asked.total(optimum(asked)),
        optimum_otherwise=otherwise,
    )


def move(
    scores: Matrix,
    demand: ArrayLike,
    load_min: ArrayLike,
    load_max: ArrayLike,
    forbidden: Matrix | None,
    assignment: Matrix,
    paper: int,
    *,
    out: int | None = None,
    into: int | None = None,
    **options: Unpack[Options],
) -> Move:
    """What it would do to take reviewer `out` from a paper and put `into` there; the assignment stays as it is.

    Raises ValueError where `out` is not on the paper or `into` already is.
    """
    papers, reviewers = _chosen_pairs(assignment)
    team = reviewers[papers == paper]
    if out is not None and out not in team:
        raise ValueError(f"reviewer {out} is not on paper {paper}")
    if into is not None and into in team:
        raise ValueError(f"reviewer {into} is on paper {paper} already")
    rest = team[team != out] if out is not None else team
    after = rest if into is None else np.append(rest, into)
    before = float(scores_at(scores, np.full(len(team), paper), team).sum())
    later = float(scores_at(scores, np.full(len(after), paper), after).sum())
    total = float(scores_at(scores, papers, reviewers).sum())
    loads = np.bincount(reviewers, minlength=shape_of(scores, forbidden)[1])
    asked = build(scores, demand, load_min, load_max, forbidden, **options)
    problems = [
        *_load_problems(loads, out, into, load_min, load_max),
        *_team_problems(asked, paper, rest, into, after, counts(demand, asked.papers, "demand")),
    ]
    return Move(total, total - before + later, before, later, tuple(problems))


def _load_problems(
    loads: Ints, out: int | None, into: int | None, load_min: ArrayLike, load_max: ArrayLike
) -> list[str]:
    problems = []
    if into is not None and loads[into] >= counts(load_max, len(loads), "load_max")[into]:
        problems.append(f"Reviewer {into} would be above the maximum load.")
    if out is not None and loads[out] <= counts(load_min, len(loads), "load_min")[out]:
        problems.append(f"Reviewer {out} would be below the minimum load.")
    return problems


def _team_problems(
    asked: Instance, paper: int, rest: Ints, into: int | None, after: Ints, demand: Ints
) -> list[str]:
    problems = []
    if len(after) < demand[paper]:
        problems.append(
            f"Paper {paper} would have {demand[paper] - len(after)} reviewers fewer than asked for."
        )
    if len(after) > demand[paper]:
        problems.append(
            f"Paper {paper} would have {len(after) - demand[paper]} reviewers more than asked for."
        )
    if into is not None:
        allowed = np.append(
            asked.reviewer[asked.paper == paper], asked.fixed_reviewer[asked.fixed_paper == paper]
        )
        if into not in allowed:
            problems.append(f"Reviewer {into} may not review paper {paper}.")
        if asked.groups is not None and (asked.groups[into] & asked.groups[rest].any(axis=0)).any():
            problems.append(f"Paper {paper} would have two reviewers of one class.")
    if asked.seniors is not None and demand[paper] > 0 and not asked.seniors[after].any():
        problems.append(f"Paper {paper} would have no senior reviewer.")
    return problems


def _successor(asked: Instance, paper: int, rest: Ints, *, barred: Bools) -> tuple[int, float] | None:
    """The best reviewer who can join the rest of a team without moving anyone else, and her score."""
    fits = (asked.paper == paper) & ~barred[asked.reviewer]
    if asked.groups is not None:
        clashing = np.any(asked.groups & asked.groups[rest].any(axis=0), axis=1)
        fits &= ~clashing[asked.reviewer]
    if asked.seniors is not None and not asked.seniors[rest].any():
        fits &= asked.seniors[asked.reviewer]
    found = _extreme(asked.reviewer[fits], -asked.score[fits])
    return None if found is None else (found[0], -found[1])


def _leaver(
    asked: Instance, scores: Matrix, paper: int, reviewer: int, team: Ints
) -> tuple[int, float] | None:
    """The weakest of a team who would make room for a reviewer with every rule kept, and her score."""
    fixed = asked.fixed_reviewer[asked.fixed_paper == paper]
    leavers = [
        who
        for who in team.tolist()
        if who not in fixed
        and _successor(
            asked, paper, team[team != who], barred=~_marked(np.array([reviewer]), asked.reviewers)
        )
    ]
    found = np.array(leavers, dtype=np.int64)
    return _extreme(found, scores_at(scores, np.full(len(found), paper), found))


def _extreme(reviewers: Ints, keys: Floats) -> tuple[int, float] | None:
    if not len(reviewers):
        return None
    at = int(np.lexsort((reviewers, keys))[0])
    return int(reviewers[at]), float(keys[at])


def _marked(numbers: Ints, length: int) -> Bools:
    marks = np.zeros(length, dtype=bool)
    marks[numbers] = True
    return marks


def _total_with(asked: Instance, paper: int, reviewer: int) -> float | None:
    at = np.flatnonzero((asked.paper == paper) & (asked.reviewer == reviewer))
    if not len(at) or asked.demand[paper] == 0 or asked.load_max[reviewer] == 0:
        return None
    return _total_or_none(asked.fix(int(at[0])))


def _total_or_none(instance: Instance) -> float | None:
    chosen = best(instance)
    return None if chosen is None else instance.total(chosen)


def _chosen_pairs(assignment: Matrix) -> tuple[Ints, Ints]:
    rows, columns = assignment.nonzero() if is_sparse(assignment) else np.nonzero(np.asarray(assignment))
    return rows.astype(np.int64), columns.astype(np.int64)


def _amounts(missing: Ints) -> tuple[tuple[int, int], ...]:
    where = np.flatnonzero(missing > 0)
    return tuple(zip(where.tolist(), missing[where].tolist(), strict=True))


def _listed(paper: Ints, reviewer: Ints) -> tuple[tuple[int, int], ...]:
    return tuple(zip(paper.tolist(), reviewer.tolist(), strict=True))
