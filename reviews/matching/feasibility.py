"""Whether a matching can be had at all; where not, which papers, which constraint, and what would help."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Unpack, cast

import numpy as np
from numpy.typing import ArrayLike

from reviews.matching import program
from reviews.matching.flow import reach
from reviews.matching.pricing import best_of_each, cheapest
from reviews.matching.problem import Instance, Ints, Matrix, Options, build

NUMBERS = range(2**31)
"""Each paper under its own number."""


@dataclass(frozen=True, slots=True)
class Words:
    """What those who get papers are called, and what a class of them is."""

    one: str = "reviewer"
    many: str = "reviewers"
    group: str = "class"
    groups: str = "classes"


USUAL = Words()


class _Numbered:
    """Each reviewer under its own number, as a word that a sentence can begin with."""

    def __getitem__(self, number: int) -> str:
        return f"Reviewer {number}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why the demand cannot be met.

    constraint: "fixed pairs", "conflicts", "total load", "load", "minimum score", "classes", "seniors".
    papers, reviewers: the rows and columns concerned. missing: reviews (or places) short.
    sentence_form, change_form: what stands in the way, and the smallest change that would help, with marks such
        as {p[3]}, {r[5]} and {w.many} for paper 3, reviewer 5 and `Words`; `in_words` puts names there, the properties numbers.
    """

    constraint: str
    papers: tuple[int, ...]
    reviewers: tuple[int, ...]
    missing: int
    sentence_form: str
    change_form: str

    def __str__(self) -> str:
        return f"{self.sentence} {self.change}"

    @property
    def sentence(self) -> str:
        return self.sentence_form.format(p=NUMBERS, r=_Numbered(), w=USUAL)

    @property
    def change(self) -> str:
        return self.change_form.format(p=NUMBERS, r=_Numbered(), w=USUAL)

    def in_words(self, papers: Sequence[str], reviewers: Sequence[str], words: Words = USUAL) -> str:
        """Both, with the names of papers and reviewers."""
        return f"{self.sentence_form} {self.change_form}".format(p=papers, r=reviewers, w=words)


class Infeasible(ValueError):
    """No matching meets the demand. `problems` say why; the first one's facts are on the exception itself."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(" ".join(str(problem) for problem in problems))
        self.problems = tuple(problems)
        self.papers = tuple(sorted({paper for problem in problems for paper in problem.papers}))
        self.constraint = problems[0].constraint
        self.change = problems[0].change


def check(
    scores: Matrix,
    demand: ArrayLike,
    load_min: ArrayLike,
    load_max: ArrayLike,
    forbidden: Matrix | None,
    **options: Unpack[Options],
) -> list[Problem]:
    """What stands in the way of meeting the demand; an empty list where nothing does.

    Minimum loads are no obstacle: `summary` names those that a matching leaves unmet.
    """

    return _examined(scores, demand, load_min, load_max, forbidden, options)[1]


def prepared(
    scores: Matrix,
    demand: ArrayLike,
    load_min: ArrayLike,
    load_max: ArrayLike,
    forbidden: Matrix | None,
    options: Options,
) -> Instance:
    """The problem in its one form, known to be feasible; raises Infeasible otherwise."""
    instance, problems = _examined(scores, demand, load_min, load_max, forbidden, options)
    if problems:
        raise Infeasible(problems)
    return instance


def _examined(
    scores: Matrix,
    demand: ArrayLike,
    load_min: ArrayLike,
    load_max: ArrayLike,
    forbidden: Matrix | None,
    options: Options,
) -> tuple[Instance, list[Problem]]:
    def stage(*left_out: str) -> Instance:
        kept = cast("Options", {name: value for name, value in options.items() if name not in left_out})
        return build(scores, demand, load_min, load_max, forbidden, **kept)

    whole = stage()
    return whole, _diagnosed(whole, stage)


def _diagnosed(whole: Instance, stage: Callable[..., Instance]) -> list[Problem]:
    """Find the first constraint, in the order below, with which the demand can no longer be met."""
    over = _fixed_too_many(whole)
    if over:
        return over
    if not _missing(whole).any():
        return []
    base = stage("minimum_score", "classes", "seniors")
    if _missing(base).any():
        return _short_of_reviewers(base)
    with_minimum = stage("classes", "seniors")
    if _missing(with_minimum).any():
        return [_minimum_too_high(base, with_minimum)]
    with_classes = stage("seniors")
    if _missing(with_classes).any():
        return [_classes_too_few(with_classes)]
    return [_seniors_too_few(whole)]


def _missing(instance: Instance) -> Ints:
    """Reviews short on each paper, as few as can be in all."""
    short = instance.demand - reach(instance.keep(best_of_each(instance))).met
    if short.any():
        short = instance.demand - reach(instance).met
    if short.any() or not instance.overlapping or program.possible(instance):
        return short
    return program.unmet(instance)


def _fixed_too_many(instance: Instance) -> list[Problem]:
    problems = []
    for paper in np.flatnonzero(instance.demand < 0).tolist():
        extra = -int(instance.demand[paper])
        sentence = f"{_papers([paper])} has {extra} more fixed {_people(extra)} than its demand."
        change = f"Free {extra} of its fixed pairs or raise its demand by {extra}."
        problems.append(Problem("fixed pairs", (paper,), (), extra, sentence, change))
    for reviewer in np.flatnonzero(instance.load_max < 0).tolist():
        extra = -int(instance.load_max[reviewer])
        papers = tuple(instance.fixed_paper[instance.fixed_reviewer == reviewer].tolist())
        sentence = f"{{r[{reviewer}]}} is fixed to {extra} more {'paper' if extra == 1 else 'papers'} than the maximum load."
        change = f"Free {extra} of these pairs or raise the load by {extra}."
        problems.append(Problem("fixed pairs", papers, (reviewer,), extra, sentence, change))
    if problems or instance.groups is None:
        return problems
    counts = np.zeros((instance.papers, instance.groups.shape[1]), dtype=np.int64)
    np.add.at(counts, instance.fixed_paper, instance.groups[instance.fixed_reviewer])
    for paper in np.flatnonzero((counts > 1).any(axis=1)).tolist():
        extra = int((counts[paper] - 1).clip(0).sum())
        sentence = f"{_papers([paper])} has two fixed {{w.many}} of one {{w.group}}."
        problems.append(Problem("fixed pairs", (paper,), (), extra, sentence, f"Free {extra} of them."))
    return problems


def _short_of_reviewers(base: Instance) -> list[Problem]:
    allowed = np.bincount(base.paper[base.load_max[base.reviewer] > 0], minlength=base.papers)
    lonely = np.flatnonzero(allowed < base.demand)
    if len(lonely):
        return [_lonely(base, int(paper), int(allowed[paper])) for paper in lonely]
    missing = int(base.demand.sum() - base.load_max.sum())
    if missing > 0:
        more = " more" if len(base.fixed_paper) else ""
        sentence = (
            f"{int(base.demand.sum())}{more} reviews are asked for, but the {{w.many}} take at most "
            f"{int(base.load_max.sum())}{more}."
        )
        change = f"Raise loads by {missing} in all, or ask for {missing} fewer {'review' if missing == 1 else 'reviews'}."
        papers = tuple(np.flatnonzero(base.demand > 0).tolist())
        return [Problem("total load", papers, (), missing, sentence, change)]
    return [_crowded(base)]


def _lonely(base: Instance, paper: int, allowed: int) -> Problem:
    missing = int(base.demand[paper]) - allowed
    needed = int(base.demand[paper])
    sentence = (
        f"{_papers([paper])} still needs {needed} {_people(needed)}, but only {allowed} "
        "can be asked: the others have a conflict or no load left."
    )
    change = f"Lower its demand by {missing}, or find {missing} more without a conflict."
    return Problem("conflicts", (paper,), (), missing, sentence, change)


def _crowded(base: Instance) -> Problem:
    cut = reach(base)
    papers, busy = np.flatnonzero(cut.papers & (base.demand > 0)), np.flatnonzero(cut.reviewers)
    short = base.demand - cut.met
    missing = int(short.sum())
    needed = int(base.demand[papers].sum())
    sentence = (
        f"{_papers(papers.tolist())} together need {needed} reviews; the {{w.many}} they may have can give "
        f"{needed - missing}."
    )
    more = _fewest_places(base)
    options = [f"ask for {_each(short, 'fewer on paper')}"]
    if more is not None:
        options.insert(0, f"raise the load by {_each(more, 'for', 'r')}")
    change = f"{', or '.join(options)}."
    change = change[0].upper() + change[1:]
    return Problem("load", tuple(papers.tolist()), tuple(busy.tolist()), missing, sentence, change)


def _fewest_places(base: Instance) -> Ints | None:
    """Extra load a reviewer, as little as can be in all, with which the demand is met; None where none does.

    Present loads stand as minimum loads, which come first, so that as few places as can be go beyond them.
    """
    roomy = replace(
        base,
        score=np.zeros(len(base.score)),
        load_min=base.load_max,
        load_max=np.where(base.load_max > 0, np.maximum(base.load_max, base.papers), 0),
    )
    chosen = cheapest(roomy)
    if chosen is None:
        return None
    loads = np.bincount(base.reviewer[chosen], minlength=base.reviewers)
    extra: Ints = np.maximum(loads - base.load_max, 0)
    return extra


def _minimum_too_high(base: Instance, strict: Instance) -> Problem:
    """Search for the largest minimum that can be met: feasibility only falls as the minimum rises."""
    short = _missing(strict)
    papers = np.flatnonzero(short)
    levels = np.unique(base.score)
    low, high = 0, len(levels) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if _missing(base.keep(base.score >= levels[middle])).any():
            high = middle - 1
        else:
            low = middle
    sentence = f"With the minimum score, {_papers(papers.tolist())} cannot have all their {{w.many}}."
    lower = np.floor(levels[low] * 1e4) / 1e4  # rounded down, that it may be typed as it is said
    change = f"Lower the minimum score to {lower:g}, or ask for {_each(short, 'fewer on paper')}."
    return Problem("minimum score", tuple(papers.tolist()), (), int(short.sum()), sentence, change)


def _classes_too_few(instance: Instance) -> Problem:
    short = _missing(instance)
    papers = np.flatnonzero(short)
    sentence = f"{_papers(papers.tolist())} cannot have all their {{w.many}} from different {{w.groups}}."
    change = f"Ask for {_each(short, 'fewer on paper')}, or invite {{w.many}} of other {{w.groups}}."
    return Problem("classes", tuple(papers.tolist()), (), int(short.sum()), sentence, change)


def _seniors_too_few(instance: Instance) -> Problem:
    short = _missing(instance)
    papers = np.flatnonzero(short)
    seniors = tuple(np.flatnonzero(instance.seniors).tolist()) if instance.seniors is not None else ()
    missing = int(short.sum())
    sentence = f"{_papers(papers.tolist())} cannot have a senior {{w.one}} and all others at once."
    change = f"Add {missing} in all to the load of seniors who may review them, or name {missing} more."
    return Problem("seniors", tuple(papers.tolist()), seniors, missing, sentence, change)


def _people(count: int) -> str:
    return "{w.one}" if count == 1 else "{w.many}"


def _papers(numbers: list[int], most: int = 10) -> str:
    words = ", ".join(f"{{p[{number}]}}" for number in numbers[:most])
    more = f" and {len(numbers) - most} more" if len(numbers) > most else ""
    return f"{'Paper' if len(numbers) == 1 else 'Papers'} {words}{more}"


def _each(counts: Ints, word: str, mark: str = "p", most: int = 10) -> str:
    where = np.flatnonzero(counts)
    words = ", ".join(f"{int(counts[at])} {word} {{{mark}[{at}]}}" for at in where[:most].tolist())
    return words if len(where) <= most else f"{words} and {int(counts[where[most:]].sum())} more elsewhere"
