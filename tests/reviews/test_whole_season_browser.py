"""One season in a real browser: 60 papers, 40 reviewers, 3 chairs of whom one is an author."""

from __future__ import annotations

import random

import pytest

from conference.models import Mail
from reviews.models import Assignment, Conflict, Decision, Review
from reviews.services.proposals import solve_proposal
from tests.factories import (
    AffiliationFactory,
    AuthorFactory,
    ReviewerFactory,
    ReviewFactory,
    TopicFactory,
    UserFactory,
)
from tests.reviews.committee_room import make_room

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAPERS, REVIEWERS, REVIEWS = 60, 40, 3
OWN = 7
COLLEAGUES = 3
SUBJECTS = ("glaciers", "forests", "rivers", "deserts", "coasts")


@pytest.fixture
def season():
    """The workshop as the call has closed; the second chair is an author of paper 7, the last reviewer works with that of paper 3."""
    room = make_room()
    room.workshop.reviews_per_paper = REVIEWS
    room.workshop.save()
    topics = [TopicFactory(workshop=room.workshop, name=subject.title()) for subject in SUBJECTS]
    second = room.another_chair(name="Bo Chair-and-Author", email="bo@bo.example")
    room.another_chair(name="Cy Chair")
    for number in range(1, PAPERS + 1):
        subject = SUBJECTS[number % len(SUBJECTS)]
        paper = room.paper(
            title=f"Watching {subject} from orbit, part {number}", abstract=f"On {subject}. " * 20
        )
        author = second if number == OWN else _person("author", number)
        AuthorFactory(submission=paper, user=author, name=author.name, email=author.email)
        paper.topics.add(topics[number % len(SUBJECTS)])
    for place in range(REVIEWERS):
        reviewer = ReviewerFactory(workshop=room.workshop, user=_person("reviewer", place), max_load=5)
        reviewer.topics.add(topics[place % len(SUBJECTS)])
    for colleague in (reviewer.user, room.workshop.submissions.get(number=COLLEAGUES).authors.get().user):
        AffiliationFactory(user=colleague, institution="Moor College", domain="moor.example")
    return room, second


def _person(part, number):
    """Each has an address of her own house: who shares one has a conflict."""
    return UserFactory(
        name=f"{part} number{number}".title(), email=f"{part}{number}@house-{part}{number}.example"
    )


def assign(site, room):
    """The first chair searches for conflicts, has the assignment solved, and makes it live."""
    page = site.open(room.url("conflicts/"))
    page.get_by_role("button", name="Look again").click()
    page.get_by_text(f"Reviewer Number{REVIEWERS - 1}").first.wait_for()
    page = site.open(room.url("assignment/"))
    page.get_by_label("Reviews a paper").fill(str(REVIEWS))
    page.get_by_role("button", name="Solve").click()
    page.wait_for_url("**/assignment/*/")
    run = room.workshop.assignment_runs.latest("pk")
    solve_proposal(run.job, lambda *_: None)
    page = site.open(room.url(f"assignment/{run.pk}/live/"))
    page.get_by_role("button", name="Make live").click()
    page.get_by_text("These papers are with their reviewers").wait_for()
    assert Assignment.objects.count() == PAPERS * REVIEWS


def review(site, room):
    """One reviewer finds her papers in her list and reviews one of them."""
    mine = Assignment.objects.filter(user=Assignment.objects.earliest("pk").user).select_related("submission")
    user = mine[0].user
    site.log_in(user)
    page = site.open(f"/{room.workshop.slug}/reviewing/")
    for assignment in mine:
        assert page.get_by_role("link", name=assignment.submission.title, exact=True).first.is_visible()
    assert page.get_by_text("Author Number").count() == 0
    page.get_by_role("link", name=mine[0].submission.title, exact=True).first.click()
    for question in ("Summary", "Strengths", "Weaknesses"):
        page.get_by_label(question).fill(
            f"{question} of some length, " + "with words that say something, " * 8
        )
    page.get_by_role("group", name="Overall score").get_by_role("radio").nth(6).check()
    page.get_by_role("group", name="Your confidence").get_by_role("radio").nth(2).check()
    page.get_by_role("button", name="Submit the review").click()
    page.get_by_text("Your review is in. Thank you.").wait_for()


def decide(site, room, places):
    """A chair drafts decisions down the ranking, as far as the places go; the rest is rejected."""
    orals, spotlights, posters = places
    page = site.open(room.url("decisions/what-if/"))
    for label, many in (("Orals", orals), ("Spotlights", spotlights), ("Posters", posters)):
        page.get_by_label(label).fill(str(many))
    page.get_by_label("The others").select_option(label="are rejected")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("button", name="Draft").click()
    page.wait_for_load_state("load")


def release(site, room):
    page = site.open(room.url("decisions/release/"))
    button = page.locator("form button", has_text="Release")
    words = button.inner_text()
    button.click()
    page.locator("dialog").get_by_role("button", name=words).click()
    page.get_by_text("decisions are released").wait_for()


def test_a_season(season, site):
    room, second = season
    site.log_in(room.chair)
    assign(site, room)
    conflict = Conflict.objects.get(submission__number=COLLEAGUES)
    assert conflict.kind == "institution"
    assert not Assignment.objects.filter(submission=conflict.submission, user=conflict.user).exists()

    review(site, room)
    dice = random.Random(60)
    for assignment in Assignment.objects.filter(review=None):
        ReviewFactory(assignment=assignment, overall=dice.randint(2, 9), confidence=dice.randint(2, 4))
    assert Review.objects.filter(state="submitted").count() == PAPERS * REVIEWS

    # The chair who is an author decides on all papers but her own, of which she learns nothing as a chair.
    site.log_in(second)
    page = site.open(room.url("decisions/"))
    assert page.get_by_text("All 59").is_visible()
    assert page.get_by_text(f"part {OWN}", exact=True).count() == 0
    decide(site, room, (4, 10, 20))
    assert Decision.objects.count() == PAPERS - 1
    assert not Decision.objects.filter(submission__number=OWN).exists()

    site.log_in(room.chair)
    site.open(room.url(f"decisions/{OWN}/"))
    site.page.get_by_label("Accept as poster").check()
    site.page.get_by_role("button", name="Save the draft").click()
    site.page.wait_for_load_state("load")
    release(site, room)
    assert Decision.objects.exclude(released_at=None).count() == PAPERS
    assert Mail.objects.filter(template__startswith="decision_").count() == PAPERS

    site.log_in(second)
    page = site.open(f"/{room.workshop.slug}/my-papers/{OWN}/")
    assert page.get_by_text("Accepted as a poster").first.is_visible()
