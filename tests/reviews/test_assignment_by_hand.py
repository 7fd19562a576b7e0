"""A proposal changed by hand: what it would do, why this reviewer and not that one, two chairs at once."""

import pytest

from conference.models import AuditEntry
from tests.clients import body_of, client_of
from tests.factories import AffiliationFactory, AssignmentFactory, ConflictFactory
from tests.reviews.assigning import free_for, names_on, paper_numbered, reviewer_named, rule, run_of, run_url

pytestmark = pytest.mark.django_db


def test_a_change_by_hand_says_what_it_did_and_compares_no_texts_anew(proposed):
    run = run_of(proposed)
    comes, leaves = free_for(proposed, 1)
    proposed.workshop.reviewers.get(user=comes).user.publications.all().delete()
    stored = next(row for row in run.papers.get(submission__number=1).candidates if row["user"] == comes.pk)
    text = body_of(
        proposed.client.post(
            run_url(proposed, "papers/1/"),
            {"version": run.version, "leaves": leaves.pk, "comes": comes.pk},
            follow=True,
        )
    )
    assert run.pairs.get(submission__number=1, user=comes).score == stored["score"]
    run.refresh_from_db()
    assert f"The total goes from 100.0% to {run.summary['share']:.1%} of the optimum." in text
    total = sum(run.pairs.values_list("score", flat=True))
    assert run.summary["share"] == pytest.approx(total / run.summary["optimum"], abs=1e-4)


def test_why_this_one_and_why_not_that_one(proposed):
    run, url = run_of(proposed), run_url(proposed, "papers/1/")
    expert = proposed.workshop.reviewers.get(user__name="Glaciers Expert").user
    stranger, _ = free_for(proposed, 1)

    def why(user):
        return proposed.client.get(url, {"why": user.pk}).context["paper"].why

    assert why(expert).rank == 1
    assert "best alternative" in why(expert).sentence
    assert "the weakest on the paper" in why(stranger).sentence
    proposed.workshop.reviewers.filter(user=stranger).update(max_load=1)
    assert "(1 at most)" in why(stranger).sentence
    ConflictFactory(submission=run.papers.get(submission__number=1).submission, user=stranger)
    assert why(stranger).sentence == "A conflict keeps this paper away."


@pytest.mark.enumeration
def test_a_reviewer_is_replaced_by_hand(proposed):
    run = run_of(proposed)
    comes, leaves = free_for(proposed, 1)
    url = run_url(proposed, "papers/1/")
    response = proposed.client.post(url, {"version": run.version, "leaves": leaves.pk, "comes": comes.pk})
    assert response.status_code == 302
    names = names_on(run, 1)
    assert comes.name in names
    assert leaves.name not in names
    pair = run.pairs.get(submission__number=1, user=comes)
    assert pair.is_manual
    assert set(pair.parts) == {"text", "topics", "bid"}
    run.refresh_from_db()
    assert run.summary["share"] <= 1
    assert "by hand" in body_of(proposed.client.get(run_url(proposed)))


def test_the_second_of_two_chairs_is_told_and_loses_nothing(proposed):
    run = run_of(proposed)
    comes, leaves = free_for(proposed, 1)
    url = run_url(proposed, "papers/1/")
    seen = {"version": run.version}
    other = client_of(proposed.another_chair())
    assert other.post(url, {**seen, "leaves": leaves.pk}).status_code == 302
    response = proposed.client.post(url, {**seen, "comes": comes.pk})
    text = body_of(response, 409)
    assert "Someone else changed this while you were editing" in text
    assert f'<option value="{comes.pk}" selected>' in text
    assert names_on(run, 1).isdisjoint({leaves.name, comes.name})
    run.refresh_from_db()
    again = proposed.client.post(
        url, {"version": response.context["form"]["version"].value(), "comes": comes.pk}
    )
    assert again.status_code == 302
    assert comes.name in names_on(run, 1)


@pytest.mark.enumeration
def test_a_conflict_is_refused_by_hand_in_words_that_name_no_author(proposed):
    run = run_of(proposed)
    comes, _leaves = free_for(proposed, 1)
    ConflictFactory(
        submission=proposed.workshop.submissions.get(number=1), user=comes, kind="self", evidence="x"
    )
    response = proposed.client.post(
        run_url(proposed, "papers/1/"), {"version": run.version, "comes": comes.pk}
    )
    text = body_of(response, 422)
    assert f"{comes.name} has a conflict with #1." in text
    assert comes.name not in names_on(run, 1)


@pytest.mark.enumeration
def test_nobody_chosen_and_nobody_known_are_refused(proposed):
    url = run_url(proposed, "papers/1/")
    version = run_of(proposed).version
    assert "Choose whom" in body_of(proposed.client.post(url, {"version": version}), 422)
    assert proposed.client.post(url, {"version": version, "comes": proposed.chair.pk}).status_code == 422
    assert proposed.client.post(run_url(proposed, "papers/99/"), {"version": version}).status_code == 404


@pytest.mark.enumeration
def test_why_shows_the_closest_papers_with_the_shared_terms(proposed):
    expert = proposed.workshop.reviewers.get(user__name="Glaciers Expert").user
    text = body_of(proposed.client.get(run_url(proposed, "papers/1/"), {"why": expert.pk}))
    assert "Why Glaciers Expert" in text
    assert "A survey of glaciers" in text
    assert "Shared: glaciers" in text
    assert "Why Glaciers" not in body_of(proposed.client.get(run_url(proposed, "papers/1/"), {"why": "x"}))


@pytest.mark.enumeration
def test_a_change_by_hand_is_in_the_papers_history(proposed):
    run = run_of(proposed)
    _comes, leaves = free_for(proposed, 1)
    proposed.client.post(run_url(proposed, "papers/1/"), {"version": run.version, "leaves": leaves.pk})
    entry = AuditEntry.objects.get(action="proposal_changed")
    assert entry.about == proposed.workshop.submissions.get(number=1).ref


def test_the_effect_is_shown_before_a_change_is_made(season, solve):
    row = reviewer_named(season, "New Hand")
    AssignmentFactory(submission=season.paper(title="Fourth"), user=row.user)
    season.workshop.reviewers.filter(pk=row.pk).update(max_load=1)
    run = solve(minimum="0", at_least=1)
    expert = reviewer_named(season, "Glaciers Expert").user
    rule(season, 1, "New Hand", "forbidden")
    url = run_url(season, "papers/1/")
    shown = season.client.get(url, {"leaves": expert.pk, "comes": row.user_id})
    effect, text = shown.context["paper"].effect, body_of(shown)
    pairs = {
        (pair.submission.number, pair.user_id): pair.score for pair in run.pairs.select_related("submission")
    }
    candidates = run.papers.get(submission__number=1).candidates
    score = next(item["score"] for item in candidates if item["user"] == row.user_id)
    gain = score - pairs[1, expert.pk]
    assert effect.share_after == pytest.approx(effect.share_before + gain / run.summary["optimum"], abs=1e-3)
    assert effect.paper_after == pytest.approx(score)
    assert effect.lowest_after == pytest.approx(min(score, *(s for (n, _), s in pairs.items() if n != 1)))
    assert [(load.name, load.before, load.after) for load in effect.loads] == [
        ("Glaciers Expert", 1, 0),
        ("New Hand", 1, 2),
    ]
    assert effect.warnings == (
        "New Hand would have 2 papers and takes 1 at most.",
        "Glaciers Expert would have 0, and should have 1 at least.",
        "The chairs’ list says: New Hand never with this paper.",
    )
    assert "What it would do" in text
    assert names_on(run, 1) == {"Glaciers Expert"}
    data = {"version": run.version, "leaves": expert.pk, "comes": row.user_id}
    assert season.client.post(url, data).status_code == 302
    run.refresh_from_db()
    assert run.summary["share"] == pytest.approx(effect.share_after, abs=1e-4)
    assert names_on(run, 1) == {"New Hand"}

    ConflictFactory(submission=paper_numbered(season, 1), user=reviewer_named(season, "Rivers Expert").user)
    rivers = reviewer_named(season, "Rivers Expert").user_id
    refused = body_of(season.client.get(url, {"comes": rivers}))
    assert "This can’t be done." in refused
    assert "Rivers Expert has a conflict with #1." in refused
    assert "3 of the 1" not in refused


def test_the_effect_names_what_quotas_lose(season, solve):
    row = reviewer_named(season, "Glaciers Expert")
    season.workshop.reviewers.filter(pk=row.pk).update(is_senior=True, max_load=3)
    for name in ("Rivers Expert", "New Hand"):
        AffiliationFactory(
            user=reviewer_named(season, name).user, domain="ice.example", institution="Ice Institute"
        )
    run = solve(senior="on", apart="on", reviews_per_paper=2)
    on_it = names_on(run, 3)
    assert on_it == {"Glaciers Expert", "Rivers Expert"}
    shown = season.client.get(
        run_url(season, "papers/3/"),
        {"leaves": row.user_id, "comes": reviewer_named(season, "New Hand").user_id},
    )
    assert shown.context["paper"].effect.warnings == (
        "No senior would be on the paper.",
        "New Hand and another on the paper are of one institution.",
    )
