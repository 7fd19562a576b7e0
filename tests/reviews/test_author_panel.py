"""What authors read of decision and reviews on their own page: nothing before the release, all that is theirs after it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from conference.models import ImportantDate
from reviews.models import Decision
from tests.cast import make_cast
from tests.clients import client_of
from tests.factories import RoleFactory

pytestmark = pytest.mark.django_db

PAGE = "/cast-2026/my-papers/1/"
HIDDEN_BEFORE = (
    "Decisionword foxglove",
    "Ownreviewword larkspur",
    "Otherreviewword marigold",
    "Reviewer A",
    "spotlight",
)
NEVER = ("Percival Underhill", "Quentin Blackadder", "Ownsecret gentian", "Othersecret hellebore")


def page_of(cast, actor="author"):
    client = client_of(cast.people[actor])
    response = client.get(PAGE)
    return response.status_code, response.content.decode()


@pytest.mark.parametrize("phase", ["reviewing", "discussion", "decided"])
def test_nothing_shows_before_the_release(phase):
    cast = make_cast(phase)
    assert cast.paper.assignments.filter(review__state="submitted").count() == 2

    status, shown = page_of(cast)

    assert status == 200
    assert cast.paper.title in shown
    for word in (*HIDDEN_BEFORE, *NEVER):
        assert word not in shown


@pytest.mark.enumeration
def test_decision_and_reviews_show_after_the_release_without_names_and_confidence():
    status, shown = page_of(make_cast("released_accepted"))

    assert status == 200
    for word in HIDDEN_BEFORE:
        assert word in shown
    assert "Accepted as a spotlight" in shown
    for word in NEVER:
        assert word not in shown


@pytest.mark.enumeration
@pytest.mark.parametrize(
    ("phase", "state", "not_yet"),
    [
        ("decided", "Submitted", "Accepted"),
        ("released_accepted", "Accepted as a spotlight", "Submitted"),
        ("released_rejected", "Not accepted", "Submitted"),
    ],
)
def test_her_list_says_how_it_ended_once_it_is_told(phase, state, not_yet):
    cast = make_cast(phase)
    client = client_of(cast.people["author"])
    shown = client.get("/cast-2026/my-papers/").content.decode()
    row = shown.split("<tbody>")[1].split("</tbody>")[0]
    assert cast.paper.title in row
    assert state in row
    assert not_yet not in row


@pytest.mark.enumeration
def test_a_rejected_author_reads_the_reviews_too():
    _, shown = page_of(make_cast("released_rejected"))

    assert "Not accepted" in shown
    assert "Otherreviewword marigold" in shown


@pytest.mark.enumeration
def test_an_author_who_is_chair_reads_no_more_than_an_author():
    cast = make_cast("decided")
    RoleFactory(workshop=cast.workshop, user=cast.people["author"], kind="program_chair")

    _, shown = page_of(cast)

    for word in (*HIDDEN_BEFORE, *NEVER):
        assert word not in shown


@pytest.mark.enumeration
def test_a_draft_of_a_review_is_not_released():
    cast = make_cast("released_accepted")
    review = cast.paper.assignments.get(mark="B").review
    assert "Otherreviewword marigold" in page_of(cast)[1]

    review.state = "draft"
    review.save()

    assert "Otherreviewword marigold" not in page_of(cast)[1]


@pytest.mark.enumeration
def test_a_drafted_decision_on_a_desk_rejected_paper_stays_a_draft():
    cast = make_cast("decided")
    cast.paper.state = "desk_rejected"
    cast.paper.save()

    _, shown = page_of(cast)

    assert "Decisionword foxglove" not in shown
    assert "Ownreviewword" not in shown


def test_a_withdrawn_paper_shows_nothing_any_more():
    cast = make_cast("released_accepted")
    assert "Decisionword foxglove" in page_of(cast)[1]

    cast.paper.state, cast.paper.withdrawn_at = "withdrawn", timezone.now()
    cast.paper.save()

    assert "Decisionword foxglove" not in page_of(cast)[1]


@pytest.mark.enumeration
def test_others_have_no_such_page():
    cast = make_cast("released_accepted")
    assert page_of(cast)[0] == 200

    for actor in ("other_author", "reviewer_assigned", "program_chair"):
        assert page_of(cast, actor)[0] == 404


def test_a_paper_whose_decision_is_out_no_longer_changes_though_the_call_is_open():
    cast = make_cast("released_accepted")
    deadlines = ImportantDate.objects.filter(workshop=cast.workshop, key="submission_deadline")
    deadlines.update(at=timezone.now() + timedelta(days=3))
    client = client_of(cast.people["author"])
    sent = {"version": cast.paper.version, "track": cast.paper.track_id, "title": "Another title"}
    assert client.get(f"{PAGE}edit/").url == PAGE
    answer = client.post(f"{PAGE}edit/", {**sent, "authors-TOTAL_FORMS": 0, "authors-INITIAL_FORMS": 0})
    assert (answer.status_code, "The decision on this paper is out" in answer.content.decode()) == (403, True)
    Decision.objects.update(released_at=None)
    assert client.get(f"{PAGE}edit/").status_code == 200
