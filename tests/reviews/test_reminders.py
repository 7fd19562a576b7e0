"""Reminders: only to those who owe, seen before they go, and by themselves once each at the days that were set."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from conference.models import AuditEntry, Mail
from conference.services import reminders
from reviews.models import Assignment, Bid, Comment, MetaReview, Reviewer
from tests.cast import make_cast
from tests.clients import client_of
from tests.factories import (
    AssignmentFactory,
    ConflictFactory,
    DateFactory,
    InvitationFactory,
    ReviewFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now().replace(minute=0, second=0, microsecond=0)
DAY = timedelta(days=1)


def page(room, kind=""):
    return room.client.get(room.url(f"mail/reminders/{kind}")).content.decode()


def gets_one(text):
    """The part of a page that names whom the mail goes to."""
    return text.partition("Who gets one")[2].partition("</ul>")[0]


def test_preferences_and_profiles_are_asked_of_those_who_lack_them(room):
    room.reviewer("Una Unready")
    ready = room.reviewer("Rita Ready", conflicts_declared_at=NOW)
    ready.affiliations.create(institution="Hill College")
    ready.publications.create(title="On hills")
    seen = page(room, "preferences/")
    assert "Una Unready" in gets_one(seen)
    assert "preferences, affiliations, publications" in gets_one(seen)
    assert "Rita Ready" not in seen
    room.workshop.assignments_live_at = NOW
    room.workshop.save()
    assert "Nobody owes this now" in page(room, "preferences/")


@pytest.mark.enumeration
def test_bids_are_asked_of_those_without_one_while_bidding_is_open(room):
    paper = room.paper(title="Firs")
    room.reviewer("Sid Silent")
    Bid.objects.create(submission=paper, user=room.reviewer("Bea Bidder"), value="not")
    assert "Nobody owes this now" in page(room, "bids/")
    room.workshop.bidding_open = True
    room.workshop.save()
    assert "Sid Silent" in gets_one(page(room, "bids/"))
    assert "Bea Bidder" not in page(room, "bids/")


def test_discussion_and_recommendation_are_asked_of_those_silent_there():
    cast = make_cast("discussion")
    MetaReview.objects.all().delete()
    chair = client_of(cast.people["program_chair"])

    def names(kind, client=chair):
        return gets_one(client.get(f"/cast-2026/chair/mail/reminders/{kind}/").content.decode())

    Comment.objects.create(
        submission=cast.paper,
        author=Assignment.objects.get(mark="B").user,
        part="reviewer",
        audience="committee",
        text="Seen.",
    )
    assert names("discussion") == ""
    Comment.objects.filter(author=cast.people["reviewer_assigned"]).delete()
    assert "Percival Underhill" in names("discussion")
    assert "Quentin" not in names("discussion")
    assert "Area Chair Assigned" in names("meta_reviews")
    conflicted = client_of(cast.people["program_chair_conflicted"])
    assert names("discussion", conflicted) == names("meta_reviews", conflicted) == ""
    assert "1" in chair.get("/cast-2026/chair/mail/reminders/").content.decode()

    chair.post("/cast-2026/chair/mail/reminders/discussion/")
    sent = Mail.objects.get(template="discussion_reminder")
    assert (sent.recipient, sent.part) == (cast.people["reviewer_assigned"], "reviewer")
    assert sent.subject_ref == cast.paper.ref


def test_reminders_go_by_themselves_at_their_days_once_each(room):
    due = NOW + timedelta(days=30)
    DateFactory(workshop=room.workshop, key="review_deadline", at=due)
    late, done = room.reviewer("Lea Late"), room.reviewer("Dora Done")
    paper = room.paper(title="Firs")
    AssignmentFactory(submission=paper, user=late)
    ReviewFactory(assignment=AssignmentFactory(submission=paper, user=done))

    def run(moment):
        with time_machine.travel(moment, tick=False):
            return [reminders.run(only="reviews"), reminders.run(only="reviews")]

    turns = [run(due - 8 * DAY), run(due - 7 * DAY), run(due - 6 * DAY), run(due - 2 * DAY)]
    turns += [run(due + timedelta(hours=1)), run(due + DAY), run(due + 5 * DAY)]
    assert turns == [[0, 0], [1, 0], [0, 0], [1, 0], [0, 0], [1, 0], [0, 0]]
    mails = Mail.objects.filter(template="review_reminder").order_by("pk")
    assert {mail.recipient for mail in mails} == {late}
    assert ["were due" in mail.body for mail in mails] == [False, False, True]
    assert AuditEntry.objects.filter(action="reminded", actor=None).count() == 3


def test_a_chair_switches_reminders_off_or_moves_them(room):
    due = NOW + timedelta(days=30)
    DateFactory(workshop=room.workshop, key="review_deadline", at=due)
    AssignmentFactory(submission=room.paper(title="Firs"), user=room.reviewer("Lea Late"))
    rule = room.url("mail/reminders/reviews/days/")

    assert room.client.post(rule, {"before": "ten"}).status_code == 422
    assert "7 and 2 days before, 1 day after" in page(room)
    room.client.post(rule, {"is_on": "on", "before": "10, 4", "after": ""})
    assert "10 and 4 days before" in page(room)
    assert reminders.run(due - 7 * DAY, only="reviews") == 0
    assert reminders.run(due - 10 * DAY, only="reviews") == 1
    room.client.post(rule, {"before": "10, 4", "after": ""})
    Mail.objects.update(created_at=NOW - 9 * DAY)
    assert reminders.run(due - 4 * DAY, only="reviews") == 0
    assert 'value="10, 4"' in page(room, "reviews/")
    room.client.post(rule, {"is_on": "on", "before": "7, 2", "after": "1"})
    assert room.workshop.reminder_rules.count() == 0


def test_an_invitation_is_reminded_of_before_its_last_day_and_not_after(room):
    waiting = InvitationFactory(workshop=room.workshop, answer_by=(NOW + timedelta(days=10)).date())
    InvitationFactory(workshop=room.workshop, answer_by=(NOW + timedelta(days=10)).date(), state="declined")
    InvitationFactory(workshop=room.workshop)  # no last day: at a press only
    until = waiting.answer_until

    def run(moment):
        with time_machine.travel(moment, tick=False):
            return reminders.run(only="invitation")

    assert [run(until - 8 * DAY), run(until - 7 * DAY), run(until - 2 * DAY), run(until + DAY)] == [
        0,
        1,
        1,
        0,
    ]
    assert set(Mail.objects.values_list("email", flat=True)) == {waiting.email}


def test_nobody_is_written_to_twice_within_a_day_and_nobody_kept_from_the_paper(room):
    due = NOW + timedelta(days=2)
    DateFactory(workshop=room.workshop, key="review_deadline", at=due)
    assignment = AssignmentFactory(submission=room.paper(title="Firs"), user=room.reviewer("Lea Late"))
    with time_machine.travel(NOW, tick=False):
        room.client = client_of(room.chair)
        room.client.post(room.url("mail/reminders/reviews/"))
        assert reminders.run(only="reviews") == 0
    Mail.objects.all().delete()
    ConflictFactory(submission=assignment.submission, user=assignment.user)
    assert reminders.run(NOW, only="reviews") == 0


@pytest.mark.enumeration
def test_drafts_are_named_to_no_chair_and_strangers_stay_out(room):
    assert "kept from chairs" in page(room)
    assert "This one goes by itself" in page(room, "drafts/")
    assert room.client.get(room.url("mail/reminders/nothing/")).status_code == 404
    assert client_of(room.reviewer("Rea Viewer")).get(room.url("mail/reminders/")).status_code == 404


@pytest.mark.enumeration
@pytest.mark.parametrize("many", [10, 200])
def test_the_number_of_queries_does_not_grow(room, many, django_assert_num_queries):
    room.workshop.bidding_open = True
    room.workshop.save()
    papers = [room.paper(title=f"Paper {at}") for at in range(10)]
    users = UserFactory.create_batch(many)
    Reviewer.objects.bulk_create(Reviewer(workshop=room.workshop, user=user, max_load=4) for user in users)
    room.workshop.roles.bulk_create(
        room.workshop.roles.model(workshop=room.workshop, user=user, kind="reviewer") for user in users
    )
    Assignment.objects.bulk_create(
        Assignment(submission=papers[at % 10], user=user, mark=f"{at:03}") for at, user in enumerate(users)
    )
    with django_assert_num_queries(43):
        seen = page(room)
    assert f"<strong>{many}</strong>" in seen
