"""Asking for a proposal, looking at it and comparing two; what stands in its way; what a conflict keeps from a chair."""

import pytest

from conference.models import Mail
from reviews.asked import Asked
from reviews.models import Assignment, AssignmentRun, Bid
from reviews.services.proposals import request_proposal
from tests.cast import make_cast
from tests.clients import body_of, client_of
from tests.factories import ConflictFactory
from tests.reviews.assigning import ASK, SUBJECTS, free_for, names_on, run_of, run_url

pytestmark = pytest.mark.django_db


@pytest.mark.enumeration
def test_a_proposal_gives_each_paper_its_expert_and_is_not_live(proposed):
    run = run_of(proposed)
    assert run.state == "proposed"
    for number, subject in enumerate(SUBJECTS, start=1):
        assert f"{subject.title()} Expert" in names_on(run, number)
    assert run.pairs.count() == 8
    text = body_of(proposed.client.get(run_url(proposed)))
    for shown in ("100.0\N{NO-BREAK SPACE}%", "Watching rivers", "Glaciers Expert", "Make live"):
        assert shown in text
    assert not Assignment.objects.exists()
    assert not Mail.objects.exists()


@pytest.mark.enumeration
def test_the_list_shows_what_was_asked_for(proposed):
    text = body_of(proposed.client.get(proposed.url("assignment/")))
    for shown in (
        f"Proposal {run_of(proposed).pk}",
        "highest total",
        "text 70\N{NO-BREAK SPACE}%, topics 30\N{NO-BREAK SPACE}%",
        "100.0\N{NO-BREAK SPACE}%",
    ):
        assert shown in text


@pytest.mark.enumeration
def test_a_fair_proposal_is_solved_too(proposed, jobs_run):
    with jobs_run():
        proposed.client.post(proposed.url("assignment/"), {**ASK, "fair": "fair"})
    assert run_of(proposed).state == "proposed"
    assert run_of(proposed).parameters["fair"] is True


@pytest.mark.enumeration
@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"reviews_per_paper": 4}, "take at most 12. Raise loads by 4 in all"),
        ({"reviews_per_paper": 5}, "Paper #1 still needs 5 reviewers, but only 4 can be asked"),
        ({"reviews_per_paper": 0}, "greater than or equal to 1"),
        ({"text": 0, "topics": 0, "bids": 0}, "has to be above 0"),
        ({"text": 101}, "less than or equal to 100"),
        ({"fair": "unfair"}, "valid choice"),
        ({"fair": "fair", "cap": 50}, "A draw goes with the best total only"),
        ({"cap": 100}, "less than or equal to 99"),
    ],
)
def test_what_cannot_be_solved_is_said_before(proposed, change, message):
    before = AssignmentRun.objects.count()
    response = proposed.client.post(proposed.url("assignment/"), {**ASK, **change})
    assert message in body_of(response, 422)
    assert AssignmentRun.objects.count() == before


def test_without_papers_or_reviewers_there_is_nothing_to_solve(room):
    assert "have to be submitted papers" in body_of(room.client.post(room.url("assignment/"), ASK), 422)


def test_what_stands_in_the_way_of_a_solution_is_told_in_words(proposed, jobs_run):
    paper = proposed.workshop.submissions.get(number=1)
    for subject in ("forests", "rivers", "deserts"):
        ConflictFactory(
            submission=paper,
            user=proposed.workshop.reviewers.get(user__name=f"{subject.title()} Expert").user,
            kind="chair",
        )
    before = AssignmentRun.objects.count()
    text = body_of(proposed.client.post(proposed.url("assignment/"), ASK), 422)
    assert "Paper #1 still needs 2 reviewers, but only 1 can be asked" in text
    assert "Lower its demand by 1" in text
    assert AssignmentRun.objects.count() == before
    with jobs_run():
        request_proposal(workshop=proposed.workshop, by=proposed.chair, asked=Asked(2))
    assert run_of(proposed).state == "failed"
    text = body_of(proposed.client.get(run_url(proposed)))
    assert "There is no assignment like this." in text
    assert "Paper #1 still needs 2 reviewers" in text

    other = client_of(proposed.another_chair())
    assert "Paper #1 still needs" in body_of(other.get(run_url(proposed)))
    ConflictFactory(submission=paper, user=proposed.workshop.roles.latest("pk").user)
    for kept in (
        other.get(run_url(proposed)),
        other.post(proposed.url("assignment/"), {**ASK, "step": "check"}),
    ):
        text = body_of(kept)
        assert "another chair can look at it" in text
        assert "still needs" not in text
    proposed.client.post(run_url(proposed, "discard/"))
    assert run_of(proposed).state == "discarded"


def test_a_proposal_being_solved_shows_its_job(proposed):
    proposed.client.post(proposed.url("assignment/"), ASK)
    text = body_of(proposed.client.get(run_url(proposed)))
    assert f'hx-get="/jobs/{run_of(proposed).job_id}/"' in text
    assert "Make live" not in text
    run_of(proposed).job.workshop.jobs.update(state="failed", error="It broke off.")
    text = body_of(proposed.client.get(run_url(proposed)))
    assert "Stopped" in text
    assert "It broke off." in text


def test_bids_count_by_the_weight_the_chair_gives(proposed, jobs_run):
    paper = proposed.workshop.submissions.get(number=1)
    rivers = proposed.workshop.reviewers.get(user__name="Rivers Expert").user
    expert = proposed.workshop.reviewers.get(user__name="Glaciers Expert").user
    form = proposed.client.get(proposed.url("assignment/")).context["form"]
    assert form["bids"].value() == 0
    Bid.objects.create(submission=paper, user=rivers, value="eager")
    Bid.objects.create(submission=paper, user=expert, value="not")
    assert proposed.client.get(proposed.url("assignment/")).context["form"]["bids"].value() == 30
    for weight, wanted in ((0, "Glaciers Expert"), (100, "Rivers Expert")):
        with jobs_run():
            proposed.client.post(proposed.url("assignment/"), {**ASK, "bids": weight})
        assert wanted in names_on(run_of(proposed), 1)
    assert "Glaciers Expert" not in names_on(run_of(proposed), 1)
    pair = run_of(proposed).pairs.get(submission=paper, user=rivers)
    assert pair.parts["bid"] == "eager"
    assert pair.score == pytest.approx(
        (0.7 * pair.parts["text"] + 0.3 * pair.parts["topics"] + 1) / 2, abs=1e-3
    )
    text = body_of(proposed.client.get(run_url(proposed)))
    assert "bid: eager" in text
    assert "text 35\N{NO-BREAK SPACE}%, topics 15\N{NO-BREAK SPACE}%, bids 50\N{NO-BREAK SPACE}%" in text


def test_a_capped_proposal_is_drawn_at_random(proposed, jobs_run):
    with jobs_run():
        proposed.client.post(proposed.url("assignment/"), {**ASK, "cap": 60})
    run = run_of(proposed)
    assert run.pairs.count() == 8
    assert run.parameters["cap"] == 0.6
    assert "drawn at random, no pair more likely than 60%" in body_of(proposed.client.get(run_url(proposed)))
    with jobs_run():
        proposed.client.post(proposed.url("assignment/"), {**ASK, "cap": 40})
    assert run_of(proposed).state == "failed"
    text = body_of(proposed.client.get(run_url(proposed)))
    assert "Too few may review #1, #2, #3, #4" in text
    assert "Raise the cap to 50%" in text


@pytest.mark.enumeration
def test_two_proposals_are_compared_paper_by_paper(proposed, jobs_run):
    first = run_of(proposed)
    url = proposed.url(f"assignment/{first.pk}/compare/")
    assert "Nothing to compare with" in body_of(proposed.client.get(url))
    with jobs_run():
        proposed.client.post(proposed.url("assignment/"), ASK)
    second = run_of(proposed)
    found = proposed.client.get(url).context["found"]
    assert [side.run for side in found.sides] == [first, second]
    assert (found.same, found.moved) == (4, 0)
    comes, leaves = free_for(proposed, 1)
    proposed.client.post(
        run_url(proposed, "papers/1/"), {"version": second.version, "leaves": leaves.pk, "comes": comes.pk}
    )
    response = proposed.client.get(url, {"with": second.pk})
    found = response.context["found"]
    (row,) = found.differences
    assert (row.number, found.same, found.moved) == (1, 3, 1)
    assert [pair.name for pair in row.first] == [leaves.name]
    assert [pair.name for pair in row.second] == [comes.name]
    assert found.sides[1].figures.share < found.sides[0].figures.share
    assert leaves.name in body_of(response)

    other = proposed.another_chair()
    ConflictFactory(submission=proposed.workshop.submissions.get(number=1), user=other)
    kept = client_of(other).get(url, {"with": second.pk})
    assert (kept.context["found"].differences, kept.context["found"].kept) == ((), 1)
    assert leaves.name not in body_of(kept)
    proposed.client.post(run_url(proposed, "discard/"))
    assert proposed.client.get(url, {"with": second.pk}).status_code == 404


def test_a_chair_with_a_conflict_sees_nothing_of_her_paper_in_it(proposed):
    run = run_of(proposed)
    other = proposed.another_chair()
    client = client_of(other)
    before = client.get(run_url(proposed))
    assert before.context["figures"].pairs == 8
    kept = proposed.workshop.submissions.get(number=1)
    ConflictFactory(submission=kept, user=other)
    run.pairs.filter(submission=kept).update(score=0)
    run.summary = {**run.summary, "over": [["Glaciers Expert", 1]], "lowest_papers": [1]}
    run.save()
    whole = proposed.client.get(run_url(proposed)).context["figures"]
    assert 1 in whole.lowest_papers
    assert whole.over == (("Glaciers Expert", 1),)
    after = client.get(run_url(proposed))
    figures, lines = after.context["figures"], {line.number: line for line in after.context["page"]}
    assert lines[1].pairs is None
    assert "Kept from you" in body_of(after)
    totals = f"{run.summary['total']:.2f} of {run.summary['optimum']:.2f} in all"
    assert totals in body_of(before)
    assert totals not in body_of(after), "what is missing in the total would be her paper's"
    assert (figures.pairs, figures.kept, figures.over) == (6, 1, ())
    assert figures.zero_pairs == whole.zero_pairs - 2
    assert 1 not in figures.lowest_papers
    assert figures.lowest > 0
    assert sum(bar.papers * bar.reviewers for bar in figures.loads) == 6
    by_score = [line.number for line in client.get(run_url(proposed), {"sort": "score"}).context["page"]]
    assert by_score[-1] == 1
    assert client.get(run_url(proposed, "papers/1/")).status_code == 404
    assert client.post(run_url(proposed, "papers/1/"), {"version": run.version}).status_code == 404


@pytest.mark.enumeration
@pytest.mark.parametrize(
    "actor", ["author", "reviewer_assigned", "area_chair_assigned", "site_editor", "site_admin"]
)
def test_nobody_but_chairs_comes_in(actor):
    cast = make_cast("submitted")
    run = AssignmentRun.objects.create(
        workshop=cast.workshop,
        state="proposed",
        parameters={"reviews_per_paper": 1, "text": 1, "topics": 0, "fair": False},
    )
    chair, client = client_of(cast.people["program_chair"]), client_of(cast.people[actor])
    base = f"/{cast.workshop.slug}/chair/assignment/"
    for rest in ("", f"{run.pk}/", f"{run.pk}/papers/1/", f"{run.pk}/live/"):
        assert chair.get(base + rest).status_code == 200, rest
        assert client.get(base + rest).status_code == 404, rest
    for rest in (f"{run.pk}/live/", f"{run.pk}/discard/"):
        assert client.post(base + rest, {"version": 1}).status_code == 404, rest
    run.refresh_from_db()
    assert run.state == "proposed"


@pytest.mark.enumeration
def test_another_workshops_proposal_is_not_found(proposed):
    other = make_cast("submitted").workshop
    run = AssignmentRun.objects.create(workshop=other, parameters={})
    for rest in ("", "live/"):
        assert proposed.client.get(proposed.url(f"assignment/{run.pk}/{rest}")).status_code == 404
