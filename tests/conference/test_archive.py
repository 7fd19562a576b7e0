"""An edition that is over: archived, read by those who could, changed by nobody; its reviews gone when the term ends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.storage import default_storage

from conference import due, retention
from conference.models import AuditEntry, CommitteeMember, Mail, Retention, Workshop
from conference.services import archive, reminders
from program.models import PublicFigures
from program.selectors.figures import chair_figures
from reviews.models import Assignment, Bid, Comment, Conflict, Decision, Rebuttal, Review, SubReview
from submissions.models import PaperFile, Submission
from tests.api import V1, caller, send
from tests.cast import make_cast
from tests.factories import DateFactory, PaperFileFactory

END = datetime(2026, 7, 18, 16, tzinfo=UTC)
YEAR = END + timedelta(days=365)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (datetime(2026, 7, 18), 12, datetime(2027, 7, 18)),
        (datetime(2026, 8, 31), 6, datetime(2027, 2, 28)),
        (datetime(2024, 2, 29), 12, datetime(2025, 2, 28)),
        (datetime(2026, 11, 30), 1, datetime(2026, 12, 30)),
    ],
)
def test_months_end_on_a_day_that_there_is(start, months, end):
    assert retention.months_after(start, months) == end


@pytest.fixture
def cast(db):
    cast = make_cast("published_accepted")
    DateFactory(workshop=cast.workshop, key="workshop", label="Workshop", at=END)
    return cast


def address(cast, rest):
    return f"/{cast.workshop.slug}/{rest}"


def seen(client, cast, actor):
    client.force_login(cast.people[actor])
    return client


def test_an_archived_edition_is_read_and_not_changed(cast, client):
    chair = seen(client, cast, "program_chair")
    site = client.get(address(cast, "")).content
    chair.post(address(cast, "chair/settings/archive/"))
    cast.workshop.refresh_from_db()
    assert cast.workshop.archived_at
    assert "was archived on" in chair.get(address(cast, "chair/")).content.decode()
    for actor, path, data in (
        ("program_chair", "chair/topics/", {"topics": "New", "seen": cast.workshop.version}),
        ("author", f"my-papers/{cast.paper.number}/edit/", {"title": "New"}),
        ("reviewer_assigned", f"reviewing/{cast.paper.number}/", {"overall": "5"}),
        ("site_editor", "chair/programme/new/", {"title": "New"}),
    ):
        assert seen(client, cast, actor).get(address(cast, path)).status_code in {200, 302}, path
        answer = client.post(address(cast, path), data)
        assert answer.status_code == 403, path
        assert "is archived" in answer.content.decode(), path
    program, papers = (
        caller(cast.people["author"]),
        f"{V1}{cast.workshop.slug}/my-papers/{cast.paper.number}/",
    )
    assert program.get(papers).status_code == 200
    refused = send(program, "post", f"{papers}withdraw/")
    assert refused.status_code == 403
    assert "is archived" in refused.content.decode()
    outsider = seen(client, cast, "other_author").post(address(cast, "chair/topics/"), {"topics": "New"})
    assert outsider.status_code == 404
    client.logout()
    assert client.get(address(cast, "")).status_code == 200
    assert site
    assert reminders.run(datetime.now(UTC)) == 0
    for archived, shown in ((True, ["Open"]), (False, ["Open", "Closed"])):
        Workshop.objects.filter(pk=cast.workshop.pk).update(
            archived_at=datetime.now(UTC) if archived else None
        )
        items = [
            due.DueItem("", "Open", "", "/elsewhere/a/", ""),
            due.DueItem("", "Closed", "", address(cast, ""), ""),
        ]
        assert [item.title for item in due._open(items)] == shown
    cast.workshop.save()

    chair = seen(client, cast, "program_chair")
    chair.post(address(cast, "chair/settings/archive/open/"))
    assert chair.post(address(cast, "chair/topics/"), {"topics": "New", "seen": "1"}).status_code != 403
    said = list(AuditEntry.objects.filter(action__startswith="archive.").values_list("action", flat=True))
    assert said == ["archive.reopened", "archive.archived"]


def set_term(client, cast, months, seen_version=1):
    return seen(client, cast, "program_chair").post(
        address(cast, "chair/settings/term/"), {"months": months, "seen": seen_version}
    )


def test_a_term_is_set_announced_and_taken_back(cast, client):
    assert set_term(client, cast, "12").status_code == 302
    page = client.get(address(cast, "chair/settings/archive/")).content.decode()
    assert "18 July 2027" in page
    assert set_term(client, cast, "24").status_code == 409
    assert set_term(client, cast, "7", 2).status_code == 422
    assert archive.run_due(YEAR - timedelta(days=20)) == 0
    assert not Mail.objects.filter(template="reviews_deleted_soon").exists()
    for _ in range(2):
        assert archive.run_due(YEAR - timedelta(days=10)) == 0
    chairs = cast.workshop.roles.filter(kind="program_chair").count()
    mails = Mail.objects.filter(template="reviews_deleted_soon")
    assert mails.count() == chairs
    assert "1 August 2027" not in mails[0].subject
    assert "22 July 2027" in mails[0].subject  # two weeks after the mail, though the term ends before
    assert archive.run_due(YEAR) == 0
    set_term(client, cast, "", 2)
    assert archive.run_due(YEAR + timedelta(days=900)) == 0
    assert Review.objects.exists()


def test_when_the_term_is_over_what_was_confidential_is_gone_and_the_record_stays(
    cast, client, django_capture_on_commit_callbacks
):
    paper, workshop = cast.paper, cast.workshop
    final = PaperFileFactory(submission=paper, kind="final", content=b"%PDF-1.7 finalbytes")
    blind = PaperFile.objects.get(submission=paper, kind="paper")
    names = [blind.file.name, blind.reviewer_copy.name]
    assert all(default_storage.exists(name) for name in names)
    rejected = cast.other_paper
    Bid.objects.create(submission=rejected, user=cast.people["reviewer_assigned"], value="yes")
    AuditEntry.objects.create(
        workshop=workshop, action="assigned_by_hand", about=paper.ref, text="Percival Underhill"
    )
    AuditEntry.objects.create(
        workshop=workshop, action="decision_released", about=paper.ref, text="#1 released"
    )
    mine = Assignment.objects.get(user=cast.people["reviewer_assigned"])
    helper = cast.people["reviewer_unassigned"]
    SubReview.objects.create(
        assignment=mine, name="x", email="x@x.example", user=helper, state="handed", listed=True
    )
    CommitteeMember.objects.create(workshop=workshop, name="Somebody Listed")
    assert helper.name in client.get(address(cast, "people/")).content.decode()
    open_chair = cast.viewer("program_chair")
    before = {figure.key: figure.points for figure in chair_figures(open_chair, workshop)}
    set_term(client, cast, "12")
    archive.run_due(YEAR - timedelta(days=10))
    with django_capture_on_commit_callbacks(execute=True):
        assert archive.run_due(YEAR + timedelta(days=10)) == 1
    for model in (Assignment, Review, Comment, Rebuttal, Bid, Conflict):
        assert not model.objects.exists(), model
    assert not any(default_storage.exists(name) for name in names)
    decision = Decision.objects.get()
    assert (decision.outcome, decision.text) == ("accept_spotlight", "")
    assert Submission.objects.get(pk=paper.pk).abstract
    assert not Submission.objects.get(pk=rejected.pk).abstract
    assert default_storage.exists(final.file.name)
    assert [entry.action for entry in AuditEntry.objects.filter(about=paper.ref)] == ["decision_released"]
    assert not Mail.objects.filter(workshop=workshop).exists()
    workshop = Workshop.objects.get(pk=workshop.pk)
    assert workshop.archived_at
    after = {figure.key: figure.points for figure in chair_figures(open_chair, workshop)}
    assert {key: after[key] for key in ("day", "track", "topic", "kind", "country")} == {
        key: before[key] for key in ("day", "track", "topic", "kind", "country")
    }
    assert {key for key in before if key not in after} == set()

    chair = seen(client, cast, "program_chair")
    for page in (
        "",
        "papers/",
        "reviews/",
        "decisions/",
        "publish/figures/",
        "settings/archive/",
        "reviewers/",
    ):
        assert chair.get(address(cast, f"chair/{page}")).status_code == 200, page
    assert "Deleted on" in chair.get(address(cast, "chair/settings/archive/")).content.decode()
    assert seen(client, cast, "author").get(address(cast, f"my-papers/{paper.number}/")).status_code == 200
    client.logout()
    assert helper.name in client.get(address(cast, "people/")).content.decode()
    assert client.get(address(cast, f"papers/{paper.number}/")).status_code == 200
    assert b"finalbytes" in client.get(address(cast, f"papers/{paper.number}/paper.pdf")).getvalue()
    assert set_term(client, cast, "12", Retention.objects.get().version).status_code == 403


def test_figures_that_are_kept_leave_out_what_a_chair_may_not_know(cast):
    """The paper of the cast is in conflict with one of its chairs: no score of it stays in what every chair reads for good."""
    scores = {
        figure.key: figure.points for figure in chair_figures(cast.viewer("program_chair"), cast.workshop)
    }["scores"]
    assert sum(point.value for point in scores) == 2
    Retention.objects.create(workshop=cast.workshop, months=1, warned_at=END)
    archive.run_due(YEAR)
    kept = {row["key"]: row["points"] for row in PublicFigures.objects.get().kept["figures"]}
    assert sum(point["value"] for point in kept["scores"]) == 0
