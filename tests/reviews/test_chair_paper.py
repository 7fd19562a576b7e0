"""The chairs' page of one paper: sight, a forced look, assigning by hand, conflicts, desk rejection."""

import pytest
from django.utils import timezone

from conference.models import AuditEntry, Mail
from reviews.models import Assignment, Conflict
from reviews.services.conflicts import set_conflict
from tests.cast import make_cast
from tests.clients import body_of, client_of
from tests.factories import (
    AssignmentFactory,
    AuthorFactory,
    ConflictFactory,
    DecisionFactory,
    PaperFileFactory,
    ReviewFactory,
    RoleFactory,
    SubmissionFactory,
    UserFactory,
)
from tests.factories.reviews import TEXTS

pytestmark = pytest.mark.django_db

LEAKY = {
    "total_pages": 5,
    "main_text_pages": 4,
    "within_limit": True,
    "unsure": False,
    "anonymous": False,
    "leaks": [
        {"kind": "author_name", "page": 1, "text": "Ottoline Karamazova", "reason": "The name of Ottoline."}
    ],
    "errors": [],
}
REASON = "The reviewer says that it names its authors."


@pytest.fixture
def paper(room):
    paper = room.paper("Ottoline Karamazova", title="Counting firs", abstract="Firs from above.")
    paper.declared_conflicts = "Grudge Holder\nfriends.example"
    paper.save()
    PaperFileFactory(
        submission=paper, report=LEAKY, original_name="karamazova.pdf", content=b"%PDF-1.7 the original"
    )
    return paper


def test_it_shows_facts_check_reviewers_conflicts_and_history(room, paper):
    reviewer = room.reviewer("Rita Reviewer")
    AssignmentFactory(submission=paper, user=reviewer, mark="C")
    ConflictFactory(
        submission=paper,
        user=UserFactory(name="Carl Conflict"),
        kind="chair",
        evidence="They share an office",
    )
    text = body_of(room.client.get(room.url("papers/1/")))
    for shown in (
        "Counting firs",
        "Firs from above.",
        "Rita Reviewer",
        "Reviewer C",
        "Carl Conflict",
        "share an office",
    ):
        assert shown in text
    assert "An author’s name" in text
    assert "Page 1" in text


@pytest.mark.enumeration
def test_nothing_on_it_names_an_author_before_release(room, paper):
    ConflictFactory(submission=paper, kind="coauthor", evidence="Wrote with Ottoline Karamazova")
    names = ("Karamazova", "Ottoline", "Grudge Holder", "friends.example", "karamazova.pdf")
    blind = body_of(room.client.get(room.url("papers/1/")))
    assert not [name for name in names if name in blind]
    DecisionFactory(submission=paper, released_at=timezone.now())
    released = body_of(room.client.get(room.url("papers/1/")))
    for name in ("Karamazova", "Grudge Holder", "friends.example", "Wrote with Ottoline"):
        assert name in released


@pytest.mark.enumeration
def test_a_conflict_by_authorship_looks_like_any_personal_tie_while_authors_are_hidden(room, paper):
    for kind, name in (("self", "Sela Self"), ("coauthor", "Cora Coauthor")):
        ConflictFactory(
            submission=paper, user=UserFactory(name=name), kind=kind, evidence="Ottoline Karamazova"
        )
    text = body_of(room.client.get(room.url("papers/1/")))
    assert text.count("Personal tie") == 2
    assert "Author</td>" not in text
    assert "Co-author" not in text
    DecisionFactory(submission=paper, released_at=timezone.now())
    text = body_of(room.client.get(room.url("papers/1/")))
    assert "Author</td>" in text
    assert "Co-author</td>" in text


@pytest.mark.enumeration
def test_a_forced_look_needs_a_reason_is_kept_and_lasts_one_page(room, paper):
    url = room.url("papers/1/look/")
    refused = body_of(room.client.post(url, {"what": "authors", "look-reason": "why"}), 422)
    assert "Karamazova" not in refused
    assert "why you have to look" in refused
    assert not AuditEntry.objects.filter(action="forced_look").exists()
    response = room.client.post(url, {"what": "authors", "look-reason": REASON})
    text = body_of(response)
    assert "Ottoline Karamazova" in text
    assert "friends.example" in text
    assert response["Cache-Control"] == "no-store"
    entry = AuditEntry.objects.get(action="forced_look")
    assert (entry.actor, entry.about) == (room.chair, paper.ref)
    assert REASON in entry.text
    assert "Karamazova" not in entry.text
    assert "Karamazova" not in body_of(room.client.get(room.url("papers/1/")))
    assert room.client.get(url).status_code == 405


@pytest.mark.enumeration
def test_the_original_file_is_handed_out_with_a_reason_only(room, paper):
    url = room.url("papers/1/look/")
    assert room.client.post(url, {"what": "file"}).status_code == 422
    response = room.client.post(url, {"what": "file", "look-reason": REASON})
    assert b"".join(response.streaming_content) == b"%PDF-1.7 the original"
    assert "karamazova" not in response["Content-Disposition"]
    assert "the original file" in AuditEntry.objects.get(action="forced_look").text


def test_after_release_the_original_file_needs_no_reason(room, paper):
    DecisionFactory(submission=paper, released_at=timezone.now())
    response = room.client.post(room.url("papers/1/look/"), {"what": "file"})
    assert b"".join(response.streaming_content) == b"%PDF-1.7 the original"
    assert not AuditEntry.objects.filter(action="forced_look").exists()


@pytest.mark.enumeration
def test_assigning_by_hand_tells_the_reviewer_and_can_be_taken_back(room, paper):
    reviewer = room.reviewer("Rita Reviewer")
    url = room.url("papers/1/reviewers/")
    assert room.client.post(url, {"reviewer-user": ""}).status_code == 422
    assert room.client.post(url, {"reviewer-user": room.chair.pk}).status_code == 422
    assert room.client.post(url, {"reviewer-user": reviewer.pk}).status_code == 302
    row = Assignment.objects.get()
    assert (row.user, row.part, row.state) == (reviewer, "reviewer", "active")
    assert Mail.objects.get(template="assignment").recipient == reviewer
    room.client.post(room.url(f"papers/1/assignments/{row.pk}/take-back/"))
    row.refresh_from_db()
    assert row.state == "removed"


@pytest.mark.enumeration
def test_a_review_that_is_in_stays(room, paper):
    review = ReviewFactory(assignment=AssignmentFactory(submission=paper, user=room.reviewer("Rita")))
    response = room.client.post(
        room.url(f"papers/1/assignments/{review.assignment.pk}/take-back/"), follow=True
    )
    assert "is in already" in body_of(response)
    review.assignment.refresh_from_db()
    assert review.assignment.state == "active"


@pytest.mark.enumeration
def test_somebody_with_a_conflict_is_not_offered_and_is_refused(room, paper):
    friend = room.reviewer("Fred Friend")
    url = room.url("papers/1/")
    assert f'value="{friend.pk}">Fred Friend (0 of 4)' in body_of(room.client.get(url))
    set_conflict(submission=paper, user=friend, by=room.chair, note="")
    assert "Fred Friend (0 of 4)" not in body_of(room.client.get(url))
    assert room.client.post(f"{url}reviewers/", {"reviewer-user": friend.pk}).status_code == 422
    assert not Assignment.objects.exists()


@pytest.mark.enumeration
def test_an_area_chair_is_assigned_without_a_mark(room, paper):
    user = RoleFactory(workshop=room.workshop, kind="area_chair").user
    room.client.post(room.url("papers/1/area-chairs/"), {"area_chair-user": user.pk})
    row = Assignment.objects.get()
    assert (row.user, row.part, row.mark) == (user, "area_chair", "")
    assert user.name in body_of(room.client.get(room.url("papers/1/")))


def test_a_chair_sets_a_conflict_for_someone_of_the_committee(room, paper):
    reviewer, stranger = room.reviewer("Rita Reviewer"), UserFactory()
    url = room.url("papers/1/conflicts/")
    assert room.client.post(url, {"conflict-user": stranger.pk}).status_code == 422
    assert (
        room.client.post(url, {"conflict-user": reviewer.pk, "conflict-note": "Neighbours"}).status_code
        == 302
    )
    row = Conflict.objects.get()
    assert (row.user, row.kind, row.state, row.evidence, row.decided_by) == (
        reviewer,
        "chair",
        "active",
        "Neighbours",
        room.chair,
    )


@pytest.mark.enumeration
def test_a_desk_rejection_needs_a_reason_and_tells_the_authors(room, paper):
    AuthorFactory(submission=paper, user=UserFactory(name="Second Author"), is_corresponding=True)
    url = room.url("papers/1/desk-reject/")
    assert room.client.post(url, {"desk-reason": " "}).status_code == 422
    paper.refresh_from_db()
    assert paper.state == "submitted"
    assert room.client.post(url, {"desk-reason": "It is about cooking."}).status_code == 302
    paper.refresh_from_db()
    assert paper.state == "desk_rejected"
    assert "about cooking" in Mail.objects.filter(template="submission_desk_rejected").first().body
    again = room.client.post(url, {"desk-reason": "It is about cooking."})
    assert again.status_code == 403
    assert "It is about cooking." in again.content.decode()


ACTS = ("reviewers/", "area-chairs/", "conflicts/", "desk-reject/", "look/")


@pytest.mark.enumeration
def test_a_chair_with_a_conflict_sees_the_abstract_and_can_do_nothing(room, paper):
    review = ReviewFactory(
        assignment=AssignmentFactory(submission=paper, user=room.reviewer("Rita Reviewer"))
    )
    other = room.another_chair(name="Olga Other")
    seen = body_of(client_of(other).get(room.url("papers/1/")))
    assert "Rita Reviewer" in seen
    ConflictFactory(submission=paper, user=other)
    client = client_of(other)
    kept = body_of(client.get(room.url("papers/1/")))
    assert "Firs from above." in kept
    assert "You have a conflict with this paper." in kept
    for hidden in (
        "Rita Reviewer",
        TEXTS["summary"],
        "Assign reviewer",
        "An author’s name",
        "Olga Other</th>",
    ):
        assert hidden not in kept
    for act in ACTS:
        assert (
            client.post(room.url(f"papers/1/{act}"), {"what": "authors", "look-reason": REASON}).status_code
            == 404
        )
    assert client.post(room.url(f"papers/1/assignments/{review.assignment.pk}/take-back/")).status_code == 404


def test_an_assignment_of_another_paper_is_not_taken_back_here(room, paper):
    other = AssignmentFactory(submission=room.paper())
    assert room.client.post(room.url(f"papers/1/assignments/{other.pk}/take-back/")).status_code == 404
    other.refresh_from_db()
    assert other.state == "active"


def test_drafts_and_missing_papers_and_other_workshops_look_the_same(room, paper):
    room.paper(state="draft")
    SubmissionFactory(number=77)
    answers = [room.client.get(room.url(f"papers/{number}/")) for number in (2, 3, 77)]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert len({answer.content for answer in answers}) == 1


@pytest.mark.enumeration
@pytest.mark.parametrize(
    "actor", ["visitor", "author", "reviewer_assigned", "area_chair_assigned", "site_editor"]
)
def test_only_chairs_act(actor):
    cast = make_cast("reviewing")
    urls = [f"/{cast.workshop.slug}/chair/papers/1/{act}" for act in ACTS]
    chair = client_of(cast.people["program_chair"])
    assert [chair.post(url).status_code for url in urls] == [422] * len(urls)
    if actor == "visitor":
        return
    client = client_of(cast.people[actor])
    assert [client.post(url).status_code for url in urls] == [404] * len(urls)
