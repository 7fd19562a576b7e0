"""A live assignment mended with as few changes as can be."""

import pytest

from conference.models import Mail
from reviews.models import Assignment, AssignmentRun
from tests.clients import body_of, client_of
from tests.factories import ConflictFactory, ReviewFactory
from tests.reviews.assigning import active, names_on, paper_numbered, reviewer_named, run_of, run_url

pytestmark = pytest.mark.django_db


def repair(season, jobs_run):
    with jobs_run():
        assert season.client.post(season.url("assignment/repair/")).status_code == 302
    run = run_of(season)
    assert run.kind == "repair"
    return run


@pytest.mark.enumeration
def test_a_repair_changes_as_little_as_can_be_and_says_what_before(live, jobs_run):
    assert live.client.get(live.url("assignment/")).context["needs"].any is False
    # A later paper comes in, and the expert on glaciers has a conflict by now and had not begun.
    live.paper(title="Watching glaciers once more", abstract="We watch glaciers again.")
    glaciers = reviewer_named(live, "Glaciers Expert").user
    ConflictFactory(submission=paper_numbered(live, 1), user=glaciers, kind="chair")
    needs = live.client.get(live.url("assignment/")).context["needs"]
    assert (needs.short, needs.in_conflict) == ((4,), (1,))

    run = repair(live, jobs_run)
    shown = live.client.get(run_url(live))
    changes = {row.number: (row.leaves, row.comes) for row in shown.context["changes"]}
    assert set(changes) == {1, 4}
    assert changes[1][0] == ("Glaciers Expert",)
    assert changes[4] == ((), ("Glaciers Expert",))
    assert active(live, 1) == {"Glaciers Expert"}
    text = body_of(live.client.get(run_url(live, "live/")))
    assert "2 new assignments become live, 1 is taken off, and 3 mails go out" in text
    live.client.post(run_url(live, "live/"), {"version": run.version})
    assert active(live, 1) == set(changes[1][1])
    assert active(live, 2) == {"Forests Expert"}
    assert active(live, 4) == {"Glaciers Expert"}
    assert Mail.objects.filter(template="assignment_moved").get().recipient == glaciers
    assert Mail.objects.filter(template="assignment").count() == 2


def test_a_repair_leaves_whoever_has_begun(live, jobs_run):
    glaciers = reviewer_named(live, "Glaciers Expert").user
    ConflictFactory(submission=paper_numbered(live, 1), user=glaciers, kind="chair")
    begun = Assignment.objects.get(submission__number=1)
    run = repair(live, jobs_run)
    assert run.summary["leaving"] == [begun.pk]
    ReviewFactory(assignment=begun, state="draft", submitted_at=None)
    other = live.another_chair()
    ConflictFactory(submission=paper_numbered(live, 1), user=other, kind="chair")
    response = live.client.post(run_url(live, "live/"), {"version": run.version})
    assert "was begun since, at #1" in body_of(response, 422)
    kept = body_of(client_of(other).post(run_url(live, "live/"), {"version": run.version}), 403)
    assert "#1" not in kept
    assert "another chair makes it live" in kept
    assert active(live, 1) == {"Glaciers Expert"}
    again = repair(live, jobs_run)
    assert again.summary["leaving"] == []
    assert names_on(again, 1) == {"Glaciers Expert"}


@pytest.mark.enumeration
def test_a_live_pair_with_a_conflict_does_not_stop_a_new_proposal(live, solve):
    ConflictFactory(
        submission=paper_numbered(live, 1), user=reviewer_named(live, "Glaciers Expert").user, kind="chair"
    )
    run = solve(reviews_per_paper=2)
    assert len(names_on(run, 1)) == 2
    assert live.client.post(run_url(live, "live/"), {"version": run.version}).status_code == 302
    assert len(active(live, 1)) == 2


@pytest.mark.enumeration
def test_a_repair_keeps_from_a_chair_what_it_changes_at_her_paper(live, jobs_run):
    ConflictFactory(
        submission=paper_numbered(live, 1), user=reviewer_named(live, "Glaciers Expert").user, kind="chair"
    )
    repair(live, jobs_run)
    other = live.another_chair()
    client = client_of(other)
    assert [row.number for row in client.get(run_url(live)).context["changes"]] == [1]
    assert client.get(live.url("assignment/")).context["needs"].in_conflict == (1,)
    ConflictFactory(submission=paper_numbered(live, 1), user=other)
    assert client.get(run_url(live)).context["changes"] == []
    assert client.get(live.url("assignment/")).context["needs"].in_conflict == ()
    text = body_of(client.get(run_url(live, "live/")))
    assert "0 new assignments become live, 0 are taken off" in text


def test_without_anything_live_there_is_nothing_to_repair(season):
    assert season.client.get(season.url("assignment/")).context["needs"] is None
    season.client.post(season.url("assignment/repair/"))
    assert not AssignmentRun.objects.exists()
