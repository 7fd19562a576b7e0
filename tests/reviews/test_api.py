"""Programs of reviewers and chairs."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.utils import timezone

from conference.models import Mail, Workshop
from reviews.models import Assignment, Conflict, Decision, Review, SubReview
from submissions.models import SubmissionState
from tests.api import V1, caller, send
from tests.factories import (
    AssignmentFactory,
    AuthorFactory,
    ConflictFactory,
    DecisionFactory,
    PaperFileFactory,
    ReviewerFactory,
    ReviewFactory,
    RoleFactory,
    SubmissionFactory,
    TrackFactory,
)
from tests.factories.reviews import TEXTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def season():
    """A paper under review: one review is in, one is asked of Rita, who has a program; so has the chair."""
    track = TrackFactory(workshop__slug="soils-2026", workshop__assignments_live_at=timezone.now())
    workshop = track.workshop
    paper = SubmissionFactory(track=track, title="Counting furrows")
    AuthorFactory(submission=paper, name="Ottoline Hidden")
    PaperFileFactory(submission=paper, content=b"%PDF-1.7 Ottoline")
    rita, other = (ReviewerFactory(workshop=workshop).user for _ in range(2))
    AssignmentFactory(submission=paper, user=rita)
    ReviewFactory(assignment=AssignmentFactory(submission=paper, user=other), overall=8)
    chair = RoleFactory(workshop=workshop).user
    return SimpleNamespace(
        workshop=workshop, track=track, paper=paper, rita=rita, other=other, chair=chair,
        reviewer=caller(rita), chairs=caller(chair), url=f"{V1}soils-2026/",
    )  # fmt: skip


def test_reviewer_reads_the_blind_paper_and_writes_her_review(season):
    [row] = season.reviewer.get(f"{season.url}reviewing/").json()["results"]
    assert (row["paper"]["title"], row["state"]) == ("Counting furrows", "open")
    assert season.reviewer.get(f"{season.url}reviewing/", {"q": "title:trees"}).json()["results"] == []
    assert season.reviewer.get(f"{season.url}reviewing/", {"q": "overall:x("}).status_code == 422
    file = row["paper"]["file"]
    fetched = season.reviewer.get(f"{season.url}papers/1/files/{file['id']}/")
    assert b"".join(fetched.streaming_content) == b"%PDF-1.7 Ottoline cleaned"
    assert file["name"] in fetched["Content-Disposition"]

    desk = season.reviewer.get(f"{season.url}reviewing/1/").json()
    assert (desk["reviews"], "your own is in" in desk["reviews_wait_for"]) == ([], True)
    assert "Ottoline" not in str(desk)

    address = f"{season.url}reviewing/1/review/"
    form = season.reviewer.get(address)
    assert (form.json()["state"], form.json()["version"]) == ("open", 1)
    keys = {question["key"] for question in form.json()["questions"]}
    assert {"summary", "overall"} <= keys
    part = {"answers": {"summary": "It counts.", "overall": 7}}
    saved = send(season.reviewer, "patch", address, part, If_Match=form["ETag"])
    assert (saved.status_code, saved.json()["state"]) == (200, "draft")
    early = send(season.reviewer, "patch", address, {"answers": {}, "submit": True}, If_Match=saved["ETag"])
    assert (early.status_code, "strengths" in early.json()["errors"]) == (422, True)
    for wrong in ({"overall": 99}, {"overall": "best"}, {"moss": "x"}, {"summary": {"a": 1}}):
        refused = send(season.reviewer, "patch", address, {"answers": wrong}, If_Match="*")
        assert (refused.status_code, list(refused.json()["errors"])) == (
            422,
            [f"answers.{next(iter(wrong))}"],
        )

    whole = {"answers": {**TEXTS, "overall": 7, "confidence": 4}, "submit": True}
    done = send(season.reviewer, "patch", address, whole, If_Match=saved["ETag"]).json()
    assert (done["state"], done["answers"]["summary"]) == ("submitted", TEXTS["summary"])
    assert Review.objects.get(assignment__user=season.rita).overall == 7
    stale = send(season.reviewer, "patch", address, {"answers": {"overall": 1}}, If_Match=saved["ETag"])
    assert stale.status_code == 412
    assert send(season.chairs, "patch", address, whole, If_Match="*").status_code == 404


def test_chair_finds_papers_by_the_search_and_columns_of_the_pages(season):
    season.other.name = "Tomoe K."
    season.other.save()
    SubmissionFactory(track=season.track, title="Counting trees")
    address = f"{season.url}chair/papers/"
    every = season.chairs.get(address).json()["results"]
    assert [row["number"] for row in every] == [1, 2]
    assert "authors" not in every[0]["cells"]
    asked = {
        "q": "reviewer:Tomoe",
        "columns": "scores,reviewers,authors",
        "sort": "-scores",
        "table": "decisions",
    }
    [found] = season.chairs.get(address, asked).json()["results"]
    assert found["cells"] == {"scores": "8", "reviewers": found["cells"]["reviewers"], "authors": None}
    assert "Tomoe K." in found["cells"]["reviewers"]
    for wrong, where in (
        ({"q": "is:nowhere"}, "q"),
        ({"sort": "moss"}, "sort"),
        ({"columns": "moss"}, "columns"),
    ):
        refused = season.chairs.get(address, wrong)
        assert (refused.status_code, list(refused.json()["errors"])) == (422, [where])
    first = season.chairs.get(address, {"limit": 1, "sort": "-number"}).json()
    assert [row["number"] for row in season.chairs.get(first["next"]).json()["results"]] == [1]


def test_chair_assigns_and_takes_back(season):
    fresh = ReviewerFactory(workshop=season.workshop).user
    barred = ReviewerFactory(workshop=season.workshop).user
    ConflictFactory(submission=season.paper, user=barred)
    address = f"{season.url}chair/papers/1/assignments/"
    made = send(season.chairs, "post", address, {"email": fresh.email}, Idempotency_Key="a1")
    assert (made.status_code, made.json()["name"]) == (201, fresh.name)
    assert (
        send(season.chairs, "post", address, {"email": fresh.email}, Idempotency_Key="a1").json()
        == made.json()
    )
    assert Mail.objects.filter(template="assignment", recipient=fresh).count() == 1
    for email in (fresh.email, barred.email, "nobody@else.example"):
        refused = send(season.chairs, "post", address, {"email": email})
        assert (refused.status_code, list(refused.json()["errors"])) == (422, ["email"])
    assert len(season.chairs.get(address).json()["results"]) == 3
    one = f"{address}{made.json()['id']}/"
    assert season.chairs.delete(f"{one}?reason=Too+far").status_code == 204
    ended = Assignment.objects.get(user=fresh)
    assert (ended.state, ended.ended_reason) == ("removed", "Too far")
    in_already = Assignment.objects.get(user=season.other)
    assert season.chairs.delete(f"{address}{in_already.pk}/").status_code == 403


def test_chair_reads_reviews_and_drafts_decisions_that_two_do_not_overwrite(season):
    reviews = season.chairs.get(f"{season.url}chair/papers/1/reviews/").json()
    assert (reviews["reviews"][0]["overall"], len(reviews["waiting"])) == (8, 1)
    assert reviews["reviews"][0]["confidential"][0]["text"] == TEXTS["for_chairs"]
    address = f"{season.url}chair/papers/1/decision/"
    none = season.chairs.get(address)
    assert (none.json()["outcome"], none.json()["version"]) == (None, 0)
    drafted = send(
        season.chairs,
        "put",
        address,
        {"outcome": "accept_poster", "text": "Well done."},
        If_Match=none["ETag"],
    )
    assert (drafted.status_code, drafted.json()["outcome"]) == (200, "accept_poster")
    late = send(season.chairs, "put", address, {"outcome": "reject"}, If_Match=none["ETag"])
    assert (late.status_code, Decision.objects.get().outcome) == (412, "accept_poster")
    kept = send(season.chairs, "put", address, {"outcome": "accept_oral"}, If_Match=drafted["ETag"]).json()
    assert (kept["outcome"], kept["text"], kept["released_at"]) == ("accept_oral", "Well done.", None)
    assert season.chairs.delete(address, headers={"If-Match": '"2"'}).status_code == 204
    assert not Decision.objects.exists()
    DecisionFactory(submission=season.paper, released_at=timezone.now())
    assert send(season.chairs, "put", address, {"outcome": "reject"}, If_Match="*").status_code == 403


def test_chair_sets_and_decides_conflicts_without_learning_authors(season):
    named = ConflictFactory(
        submission=season.paper,
        user=season.other,
        kind="institution",
        state="hint",
        evidence="Same as Ottoline",
    )
    address = f"{season.url}chair/conflicts/"
    [row] = season.chairs.get(address, {"state": "hint"}).json()["results"]
    assert (row["id"], row["evidence"], row["hidden"]) == (named.pk, "", True)
    assert season.chairs.get(address, {"state": "active"}).json()["results"] == []
    decided = send(season.chairs, "patch", f"{address}{named.pk}/", {"counts": False})
    assert (decided.status_code, decided.json()["state"]) == (200, "dismissed")
    again = send(season.chairs, "patch", f"{address}{named.pk}/", {"counts": False})
    assert again.status_code == 403
    made = send(
        season.chairs,
        "post",
        f"{season.url}chair/papers/1/conflicts/",
        {"email": season.rita.email, "note": "Kin"},
    )
    assert (made.status_code, made.json()["evidence"]) == (201, "Kin")
    assert Conflict.objects.get(kind="chair").user == season.rita


@pytest.mark.enumeration
def test_chair_reads_a_paper_without_its_authors_and_rejects_it(season):
    address = f"{season.url}chair/papers/1/"
    paper = season.chairs.get(address).json()
    assert (paper["blind"], paper["authors"], len(paper["assignments"])) == (True, [], 2)
    assert "Ottoline" not in str(paper)
    assert len(season.chairs.get(f"{season.url}chair/reviewers/", {"sort": "-done"}).json()["results"]) == 2
    refused = send(season.chairs, "post", f"{address}desk-reject/", {"reason": " "})
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["reason"])
    done = send(season.chairs, "post", f"{address}desk-reject/", {"reason": "Out of scope"})
    assert done.json()["state"] == "desk_rejected"
    season.paper.refresh_from_db()
    assert season.paper.state == SubmissionState.DESK_REJECTED


def test_author_reads_decision_and_reviews_once_they_are_released(season):
    author = caller(season.paper.authors.get().user, "submissions:read")
    address = f"{season.url}my-papers/1/decision/"
    DecisionFactory(submission=season.paper, outcome="accept_poster", text="Well done.")
    assert author.get(address).status_code == 404
    Decision.objects.update(released_at=timezone.now())
    Workshop.objects.update(decisions_released_at=timezone.now())
    found = author.get(address).json()
    assert (found["outcome"], found["text"], found["reviews"][0]["overall"]) == (
        "accept_poster",
        "Well done.",
        8,
    )
    assert TEXTS["for_chairs"] not in str(found)
    assert season.other.name not in str(found)


def test_who_helps_with_a_review_reads_the_paper_and_writes_on_the_page_alone(season):
    helper = ReviewerFactory(workshop=season.workshop).user
    RoleFactory(workshop=season.workshop, user=helper, kind="sub_reviewer")
    SubReview.objects.create(
        assignment=Assignment.objects.get(user=season.rita),
        name="H",
        email=helper.email,
        user=helper,
        state="accepted",
    )
    program, address = caller(helper), f"{season.url}reviewing/1/"
    assert program.get(address).status_code == 200
    part = {"answers": {"summary": "Not mine."}}
    assert program.get(f"{address}review/").status_code == 404
    assert send(program, "patch", f"{address}review/", part, If_Match="*").status_code == 404
    assert not Review.objects.filter(assignment__user=season.rita).exists()
