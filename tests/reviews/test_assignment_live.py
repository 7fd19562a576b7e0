"""A proposal made live: confirmed, told once, by another chair where there is a conflict."""

import pytest
from django.utils import timezone

from conference.models import Mail
from reviews.models import Assignment, AssignmentRun
from reviews.services.conflicts import set_conflict
from tests.clients import body_of, client_of
from tests.factories import AssignmentFactory, ConflictFactory, InvitationFactory
from tests.reviews.assigning import ASK, free_for, names_on, run_of, run_url

pytestmark = pytest.mark.django_db


def test_a_stale_proposal_does_not_go_live(proposed):
    run = run_of(proposed)
    seen = run.version
    _comes, leaves = free_for(proposed, 1)
    proposed.client.post(run_url(proposed, "papers/1/"), {"version": seen, "leaves": leaves.pk})
    response = proposed.client.post(run_url(proposed, "live/"), {"version": seen})
    assert "Another chair changed this proposal" in body_of(response, 409)
    assert not Assignment.objects.exists()


def test_going_live_is_confirmed_with_the_number_of_mails_and_told_once(proposed):
    run = run_of(proposed)
    users = run.pairs.values("user").distinct().count()
    text = body_of(proposed.client.get(run_url(proposed, "live/")))
    assert f"Make live and send {users} mails" in text
    assert not Mail.objects.exists()
    assert proposed.client.post(run_url(proposed, "live/"), {"version": run.version}).status_code == 302
    assert Assignment.objects.filter(state="active").count() == 8
    assert Mail.objects.filter(template="assignment").count() == users
    run.refresh_from_db()
    assert run.state == "live"
    text = body_of(proposed.client.get(run_url(proposed), follow=True))
    assert "These papers are with their reviewers" in text
    assert "Make live" not in text
    second = proposed.client.post(run_url(proposed, "live/"), {"version": run.version})
    assert second.status_code == 403
    assert Mail.objects.filter(template="assignment").count() == users
    assert proposed.client.post(run_url(proposed, "discard/"), follow=True).context["run"].state == "live"


def test_papers_of_a_chairs_own_conflicts_go_live_by_another_chair(proposed):
    run, kept = run_of(proposed), proposed.workshop.submissions.get(number=1)
    other = proposed.another_chair()
    ConflictFactory(submission=kept, user=proposed.chair, kind="chair")
    assert "Papers with which you have a conflict are left out." in body_of(
        proposed.client.get(run_url(proposed, "live/"))
    )
    assert proposed.client.post(run_url(proposed, "live/"), {"version": run.version}).status_code == 302
    assert set(Assignment.objects.values_list("submission__number", flat=True)) == {2, 3, 4}
    told = Mail.objects.filter(template="assignment").count()
    assert kept.title not in "".join(Mail.objects.values_list("body", flat=True))
    own = body_of(proposed.client.get(run_url(proposed)))
    assert "there another program chair makes it live" in own
    assert "Make it live there" not in own
    version = AssignmentRun.objects.get(pk=run.pk).version
    assert proposed.client.post(run_url(proposed, "live/"), {"version": version}).status_code == 403
    assert not kept.assignments.exists()

    client = client_of(other)
    assert "has a conflict with #1." in body_of(client.get(run_url(proposed)))
    meanwhile = [AssignmentFactory(submission=kept, mark=mark) for mark in "AB"]
    assert "has a conflict with #1." not in body_of(client.get(run_url(proposed)))
    assert client.post(run_url(proposed, "live/"), {"version": version}).status_code == 403
    for row in meanwhile:
        row.delete()
    assert client.post(run_url(proposed, "live/"), {"version": version}).status_code == 302
    assert kept.assignments.count() == 2
    assert set(kept.assignments.values_list("assigned_by", flat=True)) == {other.pk}
    assert Mail.objects.filter(template="assignment").count() == told + 2
    assert "Make it live there" not in body_of(client.get(run_url(proposed)))
    assert client.post(run_url(proposed, "live/"), {"version": version + 1}).status_code == 403


def test_marks_do_not_tell_the_order_of_the_names(proposed):
    proposed.client.post(run_url(proposed, "live/"), {"version": run_of(proposed).version})
    for paper in proposed.workshop.submissions.all():
        marks = list(paper.assignments.values_list("mark", flat=True))
        assert len(set(marks)) == len(marks) == 2


@pytest.mark.enumeration
def test_a_conflict_that_came_up_since_stops_the_release_and_names_the_paper(proposed):
    run = run_of(proposed)
    pair = run.pairs.filter(submission__number=2).first()
    set_conflict(submission=pair.submission, user=pair.user, by=proposed.chair, note="")
    text = body_of(proposed.client.post(run_url(proposed, "live/"), {"version": run.version}), 422)
    assert "A conflict has come up since this was solved, at #2." in text
    assert pair.user.name not in text
    assert not Assignment.objects.exists()
    assert "Conflict</span>" in body_of(proposed.client.get(run_url(proposed)))


def test_who_left_or_gave_the_paper_back_is_left_out(proposed):
    run = run_of(proposed)
    gone = proposed.workshop.submissions.get(number=3)
    gone.state = "withdrawn"
    gone.save()
    back = run.pairs.filter(submission__number=1).first()
    AssignmentFactory(submission=back.submission, user=back.user, state="declined", ended_at=timezone.now())
    proposed.client.post(run_url(proposed, "live/"), {"version": run.version})
    assert not Assignment.objects.filter(submission=gone).exists()
    assert Assignment.objects.get(submission=back.submission, user=back.user).state == "declined"
    assert Assignment.objects.filter(state="active").count() == 5


@pytest.mark.enumeration
def test_live_assignments_stay_in_the_next_proposal(proposed, jobs_run):
    stranger = proposed.workshop.reviewers.get(user__name="Deserts Expert").user
    AssignmentFactory(submission=proposed.workshop.submissions.get(number=1), user=stranger)
    with jobs_run():
        proposed.client.post(proposed.url("assignment/"), ASK)
    assert "Deserts Expert" in names_on(run_of(proposed), 1)
    text = body_of(
        proposed.client.post(
            run_url(proposed, "papers/1/"), {"version": run_of(proposed).version, "leaves": stranger.pk}
        ),
        422,
    )
    assert "valid choice" in text


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
