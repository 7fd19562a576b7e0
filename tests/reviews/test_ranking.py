"""Ranking rules and the filling of places: plain rules on plain figures."""

import pytest

from reviews.quota import Ranked, fill
from reviews.ranking import RULES, Scored

ORAL, SPOTLIGHT, POSTER = "accept_oral", "accept_spotlight", "accept_poster"


def test_rules_on_one_paper():
    reviews = {1: [Scored(1, 8, 5), Scored(2, 4, 1), Scored(3, 6)]}
    assert RULES["overall"](reviews) == {1: 6}
    assert RULES["weighted"](reviews) == {1: pytest.approx((8 * 5 + 4 + 6 * 3) / 9)}
    assert (RULES["min"](reviews)[1], RULES["max"](reviews)[1]) == (4, 8)
    assert RULES["spread"](reviews)[1] == pytest.approx((8 / 3) ** 0.5)
    assert RULES["confidence"](reviews) == {1: 3}
    assert all(rule({}) == {} for rule in RULES.values())
    assert RULES["spread"]({1: [Scored(1, 8)]}) == {}


def test_normalising_takes_out_a_reviewers_habit():
    """A strict and a mild reviewer order their papers alike: their best papers come out alike too."""
    strict = {paper: [Scored(1, score)] for paper, score in ((1, 5), (2, 3), (3, 1), (4, 3), (5, 1))}
    mild = {paper + 10: [Scored(2, score)] for paper, score in ((1, 10), (2, 8), (3, 6), (4, 8), (5, 6))}
    figures = RULES["normalised"](strict | mild)
    plain = RULES["overall"](strict | mild)
    assert plain[11] - plain[1] == 5
    assert abs(figures[11] - figures[1]) < 5 / 2
    assert figures[1] > figures[2] > figures[3]
    assert RULES["normalised"]({1: [Scored(1, 6)], 2: [Scored(2, 6)]}) == {1: 6, 2: 6}


def test_places_are_filled_down_the_ranking():
    ranked = [
        Ranked(1),
        Ranked(2, (POSTER,)),
        Ranked(3),
        Ranked(4, fixed=SPOTLIGHT),
        Ranked(5),
        Ranked(6),
    ]
    places = {ORAL: 1, SPOTLIGHT: 2, POSTER: 1}
    assert fill(ranked, places) == {1: ORAL, 2: POSTER, 3: SPOTLIGHT, 4: SPOTLIGHT}
    assert fill(ranked, places, first=1) == {1: ORAL, 4: SPOTLIGHT}
    assert fill(ranked, {ORAL: 9}, first=3) == {1: ORAL, 3: ORAL, 4: SPOTLIGHT}
    assert fill([], places) == {}
