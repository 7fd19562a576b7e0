"""The matching by its public door: against brute force, against the linear program, and against its own rules."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from reviews.matching import (
    Infeasible,
    assign,
    assign_again,
    assign_fair,
    bound,
    check,
    explain,
    lowest_bound,
    move,
    summary,
)


def topical(papers, reviewers, seed):
    """Scores with structure: some papers fit many reviewers, some hardly any."""
    rng = np.random.default_rng(seed)
    scores = rng.dirichlet(np.full(8, 0.3), papers) @ rng.dirichlet(np.full(8, 0.3), reviewers).T
    return scores / scores.max()


def every_matching(demand, load_min, load_max, forbidden):
    """All matchings of a small problem, as an array matchings x papers x reviewers of 0 and 1."""
    papers, reviewers = forbidden.shape
    found = np.zeros((1, 0, reviewers), dtype=int)
    for paper in range(papers):
        allowed = [reviewer for reviewer in range(reviewers) if not forbidden[paper, reviewer]]
        teams = list(combinations(allowed, demand[paper]))
        rows = np.zeros((len(teams), 1, reviewers), dtype=int)
        for row, team in zip(rows, teams, strict=True):
            row[0, list(team)] = 1
        before = np.repeat(found, len(teams), axis=0)
        found = np.concatenate([before, np.tile(rows, (len(found), 1, 1))], axis=1)
        found = found[(found.sum(axis=1) <= load_max).all(axis=1)]
    return found[(found.sum(axis=1) >= load_min).all(axis=1)]


def keeps(matching, *, fixed=(), minimum_score=None, classes=None, seniors=None, scores=None):
    """Whether a matching keeps the rules, told by its rows alone."""
    if any(not matching[pair] for pair in fixed):
        return False
    for paper, row in enumerate(matching):
        team = np.flatnonzero(row)
        if seniors is not None and len(team) and not np.asarray(seniors)[team].any():
            return False
        if classes is not None:
            member = np.asarray(classes)
            if member.ndim == 1:
                named = [c for c in member[team] if c >= 0]
                if len(set(named)) < len(named):
                    return False
            elif (member[team].sum(axis=0) > 1).any():
                return False
        if minimum_score is not None:
            free = [r for r in team if (paper, r) not in fixed]
            if any(scores[paper, r] < minimum_score for r in free):
                return False
    return True


def assert_sound(matching, demand, load_max, forbidden):
    assert set(np.unique(matching)) <= {0, 1}
    assert (matching.sum(axis=1) == demand).all()
    assert (matching.sum(axis=0) <= load_max).all()
    assert not (matching.astype(bool) & forbidden).any()


class TestOptimum:
    @pytest.mark.parametrize("seed", range(12))
    def test_is_the_best_of_all_matchings(self, seed):
        rng = np.random.default_rng(seed)
        scores, forbidden = rng.random((4, 5)), rng.random((4, 5)) < 0.15
        demand, low, high = np.array([2, 1, 2, 1]), np.zeros(5, int), np.full(5, 2)
        everything = every_matching(demand, low, high, forbidden)
        assert len(everything) > 1
        matching = assign(scores, demand, low, high, forbidden)
        assert_sound(matching, demand, high, forbidden)
        assert (scores * matching).sum() == pytest.approx((scores * everything).sum(axis=(1, 2)).max())

    @pytest.mark.parametrize("seed", range(6))
    def test_with_minimum_loads_is_the_best_that_keeps_them(self, seed):
        rng = np.random.default_rng(seed)
        scores, forbidden = rng.random((4, 4)) * [1, 1, 1, 0.1], np.zeros((4, 4), bool)
        demand, low, high = np.full(4, 2), np.array([0, 0, 0, 3]), np.full(4, 4)
        free = assign(scores, demand, 0, high, forbidden)
        assert free[:, 3].sum() < 3
        matching = assign(scores, demand, low, high, forbidden)
        best = (scores * every_matching(demand, low, high, forbidden)).sum(axis=(1, 2)).max()
        assert matching[:, 3].sum() == 3
        assert (scores * matching).sum() == pytest.approx(best)

    @pytest.mark.parametrize(("papers", "reviewers"), [(60, 40), (100, 60), (60, 90)])
    @pytest.mark.parametrize("kind", ["uniform", "topical", "ties"])
    def test_reaches_the_bound_of_the_linear_program(self, papers, reviewers, kind):
        rng = np.random.default_rng(papers)
        scores = {
            "uniform": rng.random((papers, reviewers)),
            "topical": topical(papers, reviewers, 1),
            "ties": rng.integers(0, 4, (papers, reviewers)) / 3,
        }[kind]
        forbidden = rng.random(scores.shape) < 0.1
        arguments = (scores, 3, 1, 6, forbidden)
        matching = assign(*arguments)
        assert_sound(matching, 3, 6, forbidden)
        assert (scores * matching).sum() / bound(*arguments) == pytest.approx(1.0, abs=1e-6)

    @pytest.mark.parametrize("factor", [1e-7, 1e-3, 1.0, 1e5])
    def test_does_not_depend_on_the_size_of_scores(self, factor):
        scores = topical(30, 20, 2) - 0.3
        plain = assign(scores, 2, 0, 4, None)
        scaled = assign(scores * factor, 2, 0, 4, None)
        assert (scores * scaled).sum() == pytest.approx((scores * plain).sum(), rel=1e-5)

    def test_close_scores_are_told_apart(self):
        """A cost scale of 100 sees two equal scores here and may choose the lesser."""
        scores = np.array([[0.5001, 0.5004, 0.5002]])
        assert assign(scores, 1, 0, 1, None).tolist() == [[0, 1, 0]]

    def test_same_input_same_answer_and_a_seed_chooses_among_equals(self):
        scores = np.ones((12, 12))
        first = assign(scores, 2, 0, 2, None)
        assert (first == assign(scores, 2, 0, 2, None)).all()
        seeded = assign(scores, 2, 0, 2, None, seed=5)
        assert (seeded == assign(scores, 2, 0, 2, None, seed=5)).all()
        assert (seeded != assign(scores, 2, 0, 2, None, seed=6)).any()
        assert seeded.sum() == first.sum()

    def test_sparse_candidates_give_the_answer_of_the_dense_form(self):
        rng = np.random.default_rng(3)
        scores = rng.random((30, 40)) + 0.01
        candidate = rng.random(scores.shape) < 0.4
        given_sparse = sparse.csr_array(np.where(candidate, scores, 0))
        forbidden = sparse.csr_array(rng.random(scores.shape) < 0.1)
        dense = assign(scores, 3, 0, 4, ~candidate | forbidden.toarray())
        found = assign(given_sparse, 3, 0, 4, forbidden)
        assert sparse.issparse(found)
        assert found.shape == scores.shape
        assert (found.toarray() * scores).sum() == pytest.approx((dense * scores).sum())
        assert not (found.toarray().astype(bool) & (~candidate | forbidden.toarray())).any()

    @pytest.mark.parametrize("seed", [None, 1, 2])
    def test_of_equal_totals_one_whose_worst_off_paper_is_better(self, seed):
        """In each of ten pairs of papers 0.9 + 0.1 and 0.5 + 0.5 come to the same."""
        block = np.array([[0.9, 0.5], [0.5, 0.1]])
        scores, allowed = np.kron(np.eye(10), block), np.kron(np.eye(10), np.ones((2, 2)))
        matching = assign(scores, 1, 0, 1, allowed == 0, seed=seed)
        assert (scores * matching).sum(axis=1).tolist() == [0.5] * 20

    def test_a_paper_that_asks_for_nobody_gets_nobody(self):
        matching = assign(np.ones((2, 2)), [0, 1], 0, 1, None)
        assert matching.sum(axis=1).tolist() == [0, 1]

    def test_no_papers(self):
        assert assign(np.zeros((0, 3)), np.zeros(0, int), 0, 2, np.zeros((0, 3), bool)).shape == (0, 3)


class TestFewPairs:
    """A large problem is solved on a few of its pairs: the answer must be that of the whole."""

    @pytest.fixture(autouse=True)
    def few(self, monkeypatch):
        monkeypatch.setattr("reviews.matching.pricing.SMALL", 0)
        monkeypatch.setattr("reviews.matching.pricing.OF_PAPER", 7)
        monkeypatch.setattr("reviews.matching.pricing.OF_REVIEWER", 5)

    @pytest.mark.parametrize("kind", ["uniform", "topical", "ties", "one expert"])
    @pytest.mark.parametrize(
        "rules",
        [
            {},
            {"classes": np.arange(40) % 13},
            {"seniors": np.arange(40) % 3 == 0},
            {"fixed": [(5, 5), (6, 5)], "minimum_score": 0.01},
        ],
        ids=["free", "classes", "seniors", "fixed"],
    )
    @pytest.mark.parametrize("load_min", [0, 2])
    def test_reaches_the_bound(self, kind, rules, load_min):
        rng = np.random.default_rng(7)
        scores = {
            "uniform": rng.random((60, 40)) + 0.02,
            "topical": topical(60, 40, 7) + 0.02,
            "ties": (1 + rng.integers(0, 4, (60, 40))) / 4,
            "one expert": np.where(np.arange(40) == 3, 0.9, 0.02 + 0.01 * rng.random((60, 40))),
        }[kind]
        forbidden = rng.random(scores.shape) < 0.1
        forbidden[5:7, 5] = False
        arguments = (scores, 3, load_min, 6, forbidden)
        matching = assign(*arguments, **rules)
        assert_sound(matching, 3, 6, forbidden)
        assert keeps(matching, scores=scores, **rules)
        assert matching.sum(axis=0).min() >= load_min
        assert (scores * matching).sum() == pytest.approx(bound(*arguments, **rules), rel=1e-6)

    def test_finds_the_only_matching_there_is(self):
        """The few pairs cannot meet the demand here, so the whole must be asked."""
        scores = np.tile(np.linspace(1, 0.1, 30), (30, 1))
        matching = assign(scores, 1, 0, 1, None)
        assert (matching.sum(axis=0) == 1).all()
        with pytest.raises(Infeasible):
            assign(np.vstack([scores, scores[:1]]), 1, 0, 1, None)


class TestRules:
    @pytest.mark.parametrize("seed", range(8))
    @pytest.mark.parametrize(
        "rules",
        [
            {"fixed": [(0, 4), (2, 0)]},
            {"minimum_score": 0.3},
            {"classes": [0, 0, 1, 1, -1]},
            {"seniors": [True, False, False, True, False]},
            {"classes": [0, 0, 1, 1, -1], "seniors": [True, False, False, True, False]},
            {"classes": [[1, 0], [1, 1], [0, 1], [0, 0], [0, 0]]},
            {"fixed": [(0, 4), (1, 0)], "classes": [0, 0, 1, 1, 1], "minimum_score": 0.1},
            {"fixed": [(0, 3), (1, 1)], "seniors": [True, False, False, True, False]},
        ],
        ids="+".join,
    )
    def test_the_best_of_those_that_keep_them(self, rules, seed):
        rng = np.random.default_rng(seed)
        scores, forbidden = rng.random((4, 5)), np.zeros((4, 5), bool)
        demand, low, high = np.full(4, 2), np.zeros(5, int), np.full(5, 3)
        everything = every_matching(demand, low, high, forbidden)
        totals = (scores * everything).sum(axis=(1, 2))
        falling = (index for index in np.argsort(-totals) if keeps(everything[index], scores=scores, **rules))
        first = next(falling, None)
        if first is None:
            with pytest.raises(Infeasible):
                assign(scores, demand, low, high, forbidden, **rules)
            return
        best = totals[first]
        matching = assign(scores, demand, low, high, forbidden, **rules)
        assert_sound(matching, demand, high, forbidden)
        assert keeps(matching, scores=scores, **rules)
        assert (scores * matching).sum() == pytest.approx(best)
        assert best <= bound(scores, demand, low, high, forbidden, **rules) + 1e-9
        fair = assign_fair(scores, demand, low, high, forbidden, **rules)
        assert_sound(fair, demand, high, forbidden)
        assert keeps(fair, scores=scores, **rules)
        assert (scores * fair).sum() >= 0.97 * best

    def test_a_fixed_pair_stands_below_the_minimum_score(self):
        scores = np.array([[0.0, 0.9, 0.8]])
        assert assign(scores, 2, 0, 1, None, minimum_score=0.5, fixed=[(0, 0)]).tolist() == [[1, 1, 0]]

    def test_rules_that_cross_are_proved_where_the_linear_program_is_not_enough(self, monkeypatch):
        """Of three reviewers who each share a class with the next, halves would be better than any whole choice."""
        scores = np.random.default_rng(7).random((12, 12))
        scores[:, :9] += 0.5
        classes = np.zeros((12, 9), int)
        classes[:9] = np.kron(np.eye(3, dtype=int), [[1, 1, 0], [0, 1, 1], [1, 0, 1]])
        arguments, rules = (scores, 3, 0, 6, None), {"classes": classes}
        whole = assign(*arguments, **rules)
        monkeypatch.setattr("reviews.matching.program.SMALL", 0)
        monkeypatch.setattr("reviews.matching.program.PER_REVIEW", 0)
        few = assign(*arguments, **rules)
        assert keeps(few, **rules)
        assert (scores * whole).sum() < bound(*arguments, **rules) - 1e-6
        assert (scores * few).sum() == pytest.approx((scores * whole).sum())

    def test_rules_that_cross_hold_at_workshop_size(self):
        scores = topical(60, 40, 4)
        classes, seniors = np.arange(40) % 9, np.arange(40) % 4 == 0
        plain = assign(scores, 3, 0, 6, None)
        assert not keeps(plain, classes=classes, seniors=seniors)
        matching = assign(scores, 3, 0, 6, None, classes=classes, seniors=seniors)
        assert keeps(matching, classes=classes, seniors=seniors)
        assert_sound(matching, 3, 6, np.zeros(scores.shape, bool))

    @pytest.mark.parametrize("seed", range(4))
    @pytest.mark.parametrize("load_min", [0, 2])
    def test_rules_that_cross_are_solved_on_few_pairs_as_on_all(self, monkeypatch, load_min, seed):
        scores = np.random.default_rng(seed).integers(1, 9, (40, 30)) / 8
        arguments = (scores, 3, load_min, 5, None)
        rules = {"classes": np.arange(30) % 5, "seniors": np.arange(30) % 4 == 0}
        whole = assign(*arguments, **rules)
        monkeypatch.setattr("reviews.matching.program.SMALL", 0)
        monkeypatch.setattr("reviews.matching.program.BEGIN_WITH", 4)
        monkeypatch.setattr("reviews.matching.program.PER_REVIEW", 0)
        few = assign(*arguments, **rules)
        assert keeps(few, **rules)
        assert few.sum(axis=0).min() >= load_min
        assert (scores * few).sum() == pytest.approx((scores * whole).sum())
        assert not keeps(assign(*arguments), **rules)


class TestFair:
    @pytest.mark.parametrize("seed", range(10))
    def test_is_the_fairest_of_all_within_the_share(self, seed):
        rng = np.random.default_rng(seed)
        scores, forbidden = rng.random((4, 5)), rng.random((4, 5)) < 0.1
        demand, low, high = np.full(4, 2), np.zeros(5, int), np.full(5, 2)
        of_papers = (scores * every_matching(demand, low, high, forbidden)).sum(axis=2)
        totals = of_papers.sum(axis=1)
        best = totals.max()
        fairest = of_papers[totals >= 0.9 * best].min(axis=1).max()
        matching = assign_fair(scores, demand, low, high, forbidden, keep=0.9)
        assert_sound(matching, demand, high, forbidden)
        assert (scores * matching).sum() >= 0.9 * best - 1e-6
        assert (scores * matching).sum(axis=1).min() == pytest.approx(fairest)

    def test_raises_the_worst_off_and_keeps_the_share(self):
        scores = topical(120, 60, 5)
        optimum, fair = assign(scores, 3, 0, 6, None), assign_fair(scores, 3, 0, 6, None)
        assert (scores * fair).sum() >= 0.97 * (scores * optimum).sum()
        assert (scores * fair).sum(axis=1).min() > 1.2 * (scores * optimum).sum(axis=1).min()

    @pytest.mark.parametrize("keep", [0.9, 0.97, 0.995])
    def test_the_share_binds_where_fairness_is_dear(self, keep):
        """Reviewers differ more than papers do: a paper is raised at others' cost only."""
        rng = np.random.default_rng(3)
        scores = rng.beta(1, 4, (1, 30)) + rng.random((50, 30)) / 5
        optimum, fair = assign(scores, 3, 0, 6, None), assign_fair(scores, 3, 0, 6, None, keep=keep)
        share = (scores * fair).sum() / (scores * optimum).sum()
        assert keep - 1e-9 <= share < 1.0
        assert (scores * fair).sum(axis=1).min() > (scores * optimum).sum(axis=1).min()

    def test_keeping_everything_costs_nothing(self):
        scores = topical(80, 40, 6)
        optimum, fair = assign(scores, 3, 0, 6, None), assign_fair(scores, 3, 0, 6, None, keep=1.0)
        assert (scores * fair).sum() == pytest.approx((scores * optimum).sum())

    def test_comes_near_the_bound_of_the_linear_program(self):
        scores = topical(60, 40, 9)
        limit = lowest_bound(scores, 3, 0, 6, None)
        reached = (scores * assign_fair(scores, 3, 0, 6, None)).sum(axis=1).min()
        assert 0.95 * limit <= reached <= limit + 1e-9

    def test_the_bound_counts_what_must_be_kept(self):
        """One paper can only be raised at the other's cost."""
        scores = np.array([[1.0, 0.4], [0.5, 0.0]])
        assert lowest_bound(scores, 1, 0, 1, None, keep=0.5) == pytest.approx(5 / 11, abs=1e-6)
        assert lowest_bound(scores, 1, 0, 1, None, keep=1.0) == pytest.approx(0.0, abs=1e-6)

    def test_minimum_loads_stay_met(self):
        scores = topical(60, 40, 7)
        assert assign(scores, 3, 0, 8, None).sum(axis=0).min() < 3
        fair = assign_fair(scores, 3, 3, 8, None)
        assert fair.sum(axis=0).min() >= 3

    def test_same_input_same_answer(self):
        scores = topical(60, 30, 8)
        assert (assign_fair(scores, 3, 0, 8, None) == assign_fair(scores, 3, 0, 8, None)).all()

    def test_a_share_is_a_share(self):
        with pytest.raises(ValueError, match="share"):
            assign_fair(np.ones((1, 1)), 1, 0, 1, None, keep=97)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_is_asked_loads_demand_and_conflicts_hold(data):
    papers, reviewers = data.draw(st.integers(1, 6)), data.draw(st.integers(1, 6))
    cells = st.lists(st.integers(0, 3), min_size=papers * reviewers, max_size=papers * reviewers)
    scores = np.array(data.draw(cells)).reshape(papers, reviewers) / 3
    forbidden = np.array(data.draw(cells)).reshape(papers, reviewers) == 0
    demand = np.array(data.draw(st.lists(st.integers(0, 3), min_size=papers, max_size=papers)))
    high = np.array(data.draw(st.lists(st.integers(0, 4), min_size=reviewers, max_size=reviewers)))
    low = np.minimum(high, 1)
    if not len(every_matching(demand, 0, high, forbidden)):
        with pytest.raises(Infeasible) as caught:
            assign(scores, demand, low, high, forbidden)
        assert caught.value.papers
        return
    matching = assign(scores, demand, low, high, forbidden)
    fair = assign_fair(scores, demand, low, high, forbidden)
    for found in (matching, fair):
        assert_sound(found, demand, high, forbidden)
    assert (scores * matching).sum() >= (scores * fair).sum() - 1e-6
    assert (scores * fair).sum() >= 0.97 * (scores * matching).sum() - 1e-6
    figures = summary(scores, demand, low, high, forbidden, matching)
    assert figures.share == pytest.approx(1.0)
    assert figures.short == figures.above_maximum == figures.not_allowed == ()


class TestInfeasible:
    def refusal(self, *arguments, **options):
        with pytest.raises(Infeasible) as caught:
            assign(*arguments, **options)
        assert [*check(*arguments, **options)] == [*caught.value.problems]
        return caught.value

    def test_a_paper_with_too_many_conflicts_is_named(self):
        forbidden = np.zeros((3, 4), bool)
        forbidden[1, 1:] = True
        refusal = self.refusal(np.ones((3, 4)), 2, 0, 4, forbidden)
        assert refusal.papers == (1,)
        assert refusal.constraint == "conflicts"
        assert "Paper 1" in str(refusal)
        assert "Lower its demand by 1" in refusal.change
        assert assign(np.ones((3, 4)), [2, 1, 2], 0, 4, forbidden).sum() == 5

    def test_too_little_load_in_all_says_how_much(self):
        refusal = self.refusal(np.ones((5, 4)), 3, 0, 3, None)
        assert refusal.constraint == "total load"
        assert refusal.problems[0].missing == 3
        assert "Raise loads by 3" in refusal.change
        assert assign(np.ones((5, 4)), 3, 0, [3, 4, 4, 4], None).sum() == 15

    def test_papers_that_share_too_few_reviewers_are_named_and_the_change_suffices(self):
        forbidden = np.zeros((6, 8), bool)
        forbidden[:3, 3:] = True
        refusal = self.refusal(np.ones((6, 8)), 2, 0, [1, 2, 2, 4, 4, 4, 4, 4], forbidden)
        (problem,) = refusal.problems
        assert problem.constraint == "load"
        assert problem.papers == (0, 1, 2)
        assert problem.reviewers == (0, 1, 2)
        assert problem.missing == 1
        assert "raise the load by 1" in problem.change.lower()
        assert assign(np.ones((6, 8)), 2, 0, [2, 2, 2, 4, 4, 4, 4, 4], forbidden).sum() == 12

    def test_a_minimum_score_too_high_names_the_highest_that_works(self):
        scores = np.array([[0.9, 0.8, 0.1], [0.9, 0.35, 0.2]])
        refusal = self.refusal(scores, 2, 0, 2, None, minimum_score=0.5)
        assert refusal.constraint == "minimum score"
        assert refusal.papers == (1,)
        assert "0.35" in refusal.change
        assert assign(scores, 2, 0, 2, None, minimum_score=0.35).sum() == 4

    def test_classes_that_leave_too_few(self):
        refusal = self.refusal(np.ones((2, 3)), 2, 0, 2, None, classes=[0, 0, 0])
        assert refusal.constraint == "classes"
        assert refusal.papers == (0, 1)

    def test_too_few_seniors(self):
        refusal = self.refusal(np.ones((3, 4)), 2, 0, 2, None, seniors=[True, False, False, False])
        assert refusal.constraint == "seniors"
        assert refusal.problems[0].missing == 1
        assert refusal.problems[0].reviewers == (0,)

    def test_too_few_seniors_of_different_classes(self):
        options = {"seniors": [True, True, False], "classes": [0, 0, 0]}
        assert check(np.ones((1, 3)), 1, 0, 1, None, **options) == []
        refusal = self.refusal(np.ones((1, 3)), 2, 0, 1, None, **options)
        assert refusal.constraint == "classes"

    def test_fixed_pairs_beyond_demand_or_load(self):
        refusal = self.refusal(np.ones((2, 3)), 1, 0, 2, None, fixed=[(0, 0), (0, 1)])
        assert refusal.constraint == "fixed pairs"
        assert refusal.papers == (0,)
        refusal = self.refusal(np.ones((2, 3)), 1, 0, [0, 1, 1], None, fixed=[(0, 0)])
        assert refusal.problems[0].reviewers == (0,)
        assert str(refusal).startswith("Reviewer 0 is fixed to 1 more paper than the maximum load.")

    def test_fixed_pairs_of_one_class(self):
        refusal = self.refusal(np.ones((1, 3)), 2, 0, 2, None, fixed=[(0, 0), (0, 1)], classes=[4, 4, 5])
        assert refusal.constraint == "fixed pairs"

    def test_what_can_be_met_has_no_problems(self):
        assert check(np.ones((3, 4)), 2, 2, 3, None) == []


class TestArguments:
    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"scores": np.full((2, 3), np.nan)}, "finite"),
            ({"scores": np.ones(3)}, "papers x reviewers"),
            ({"forbidden": np.zeros((3, 2), bool)}, "shape"),
            ({"demand": [1, 2, 3]}, "demand"),
            ({"demand": -1}, "demand"),
            ({"demand": 1.5}, "demand"),
            ({"demand": [1, np.nan]}, "demand"),
            ({"load_max": np.inf}, "load_max"),
            ({"minimum_score": np.nan}, "minimum_score"),
            ({"scores": np.full((2, 3), 1.7e308)}, "finite"),
            ({"load_min": 3}, "load_min is above load_max for reviewers 0, 1, 2"),
            ({"load_max": [1, 1]}, "load_max"),
            ({"fixed": [(0, 7)]}, "does not exist"),
            ({"fixed": [(0, 0)], "forbidden": np.eye(2, 3, dtype=bool)}, "fixed and forbidden"),
            ({"classes": [1, 2]}, "classes"),
            ({"seniors": [True]}, "seniors"),
        ],
    )
    def test_what_does_not_fit_together_is_refused_in_words(self, change, words):
        given_arguments = {
            "scores": np.ones((2, 3)),
            "demand": 1,
            "load_min": 0,
            "load_max": 2,
            "forbidden": None,
        }
        assert assign(**given_arguments).sum() == 2
        with pytest.raises(ValueError, match=words):
            assign(**{**given_arguments, **change})


class TestReport:
    scores = np.array([[0.9, 0.5, 0.4, 0.0], [0.8, 0.7, 0.6, 0.0], [0.0, 0.0, 0.3, 0.0]])
    problem = (scores, [1, 1, 1], 0, [1, 1, 2, 2], None)

    def test_summary_of_an_optimum(self):
        figures = summary(*self.problem, assign(*self.problem))
        assert figures.total == pytest.approx(1.9)
        assert figures.share == pytest.approx(1.0)
        assert figures.lowest == pytest.approx(0.3)
        assert figures.lowest_papers == (2,)
        assert figures.worst_tenth == pytest.approx(0.3)
        assert figures.loads == (1, 1, 1, 0)
        assert figures.zero_score == figures.short == figures.below_minimum == ()

    def test_summary_names_what_a_matching_lacks(self):
        scores, demand, _, load_max, _ = self.problem
        matching = np.array([[1, 0, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0]])
        forbidden = np.zeros((3, 4), bool)
        forbidden[1, 0] = True
        figures = summary(scores, demand, [0, 1, 2, 0], load_max, forbidden, matching)
        assert figures.short == ((2, 1),)
        assert figures.above_maximum == ((0, 1),)
        assert figures.below_minimum == ((1, 1), (2, 2))
        assert figures.not_allowed == ((1, 0),)

    def test_minimum_loads_that_cannot_be_met_are_named(self):
        forbidden = np.zeros((3, 4), bool)
        forbidden[1:, 3] = True
        arguments = (self.scores, 1, [0, 0, 0, 2], 2, forbidden)
        figures = summary(*arguments, assign(*arguments))
        assert figures.loads[3] == 1
        assert figures.below_minimum == ((3, 1),)
        assert figures.zero_score == ((0, 3),)

    def test_worst_tenth_is_the_mean_of_the_lowest_tenth(self):
        scores = np.arange(1.0, 21.0)[:, None]
        figures = summary(scores, 1, 0, 20, None, np.ones((20, 1)))
        assert figures.worst_tenth == pytest.approx(1.5)

    def test_a_chosen_pair_is_explained_by_what_else_could_be(self):
        answer = explain(*self.problem, assign(*self.problem), 1, 1)
        assert answer.chosen
        assert (answer.score, answer.rank) == (0.7, 2)
        assert answer.alternative == 2
        assert answer.alternative_total == pytest.approx(1.8)
        assert answer.optimum == pytest.approx(1.9)
        assert answer.optimum_otherwise == pytest.approx(1.8)

    def test_a_pair_that_was_not_chosen_is_explained_by_what_it_would_cost(self):
        answer = explain(*self.problem, assign(*self.problem), 1, 0)
        assert not answer.chosen
        assert (answer.score, answer.rank) == (0.8, 1)
        assert answer.alternative == 1
        assert answer.optimum_otherwise == pytest.approx(0.8 + 0.5 + 0.3)

    def test_a_forbidden_pair_has_no_otherwise(self):
        scores, demand, low, high, _ = self.problem
        forbidden = np.zeros((3, 4), bool)
        forbidden[0, 0] = True
        matching = assign(scores, demand, low, high, forbidden)
        answer = explain(scores, demand, low, high, forbidden, matching, 0, 0)
        assert not answer.chosen
        assert answer.alternative is None
        assert answer.optimum_otherwise is None

    @pytest.mark.parametrize("seed", range(5))
    def test_the_optimum_otherwise_is_that_of_the_changed_problem(self, seed):
        scores = topical(8, 6, seed)
        forbidden = np.zeros(scores.shape, bool)
        arguments = (scores, 2, 0, 4, forbidden)
        matching = assign(*arguments)
        for paper, reviewer in [(0, int(matching[0].argmax())), (0, int(matching[0].argmin()))]:
            answer = explain(*arguments, matching, paper, reviewer)
            if answer.chosen:
                barred = forbidden.copy()
                barred[paper, reviewer] = True
                other = assign(scores, 2, 0, 4, barred)
            else:
                other = assign(*arguments, fixed=[(paper, reviewer)])
            assert answer.optimum_otherwise == pytest.approx((scores * other).sum())

    def test_a_move_by_hand_shows_its_effect(self):
        matching = assign(*self.problem)
        effect = move(*self.problem, matching, 1, out=1, into=2)
        assert effect.total_before == pytest.approx(1.9)
        assert effect.total_after == pytest.approx(1.8)
        assert (effect.paper_before, effect.paper_after) == (0.7, 0.6)
        assert effect.problems == ()

    def test_a_move_says_what_it_breaks(self):
        scores, demand, _, high, _ = self.problem
        forbidden = np.zeros((3, 4), bool)
        forbidden[1, 0] = True
        rules = {"classes": [0, -1, 0, -1], "seniors": [False, True, False, False]}
        matching = np.array([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]])
        effect = move(scores, demand, [0, 1, 0, 0], high, forbidden, matching, 1, out=1, into=0, **rules)
        said = " ".join(effect.problems)
        assert "Reviewer 0 would be above the maximum load" in said
        assert "Reviewer 1 would be below the minimum load" in said
        assert "Reviewer 0 may not review paper 1" in said
        assert "Paper 1 would have no senior reviewer" in said
        added = move(scores, demand, 0, high, None, matching, 0, into=2, **rules)
        assert "two reviewers of one class" in " ".join(added.problems)
        assert "1 reviewers more" in " ".join(added.problems)
        taken = move(scores, demand, 0, high, None, matching, 0, out=0)
        assert "fewer than asked for" in taken.problems[0]

    def test_a_move_of_someone_who_is_not_there_is_refused(self):
        matching = assign(*self.problem)
        with pytest.raises(ValueError, match="not on paper 0"):
            move(*self.problem, matching, 0, out=3)
        with pytest.raises(ValueError, match="already"):
            move(*self.problem, matching, 0, into=0)


class TestAssignAgain:
    """A repair: as many pairs kept as can be, then the largest total, by trying all matchings of small problems."""

    def every(self, demand, load_max, forbidden):
        papers, reviewers = forbidden.shape
        teams = [
            [
                team
                for team in combinations(range(reviewers), demand[paper])
                if not forbidden[paper, list(team)].any()
            ]
            for paper in range(papers)
        ]
        for choice in product(*teams):
            loads = np.bincount([who for team in choice for who in team], minlength=reviewers)
            if (loads <= load_max).all():
                yield {(paper, who) for paper, team in enumerate(choice) for who in team}

    @pytest.mark.parametrize("seed", range(12))
    def test_fewest_changes_first_then_the_total(self, seed):
        rng = np.random.default_rng(seed)
        scores = rng.random((4, 5)).round(2)
        demand, load_max = np.array([2, 1, 2, 1]), rng.integers(1, 4, 5)
        forbidden = rng.random((4, 5)) < 0.2
        kept = {(paper, int(rng.integers(5))) for paper in range(4)}
        found = list(self.every(demand, load_max, forbidden))
        if not found:
            with pytest.raises(Infeasible):
                assign_again(scores, demand, 0, load_max, forbidden, kept=kept)
            return
        worth = max((len(pairs & kept), sum(scores[pair] for pair in pairs)) for pairs in found)
        answer = assign_again(scores, demand, 0, load_max, forbidden, kept=kept)
        chosen = set(zip(*map(list, np.nonzero(answer)), strict=True))
        assert len(chosen & kept) == worth[0]
        assert sum(scores[pair] for pair in chosen) == pytest.approx(worth[1], abs=1e-4)

    def test_what_scores_gain_is_never_worth_a_pair(self):
        scores = np.array([[0.0, 1.0, -1.0], [1.0, 0.0, 1.0]])
        answer = assign_again(scores, 1, 0, 1, None, kept=[(0, 0), (1, 1)])
        assert answer.tolist() == [[1, 0, 0], [0, 1, 0]]
        assert assign_again(scores, 1, 0, 1, None, kept=[]).tolist() == [[0, 1, 0], [1, 0, 0]]
