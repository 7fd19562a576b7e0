"""The matching under a cap: its marginals, its loads, and the lowest cap that can be had."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.matching import Infeasible, assign, assign_randomly, assignment
from reviews.matching.randomised import probabilities


def test_no_pair_is_more_likely_than_the_cap_and_the_expected_total_is_the_best(monkeypatch):
    solved = []

    def once(instance, cap):
        """The linear program hears of no seed: two thousand draws of one problem go by the answer to the first."""
        solved[:] = solved or [probabilities(instance, cap)]
        return solved[0]

    monkeypatch.setattr(assignment, "probabilities", once)
    scores = np.array([[1.0, 0.5, 0.0], [0.8, 0.1, 0.4]])
    asked = (scores, [1, 1], [0, 0, 0], [1, 1, 1], None)
    draws = np.mean([assign_randomly(*asked, cap=0.7, seed=seed) for seed in range(2000)], axis=0)
    # The best for each paper is the same, and dearer to the first: it takes what the cap allows, the second what is left.
    assert draws == pytest.approx(np.array([[0.7, 0.3, 0.0], [0.3, 0.0, 0.7]]), abs=0.04)


def test_with_no_cap_it_is_the_optimum():
    scores = np.random.default_rng(3).random((8, 6))
    asked = (scores, [2] * 8, [0] * 6, [3] * 6, None)
    assert (assign_randomly(*asked, cap=1.0) * scores).sum() == pytest.approx((assign(*asked) * scores).sum())


@given(st.integers(0, 10_000), st.floats(0.5, 1.0))
@settings(max_examples=25, deadline=None)
def test_demand_load_conflicts_and_fixed_pairs_hold_in_every_draw(seed, cap):
    rng = np.random.default_rng(seed)
    scores, forbidden = rng.random((6, 9)), rng.random((6, 9)) < 0.1
    forbidden[0, 0] = False
    chosen = assign_randomly(scores, [2] * 6, [0] * 9, [3] * 9, forbidden, cap=cap, seed=seed, fixed=[(0, 0)])
    assert (chosen.sum(axis=1) == 2).all()
    assert (chosen.sum(axis=0) <= 3).all()
    assert not chosen[forbidden].any()
    assert chosen[0, 0]


def test_a_seed_gives_the_same_draw_again():
    scores = np.random.default_rng(1).random((5, 7))
    asked = (scores, [2] * 5, [0] * 7, [2] * 7, None)
    draws = [assign_randomly(*asked, cap=0.5, seed=seed).tolist() for seed in (1, 1, 2, 3, 4)]
    assert draws[0] == draws[1]
    assert any(draw != draws[0] for draw in draws[2:])


def test_a_cap_that_is_too_low_names_the_papers_and_the_lowest_that_would_do():
    forbidden = np.zeros((2, 4), dtype=bool)
    forbidden[1, 2:] = True
    asked = (np.ones((2, 4)), [1, 1], [0] * 4, [1] * 4, forbidden)
    with pytest.raises(Infeasible) as refusal:
        assign_randomly(*asked, cap=0.4)
    assert refusal.value.papers == (1,)
    assert "Raise the cap to 50%" in refusal.value.change
    assert assign_randomly(*asked, cap=0.5).sum() == 2


@pytest.mark.parametrize("wrong", [{"cap": 0.0}, {"cap": 1.5}, {"cap": 0.5, "seniors": [True, True]}])
def test_what_does_not_fit_together_is_refused(wrong):
    with pytest.raises(ValueError, match="cap"):
        assign_randomly(np.ones((1, 2)), [1], [0, 0], [1, 1], None, **wrong)
