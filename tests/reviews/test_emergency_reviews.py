"""Reviews that are late: who offers to write one, and who is given it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from conference.models import Mail
from reviews.models import Assignment, PairRule
from reviews.services.committee import set_emergency_load
from submissions.models import Submission
from tests.clients import body_of, client_of
from tests.factories import ConflictFactory, DateFactory, ReviewFactory
from tests.reviews.assigning import active, paper_numbered, reviewer_named
from tests.reviews.committee_room import make_room

pytestmark = pytest.mark.django_db


def test_a_late_review_is_given_to_the_best_who_agreed(live):
    workshop = live.workshop
    url = live.url("assignment/emergency/")
    assert "No review is late" in body_of(live.client.get(url))
    DateFactory(workshop=workshop, key="review_deadline", at=timezone.now() - timedelta(days=2))
    Assignment.objects.update(assigned_at=timezone.now() - timedelta(days=20))
    ReviewFactory(assignment=Assignment.objects.get(submission__number=2))
    Assignment.objects.filter(submission__number=3).update(state="declined", ended_at=timezone.now())
    needs = {need.number: need for need in live.client.get(url).context["page"].needs}
    assert set(needs) == {1, 3}
    assert needs[1].late == ("Glaciers Expert",)
    assert needs[3].short == 1
    assert needs[1].helpers == ()

    for name in ("Forests Expert", "New Hand", "Rivers Expert"):
        data = {"user": reviewer_named(live, name).user_id, "load": 1}
        assert live.client.post(url, data).status_code == 302
    ConflictFactory(submission=paper_numbered(live, 1), user=reviewer_named(live, "Forests Expert").user)
    page = live.client.get(url).context["page"]
    helpers = {need.number: [helper.name for helper in need.helpers] for need in page.needs}
    assert set(helpers[1]) == {"New Hand", "Rivers Expert"}
    assert "Rivers Expert" not in helpers[3]
    best = page.needs[0].helpers[0]
    assert best.score == max(helper.score for helper in page.needs[0].helpers)
    assert live.client.post(f"{url}1/{best.user_id}/").status_code == 302
    assert active(live, 1) == {"Glaciers Expert", best.name}
    mail = Mail.objects.get(template="assignment_emergency")
    assert mail.recipient_id == best.user_id
    assert "Watching glaciers" in mail.body
    assert "The deadline is over" in mail.body
    assert 1 not in {need.number for need in live.client.get(url).context["page"].needs}


def test_an_emergency_asks_nobody_who_may_not_or_has_no_place(live):
    url = live.url("assignment/emergency/")
    row = reviewer_named(live, "New Hand")
    Assignment.objects.exclude(submission__number=3).update(state="declined", ended_at=timezone.now())

    def step_in(number):
        live.client.post(f"{url}{number}/{row.user_id}/")
        return "New Hand" in active(live, number)

    assert not step_in(1), "did not agree"
    set_emergency_load(reviewer=row, load=1, by=live.chair)
    live.workshop.reviewers.filter(pk=row.pk).update(max_load=1)
    ConflictFactory(submission=paper_numbered(live, 2), user=row.user)
    assert not step_in(2), "has a conflict"
    assert not step_in(3), "lacks nobody"
    assert step_in(1)
    fourth, fifth = live.paper(title="Fourth"), live.paper(title="Fifth")
    assert step_in(fourth.number)
    assert not step_in(fifth.number), "has no place left"


def test_an_emergency_at_a_kept_paper_is_not_for_that_chair(live):
    Assignment.objects.filter(submission__number=1).update(state="declined", ended_at=timezone.now())
    set_emergency_load(reviewer=reviewer_named(live, "New Hand"), load=1, by=live.chair)
    other = live.another_chair()
    client, url = client_of(other), live.url("assignment/emergency/")
    assert [need.number for need in client.get(url).context["page"].needs] == [1]
    ConflictFactory(submission=paper_numbered(live, 1), user=other)
    assert client.get(url).context["page"].needs == ()
    user = reviewer_named(live, "New Hand").user_id
    assert client.post(f"{url}1/{user}/").status_code == 404
    assert active(live, 1) == set()


def test_a_reviewer_offers_late_reviews_beside_her_load(season):
    row = reviewer_named(season, "New Hand")
    data = {
        "max_load": 3, "emergency_load": 2,
        "conflicts-TOTAL_FORMS": 0, "conflicts-INITIAL_FORMS": 0,
    }  # fmt: skip
    client = client_of(row.user)
    url = f"/{season.workshop.slug}/reviewing/preferences/"
    assert client.post(url, data).status_code == 302
    row.refresh_from_db()
    assert row.emergency_load == 2
    assert 'value="2"' in body_of(client.get(url))
    assert "2 late" in body_of(season.client.get(season.url("reviewers/")))


@pytest.mark.parametrize("many", [10, 200])
@pytest.mark.enumeration
def test_queries_of_the_new_pages_do_not_grow(django_assert_num_queries, many):
    room = make_room()
    room.workshop.assignments_live_at = timezone.now()
    room.workshop.save()
    people = [room.reviewer(f"Reviewer {n}", emergency_load=1) for n in range(4)]
    papers = Submission.objects.bulk_create(
        Submission(workshop=room.workshop, track=room.track, number=n, title=f"Trees {n}", state="submitted")
        for n in range(1, many + 1)
    )
    PairRule.objects.bulk_create(
        PairRule(workshop=room.workshop, submission=paper, user=people[n % 4], kind="forbidden")
        for n, paper in enumerate(papers)
    )
    with django_assert_num_queries(16):
        room.client.get(room.url("assignment/pairs/"))
    with django_assert_num_queries(16):
        room.client.get(room.url("assignment/emergency/"))
