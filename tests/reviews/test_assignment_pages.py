"""Assignment: ask, look, change by hand, make live; two chairs at once; what a conflict keeps from a chair."""

import pytest
from django.utils import timezone

from conference.models import AuditEntry, Mail
from reviews.asked import Asked
from reviews.models import Assignment, AssignmentRun, Bid, Conflict
from reviews.services.conflicts import set_conflict
from reviews.services.proposals import request_proposal
from tests.cast import make_cast
from tests.factories import (
    AssignmentFactory,
    ConflictFactory,
    InvitationFactory,
    PublicationFactory,
    TopicFactory,
)
from tests.reviews.committee_room import client_of, make_room

pytestmark = pytest.mark.django_db

ASK = {"reviews_per_paper": 2, "text": 70, "topics": 30, "bids": 0, "fair": "exact"}
SUBJECTS = ("glaciers", "forests", "rivers", "deserts")


def text_of(response, status=200):
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def season(room, jobs_run):
    """Four papers on four subjects, four reviewers who know one each, and a solved proposal."""
    for subject in SUBJECTS:
        topic = TopicFactory(workshop=room.workshop, name=subject.title())
        room.paper(title=f"Watching {subject}", abstract=f"We watch {subject} from orbit.").topics.add(topic)
        user = room.reviewer(f"{subject.title()} Expert", max_load=3)
        user.reviewing.get().topics.add(topic)
        PublicationFactory(
            user=user, title=f"A survey of {subject}", abstract=f"On {subject} and little else."
        )
    with jobs_run():
        room.client.post(room.url("assignment/"), ASK)
    return room


def run_of(room):
    return room.workshop.assignment_runs.latest("pk")


def run_url(room, rest=""):
    return room.url(f"assignment/{run_of(room).pk}/{rest}")


def names_on(run, number):
    return {pair.user.name for pair in run.pairs.filter(submission__number=number).select_related("user")}


def test_a_proposal_gives_each_paper_its_expert_and_is_not_live(season):
    run = run_of(season)
    assert run.state == "proposed"
    for number, subject in enumerate(SUBJECTS, start=1):
        assert f"{subject.title()} Expert" in names_on(run, number)
    assert run.pairs.count() == 8
    text = text_of(season.client.get(run_url(season)))
    for shown in ("100.0\N{NO-BREAK SPACE}%", "Watching rivers", "Glaciers Expert", "Make live"):
        assert shown in text
    assert not Assignment.objects.exists()
    assert not Mail.objects.exists()


def test_the_list_shows_what_was_asked_for(season):
    text = text_of(season.client.get(season.url("assignment/")))
    for shown in (
        f"Proposal {run_of(season).pk}",
        "highest total",
        "text 70\N{NO-BREAK SPACE}%, topics 30\N{NO-BREAK SPACE}%",
        "100.0\N{NO-BREAK SPACE}%",
    ):
        assert shown in text


def test_a_fair_proposal_is_solved_too(season, jobs_run):
    with jobs_run():
        season.client.post(season.url("assignment/"), {**ASK, "fair": "fair"})
    assert run_of(season).state == "proposed"
    assert run_of(season).parameters["fair"] is True


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
def test_what_cannot_be_solved_is_said_before(season, change, message):
    before = AssignmentRun.objects.count()
    response = season.client.post(season.url("assignment/"), {**ASK, **change})
    assert message in text_of(response, 422)
    assert AssignmentRun.objects.count() == before


def test_without_papers_or_reviewers_there_is_nothing_to_solve(room):
    assert "have to be submitted papers" in text_of(room.client.post(room.url("assignment/"), ASK), 422)


def test_what_stands_in_the_way_of_a_solution_is_told_in_words(season, jobs_run):
    paper = season.workshop.submissions.get(number=1)
    for subject in ("forests", "rivers", "deserts"):
        ConflictFactory(
            submission=paper,
            user=season.workshop.reviewers.get(user__name=f"{subject.title()} Expert").user,
            kind="chair",
        )
    before = AssignmentRun.objects.count()
    text = text_of(season.client.post(season.url("assignment/"), ASK), 422)
    assert "Paper #1 still needs 2 reviewers, but only 1 can be asked" in text
    assert "Lower its demand by 1" in text
    assert AssignmentRun.objects.count() == before
    with jobs_run():
        request_proposal(workshop=season.workshop, by=season.chair, asked=Asked(2))
    assert run_of(season).state == "failed"
    text = text_of(season.client.get(run_url(season)))
    assert "There is no assignment like this." in text
    assert "Paper #1 still needs 2 reviewers" in text

    other = client_of(season.another_chair())
    assert "Paper #1 still needs" in text_of(other.get(run_url(season)))
    ConflictFactory(submission=paper, user=season.workshop.roles.latest("pk").user)
    for kept in (other.get(run_url(season)), other.post(season.url("assignment/"), {**ASK, "step": "check"})):
        text = text_of(kept)
        assert "another chair can look at it" in text
        assert "still needs" not in text
    season.client.post(run_url(season, "discard/"))
    assert run_of(season).state == "discarded"


def test_a_proposal_being_solved_shows_its_job(season):
    season.client.post(season.url("assignment/"), ASK)
    text = text_of(season.client.get(run_url(season)))
    assert f'hx-get="/jobs/{run_of(season).job_id}/"' in text
    assert "Make live" not in text
    run_of(season).job.workshop.jobs.update(state="failed", error="It broke off.")
    text = text_of(season.client.get(run_url(season)))
    assert "Stopped" in text
    assert "It broke off." in text


def test_bids_count_by_the_weight_the_chair_gives(season, jobs_run):
    paper = season.workshop.submissions.get(number=1)
    rivers = season.workshop.reviewers.get(user__name="Rivers Expert").user
    expert = season.workshop.reviewers.get(user__name="Glaciers Expert").user
    form = season.client.get(season.url("assignment/")).context["form"]
    assert form["bids"].value() == 0
    Bid.objects.create(submission=paper, user=rivers, value="eager")
    Bid.objects.create(submission=paper, user=expert, value="not")
    assert season.client.get(season.url("assignment/")).context["form"]["bids"].value() == 30
    for weight, wanted in ((0, "Glaciers Expert"), (100, "Rivers Expert")):
        with jobs_run():
            season.client.post(season.url("assignment/"), {**ASK, "bids": weight})
        assert wanted in names_on(run_of(season), 1)
    assert "Glaciers Expert" not in names_on(run_of(season), 1)
    pair = run_of(season).pairs.get(submission=paper, user=rivers)
    assert pair.parts["bid"] == "eager"
    assert pair.score == pytest.approx(
        (0.7 * pair.parts["text"] + 0.3 * pair.parts["topics"] + 1) / 2, abs=1e-3
    )
    text = text_of(season.client.get(run_url(season)))
    assert "bid: eager" in text
    assert "text 35\N{NO-BREAK SPACE}%, topics 15\N{NO-BREAK SPACE}%, bids 50\N{NO-BREAK SPACE}%" in text


def test_a_capped_proposal_is_drawn_at_random(season, jobs_run):
    with jobs_run():
        season.client.post(season.url("assignment/"), {**ASK, "cap": 60})
    run = run_of(season)
    assert run.pairs.count() == 8
    assert run.parameters["cap"] == 0.6
    assert "drawn at random, no pair more likely than 60%" in text_of(season.client.get(run_url(season)))
    with jobs_run():
        season.client.post(season.url("assignment/"), {**ASK, "cap": 40})
    assert run_of(season).state == "failed"
    text = text_of(season.client.get(run_url(season)))
    assert "Too few may review #1, #2, #3, #4" in text
    assert "Raise the cap to 50%" in text


def test_two_proposals_are_compared_paper_by_paper(season, jobs_run):
    first = run_of(season)
    url = season.url(f"assignment/{first.pk}/compare/")
    assert "Nothing to compare with" in text_of(season.client.get(url))
    with jobs_run():
        season.client.post(season.url("assignment/"), ASK)
    second = run_of(season)
    found = season.client.get(url).context["found"]
    assert [side.run for side in found.sides] == [first, second]
    assert (found.same, found.moved) == (4, 0)
    comes, leaves = free_for(season, 1)
    season.client.post(
        run_url(season, "papers/1/"), {"version": second.version, "leaves": leaves.pk, "comes": comes.pk}
    )
    response = season.client.get(url, {"with": second.pk})
    found = response.context["found"]
    (row,) = found.differences
    assert (row.number, found.same, found.moved) == (1, 3, 1)
    assert [pair.name for pair in row.first] == [leaves.name]
    assert [pair.name for pair in row.second] == [comes.name]
    assert found.sides[1].figures.share < found.sides[0].figures.share
    assert leaves.name in text_of(response)

    other = season.another_chair()
    ConflictFactory(submission=season.workshop.submissions.get(number=1), user=other)
    kept = client_of(other).get(url, {"with": second.pk})
    assert (kept.context["found"].differences, kept.context["found"].kept) == ((), 1)
    assert leaves.name not in text_of(kept)
    season.client.post(run_url(season, "discard/"))
    assert season.client.get(url, {"with": second.pk}).status_code == 404


def test_a_change_by_hand_says_what_it_did_and_compares_no_texts_anew(season):
    run = run_of(season)
    comes, leaves = free_for(season, 1)
    season.workshop.reviewers.get(user=comes).user.publications.all().delete()
    stored = next(row for row in run.papers.get(submission__number=1).candidates if row["user"] == comes.pk)
    text = text_of(
        season.client.post(
            run_url(season, "papers/1/"),
            {"version": run.version, "leaves": leaves.pk, "comes": comes.pk},
            follow=True,
        )
    )
    assert run.pairs.get(submission__number=1, user=comes).score == stored["score"]
    run.refresh_from_db()
    assert f"The total goes from 100.0% to {run.summary['share']:.1%} of the optimum." in text
    total = sum(run.pairs.values_list("score", flat=True))
    assert run.summary["share"] == pytest.approx(total / run.summary["optimum"], abs=1e-4)


def test_why_this_one_and_why_not_that_one(season):
    run, url = run_of(season), run_url(season, "papers/1/")
    expert = season.workshop.reviewers.get(user__name="Glaciers Expert").user
    stranger, _ = free_for(season, 1)

    def why(user):
        return season.client.get(url, {"why": user.pk}).context["paper"].why

    assert why(expert).rank == 1
    assert "best alternative" in why(expert).sentence
    assert "the weakest on the paper" in why(stranger).sentence
    season.workshop.reviewers.filter(user=stranger).update(max_load=1)
    assert "(1 at most)" in why(stranger).sentence
    ConflictFactory(submission=run.papers.get(submission__number=1).submission, user=stranger)
    assert why(stranger).sentence == "A conflict keeps this paper away."


def free_for(room, number):
    run = run_of(room)
    on_it = run.pairs.filter(submission__number=number)
    return room.workshop.reviewers.exclude(user__in=on_it.values("user")).first().user, on_it.first().user


def test_a_reviewer_is_replaced_by_hand(season):
    run = run_of(season)
    comes, leaves = free_for(season, 1)
    url = run_url(season, "papers/1/")
    response = season.client.post(url, {"version": run.version, "leaves": leaves.pk, "comes": comes.pk})
    assert response.status_code == 302
    names = names_on(run, 1)
    assert comes.name in names
    assert leaves.name not in names
    pair = run.pairs.get(submission__number=1, user=comes)
    assert pair.is_manual
    assert set(pair.parts) == {"text", "topics", "bid"}
    run.refresh_from_db()
    assert run.summary["share"] <= 1
    assert "by hand" in text_of(season.client.get(run_url(season)))


def test_the_second_of_two_chairs_is_told_and_loses_nothing(season):
    run = run_of(season)
    comes, leaves = free_for(season, 1)
    url = run_url(season, "papers/1/")
    seen = {"version": run.version}
    other = client_of(season.another_chair())
    assert other.post(url, {**seen, "leaves": leaves.pk}).status_code == 302
    response = season.client.post(url, {**seen, "comes": comes.pk})
    text = text_of(response, 409)
    assert "Someone else changed this while you were editing" in text
    assert f'<option value="{comes.pk}" selected>' in text
    assert names_on(run, 1).isdisjoint({leaves.name, comes.name})
    run.refresh_from_db()
    again = season.client.post(
        url, {"version": response.context["form"]["version"].value(), "comes": comes.pk}
    )
    assert again.status_code == 302
    assert comes.name in names_on(run, 1)


def test_a_stale_proposal_does_not_go_live(season):
    run = run_of(season)
    seen = run.version
    _comes, leaves = free_for(season, 1)
    season.client.post(run_url(season, "papers/1/"), {"version": seen, "leaves": leaves.pk})
    response = season.client.post(run_url(season, "live/"), {"version": seen})
    assert "Another chair changed this proposal" in text_of(response, 409)
    assert not Assignment.objects.exists()


def test_a_conflict_is_refused_by_hand_in_words_that_name_no_author(season):
    run = run_of(season)
    comes, _leaves = free_for(season, 1)
    ConflictFactory(
        submission=season.workshop.submissions.get(number=1), user=comes, kind="self", evidence="x"
    )
    response = season.client.post(run_url(season, "papers/1/"), {"version": run.version, "comes": comes.pk})
    text = text_of(response, 422)
    assert f"{comes.name} has a conflict with #1." in text
    assert comes.name not in names_on(run, 1)


def test_nobody_chosen_and_nobody_known_are_refused(season):
    url = run_url(season, "papers/1/")
    version = run_of(season).version
    assert "Choose whom" in text_of(season.client.post(url, {"version": version}), 422)
    assert season.client.post(url, {"version": version, "comes": season.chair.pk}).status_code == 422
    assert season.client.post(run_url(season, "papers/99/"), {"version": version}).status_code == 404


def test_why_shows_the_closest_papers_with_the_shared_terms(season):
    expert = season.workshop.reviewers.get(user__name="Glaciers Expert").user
    text = text_of(season.client.get(run_url(season, "papers/1/"), {"why": expert.pk}))
    assert "Why Glaciers Expert" in text
    assert "A survey of glaciers" in text
    assert "Shared: glaciers" in text
    assert "Why Glaciers" not in text_of(season.client.get(run_url(season, "papers/1/"), {"why": "x"}))


def test_going_live_is_confirmed_with_the_number_of_mails_and_told_once(season):
    run = run_of(season)
    users = run.pairs.values("user").distinct().count()
    text = text_of(season.client.get(run_url(season, "live/")))
    assert f"Make live and send {users} mails" in text
    assert not Mail.objects.exists()
    assert season.client.post(run_url(season, "live/"), {"version": run.version}).status_code == 302
    assert Assignment.objects.filter(state="active").count() == 8
    assert Mail.objects.filter(template="assignment").count() == users
    run.refresh_from_db()
    assert run.state == "live"
    text = text_of(season.client.get(run_url(season), follow=True))
    assert "These papers are with their reviewers" in text
    assert "Make live" not in text
    second = season.client.post(run_url(season, "live/"), {"version": run.version})
    assert second.status_code == 403
    assert Mail.objects.filter(template="assignment").count() == users
    assert season.client.post(run_url(season, "discard/"), follow=True).context["run"].state == "live"


def test_papers_of_a_chairs_own_conflicts_go_live_by_another_chair(season):
    run, kept = run_of(season), season.workshop.submissions.get(number=1)
    other = season.another_chair()
    ConflictFactory(submission=kept, user=season.chair, kind="chair")
    assert "Papers with which you have a conflict are left out." in text_of(
        season.client.get(run_url(season, "live/"))
    )
    assert season.client.post(run_url(season, "live/"), {"version": run.version}).status_code == 302
    assert set(Assignment.objects.values_list("submission__number", flat=True)) == {2, 3, 4}
    told = Mail.objects.filter(template="assignment").count()
    assert kept.title not in "".join(Mail.objects.values_list("body", flat=True))
    own = text_of(season.client.get(run_url(season)))
    assert "there another program chair makes it live" in own
    assert "Make it live there" not in own
    version = AssignmentRun.objects.get(pk=run.pk).version
    assert season.client.post(run_url(season, "live/"), {"version": version}).status_code == 403
    assert not kept.assignments.exists()

    client = client_of(other)
    assert "has a conflict with #1." in text_of(client.get(run_url(season)))
    assert client.post(run_url(season, "live/"), {"version": version}).status_code == 302
    assert kept.assignments.count() == 2
    assert set(kept.assignments.values_list("assigned_by", flat=True)) == {other.pk}
    assert Mail.objects.filter(template="assignment").count() == told + 2
    assert "Make it live there" not in text_of(client.get(run_url(season)))
    assert client.post(run_url(season, "live/"), {"version": version + 1}).status_code == 403


def test_marks_do_not_tell_the_order_of_the_names(season):
    season.client.post(run_url(season, "live/"), {"version": run_of(season).version})
    for paper in season.workshop.submissions.all():
        marks = list(paper.assignments.values_list("mark", flat=True))
        assert len(set(marks)) == len(marks) == 2


def test_a_conflict_that_came_up_since_stops_the_release_and_names_the_paper(season):
    run = run_of(season)
    pair = run.pairs.filter(submission__number=2).first()
    set_conflict(submission=pair.submission, user=pair.user, by=season.chair, note="")
    text = text_of(season.client.post(run_url(season, "live/"), {"version": run.version}), 422)
    assert "A conflict has come up since this was solved, at #2." in text
    assert pair.user.name not in text
    assert not Assignment.objects.exists()
    assert "Conflict</span>" in text_of(season.client.get(run_url(season)))


def test_who_left_or_gave_the_paper_back_is_left_out(season):
    run = run_of(season)
    gone = season.workshop.submissions.get(number=3)
    gone.state = "withdrawn"
    gone.save()
    back = run.pairs.filter(submission__number=1).first()
    AssignmentFactory(submission=back.submission, user=back.user, state="declined", ended_at=timezone.now())
    season.client.post(run_url(season, "live/"), {"version": run.version})
    assert not Assignment.objects.filter(submission=gone).exists()
    assert Assignment.objects.get(submission=back.submission, user=back.user).state == "declined"
    assert Assignment.objects.filter(state="active").count() == 5


def test_live_assignments_stay_in_the_next_proposal(season, jobs_run):
    stranger = season.workshop.reviewers.get(user__name="Deserts Expert").user
    AssignmentFactory(submission=season.workshop.submissions.get(number=1), user=stranger)
    with jobs_run():
        season.client.post(season.url("assignment/"), ASK)
    assert "Deserts Expert" in names_on(run_of(season), 1)
    text = text_of(
        season.client.post(
            run_url(season, "papers/1/"), {"version": run_of(season).version, "leaves": stranger.pk}
        ),
        422,
    )
    assert "valid choice" in text


def test_a_chair_with_a_conflict_sees_nothing_of_her_paper_in_it(season):
    run = run_of(season)
    other = season.another_chair()
    client = client_of(other)
    before = client.get(run_url(season))
    assert before.context["figures"].pairs == 8
    kept = season.workshop.submissions.get(number=1)
    ConflictFactory(submission=kept, user=other)
    run.pairs.filter(submission=kept).update(score=0)
    run.summary = {**run.summary, "over": [["Glaciers Expert", 1]], "lowest_papers": [1]}
    run.save()
    whole = season.client.get(run_url(season)).context["figures"]
    assert 1 in whole.lowest_papers
    assert whole.over == (("Glaciers Expert", 1),)
    after = client.get(run_url(season))
    figures, lines = after.context["figures"], {line.number: line for line in after.context["page"]}
    assert lines[1].pairs is None
    assert "Kept from you" in text_of(after)
    totals = f"{run.summary['total']:.2f} of {run.summary['optimum']:.2f} in all"
    assert totals in text_of(before)
    assert totals not in text_of(after), "what is missing in the total would be her paper's"
    assert (figures.pairs, figures.kept, figures.over) == (6, 1, ())
    assert figures.zero_pairs == whole.zero_pairs - 2
    assert 1 not in figures.lowest_papers
    assert figures.lowest > 0
    assert sum(bar.papers * bar.reviewers for bar in figures.loads) == 6
    by_score = [line.number for line in client.get(run_url(season), {"sort": "score"}).context["page"]]
    assert by_score[-1] == 1
    assert client.get(run_url(season, "papers/1/")).status_code == 404
    assert client.post(run_url(season, "papers/1/"), {"version": run.version}).status_code == 404


def test_the_road_says_how_far_reviewers_and_assignment_are(room, jobs_run):
    def steps():
        found = room.client.get(room.url()).context["steps"]
        return {
            step.title: (step.state.value, step.detail)
            for step in found
            if step.title in {"Reviewers", "Assignment"}
        }

    assert steps() == {
        "Reviewers": ("later", "Nobody is invited yet."),
        "Assignment": ("later", "Needs papers and reviewers."),
    }
    room.paper()
    InvitationFactory(workshop=room.workshop)
    InvitationFactory(workshop=room.workshop, state="accepted")
    room.reviewer("Ann", max_load=1)
    assert steps()["Reviewers"] == (
        "attention",
        "1 accepted, 1 without an account yet, 1 not answered, 1 not confirmed, 1 place short for 2 reviews a paper.",
    )
    room.reviewer("Bob", conflicts_declared_at=timezone.now())
    assert steps()["Assignment"] == ("now", "Everything is there to solve it.")
    with jobs_run():
        room.client.post(room.url("assignment/"), ASK)
    assert steps()["Assignment"] == ("now", "1 proposal waits for your word.")
    room.client.post(run_url(room, "live/"), {"version": run_of(room).version})
    assert steps()["Assignment"] == ("done", "Live: 1 of 1 papers have reviewers.")


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


def test_another_workshops_proposal_is_not_found(season):
    other = make_cast("submitted").workshop
    run = AssignmentRun.objects.create(workshop=other, parameters={})
    for rest in ("", "live/"):
        assert season.client.get(season.url(f"assignment/{run.pk}/{rest}")).status_code == 404


def test_a_change_by_hand_is_in_the_papers_history(season):
    run = run_of(season)
    _comes, leaves = free_for(season, 1)
    season.client.post(run_url(season, "papers/1/"), {"version": run.version, "leaves": leaves.pk})
    entry = AuditEntry.objects.get(action="proposal_changed")
    assert entry.about == season.workshop.submissions.get(number=1).ref


@pytest.mark.parametrize("many", [10, 200])
@pytest.mark.enumeration
def test_queries_do_not_grow_with_the_papers(django_assert_num_queries, many):
    room = make_room()
    reviewers = [room.reviewer(f"Reviewer {n}") for n in range(4)]
    run = AssignmentRun.objects.create(
        workshop=room.workshop,
        state="proposed",
        parameters={"reviews_per_paper": 1, "text": 1, "topics": 0, "fair": False},
        summary={"share": 1.0, "papers": many, "over": []},
    )
    for n in range(many):
        run.pairs.create(submission=room.paper(), user=reviewers[n % 4], score=0.5, parts={})
    assert Conflict.objects.count() == 0
    with django_assert_num_queries(19):
        room.client.get(room.url(f"assignment/{run.pk}/"))
    with django_assert_num_queries(11):
        room.client.get(room.url("assignment/"))
