"""What a matching is asked for: checked, brought into one form, and kept as a list of allowed pairs."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Self, TypedDict

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Matrix = Any  # a dense array-like or any scipy.sparse array: SciPy has no common type for the latter
Pairs = Iterable[tuple[int, int]]

LARGEST = 1e100
"""So that the total of a matching is a number too."""

MOST = 2**31
"""No demand and no load comes near it."""


def is_sparse(matrix: Matrix) -> bool:
    """Whether a matrix is one of SciPy's sparse forms."""
    return scipy.sparse.issparse(matrix)


class Options(TypedDict, total=False):
    """What may be asked beyond loads, demand and conflicts; the same words in every function of this package.

    fixed: (paper, reviewer) pairs that stand whatever their score.
    minimum_score: no pair below it, fixed ones excepted.
    classes: no two reviewers of one class on a paper. One whole number a reviewer (below 0: none), or a
        reviewers x classes array of booleans for reviewers who are of several.
    seniors: a boolean a reviewer; every paper that asks for reviewers gets at least one senior.
    """

    fixed: Pairs
    minimum_score: float | None
    classes: ArrayLike | None
    seniors: ArrayLike | None


@dataclass(frozen=True, slots=True)
class Instance:
    """A matching problem with its fixed pairs taken out: demand and loads are what is left to hand out.

    The pairs that may be chosen are three arrays of one length, sorted by paper, then reviewer.
    """

    papers: int
    reviewers: int
    paper: Ints
    reviewer: Ints
    score: Floats
    demand: Ints
    load_min: Ints
    load_max: Ints
    fixed_paper: Ints
    fixed_reviewer: Ints
    fixed_score: Floats
    groups: Bools | None
    seniors: Bools | None
    sparse: bool

    @property
    def base(self) -> Floats:
        """Each paper's score from its fixed pairs alone."""
        return np.bincount(self.fixed_paper, weights=self.fixed_score, minlength=self.papers).astype(
            np.float64
        )

    @property
    def needs_senior(self) -> Bools:
        """Papers that still need a senior among the reviewers to be chosen."""
        if self.seniors is None:
            return np.zeros(self.papers, dtype=bool)
        has = np.zeros(self.papers, dtype=bool)
        has[self.fixed_paper[self.seniors[self.fixed_reviewer]]] = True
        asked = self.demand + np.bincount(self.fixed_paper, minlength=self.papers) > 0
        return asked & ~has

    @property
    def overlapping(self) -> bool:
        """Whether the rules on classes and seniors cross, so that a flow cannot hold them."""
        if self.groups is None:
            return False
        return self.seniors is not None or bool((self.groups.sum(axis=1) > 1).any())

    def keep(self, mask: Bools) -> Self:
        """The same problem with only the pairs that `mask` leaves."""
        return replace(self, paper=self.paper[mask], reviewer=self.reviewer[mask], score=self.score[mask])

    def fix(self, at: int) -> "Instance":
        """The same problem with one more pair fixed, by its place among the pairs."""
        paper, reviewer = self.paper[at], self.reviewer[at]
        one_paper = np.arange(self.papers) == paper
        one_reviewer = np.arange(self.reviewers) == reviewer
        fixed = replace(
            self,
            demand=self.demand - one_paper,
            load_min=np.maximum(self.load_min - one_reviewer, 0),
            load_max=self.load_max - one_reviewer,
            fixed_paper=np.append(self.fixed_paper, paper),
            fixed_reviewer=np.append(self.fixed_reviewer, reviewer),
            fixed_score=np.append(self.fixed_score, self.score[at]),
        )
        return _without_fixed_classes(fixed.keep(np.arange(len(self.paper)) != at))

    def paper_scores(self, chosen: Bools) -> Floats:
        """Each paper's score, the sum over its reviewers: fixed ones and those in `chosen`."""
        weights = self.score[chosen]
        return self.base + np.bincount(self.paper[chosen], weights=weights, minlength=self.papers)

    def total(self, chosen: Bools) -> float:
        return float(self.score[chosen].sum() + self.fixed_score.sum())

    def result(self, chosen: Bools) -> Any:
        """The chosen and the fixed pairs as a papers x reviewers array of 0 and 1 (sparse for sparse scores)."""
        rows = np.concatenate([self.fixed_paper, self.paper[chosen]])
        cols = np.concatenate([self.fixed_reviewer, self.reviewer[chosen]])
        if self.sparse:
            ones = np.ones(len(rows), dtype=np.int8)
            return scipy.sparse.csr_array((ones, (rows, cols)), shape=(self.papers, self.reviewers))
        answer = np.zeros((self.papers, self.reviewers), dtype=np.int8)
        answer[rows, cols] = 1
        return answer


def build(
    scores: Matrix,
    demand: ArrayLike,
    load_min: ArrayLike,
    load_max: ArrayLike,
    forbidden: Matrix | None,
    *,
    fixed: Pairs = (),
    minimum_score: float | None = None,
    classes: ArrayLike | None = None,
    seniors: ArrayLike | None = None,
) -> Instance:
    """Check the arguments and bring them into one form.

    Raises ValueError for arguments that do not fit together (shapes, negative numbers, a minimum load above
    the maximum, a fixed pair that is forbidden); what fits together but cannot be met is `check`'s matter.
    """
    shape = shape_of(scores, forbidden)
    papers, reviewers = shape
    paper, reviewer, score = _candidates(scores, forbidden)
    if minimum_score is not None and np.isnan(minimum_score):
        raise ValueError("minimum_score must be a number")
    need = counts(demand, papers, "demand")
    low, high = _loads(load_min, load_max, reviewers)
    fixed_paper, fixed_reviewer = _pairs(fixed, shape)
    _refuse_clash(fixed_paper, fixed_reviewer, forbidden)
    given = np.bincount(fixed_reviewer, minlength=reviewers)
    free = (high > given)[reviewer]
    if len(fixed_paper):
        free &= ~np.isin(paper * reviewers + reviewer, fixed_paper * reviewers + fixed_reviewer)
    if minimum_score is not None:
        free &= score >= minimum_score
    groups = _groups(classes, reviewers)
    instance = Instance(
        papers=papers,
        reviewers=reviewers,
        paper=paper[free],
        reviewer=reviewer[free],
        score=score[free],
        demand=need - np.bincount(fixed_paper, minlength=papers),
        load_min=np.maximum(low - given, 0),
        load_max=high - given,
        fixed_paper=fixed_paper,
        fixed_reviewer=fixed_reviewer,
        fixed_score=scores_at(scores, fixed_paper, fixed_reviewer),
        groups=groups,
        seniors=None if seniors is None else _flags(seniors, reviewers),
        sparse=is_sparse(scores),
    )
    return _without_fixed_classes(instance)


def shape_of(scores: Matrix, forbidden: Matrix | None) -> tuple[int, int]:
    """Papers and reviewers; raises ValueError where the two arrays differ."""
    shape = tuple(scores.shape) if is_sparse(scores) else np.shape(scores)
    if len(shape) != 2:  # noqa: PLR2004
        raise ValueError("scores must be a papers x reviewers array")
    if forbidden is not None:
        other = tuple(forbidden.shape) if is_sparse(forbidden) else np.shape(forbidden)
        if other != shape:
            raise ValueError("forbidden must have the shape of scores")
    return shape[0], shape[1]


def _candidates(scores: Matrix, forbidden: Matrix | None) -> tuple[Ints, Ints, Floats]:
    """Papers, reviewers and scores of the allowed pairs; in sparse scores, of those stored."""
    paper, reviewer, score = _allowed(scores, forbidden)
    if not (np.abs(score) <= LARGEST).all():
        raise ValueError(f"scores must be finite numbers, of at most {LARGEST:.0e}")
    return paper, reviewer, score


def _allowed(scores: Matrix, forbidden: Matrix | None) -> tuple[Ints, Ints, Floats]:
    if is_sparse(scores):
        stored = scipy.sparse.csr_array(scores, copy=True)
        stored.sum_duplicates()
        counts = np.diff(stored.indptr)
        paper = np.repeat(np.arange(stored.shape[0], dtype=np.int64), counts)
        reviewer = stored.indices.astype(np.int64)
        allowed = ~forbidden_at(forbidden, paper, reviewer)
        return paper[allowed], reviewer[allowed], stored.data[allowed].astype(np.float64)
    dense = np.asarray(scores)
    if forbidden is None:
        paper, reviewer = np.divmod(np.arange(dense.size), max(dense.shape[1], 1))
        return paper, reviewer, dense.ravel().astype(np.float64)
    mask = forbidden.toarray() if is_sparse(forbidden) else np.asarray(forbidden)
    paper, reviewer = np.nonzero(mask == 0)
    return paper, reviewer, dense[paper, reviewer].astype(np.float64)


def forbidden_at(forbidden: Matrix | None, paper: Ints, reviewer: Ints) -> Bools:
    """Whether each of some pairs is forbidden."""
    if forbidden is None:
        return np.zeros(len(paper), dtype=bool)
    if not is_sparse(forbidden):
        return np.asarray(forbidden)[paper, reviewer].astype(bool)
    rows, cols = forbidden.nonzero()
    width = forbidden.shape[1]
    return np.isin(paper * width + reviewer, rows.astype(np.int64) * width + cols)


def scores_at(scores: Matrix, paper: Ints, reviewer: Ints) -> Floats:
    """Scores of some pairs; 0 where sparse scores store none."""
    if is_sparse(scores):
        found: Any = scipy.sparse.csr_array(scores)[paper, reviewer]
        return np.asarray(found.toarray() if is_sparse(found) else found, dtype=np.float64).ravel()
    return np.asarray(scores)[paper, reviewer].astype(np.float64)


def counts(values: ArrayLike, length: int, name: str) -> Ints:
    """One whole number each, or one for all."""
    given = np.asarray(values, dtype=np.float64)
    if given.ndim > 1 or (given.ndim == 1 and len(given) != length):
        raise ValueError(f"{name} must hold {length} numbers, or be one number for all")
    if not ((given >= 0) & (given < MOST) & (given == np.floor(given))).all():
        raise ValueError(f"{name} must hold whole numbers from 0 to below {MOST}")
    return np.broadcast_to(given.astype(np.int64), (length,)).copy()


def _loads(load_min: ArrayLike, load_max: ArrayLike, reviewers: int) -> tuple[Ints, Ints]:
    low, high = counts(load_min, reviewers, "load_min"), counts(load_max, reviewers, "load_max")
    if (low > high).any():
        raise ValueError(f"load_min is above load_max for reviewers {_few(np.flatnonzero(low > high))}")
    return low, high


def _flags(values: ArrayLike, length: int) -> Bools:
    flags = np.asarray(values).astype(bool)
    if flags.shape != (length,):
        raise ValueError(f"seniors must hold {length} booleans")
    return flags


def _groups(classes: ArrayLike | None, reviewers: int) -> Bools | None:
    if classes is None:
        return None
    given = np.asarray(classes)
    if given.shape[:1] != (reviewers,) or given.ndim > 2:  # noqa: PLR2004
        raise ValueError(f"classes must hold {reviewers} numbers, or {reviewers} rows of booleans")
    if given.ndim == 2:  # noqa: PLR2004
        member = given.astype(bool)
    else:
        member = given[:, None] == np.unique(given[given >= 0])[None, :]
    return member[:, member.sum(axis=0) > 1]


def _pairs(fixed: Pairs, shape: tuple[int, int]) -> tuple[Ints, Ints]:
    wanted = np.array(sorted(set(map(tuple, fixed))), dtype=np.int64).reshape(-1, 2)
    if (wanted < 0).any() or (wanted >= shape).any():
        raise ValueError("a fixed pair names a paper or reviewer that does not exist")
    return wanted[:, 0], wanted[:, 1]


def _refuse_clash(fixed_paper: Ints, fixed_reviewer: Ints, forbidden: Matrix | None) -> None:
    clash = forbidden_at(forbidden, fixed_paper, fixed_reviewer)
    if clash.any():
        where = list(zip(fixed_paper[clash].tolist(), fixed_reviewer[clash].tolist(), strict=True))
        raise ValueError(f"fixed and forbidden at once, as (paper, reviewer): {where}")


def _without_fixed_classes(instance: Instance) -> Instance:
    """Leave out the pairs that a fixed reviewer of the same class rules out."""
    if instance.groups is None or not len(instance.fixed_paper):
        return instance
    taken = np.zeros((instance.papers, instance.groups.shape[1]), dtype=bool)
    np.logical_or.at(taken, instance.fixed_paper, instance.groups[instance.fixed_reviewer])
    ruled_out = taken[instance.paper] & instance.groups[instance.reviewer]
    return instance.keep(~np.any(ruled_out, axis=1))


def _few(numbers: Ints, most: int = 10) -> str:
    words = ", ".join(str(number) for number in numbers[:most].tolist())
    return words if len(numbers) <= most else f"{words} and {len(numbers) - most} more"
