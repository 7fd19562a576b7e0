"""What the matching says: why there is none, what it is made of, what a change would do, and how it is mended."""

from itertools import combinations, product

import numpy as np
import pytest

from reviews.matching import Infeasible, assign, assign_again, check, explain, move, summary
from tests.reviews.matching_cases import topical


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
