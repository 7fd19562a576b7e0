"""A reviewer asks somebody to help: who may, what she sees, what she never sees, and who is credited."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from conference.models import Mail, Role
from reviews.models import Review, SubReview
from reviews.sight import Info
from reviews.visibility import papers_visible_to, rights, with_facts
from submissions.models import Submission
from tests.cast import make_cast, retract_review
from tests.clients import client_of
from tests.factories import AffiliationFactory, DateFactory, UserFactory

pytestmark = pytest.mark.django_db
ASK = "/cast-2026/reviewing/1/sub-reviewer/"
PAGE = "/cast-2026/reviewing/1/"
HANNA = {"name": "Hanna Helper", "email": "hanna@meadow.example"}


@pytest.fixture
def cast():
    found = make_cast("discussion")
    retract_review(found.paper.assignments.get(mark="A").review)
    return found


def answer_of(reviewer, who=HANNA):
    """Ask somebody and return the path of her answer."""
    assert reviewer.post(ASK, who).status_code == 302
    return re.search(r"(/sub-reviews/[\w-]+/)", Mail.objects.latest("pk").body)[1]


def helper_of(cast, reviewer):
    hanna = UserFactory(name="Hanna Helper", email="hanna@meadow.example")
    client = client_of(hanna)
    said = client.post(answer_of(reviewer), {"answer": "accept", "listed": "on"})
    assert said.url == PAGE
    return hanna, client


@pytest.mark.enumeration
def test_of_the_paper_nothing_is_told_before_the_yes(cast, reviewer):
    link = answer_of(reviewer)
    mail = Mail.objects.get()
    assert (mail.email, mail.template) == ("hanna@meadow.example", "sub_review")
    stranger = client_of(UserFactory())
    for text in (mail.body, mail.subject, stranger.get(link).content.decode()):
        assert "Percival Underhill" in text
        assert "Zirkelmoos" not in text
    assert stranger.get(PAGE).status_code == 404
    stranger.post(link, {"answer": "decline"})
    assert "Hanna Helper" in reviewer.get(ASK).content.decode()
    assert SubReview.objects.get().state == "declined"


def test_she_writes_in_the_draft_and_the_reviewer_submits(cast, reviewer):
    _hanna, client = helper_of(cast, reviewer)
    page = client.get(PAGE).content.decode()
    assert "Zirkelmoos in winter light" in page
    assert "Hand over to Percival Underhill" in page
    assert "You help" in client.get("/cast-2026/reviewing/").content.decode()
    assert "A review you help with" in client.get("/me/").content.decode()
    version = Review.objects.get(assignment__mark="A").version
    form = {"version": version, "summary": "Helpersword quince", "action": "submit"}
    assert client.post(PAGE, form).status_code == 302
    review = Review.objects.get(assignment__mark="A")
    assert review.state == "draft"
    shown = reviewer.get(PAGE).content.decode()
    assert "Helpersword quince" in shown
    assert "Hanna Helper is ready" in shown

    review.state, review.submitted_at = "submitted", timezone.now()
    review.save()
    assert client.get(PAGE).status_code == 404
    cast.workshop.committee.create(name="Olga Organizer")
    assert "Hanna Helper" in client.get("/cast-2026/people/").content.decode()
    client.post(f"/sub-reviews/{SubReview.objects.get().token}/", {"answer": "listed"})
    assert "Hanna Helper" not in client.get("/cast-2026/people/").content.decode()


def test_she_sees_no_more_than_a_reviewer_whose_review_is_not_in(cast, reviewer):
    hanna, client = helper_of(cast, reviewer)
    page = client.get(PAGE).content.decode()
    for word in (
        "marigold",
        "hellebore",
        "Quentin",
        "Ottoline",
        "Karamazova",
        "wolfsbane",
        "campion",
        "speedwell",
    ):
        assert word not in page
    for path in ("/cast-2026/papers/1/discussion/", f"{PAGE}give-back/", ASK, f"{PAGE}review.txt"):
        assert client.get(path).status_code == 404

    def sights(user):
        from conference.visibility import viewer_of

        viewer = viewer_of(user)
        seen = with_facts(Submission.objects.filter(pk=cast.paper.pk), viewer, cast.workshop).get()
        found = rights(seen, viewer, cast.workshop)
        for info in Info:
            listed = papers_visible_to(viewer, cast.workshop, info).filter(pk=cast.paper.pk).exists()
            assert listed == found.sees(info), info
        return {info for info in Info if found.sees(info)}

    assert sights(hanna) == sights(cast.people["reviewer_assigned"])
    assert sights(hanna) == {Info.PAPER_EXISTENCE, Info.TITLE_ABSTRACT, Info.PAPER_FILE, Info.OWN_REVIEW}
    cast.paper.assignments.filter(mark="A").update(state="removed")
    assert client.get(PAGE).status_code == 404


@pytest.mark.parametrize(
    "email", ["author@cast.example", "ignatius@bellweather.example", "area_chair_assigned@cast.example"]
)
def test_whoever_may_not_judge_the_paper_gets_no_mail(cast, reviewer, email):
    refused = reviewer.post(ASK, {"name": "Some Body", "email": email})
    assert refused.status_code == 422
    text = refused.content.decode()
    assert "can’t help with this paper" in text
    assert not Mail.objects.exists()
    assert SubReview.objects.get().state == "ended"


def test_a_conflict_found_by_her_profile_ends_it_and_a_few_tries_are_all(cast, reviewer):
    link = answer_of(reviewer)
    hanna = UserFactory(name="Hanna Helper")
    AffiliationFactory(user=hanna, institution="Marshwiggle Institute", domain="marsh.example")
    AffiliationFactory(
        user=cast.people["author"], institution="Marshwiggle Institute", domain="marsh.example"
    )
    client = client_of(hanna)
    client.post(link, {"answer": "accept"})
    assert SubReview.objects.get().state == "ended"
    assert not Role.objects.filter(user=hanna).exists()
    assert client.get(PAGE).status_code == 404
    assert "This is over" in client.get(link).content.decode()

    assert reviewer.post(ASK, HANNA).status_code == 422
    for name in ("ada", "bea"):
        reviewer.post(ASK, {"name": name, "email": f"{name}@meadow.example"})
        reviewer.post(ASK, {"end": "1"})
    assert (
        "have asked 3 people"
        in reviewer.post(ASK, {"name": "Cleo", "email": "cleo@meadow.example"}).content.decode()
    )


@pytest.mark.enumeration
def test_the_reviewer_ends_it_and_keeps_the_draft_and_chairs_see_it(cast, reviewer):
    hanna, client = helper_of(cast, reviewer)
    committee = "/cast-2026/chair/reviewers/"
    assert "Hanna Helper" in client_of(cast.people["program_chair"]).get(committee).content.decode()
    conflicted = client_of(cast.people["program_chair_conflicted"])
    assert "Sub-reviewers" not in conflicted.get(committee).content.decode()
    reviewer.post(ASK, {"end": "1"})
    assert client.get(PAGE).status_code == 404
    assert not Role.objects.filter(user=hanna).exists()
    others = client_of(cast.people["reviewer_unassigned"])
    assert others.get(ASK).status_code == 404
    assert others.get("/sub-reviews/nothing/").status_code == 404


@pytest.mark.enumeration
def test_she_is_gone_with_the_release(cast, reviewer):
    _hanna, client = helper_of(cast, reviewer)
    DateFactory(workshop=cast.workshop, key="review_deadline", at=timezone.now() + timedelta(days=1))
    assert client.get(PAGE).status_code == 200
    from tests.factories import DecisionFactory

    DecisionFactory(submission=cast.paper, released_at=timezone.now(), text="Decisionword foxglove")
    assert client.get(PAGE).status_code == 404
    assert "Zirkelmoos" not in client.get("/cast-2026/reviewing/").content.decode()
