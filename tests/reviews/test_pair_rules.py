"""Pairs that are fixed or forbidden: by hand, from a file, and kept from whom."""

import pytest

from reviews.models import PairRule
from tests.clients import body_of, client_of
from tests.factories import ConflictFactory
from tests.reviews.assigning import ASK, names_on, paper_numbered, reviewer_named, rule, run_url

pytestmark = pytest.mark.django_db


def test_fixed_and_forbidden_pairs_hold_and_are_left_to_the_solver_again(season, solve):
    assert names_on(solve(), 1) == {"Glaciers Expert"}
    assert rule(season, 1, "New Hand", "fixed", "Asked for it").status_code == 302
    assert rule(season, 2, "Forests Expert", "forbidden").status_code == 302
    text = body_of(season.client.get(season.url("assignment/pairs/")))
    assert "Always together" in text
    assert "Asked for it" in text
    run = solve()
    assert names_on(run, 1) == {"New Hand"}
    assert "Forests Expert" not in names_on(run, 2)
    forests = reviewer_named(season, "Forests Expert").user_id
    why = season.client.get(run_url(season, "papers/2/"), {"why": forests}).context["paper"].why
    assert "by the list of forbidden pairs" in why.sentence
    for pair in PairRule.objects.all():
        season.client.post(season.url(f"assignment/pairs/{pair.pk}/remove/"))
    assert names_on(solve(), 1) == {"Glaciers Expert"}


@pytest.mark.enumeration
def test_a_pair_with_a_conflict_is_not_fixed_and_one_that_gets_it_is_named(season):
    user = reviewer_named(season, "New Hand").user
    rule(season, 1, "New Hand", "fixed")
    ConflictFactory(submission=paper_numbered(season, 1), user=user, kind="chair")
    blocked = season.client.post(season.url("assignment/"), {**ASK, "reviews_per_paper": 1})
    assert "#1 and New Hand are to be always together" in body_of(blocked, 422)
    assert "Has a conflict by now" in body_of(season.client.get(season.url("assignment/pairs/")))
    assert "has a conflict with #1" in body_of(rule(season, 1, "New Hand", "fixed"), 422)


def test_pairs_come_from_csv_after_a_look(season):
    rule(season, 3, "New Hand", "forbidden")
    mail = reviewer_named(season, "Rivers Expert").user.email
    rows = f"paper,email,rule,note\n1,{mail},fixed,hers\n2,New Hand,never\n3,New Hand,none\n1,Nobody,fixed\n2,{mail},often\n"
    url = season.url("papers/import/")
    response = season.client.post(url, {"kind": "pairs", "text": rows, "step": "look"})
    text = body_of(response)
    for shown in ("Rivers Expert: always together", "New Hand: never together", "to the solver again"):
        assert shown in text
    assert "Nobody on the committee is" in text
    assert "is no rule: fixed, forbidden or none" in text
    assert PairRule.objects.count() == 1
    stamp = response.context["plan"].stamp
    season.client.post(url, {"kind": "pairs", "text": rows, "step": "good", "stamp": stamp})
    found = set(PairRule.objects.values_list("submission__number", "user__name", "kind", "note"))
    assert found == {(1, "Rivers Expert", "fixed", "hers"), (2, "New Hand", "forbidden", "")}


@pytest.mark.enumeration
def test_pairs_of_a_kept_paper_are_neither_shown_nor_touched(season):
    other = season.another_chair()
    client = client_of(other)
    rule(season, 1, "New Hand", "forbidden", "zirbelholz")
    pair = PairRule.objects.get()
    assert "zirbelholz" in body_of(client.get(season.url("assignment/pairs/")))
    ConflictFactory(submission=paper_numbered(season, 1), user=other)
    response = client.get(season.url("assignment/pairs/"))
    assert response.context["rules"] == []
    assert "#1 " not in str(response.context["form"]["paper"])
    assert client.post(season.url(f"assignment/pairs/{pair.pk}/remove/")).status_code == 404
    data = {"paper": 1, "user": pair.user_id, "kind": "fixed"}
    assert client.post(season.url("assignment/pairs/"), data).status_code == 422
    rows = {"kind": "pairs", "text": "1,New Hand,none", "step": "look"}
    assert client.post(season.url("papers/import/"), rows).context["plan"].changes == ()
    assert PairRule.objects.get().kind == "forbidden"
