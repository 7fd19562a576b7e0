"""Bidding: what a reviewer is shown and may say, what chairs see of it, and whom the mails reach."""

import pytest

from conference.due import due_items
from conference.models import Mail
from reviews.models import Bid, Conflict, Reviewer
from reviews.services.conflicts import recompute_conflicts
from tests.clients import client_of
from tests.factories import (
    AssignmentFactory,
    AuthorFactory,
    ConflictFactory,
    PublicationFactory,
    RoleFactory,
    TopicFactory,
)
from tests.reviews.committee_room import make_room

pytestmark = pytest.mark.django_db

LIST = "/fields-2026/reviewing/bids/"
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def bidding(room):
    """Three papers, of which the second is the reviewer's subject, and open bidding."""
    room.workshop.bidding_open = True
    room.workshop.save()
    for subject in ("forests", "glaciers", "rivers"):
        room.paper("Hidden Author", title=f"Watching {subject}", abstract=f"We watch {subject}.")
    room.user = room.reviewer("Rita Reviewer")
    PublicationFactory(user=room.user, title="A survey of glaciers", abstract="On glaciers.")
    room.hers = client_of(room.user)
    return room


def numbers(client, query=""):
    response = client.get(LIST + query)
    assert response.status_code == 200
    return [row.number for row in response.context["page"]]


def value_of(room, number):
    return (
        Bid.objects.filter(submission__number=number, user=room.user).values_list("value", flat=True).first()
    )


def test_papers_stand_by_affinity_without_authors(bidding):
    text = bidding.hers.get(LIST).content.decode()
    assert numbers(bidding.hers) == [2, 1, 3]
    assert "Watching glaciers" in text
    assert "We watch rivers." in text
    assert "Hidden Author" not in text


def test_a_bid_is_saved_changed_and_taken_back(bidding):
    response = bidding.hers.post(f"{LIST}2/", {"value": "eager", "back": "show=open&page=1"})
    assert response.url == f"{LIST}?show=open&page=1#paper-2"
    assert value_of(bidding, 2) == "eager"
    answer = bidding.hers.post(f"{LIST}2/", {"value": "pinch"}, **JSON)
    assert answer.json() == {"given": 1, "wished": 3}
    assert value_of(bidding, 2) == "pinch"
    assert bidding.hers.post(f"{LIST}2/", {"value": ""}, **JSON).json()["given"] == 0
    assert value_of(bidding, 2) is None
    refused = bidding.hers.post(f"{LIST}2/", {"value": "maybe"}, **JSON)
    assert refused.status_code == 422
    assert refused.json()["message"] == "Choose one of the bids."


def test_the_way_back_stays_on_the_page_of_bids(bidding):
    response = bidding.hers.post(f"{LIST}2/", {"value": "not", "back": "https://elsewhere.example/"})
    assert response.url.startswith(f"{LIST}?")


@pytest.mark.enumeration
def test_the_list_is_filtered_by_topic_and_by_what_is_left(bidding):
    topic = TopicFactory(workshop=bidding.workshop, name="Water")
    bidding.workshop.submissions.get(number=3).topics.add(topic)
    bidding.hers.post(f"{LIST}1/", {"value": "willing"})
    assert numbers(bidding.hers, f"?topic={topic.pk}") == [3]
    assert numbers(bidding.hers, "?show=open") == [2, 3]
    assert numbers(bidding.hers, "?topic=none") == [2, 1, 3]
    bidding.hers.post(f"{LIST}3/", {"value": "not"})
    assert "None left here" in bidding.hers.get(f"{LIST}?show=open&topic={topic.pk}").content.decode()


@pytest.mark.enumeration
def test_conflicts_own_papers_and_assigned_ones_are_not_there(bidding):
    papers = {paper.number: paper for paper in bidding.workshop.submissions.all()}
    assert numbers(bidding.hers) == [2, 1, 3]
    ConflictFactory(submission=papers[1], user=bidding.user)
    AuthorFactory(submission=papers[2], user=bidding.user)
    AssignmentFactory(submission=papers[3])
    assert numbers(bidding.hers) == []
    for number in (1, 2, 3, 99):
        assert bidding.hers.post(f"{LIST}{number}/", {"value": "eager"}).status_code == 404
    # As a chair she reads more, and bids as a reviewer all the same.
    RoleFactory(workshop=bidding.workshop, user=bidding.user, kind="program_chair")
    assert numbers(bidding.hers) == []
    assert bidding.hers.post(f"{LIST}1/", {"value": "eager"}).status_code == 404
    assert not Bid.objects.exists()


@pytest.mark.enumeration
def test_closed_bidding_shows_no_paper_and_takes_no_bid(bidding):
    bidding.hers.post(f"{LIST}2/", {"value": "eager"})
    bidding.client.post(bidding.url("bids/change/"), {"act": "close"})
    text = bidding.hers.get(LIST).content.decode()
    assert "Bidding is closed" in text
    assert "Watching glaciers" not in text
    assert bidding.hers.post(f"{LIST}2/", {"value": "not"}).status_code == 404
    assert value_of(bidding, 2) == "eager"


def test_a_conflict_counts_at_once_and_outlives_the_next_search(bidding):
    bidding.hers.post(f"{LIST}2/", {"value": "eager"})
    text = bidding.hers.post(f"{LIST}2/", {"value": "conflict"}, follow=True).content.decode()
    assert "#2 is kept away from you" in text
    assert numbers(bidding.hers) == [1, 3]
    recompute_conflicts(workshop=bidding.workshop)
    row = Conflict.objects.get(user=bidding.user)
    assert (row.kind, row.state, row.submission.number) == ("declared", "active", 2)
    row.state, row.decided_by = "dismissed", bidding.chair
    row.save()
    recompute_conflicts(workshop=bidding.workshop)
    assert numbers(bidding.hers) == [2, 1, 3]
    bidding.hers.post(f"{LIST}2/", {"value": "conflict"})
    assert numbers(bidding.hers) == [1, 3]


@pytest.mark.enumeration
def test_only_reviewers_bid(bidding):
    area_chair = RoleFactory(workshop=bidding.workshop, kind="area_chair").user
    assert client_of(area_chair).get(f"/{bidding.workshop.slug}/reviewing/").status_code == 200
    for client in (client_of(area_chair), bidding.client):
        assert client.get(LIST).status_code == 404
        assert client.post(f"{LIST}1/", {"value": "eager"}).status_code == 404
    assert bidding.hers.get(bidding.url("bids/")).status_code == 404
    assert bidding.hers.post(bidding.url("bids/change/"), {"act": "close"}).status_code == 404


@pytest.mark.enumeration
def test_bidding_is_due_until_enough_is_bid(bidding):
    def due():
        return [item for item in due_items(bidding.user) if item.title == "Bid on papers"]

    assert [(item.detail, item.done) for item in due()] == [
        ("0 of 3 bids given: say what you would like to review", False)
    ]
    for number in (1, 2):
        bidding.hers.post(f"{LIST}{number}/", {"value": "willing"})
    bidding.hers.post(f"{LIST}3/", {"value": "conflict"})
    assert [(item.detail[:6], item.done) for item in due()] == [("2 of 2", True)]
    bidding.workshop.bidding_open = False
    bidding.workshop.save()
    assert due() == []


@pytest.mark.enumeration
def test_opening_tells_reviewers_once_a_day_and_asking_only_those_without_a_bid(bidding):
    bidding.reviewer("Rob Reviewer")
    change = bidding.url("bids/change/")
    bidding.hers.post(f"{LIST}1/", {"value": "willing"})
    bidding.client.post(change, {"act": "close"})
    text = bidding.client.post(change, {"act": "open"}, follow=True).content.decode()
    assert "1 reviewer told by mail." in text
    assert [mail.recipient.name for mail in Mail.objects.filter(template="bids_wanted")] == ["Rob Reviewer"]
    reminder = bidding.url("mail/reminders/bids/")
    assert "Reminded within a day: Rob Reviewer" in bidding.client.get(reminder).content.decode()
    assert "No mail was sent" in bidding.client.post(reminder, follow=True).content.decode()
    bidding.client.post(change, {"act": "close"})
    assert "Nobody owes this now" in bidding.client.get(reminder).content.decode()
    bidding.client.post(change, {"act": "open"})
    bidding.workshop.refresh_from_db()
    assert bidding.workshop.bidding_open
    assert Mail.objects.filter(template="bids_wanted").count() == 1
    assert bidding.client.post(change, {"act": "dance"}).status_code == 404


def test_without_papers_bidding_does_not_open(room):
    text = room.client.post(room.url("bids/change/"), {"act": "open"}, follow=True).content.decode()
    assert "nothing to bid on" in text
    room.workshop.refresh_from_db()
    assert not room.workshop.bidding_open


@pytest.mark.enumeration
def test_a_chair_sees_counts_but_none_of_a_paper_she_has_a_conflict_with(bidding):
    for number, value in ((1, "eager"), (2, "pinch"), (3, "not")):
        bidding.hers.post(f"{LIST}{number}/", {"value": value})
    found = bidding.client.get(bidding.url("bids/"), {"sort": "-wanted"}).context
    assert [(row.number, row.counts.wanted, row.counts.no) for row in found["page"]] == [
        (2, 1, 0),
        (1, 1, 0),
        (3, 0, 1),
    ]
    other = bidding.another_chair()
    ConflictFactory(submission=bidding.workshop.submissions.get(number=2), user=other)
    found = client_of(other).get(bidding.url("bids/")).context
    assert [row.number for row in found["page"]] == [1, 3]
    assert (found["bidding"].given, found["bidding"].kept) == (2, 1)
    people = client_of(other).get(bidding.url("bids/"), {"view": "people", "sort": "-given"}).context["page"]
    assert [(row.name, row.counts.given, row.wished) for row in people] == [("Rita Reviewer", 2, 2)]


@pytest.mark.parametrize("many", [10, 200])
@pytest.mark.enumeration
def test_queries_do_not_grow(django_assert_num_queries, many):
    room = make_room()
    room.workshop.bidding_open = True
    room.workshop.save()
    user = room.reviewer("Rita")
    topic = TopicFactory(workshop=room.workshop)
    paper = room.paper(title="Watching forests", abstract="")
    fields = {field: getattr(paper, field) for field in ("workshop", "track", "state", "submitted_at")}
    papers = type(paper).objects.bulk_create(
        type(paper)(number=n, title=f"Paper {n}", **fields) for n in range(1001, 1000 + many)
    )
    for one in papers[:10]:
        one.topics.add(topic)
    Bid.objects.bulk_create(Bid(submission=one, user=user, value="eager") for one in papers)
    assert Reviewer.objects.get().user == user
    client = client_of(user)
    client.get(LIST)
    with django_assert_num_queries(14):
        client.get(LIST)
    with django_assert_num_queries(16):
        client.post(f"{LIST}1001/", {"value": "not"}, **JSON)
    with django_assert_num_queries(15):
        room.client.get(room.url("bids/"))
