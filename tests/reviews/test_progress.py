"""Where the reviews stand, for chairs: figures, reminders, the discussion phase; nothing of a conflicted paper."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from conference.markdown import render_markdown
from conference.models import AuditEntry, Mail
from reviews.models import Assignment, Review, ReviewAnswer
from reviews.review_form import DEFAULT
from reviews.selectors.road import reviews_step
from reviews.selectors.thin import marked_reviews
from reviews.services.review_forms import publish_form
from tests.cast import make_cast, retract_review
from tests.clients import client_of, text_of
from tests.factories import (
    AssignmentFactory,
    AuthorFactory,
    ConflictFactory,
    DateFactory,
    DecisionFactory,
    ReviewFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db

PAGE = "/cast-2026/chair/reviews/"
REMIND = "/cast-2026/chair/mail/reminders/reviews/"
DISCUSSION = f"{PAGE}discussion/"


@pytest.fixture
def cast():
    """Reviewing, with review A still a draft and review B in; the deadline is over."""
    found = make_cast("reviewing")
    retract_review(found.paper.assignments.get(mark="A").review)
    DateFactory(workshop=found.workshop, key="review_deadline", at=timezone.now() - timedelta(hours=1))
    return found


@pytest.mark.enumeration
def test_page_shows_marks_states_and_who_is_late(cast, chair):
    shown = text_of(chair, PAGE)

    assert cast.paper.title in shown
    assert "Percival Underhill" in shown
    assert "Quentin Blackadder" in shown
    assert "Late" in shown
    assert "1 of 2" in shown
    assert "Ottoline" not in shown


def test_reviews_that_say_next_to_nothing_are_to_be_looked_at(cast, chair):
    review = cast.paper.assignments.get(mark="B").review
    for answer in review.answers.all():
        answer.text = "A word of praise and one of doubt, as it is due. " * 5
        answer.save()
    assert "To look at" not in text_of(chair, PAGE)

    answer = review.answers.get(question__key="weaknesses")
    answer.text = "None found."
    answer.save()

    shown = text_of(chair, f"{PAGE}?view=look")
    assert "Quentin Blackadder" in shown
    assert "Weaknesses: 2 words" in shown
    assert "words in all" not in shown
    assert "Percival" not in shown  # his is a draft


def test_an_answer_to_an_earlier_form_counts_until_it_is_written_anew(cast):
    review = cast.paper.assignments.get(mark="B").review
    papers = {cast.paper.pk}
    review.answers.update(words=40)
    assert marked_reviews(cast.workshop, papers) == []
    chair = cast.people["program_chair"]
    review.form = publish_form(
        workshop=cast.workshop, track=None, by=chair, expected=review.form.number, questions=DEFAULT[:-1]
    )
    review.save()

    assert marked_reviews(cast.workshop, papers) == []
    question = review.form.questions.get(key="summary")
    ReviewAnswer.objects.create(review=review, question=question, text="Short.")

    assert [row.thin for row in marked_reviews(cast.workshop, papers)] == [("Summary: 1 word",)]


@pytest.mark.enumeration
def test_nobody_is_late_before_the_deadline(cast, chair):
    assert 'data-state="late"' in text_of(chair, PAGE)

    cast.workshop.dates.filter(key="review_deadline").update(at=timezone.now() + timedelta(hours=1))

    assert 'data-state="late"' not in text_of(chair, PAGE)


@pytest.mark.enumeration
def test_page_shows_each_reviewers_load(cast, chair):
    shown = text_of(chair, f"{PAGE}?view=people")

    assert "Percival Underhill" in shown
    assert "of at most 4" in shown
    assert "1 late" in shown
    assert "All in" in shown


def test_who_has_one_review_in_has_begun(cast, chair):
    cast.workshop.dates.filter(key="review_deadline").update(at=timezone.now() + timedelta(hours=1))
    done = Assignment.objects.filter(review__state=Review.State.SUBMITTED)
    before = text_of(chair, f"{PAGE}?view=people").count(">Begun<")

    AssignmentFactory(user=done.first().user, submission=cast.other_paper, mark="Z")

    assert text_of(chair, f"{PAGE}?view=people").count(">Begun<") == before + 1


@pytest.mark.enumeration
@pytest.mark.parametrize("path", [PAGE, f"{PAGE}?view=people", f"{PAGE}?view=look", REMIND, DISCUSSION])
def test_a_conflicted_chair_finds_nothing_of_the_paper(cast, chair, path):
    client = client_of(cast.people["program_chair_conflicted"])
    seen = text_of(chair, path)
    assert any(word in seen for word in ("Percival Underhill", "Quentin Blackadder", "1 of 2"))

    shown = text_of(client, path)

    for word in (cast.paper.title, "Percival", "Quentin", "1 of 2"):
        assert word not in shown
    assert AuditEntry.objects.filter(action="reminded").count() == 0


@pytest.mark.enumeration
def test_a_chair_who_is_author_finds_nothing_of_her_paper(cast, chair):
    assert cast.paper.title in text_of(chair, PAGE)

    AuthorFactory(submission=cast.paper, user=cast.people["program_chair"])

    shown = text_of(chair, PAGE)
    for word in (cast.paper.title, "Percival", "Quentin"):
        assert word not in shown


@pytest.mark.enumeration
@pytest.mark.parametrize("path", [PAGE, REMIND, DISCUSSION])
@pytest.mark.parametrize(
    "actor", ["author", "reviewer_assigned", "area_chair_assigned", "site_editor", "site_admin"]
)
def test_pages_are_for_chairs(cast, chair, path, actor):
    assert chair.get(path).status_code == 200
    client = client_of(cast.people[actor])

    assert client.get(path).status_code == 404
    assert client.post(path).status_code in {404, 405}
    cast.workshop.refresh_from_db()
    assert cast.workshop.discussion_opened_at is None
    assert not Mail.objects.exists()


def test_filters_keep_the_papers_they_name(cast, chair):
    cast.workshop.reviews_per_paper = 2
    cast.workshop.save()
    assert cast.paper.title in text_of(chair, f"{PAGE}?q=missing:review")
    assert cast.paper.title not in text_of(chair, f"{PAGE}?q=-missing:review")

    ReviewFactory._meta.model.objects.update(state="submitted")

    assert cast.paper.title not in text_of(chair, f"{PAGE}?q=missing:review&sort=title")
    assert cast.paper.title in text_of(chair, f"{PAGE}?q=-missing:review")


def test_sorting_is_by_the_word_in_the_address(cast, chair):
    two = SubmissionFactory(track=cast.paper.track, title="Aardvark trails")

    up, down = text_of(chair, f"{PAGE}?sort=title"), text_of(chair, f"{PAGE}?sort=-title")

    assert up.index(two.title) < up.index(cast.paper.title)
    assert down.index(cast.paper.title) < down.index(two.title)


def test_a_paper_given_back_shows_with_its_reason(cast, chair):
    assignment = cast.paper.assignments.get(mark="A")
    assignment.state, assignment.ended_reason = "declined", "My own method is judged here."
    assignment.save()

    shown = text_of(chair, PAGE)

    assert "My own method is judged here." in shown
    assert "1 of 1" in shown
    assert "My own method" not in text_of(client_of(cast.people["program_chair_conflicted"]), PAGE)


# Reminders


@pytest.mark.enumeration
def test_reminder_is_previewed_and_goes_to_those_who_owe(cast, chair):
    preview = text_of(chair, REMIND)
    assert "Percival Underhill" in preview
    assert "Quentin" not in preview
    assert "Send 1 mail" in preview
    assert not Mail.objects.exists()

    chair.post(REMIND)

    mail = Mail.objects.get(template="review_reminder")
    assert (mail.email, mail.part) == ("reviewer_assigned@cast.example", "reviewer")
    assert f"#{cast.paper.number} {cast.paper.title}" in mail.body
    assert "were due on" in mail.body
    assert "/cast-2026/reviewing/" in mail.body
    assert render_markdown(mail.body) in preview


def test_a_second_click_sends_nothing_on_the_same_day_and_one_mail_on_the_next(cast, chair):
    with time_machine.travel(timezone.now().replace(hour=12), tick=False) as clock:
        chair = client_of(cast.people["program_chair"])
        chair.post(REMIND)
        again = chair.post(REMIND, follow=True)
        assert "No mail was sent" in again.content.decode()
        assert Mail.objects.filter(template="review_reminder").count() == 1
        assert AuditEntry.objects.filter(action="reminded").count() == 1
        assert "Reminded within a day: Percival Underhill" in text_of(chair, REMIND)

        clock.shift(timedelta(days=1))
        client_of(cast.people["program_chair"]).post(REMIND)
        assert Mail.objects.filter(template="review_reminder").count() == 2


@pytest.mark.enumeration
def test_nobody_is_reminded_of_what_is_not_hers_any_more(cast, chair):
    reviewer = cast.people["reviewer_assigned"]
    conflict = ConflictFactory(submission=cast.paper, user=reviewer)
    chair.post(REMIND)
    assert not Mail.objects.exists()

    conflict.delete()
    decision = DecisionFactory(submission=cast.paper, released_at=timezone.now())
    chair.post(REMIND)
    assert not Mail.objects.exists()

    decision.delete()
    chair.post(REMIND)
    assert Mail.objects.count() == 1


@pytest.mark.enumeration
def test_a_conflicted_chair_reminds_nobody_of_the_paper(cast):
    client_of(cast.people["program_chair_conflicted"]).post(REMIND)

    assert not Mail.objects.exists()


@pytest.mark.enumeration
def test_a_reminder_of_several_papers_stays_hidden_from_a_chair_with_a_conflict(cast, chair):
    assignment = AssignmentFactory(submission=cast.other_paper, user=cast.people["reviewer_assigned"])
    chair.post(REMIND)
    assert Mail.objects.get().subject_ref == f"assignments:{assignment.user_id}"

    outbox = "/cast-2026/chair/mail/"
    assert "reviews still to come" in text_of(chair, outbox)
    assert "reviews still to come" not in text_of(client_of(cast.people["program_chair_conflicted"]), outbox)


# The discussion phase


def test_opening_the_discussion_says_what_reviewers_will_see_and_shows_it(cast, chair):
    reviewer = client_of(cast.people["reviewer_assigned"])
    Review.objects.update(state="submitted", submitted_at=timezone.now())
    assert "Otherreviewword" not in text_of(reviewer, "/cast-2026/reviewing/1/")

    shown = text_of(chair, DISCUSSION)
    assert "not the names of the other reviewers" in shown
    cast.workshop.refresh_from_db()
    assert cast.workshop.discussion_opened_at is None

    chair.post(DISCUSSION)

    assert "Otherreviewword" in text_of(reviewer, "/cast-2026/reviewing/1/")


def test_a_second_click_changes_nothing(cast, chair):
    chair.post(DISCUSSION)
    cast.workshop.refresh_from_db()
    opened = cast.workshop.discussion_opened_at

    again = chair.post(DISCUSSION, follow=True)

    cast.workshop.refresh_from_db()
    assert cast.workshop.discussion_opened_at == opened
    assert "was open already" in again.content.decode()
    assert AuditEntry.objects.filter(action="discussion_opened").count() == 1


def test_there_is_nothing_to_discuss_before_the_assignment():
    cast = make_cast("draft")
    response = client_of(cast.people["program_chair"]).post(DISCUSSION, follow=True)

    assert "nothing to discuss" in response.content.decode()
    cast.workshop.refresh_from_db()
    assert cast.workshop.discussion_opened_at is None


# The road


def test_road_counts_only_what_the_chair_may_see(cast):
    step = reviews_step(cast.viewer("program_chair"), cast.workshop)
    assert (step.detail, step.state) == ("1 of 2 reviews are in, 1 late.", "attention")

    conflicted = reviews_step(cast.viewer("program_chair_conflicted"), cast.workshop)
    assert (conflicted.detail, conflicted.state) == ("Begins once papers are assigned.", "later")
