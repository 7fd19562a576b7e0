"""What a proposal is asked for holds: demand, loads, seniors, institutions, a lowest score, a fair aim."""

import pytest

from conference.models import AuditEntry
from reviews.models import AssignmentRun, PairRule
from tests.clients import body_of, client_of
from tests.factories import AffiliationFactory, AssignmentFactory, ConflictFactory, TrackFactory
from tests.reviews.assigning import ASK, names_on, paper_numbered, reviewer_named, rule, run_url

pytestmark = pytest.mark.django_db


def test_each_track_has_its_own_demand_and_the_form_begins_where_the_last_one_ended(season, solve):
    other = TrackFactory(workshop=season.workshop, name="Demos")
    season.workshop.submissions.filter(number=3).update(track=other)
    run = solve(**{f"track_{other.pk}": 3, "at_least": 1, "seed": 7})
    assert {number: len(names_on(run, number)) for number in (1, 2, 3)} == {1: 1, 2: 1, 3: 3}
    text = body_of(season.client.get(run_url(season)))
    assert "other numbers in some tracks" in text
    assert "seed 7" in text
    assert "lacks" not in text
    form = season.client.get(season.url("assignment/")).context["form"]
    assert form[f"track_{other.pk}"].value() == 3
    assert form["seed"].value() == 7
    assert form.more_is_open


@pytest.mark.enumeration
def test_one_gets_as_many_as_she_asked_for_where_it_can_be_and_else_is_named(season, solve):
    row = reviewer_named(season, "New Hand")
    url = season.url(f"reviewers/{row.pk}/load/")
    assert season.client.post(url, {"max_load": 2, "min_load": 3}).status_code == 422
    assert season.client.post(url, {"max_load": 3, "min_load": 2}).status_code == 302
    assert AuditEntry.objects.get(action="reviewer_load").text.endswith("3 papers at most, 2 at least")
    assert "2 at least" in body_of(season.client.get(season.url("reviewers/")))
    run = solve()
    assert sum("New Hand" in names_on(run, number) for number in (1, 2, 3)) == 2
    assert run.summary["below"] == []
    for number in (1, 2):
        ConflictFactory(submission=paper_numbered(season, number), user=row.user, kind="chair")
    short = solve()
    assert short.summary["below"] == [["New Hand", 1]]
    assert "New Hand: 1 fewer" in body_of(season.client.get(run_url(season)))


@pytest.mark.enumeration
def test_a_fixed_pair_whose_places_are_taken_is_named_before_and_after_solving(season, solve):
    AssignmentFactory(submission=paper_numbered(season, 1), user=reviewer_named(season, "Rivers Expert").user)
    PairRule.objects.create(
        workshop=season.workshop,
        submission=paper_numbered(season, 1),
        user=reviewer_named(season, "New Hand").user,
        kind="fixed",
    )
    ask = {**ASK, "reviews_per_paper": 1, "step": "check"}
    words = "#1 and New Hand are to be always together, but the paper has all its reviewers"
    checked = body_of(season.client.post(season.url("assignment/"), ask))
    assert "This can be solved" in checked
    assert words in checked
    run = solve()
    assert names_on(run, 1) == {"Rivers Expert"}
    assert words in body_of(season.client.get(run_url(season)))
    other = season.another_chair()
    assert words in body_of(client_of(other).get(run_url(season)))
    ConflictFactory(submission=paper_numbered(season, 1), user=other)
    assert words not in body_of(client_of(other).get(run_url(season)))


@pytest.mark.enumeration
def test_everyone_gets_a_paper_where_it_can_be_and_who_does_not_is_named(season, solve):
    assert "New Hand" not in {name for n in (1, 2, 3) for name in names_on(solve(), n)}
    run = solve(at_least=1)
    text = body_of(season.client.get(run_url(season)))
    assert len({name for n in (1, 2, 3) for name in names_on(run, n)}) == 3
    assert "Fewer papers than they should have" in text
    assert run.summary["below"][0][1] == 1
    assert run.summary["below"][0][0] in text
    assert any(
        name == "New Hand" for n in (1, 2, 3) for name in names_on(solve(at_least=1, reviews_per_paper=2), n)
    )


def test_a_senior_is_on_each_paper(season, solve):
    row = reviewer_named(season, "New Hand")
    assert season.client.post(season.url(f"reviewers/{row.pk}/senior/"), {"senior": "1"}).status_code == 302
    assert "senior" in body_of(season.client.get(season.url("reviewers/")))
    run = solve(senior="on", reviews_per_paper=2)
    assert all("New Hand" in names_on(run, number) for number in (1, 2, 3))
    season.client.post(season.url(f"reviewers/{row.pk}/senior/"), {"senior": "0"})
    blocked = season.client.post(season.url("assignment/"), {**ASK, "senior": "on"})
    assert "cannot have a senior reviewer" in body_of(blocked, 422)


@pytest.mark.enumeration
def test_two_of_one_institution_are_not_on_one_paper(season, solve):
    for name in ("Glaciers Expert", "New Hand"):
        AffiliationFactory(
            user=reviewer_named(season, name).user, domain="ice.example", institution="Ice Institute"
        )
    for number in (2, 3):
        rule(season, number, "Glaciers Expert", "forbidden")
    rule(season, 1, "New Hand", "fixed")
    assert names_on(solve(reviews_per_paper=2), 1) == {"New Hand", "Glaciers Expert"}
    assert "Glaciers Expert" not in names_on(solve(reviews_per_paper=2, apart="on"), 1)
    blocked = season.client.post(season.url("assignment/"), {**ASK, "reviews_per_paper": 3, "apart": "on"})
    assert "institution" in body_of(blocked, 422)


@pytest.mark.enumeration
@pytest.mark.parametrize("name", ["senior", "apart"])
def test_a_draw_and_a_quota_do_not_go_together(season, name):
    response = season.client.post(season.url("assignment/"), {**ASK, "cap": 60, name: "on"})
    assert "be kept in a draw" in body_of(response, 422)


@pytest.mark.enumeration
def test_a_lowest_score_is_looked_at_before_and_its_smallest_change_is_said(season, solve):
    blocked = season.client.post(season.url("assignment/"), {**ASK, "reviews_per_paper": 2, "minimum": "0.9"})
    text = body_of(blocked, 422)
    assert "With the minimum score" in text
    assert "Lower the minimum score to 0" in text
    checked = season.client.post(season.url("assignment/"), {**ASK, "step": "check"})
    assert "This can be solved." in body_of(checked)
    assert not AssignmentRun.objects.exists()
    run = solve(minimum="0.3")
    assert min(run.pairs.values_list("score", flat=True)) >= 0.3


@pytest.mark.enumeration
def test_the_fair_aim_keeps_the_share_that_is_asked_for(season, solve):
    run = solve(fair="fair", keep=80, reviews_per_paper=2)
    assert run.summary["share"] >= 0.8
    assert "80% of the best total kept" in body_of(season.client.get(run_url(season)))
