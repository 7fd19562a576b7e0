"""A reviewer's page of topics, load and conflicts, and what it makes due."""

import pytest

from conference import due
from reviews.models import Conflict, DeclaredConflict, Reviewer
from tests.cast import make_cast
from tests.clients import client_of
from tests.factories import (
    AffiliationFactory,
    AuthorFactory,
    InvitationFactory,
    RoleFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def form(*conflicts, initial=0, **fields):
    data = {
        "max_load": 3,
        "conflicts-TOTAL_FORMS": len(conflicts),
        "conflicts-INITIAL_FORMS": initial,
        **fields,
    }
    for at, row in enumerate(conflicts):
        data |= {f"conflicts-{at}-{name}": value for name, value in row.items()}
    return data


@pytest.fixture
def url(room):
    return f"/{room.workshop.slug}/reviewing/preferences/"


def test_a_reviewer_says_topics_load_and_conflicts_and_reads_them_again(room, url):
    parent = TopicFactory(workshop=room.workshop, name="Vegetation")
    topic = TopicFactory(workshop=room.workshop, name="Forests", parent=parent)
    user = room.reviewer("Rita Reviewer")
    client = client_of(user)
    data = form(
        {"name": "Old Rival", "note": "We argue"},
        {"domain": "https://www.marsh.example/people"},
        {"email": "friend@oak.example"},
        topics=[topic.pk],
        min_load=2,
    )
    assert client.post(url, {**data, "min_load": 4}).status_code == 422
    assert client.post(url, data).status_code == 302
    row = Reviewer.objects.get(user=user)
    assert (row.max_load, row.min_load, list(row.topics.all())) == (3, 2, [topic])
    assert row.conflicts_declared_at
    said = [
        (item.kind, item.name, item.email, item.domain) for item in DeclaredConflict.objects.filter(user=user)
    ]
    assert said == [
        ("person", "Old Rival", "", ""),
        ("institution", "", "", "marsh.example"),
        ("person", "", "friend@oak.example", ""),
    ]
    text = client.get(url).content.decode()
    for shown in ("Old Rival", "marsh.example", "friend@oak.example", "You confirmed this on"):
        assert shown in text
    assert f'value="{topic.pk}" checked' in text
    assert f'value="{parent.pk}" checked' not in text


def test_what_is_declared_counts_at_once_and_what_is_removed_no_longer(room, url):
    paper = room.paper()
    rival = UserFactory(name="Old Rival", email="rival@elsewhere.example")
    author = AuthorFactory(submission=paper, user=rival).user
    user = room.reviewer("Rita Reviewer")
    client = client_of(user)
    client.post(url, form({"email": author.email}))
    assert Conflict.objects.get(submission=paper).user == user
    client.post(url, form({"email": author.email, "DELETE": "on"}, initial=1))
    assert not Conflict.objects.exists()


@pytest.mark.enumeration
def test_a_reviewers_word_leaves_others_conflicts_alone(room, url):
    paper = room.paper()
    author = AuthorFactory(submission=paper).user
    others = room.reviewer("Otto Other")
    client_of(others).post(url, form({"email": author.email}))
    client_of(room.reviewer("Rita Reviewer")).post(url, form())
    assert Conflict.objects.filter(user=others, kind="declared").exists()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"domain": "marsh"}, "Give the institution&#x27;s domain"),
        ({"domain": "gmail.com"}, "stands for no institution"),
        ({"name": "A", "domain": "marsh.example"}, "Use two rows for both"),
        ({"note": "We argue"}, "Whom does this row mean?"),
        ({"email": "not an address"}, "valid email address"),
    ],
)
def test_a_wrong_row_is_said_and_nothing_is_lost(room, url, row, message):
    user = room.reviewer("Rita Reviewer")
    response = client_of(user).post(url, form({"name": "Kept Name"}, row, max_load=7))
    text = response.content.decode()
    assert response.status_code == 422
    assert message in text
    assert "Kept Name" in text
    assert 'value="7"' in text
    assert not DeclaredConflict.objects.exists()
    assert Reviewer.objects.get(user=user).max_load == 4


@pytest.mark.enumeration
@pytest.mark.parametrize("load", ["0", "101", "", "many"])
def test_a_load_is_a_number_of_papers(room, url, load):
    user = room.reviewer("Rita Reviewer")
    assert client_of(user).post(url, form(max_load=load)).status_code == 422


def test_another_workshops_topic_is_not_taken(room, url):
    user = room.reviewer("Rita Reviewer")
    assert client_of(user).post(url, form(topics=[TopicFactory().pk])).status_code == 422


def test_an_area_chair_says_conflicts_only(room, url):
    user = RoleFactory(workshop=room.workshop, kind="area_chair").user
    client = client_of(user)
    assert "Papers at most" not in client.get(url).content.decode()
    assert client.post(url, form({"name": "Old Rival"})).status_code == 302
    assert DeclaredConflict.objects.get().user == user
    assert not Reviewer.objects.filter(user=user).exists()


def test_a_reviewer_without_an_invitation_gets_the_usual_load(room, url):
    user = RoleFactory(workshop=room.workshop, kind="reviewer").user
    assert client_of(user).get(url).status_code == 200
    assert Reviewer.objects.get(user=user).max_load == room.workshop.default_load


def test_the_page_tells_of_no_paper():
    cast = make_cast("submitted")
    url = f"/{cast.workshop.slug}/reviewing/preferences/"
    text = client_of(cast.people["reviewer_conflicted"]).get(url).content.decode()
    for hidden in ("Zirkelmoos", "Another paper", "Karamazova", "thistledown", "Evidenceword"):
        assert hidden not in text


@pytest.mark.enumeration
@pytest.mark.parametrize("actor", ["author", "site_editor", "site_admin", "program_chair"])
def test_it_is_for_those_who_review(actor):
    cast = make_cast("submitted")
    url = f"/{cast.workshop.slug}/reviewing/preferences/"
    assert client_of(cast.people["reviewer_unassigned"]).get(url).status_code == 200
    assert client_of(cast.people[actor]).get(url).status_code == 404


@pytest.mark.enumeration
def test_what_is_missing_in_the_profile_is_hinted(room, url):
    user = room.reviewer("Rita Reviewer")
    assert "where you work and worked" in client_of(user).get(url).content.decode()
    AffiliationFactory(user=user)
    text = client_of(user).get(url).content.decode()
    assert "where you work and worked" not in text
    assert "what you published" in text


@pytest.mark.enumeration
def test_invitations_and_preferences_are_due_until_they_are_done(room, url):
    user = room.reviewer("Rita Reviewer")
    found = InvitationFactory(email=user.email)
    InvitationFactory(email="someone@else.example")
    InvitationFactory(email=user.email, state="declined")
    assert sorted(item.url for item in due.due_items(user)) == sorted([f"/invitations/{found.token}/", url])
    client_of(user).post(url, form())
    assert [item.url for item in due.due_items(user)] == [f"/invitations/{found.token}/"]
