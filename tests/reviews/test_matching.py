"""The matching by its public door: against brute force, against the linear program, and against its own rules."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from reviews.matching import Infeasible, assign, assign_fair, bound, lowest_bound, summary
from tests.reviews.matching_cases import assert_sound, every_matching, keeps, topical


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
