"""Authors who confirm or don't, desk rejections taken back, papers restored, papers that look alike."""

import re

import pytest
from django.test import Client

from conference.models import AuditEntry, Mail
from submissions.author_links import author_token
from submissions.models import Author, Twin
from submissions.services.papers import desk_reject
from submissions.services.twins import compare
from tests.clients import client_of
from tests.factories import (
    AffiliationFactory,
    AuthorFactory,
    RoleFactory,
    SeriesFactory,
    SubmissionFactory,
    TrackFactory,
    UserFactory,
    WorkshopFactory,
)

pytestmark = pytest.mark.django_db
ABSTRACT = (
    "We count trees in aerial images of one forest and compare the counts with those of foresters on foot."
)


@pytest.fixture
def chair(call):
    return RoleFactory(workshop=call.workshop).user


@pytest.fixture
def paper(call):
    """A submitted paper of the author and of someone without an account."""
    paper = SubmissionFactory(track=call.track, title="Counting trees", abstract=ABSTRACT)
    AuthorFactory(submission=paper, user=call.author, is_corresponding=True, standing="confirmed")
    AuthorFactory(submission=paper, user=None, name="Suharto", email="suharto@lake.example", position=1)
    return paper


def link(call, author):
    return call.url(f"authors/{author_token(author)}/")


def test_authors_are_asked_once_when_the_paper_comes_in(call, jobs_run):
    paper = call.begin()
    AuthorFactory(submission=paper, user=None, name="Suharto", email="suharto@lake.example", position=1)
    with jobs_run():
        call.complete(paper=paper)
    assert not Mail.objects.exists()
    call.client.post(call.url("my-papers/1/edit/"), call.form(paper, step="submit"))
    asked = Mail.objects.exclude(email=call.author.email)
    suharto = paper.authors.get(name="Suharto")
    assert list(asked.values_list("email", flat=True)) == ["suharto@lake.example"]
    [where] = re.findall(rf"{re.escape(call.url('authors/'))}\S+", asked[0].body)
    assert "Suharto" in Client().get(where).content.decode()

    paper.refresh_from_db()
    call.client.post(call.url("my-papers/1/edit/"), call.form(paper, title="Retitled"))
    assert Author.objects.get(name="Suharto").pk == suharto.pk
    call.client.post(call.url("my-papers/1/ask-authors/"))
    assert asked.count() == 1


@pytest.mark.enumeration
def test_an_author_confirms_without_an_account(call, paper):
    author = paper.authors.get(name="Suharto")
    page = Client().get(link(call, author)).content.decode()
    assert "Counting trees" in page
    assert "Yes, I am an author" in page
    assert Client().post(link(call, author), {"answer": "yes"}).status_code == 302
    author.refresh_from_db()
    assert author.standing == "confirmed"
    assert "Create an account" in Client().get(link(call, author)).content.decode()
    own = call.client.get(call.url(f"my-papers/{paper.number}/")).content.decode()
    assert own.count("Confirmed") == 2


def test_links_that_lead_nowhere_answer_alike(call, paper):
    author = paper.authors.get(name="Suharto")
    good = link(call, author)
    author.email = "other@lake.example"
    author.save()
    assert Client().get(good).status_code == 404
    assert Client().get(call.url("authors/forged:token/")).status_code == 404
    paper.state = "withdrawn"
    paper.save()
    assert Client().get(link(call, author)).status_code == 404


@pytest.mark.enumeration
def test_that_is_not_me_tells_author_and_chairs_but_chairs_not_who(call, paper, chair):
    user = UserFactory(name="Wrong Person", email="wrong@lake.example")
    author = AuthorFactory(submission=paper, user=user, position=2)
    own = call.url(f"my-papers/{paper.number}/")
    assert client_of(user).get(own).status_code == 200

    client_of(user).post(link(call, author), {"answer": "no"})

    told = {mail.template: mail for mail in Mail.objects.all()}
    assert told["author_denied"].email == call.author.email
    assert "Wrong Person" in told["author_denied"].body
    assert told["author_denied_chair"].email == chair.email
    assert "Wrong" not in told["author_denied_chair"].body
    assert client_of(user).get(own).status_code == 404
    assert "Says that this is a mistake" in call.client.get(own).content.decode()
    history = client_of(chair).get(call.url(f"chair/papers/{paper.number}/")).content.decode()
    assert "Wrong Person" not in history


@pytest.mark.enumeration
def test_desk_rejection_is_told_with_its_reason_and_can_be_taken_back(call, paper, chair):
    desk_reject(submission=paper, by=chair, reason="It is about finance.")
    own = call.url(f"my-papers/{paper.number}/")
    assert "It is about finance." in call.client.get(own).content.decode()
    back = call.url(f"chair/papers/{paper.number}/take-up-again/")
    assert call.client.post(back).status_code == 404

    assert client_of(chair).post(back).status_code == 302

    paper.refresh_from_db()
    assert (paper.state, paper.desk_reason) == ("submitted", "")
    assert Mail.objects.filter(template="submission_taken_up_again").count() == 2
    assert AuditEntry.objects.get(action="paper.taken_up_again").before["reason"] == "It is about finance."
    assert "Took the desk rejection back" in call.client.get(own).content.decode()
    client_of(chair).post(back)
    assert Mail.objects.filter(template="submission_taken_up_again").count() == 2


def test_a_chair_restores_a_withdrawn_paper_after_the_deadline(call, paper, chair):
    call.client.post(call.url(f"my-papers/{paper.number}/withdraw/"))
    call.close()
    call.client.post(call.url(f"my-papers/{paper.number}/restore/"))
    paper.refresh_from_db()
    assert paper.state == "withdrawn"

    client_of(chair).post(call.url(f"chair/papers/{paper.number}/restore/"))

    paper.refresh_from_db()
    assert (paper.state, paper.withdrawn_at) == ("submitted", None)
    assert Mail.objects.filter(template="submission_restored").count() == 2


def test_twins_are_shown_with_evidence_to_whom_may_see_both(call, paper, chair):
    series = SeriesFactory()
    call.workshop.series = series
    call.workshop.save()
    earlier = WorkshopFactory(series=series, acronym="Trees 2024")
    foreign = SubmissionFactory(
        track=TrackFactory(workshop=earlier), title="Counting trees", abstract=ABSTRACT
    )
    copy = SubmissionFactory(track=call.track, title="Trees, counted", abstract=f"{ABSTRACT} Shortly.")
    draft = SubmissionFactory(track=call.track, title="Counting trees", abstract=ABSTRACT, state="draft")
    SubmissionFactory(
        track=call.track, title="Lakes in spring", abstract="Ice on lakes melts earlier every year."
    )

    assert compare(submission_id=paper.pk) == 2
    assert compare(submission_id=paper.pk) == 2
    assert {twin.other for twin in Twin.objects.all()} == {foreign, copy}
    assert compare(submission_id=draft.pk) == 0

    page = client_of(chair).get(call.url("chair/papers/twins/")).content.decode()
    assert "Trees, counted" in page
    assert "Trees 2024" not in page
    assert (
        "This looks like another paper."
        in client_of(chair).get(call.url(f"chair/papers/{paper.number}/")).content.decode()
    )
    RoleFactory(workshop=earlier, user=chair)
    assert "Trees 2024" in client_of(chair).get(call.url("chair/papers/twins/")).content.decode()
    own = call.client.get(call.url(f"my-papers/{paper.number}/"))
    assert "another paper of yours" not in own.content.decode()
    AuthorFactory(submission=copy, user=call.author)
    own = call.client.get(call.url(f"my-papers/{paper.number}/")).content.decode()
    assert "another paper of yours" in own
    assert "Trees 2024" not in own


@pytest.mark.parametrize("many", [10, 200])
@pytest.mark.enumeration
def test_list_of_twins_asks_the_same_number_of_queries(call, chair, many, django_assert_num_queries):
    from conference.visibility import viewer_of
    from reviews.selectors.twins import twin_pairs
    from submissions.models import Submission

    papers = Submission.objects.bulk_create(
        Submission(workshop=call.workshop, track=call.track, number=n, title=f"Paper {n}", state="submitted")
        for n in range(1, many + 2)
    )
    Twin.objects.bulk_create(
        Twin(submission=papers[0], other=other, title_score=90, abstract_score=90) for other in papers[1:]
    )
    viewer = viewer_of(chair)
    with django_assert_num_queries(4):
        assert len(twin_pairs(viewer, call.workshop)) == many


def test_institutions_come_from_profiles_and_the_list_only(call, paper):
    AffiliationFactory(institution="Oakwood Institute of Trees")
    AffiliationFactory(user=UserFactory(verified=False), institution="Oakwood Unverified")
    AuthorFactory(submission=paper, user=None, email="", affiliation="Oakwood Secret Lab", position=3)
    names = call.client.get("/institutions/", {"q": "oakwood"}).json()["names"]
    assert names == ["Oakwood Institute of Trees"]
    assert "University of Oslo" in call.client.get("/institutions/", {"q": "oslo"}).json()["names"]
    assert call.client.get("/institutions/", {"q": "o"}).json()["names"] == []
    assert Client().get("/institutions/", {"q": "oslo"}).status_code == 302
