"""The paper beside its form: who comes there, what each may not see of it, giving the paper back."""

import pytest
from django.test import Client

from conference.errors import Invalid
from reviews.models import Assignment, Conflict
from reviews.selectors.review_forms import answers_of
from reviews.services.assignment import assign_by_hand
from reviews.services.conflicts import recompute_conflicts
from tests.cast import make_cast, retract_review
from tests.clients import client_of, text_of
from tests.factories import AssignmentFactory, AuthorFactory, ReviewerFactory
from tests.reviews.reviewing import AUTOSAVE, LIST, OTHERS, PAGE, typed

pytestmark = pytest.mark.django_db


@pytest.mark.enumeration
def test_page_shows_the_paper_beside_the_form(cast, review, reviewer):
    shown = text_of(reviewer, PAGE)
    file = cast.paper.files.get()

    assert f'<iframe src="/cast-2026/papers/1/file/{file.public_id}/#' in shown
    assert f'<a class="file" href="/cast-2026/papers/1/file/{file.public_id}/"' in shown
    assert "Abstractword quillfern" in shown
    assert "8: Clear accept" in shown
    assert "Never shown to authors or other reviewers." in shown
    assert "Ownreviewword larkspur" in shown


@pytest.mark.enumeration
@pytest.mark.parametrize("path", [PAGE, "/cast-2026/reviewing/1/give-back/"])
@pytest.mark.parametrize(
    "actor",
    [
        "author",
        "other_author",
        "reviewer_unassigned",
        "reviewer_conflicted",
        "area_chair_unassigned",
        "program_chair",
        "program_chair_conflicted",
        "site_editor",
        "site_admin",
    ],
)
def test_others_get_the_same_answer_as_for_a_number_that_is_not_taken(cast, reviewer, path, actor):
    assert reviewer.get(path).status_code == 200
    client = client_of(cast.people[actor])

    denied, missing = client.get(path), client.get(path.replace("/1/", "/999/"))

    assert (denied.status_code, missing.status_code) == (404, 404)
    assert denied.content == missing.content
    assert dict(denied.headers) == dict(missing.headers)


@pytest.mark.enumeration
@pytest.mark.parametrize("path", [PAGE, AUTOSAVE, "/cast-2026/reviewing/1/give-back/"])
def test_others_change_nothing(cast, review, path):
    client = client_of(cast.people["reviewer_unassigned"])

    denied = client.post(path, typed(review, summary="Written by a stranger", reason="None of mine"))

    assert denied.status_code == 404
    review.refresh_from_db()
    assert answers_of(review)["summary"] == "Ownreviewword larkspur"
    assert review.assignment.state == Assignment.State.ACTIVE


def test_a_visitor_is_sent_to_log_in(cast):
    response = Client().get(PAGE)

    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/")


@pytest.mark.enumeration
def test_an_author_who_is_also_assigned_gets_no_review_page(cast, reviewer):
    assert reviewer.get(PAGE).status_code == 200

    AuthorFactory(submission=cast.paper, user=cast.people["reviewer_assigned"])

    assert reviewer.get(PAGE).status_code == 404
    assert cast.paper.title not in text_of(reviewer, LIST)


@pytest.mark.enumeration
def test_area_chair_reads_names_and_confidence_and_has_no_form(cast):
    client = client_of(cast.people["area_chair_assigned"])

    shown = text_of(client, PAGE)

    for word in (*OTHERS, "Percival Underhill", "Ownsecret gentian"):
        assert word in shown
    assert "Ottoline" not in shown
    assert "<textarea" not in shown
    assert client.post(PAGE, {"version": 1}).status_code == 404
    assert client.post(AUTOSAVE, {"version": 1}).status_code == 404


@pytest.mark.enumeration
def test_no_page_of_a_reviewer_names_an_author(cast, reviewer):
    for path in (LIST, PAGE):
        shown = text_of(reviewer, path)
        for word in ("Ottoline", "ottoline", "Bellweather", "Marshwiggle"):
            assert word not in shown


@pytest.mark.enumeration
def test_a_colleague_is_hidden_until_the_discussion_and_until_ones_own_is_in():
    cast = make_cast("discussion")
    reviewer = client_of(cast.people["reviewer_assigned"])
    shown = text_of(reviewer, PAGE)
    assert "Otherreviewword marigold" in shown
    assert "Reviewer B" in shown
    assert "Quentin Blackadder" not in shown
    assert "Othersecret hellebore" not in shown

    retract_review(cast.paper.assignments.get(mark="A").review)

    waiting = text_of(reviewer, PAGE)
    assert "once your own is in" in waiting
    for word in (*OTHERS, "Reviewer B"):
        assert word not in waiting


@pytest.mark.enumeration
def test_colleagues_are_hidden_while_reviews_are_written(cast, reviewer):
    shown = text_of(reviewer, PAGE)

    assert "once the chairs have opened the discussion" in shown
    for word in (*OTHERS, "Reviewer B"):
        assert word not in shown


@pytest.mark.enumeration
def test_colleagues_are_named_where_the_workshop_says_so():
    cast = make_cast("discussion")
    cast.workshop.reviewers_see_one_another = True
    cast.workshop.save()

    shown = text_of(client_of(cast.people["reviewer_assigned"]), PAGE)

    assert "Quentin Blackadder" in shown
    assert "Othersecret hellebore" not in shown


@pytest.mark.enumeration
def test_a_chair_who_reviews_too_reads_no_colleague_before_her_own_is_in(cast):
    chair = cast.people["program_chair"]
    ReviewerFactory(workshop=cast.workshop, user=chair)
    AssignmentFactory(submission=cast.paper, user=chair, mark="Q")

    shown = text_of(client_of(chair), PAGE)

    assert "<textarea" in shown
    for word in (*OTHERS, "Ownreviewword"):
        assert word not in shown


@pytest.mark.enumeration
@pytest.mark.parametrize("phase", ["decided", "released_rejected"])
def test_a_reviewer_learns_the_outcome_with_the_release(phase):
    cast = make_cast(phase)
    label = cast.paper.decision.get_outcome_display()

    shown = text_of(client_of(cast.people["reviewer_assigned"]), PAGE)

    assert (label in shown) == (phase == "released_rejected")
    assert "Decisionword foxglove" not in shown
    assert label in text_of(client_of(cast.people["area_chair_assigned"]), PAGE)


@pytest.mark.enumeration
def test_a_paper_is_given_back_with_a_reason(cast, review, reviewer):
    path = "/cast-2026/reviewing/1/give-back/"
    assert cast.paper.title in text_of(reviewer, path)
    assert reviewer.post(path, {"reason": " "}).status_code == 422

    response = reviewer.post(path, {"reason": "I wrote the code that they use."})

    assert response.status_code == 302
    review.assignment.refresh_from_db()
    assert (review.assignment.state, review.assignment.ended_reason) == (
        "declined",
        "I wrote the code that they use.",
    )
    assert cast.paper.title not in text_of(reviewer, LIST)
    assert reviewer.get(PAGE).status_code == 404
    assert not Conflict.objects.filter(user=review.assignment.user).exists()


def test_a_paper_given_back_for_a_conflict_stays_away_from_its_reviewer(cast, review, reviewer):
    user = review.assignment.user

    reviewer.post("/cast-2026/reviewing/1/give-back/", {"conflict": "on", "reason": ""})

    with pytest.raises(Invalid, match="has a conflict with #1"):
        assign_by_hand(submission=cast.paper, user=user, by=cast.people["program_chair"])
    review.assignment.refresh_from_db()
    assert review.assignment.ended_reason == "A conflict of interest"
    listed = "/cast-2026/chair/conflicts/?kind=declared"
    assert user.name in text_of(client_of(cast.people["program_chair"]), listed)
    recompute_conflicts(workshop=cast.workshop)
    kept = Conflict.objects.get(user=user, kind="declared")
    assert (kept.submission, kept.state) == (cast.paper, "active")


@pytest.mark.enumeration
def test_a_paper_whose_review_is_in_stays(cast, reviewer):
    response = reviewer.post("/cast-2026/reviewing/1/give-back/", {"reason": "No time"})

    assert response.status_code == 403
    assert "Your review is in already." in response.content.decode()
    assert cast.paper.assignments.get(mark="A").state == "active"
