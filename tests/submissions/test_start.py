import pytest

from submissions.models import Submission
from tests.factories import TrackFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_log_in_returns_to_the_form(call, client):
    response = client.get(call.url("submit/"))

    assert response.status_code == 302
    assert response["Location"].endswith(f"?next=/{call.workshop.slug}/submit/")


def test_shows_what_is_open_and_how_long_still(call):
    TrackFactory(workshop=call.workshop, name="Tiny papers", page_limit=2, references_count=True)
    TrackFactory(workshop=call.workshop, name="Closed papers", is_open=False)

    page = call.client.get(call.url("submit/")).content.decode()

    assert "Tiny papers" in page
    assert "Up to 2 pages; appendices, acknowledgements and statements are not counted" in page
    assert "Closed papers" not in page
    assert "30 January 2099, 23:59 AoE" in page
    assert "data-countdown" in page


def test_begins_a_draft_with_oneself_as_author(call):
    response = call.client.post(call.url("submit/"), {"track": call.track.pk})

    paper = Submission.objects.get()
    assert response["Location"] == call.url("my-papers/1/edit/")
    assert (paper.number, paper.state) == (1, "draft")
    author = paper.authors.get()
    assert (author.name, author.email, author.user) == (
        "Zoë O’Brien-Nuñez",
        "zoe@lake.example",
        call.author,
    )
    assert author.is_corresponding


def test_second_click_takes_up_the_untouched_draft(call):
    call.client.post(call.url("submit/"), {"track": call.track.pk})
    call.client.post(call.url("submit/"), {"track": call.track.pk})

    assert Submission.objects.count() == 1


def test_numbers_count_in_each_workshop(call):
    first = call.begin()
    first.title = "Counting trees"
    first.save()

    assert call.begin().number == 2


@pytest.mark.enumeration
def test_track_must_be_picked_from_the_open_ones(call):
    closed = TrackFactory(workshop=call.workshop, is_open=False)
    elsewhere = TrackFactory()

    for wrong in ({}, {"track": closed.pk}, {"track": elsewhere.pk}):
        response = call.client.post(call.url("submit/"), wrong)
        assert response.status_code == 422
        assert "errorlist" in response.content.decode()
    assert not Submission.objects.exists()


@pytest.mark.enumeration
def test_closed_call_says_since_when_and_whom_to_ask(call):
    call.workshop.contacts.create(label="Chairs", email="chairs@trees.example")
    call.workshop.dates.update(at="2026-01-31T11:59:59Z")

    page = call.client.get(call.url("submit/")).content.decode()
    refused = call.client.post(call.url("submit/"), {"track": call.track.pk})

    assert "closed on 30 January 2026, 23:59 AoE" in page
    assert "chairs@trees.example" in page
    assert "Begin a draft" not in page
    assert refused.status_code == 403
    assert not Submission.objects.exists()


def test_workshop_that_is_not_public_is_not_there(call, client):
    call.workshop.is_public = False
    call.workshop.save()
    client.force_login(UserFactory())

    assert client.get(call.url("submit/")).status_code == 404
    assert client.get("/no-such-workshop/submit/").status_code == 404
