"""A review as it is written: saved by button and by itself, submitted, changed, and from two windows."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from conference.models import AuditEntry
from reviews.models import Review
from reviews.selectors.review_forms import answers_of
from tests.cast import make_cast
from tests.clients import client_of, text_of
from tests.factories import (
    AssignmentFactory,
    DateFactory,
    DecisionFactory,
    PaperFileFactory,
    SubmissionFactory,
)
from tests.reviews.reviewing import AUTOSAVE, PAGE, typed

pytestmark = pytest.mark.django_db


def test_a_draft_is_saved_incomplete(cast, review, reviewer):
    response = reviewer.post(
        PAGE, typed(review, summary="Half a thought\r\nand more", overall="", strengths="", action="save")
    )

    assert response.status_code == 302
    review.refresh_from_db()
    assert (answers_of(review)["summary"], review.overall, review.state) == (
        "Half a thought\nand more",
        None,
        "draft",
    )
    assert review.version == 2


@pytest.mark.enumeration
def test_submitting_names_what_is_missing_and_keeps_the_rest(cast, review, reviewer):
    sent = typed(review, summary="New summary", overall="", weaknesses="  ", action="submit")

    response = reviewer.post(PAGE, sent)

    shown = response.content.decode()
    assert response.status_code == 422
    assert "Choose an overall score." in shown
    assert "Name its weaknesses." in shown
    assert "Name its strengths." not in shown
    assert "New summary" in shown
    review.refresh_from_db()
    assert (review.state, answers_of(review)["summary"]) == ("draft", "New summary")
    again = reviewer.post(
        PAGE, {**sent, "version": review.version, "overall": 6, "weaknesses": "One forest."}
    )
    assert again.status_code == 302


def test_the_page_after_a_refusal_carries_the_version_that_is_saved(cast, review, reviewer):
    response = reviewer.post(PAGE, typed(review, summary="New summary", overall="", action="submit"))

    assert 'name="version" value="2"' in response.content.decode()


@pytest.mark.enumeration
def test_submitting_brings_the_review_in_once(cast, review, reviewer):
    sent = typed(review, action="submit")

    first = reviewer.post(PAGE, sent)
    review.refresh_from_db()
    came_in = review.submitted_at
    second = reviewer.post(PAGE, sent)

    assert (first.status_code, second.status_code) == (302, 302)
    review.refresh_from_db()
    assert review.state == "submitted"
    assert came_in is not None
    assert review.submitted_at == came_in
    assert AuditEntry.objects.filter(action="review_submitted").count() == 1


def test_a_review_begun_from_nothing_comes_in(cast):
    paper = SubmissionFactory(track=cast.paper.track)
    PaperFileFactory(submission=paper)
    AssignmentFactory(submission=paper, user=cast.people["reviewer_assigned"])
    path = f"/cast-2026/reviewing/{paper.number}/"
    reviewer = client_of(cast.people["reviewer_assigned"])
    assert not Review.objects.filter(assignment__submission=paper).exists()

    reviewer.get(path)
    assert not Review.objects.filter(assignment__submission=paper).exists()
    response = reviewer.post(
        path,
        {
            "version": 1,
            "overall": 10,
            "confidence": 1,
            "summary": "s",
            "strengths": "s",
            "weaknesses": "w",
            "action": "submit",
        },
    )

    assert response.status_code == 302
    assert Review.objects.get(assignment__submission=paper).state == "submitted"


@pytest.mark.enumeration
def test_a_score_off_the_scale_is_refused(cast, review, reviewer):
    for value in ("11", "0", "-1", "seven"):
        assert reviewer.post(PAGE, typed(review, overall=value)).status_code == 422
    review.refresh_from_db()
    assert review.overall == 7


@pytest.mark.enumeration
def test_a_submitted_review_can_be_changed_and_the_change_of_a_score_is_recorded(cast, reviewer):
    review = cast.paper.assignments.get(mark="A").review
    came_in = review.submitted_at

    reviewer.post(PAGE, typed(review, overall=3, action="save"))

    review.refresh_from_db()
    assert (review.overall, review.state, review.submitted_at) == (3, "submitted", came_in)
    entry = AuditEntry.objects.get(action="review_changed")
    assert (entry.before, entry.after) == ({"overall": 7}, {"overall": 3})


@pytest.mark.enumeration
def test_changes_of_wording_of_a_submitted_review_make_one_entry_an_hour(cast, reviewer):
    review = cast.paper.assignments.get(mark="A").review
    for version, words in enumerate(("one", "one two", "one two three"), start=1):
        reviewer.post(AUTOSAVE, typed(review, summary=words, version=version))

    review.refresh_from_db()
    assert answers_of(review)["summary"] == "one two three"
    assert AuditEntry.objects.filter(action="review_changed").count() == 1


@pytest.mark.enumeration
def test_a_submitted_review_stays_complete(cast, reviewer):
    review = cast.paper.assignments.get(mark="A").review

    response = reviewer.post(PAGE, typed(review, summary="", strengths="Kept on the page", action="save"))

    assert response.status_code == 422
    assert "Summarize the paper." in response.content.decode()
    assert "Kept on the page" in response.content.decode()
    review.refresh_from_db()
    assert answers_of(review)["summary"] == "Ownreviewword larkspur"
    assert answers_of(review)["strengths"] != "Kept on the page"


@pytest.mark.enumeration
def test_a_released_decision_closes_the_review():
    cast = make_cast("released_accepted")
    reviewer = client_of(cast.people["reviewer_assigned"])
    review = cast.paper.assignments.get(mark="A").review

    shown = text_of(reviewer, PAGE)
    response = reviewer.post(PAGE, typed(review, summary="Too late", action="save"))

    assert "can’t be changed any more" in shown
    assert "<textarea" not in shown
    assert "Ownreviewword larkspur" in shown
    assert response.status_code == 403
    review.refresh_from_db()
    assert answers_of(review)["summary"] == "Ownreviewword larkspur"


@pytest.mark.enumeration
def test_a_late_review_is_still_taken(cast, review, reviewer):
    DateFactory(workshop=cast.workshop, key="review_deadline", at=timezone.now() - timedelta(days=3))

    assert "A late review still helps" in text_of(reviewer, PAGE)
    assert reviewer.post(PAGE, typed(review, action="submit")).status_code == 302


@pytest.mark.enumeration
def test_autosave_saves_and_hands_out_the_next_version(cast, review, reviewer):
    first = reviewer.post(AUTOSAVE, typed(review, summary="one"))
    second = reviewer.post(
        AUTOSAVE, typed(review, summary="one two", version=first.json()["fields"]["version"])
    )

    assert (first.status_code, second.status_code) == (200, 200)
    assert (first.json(), second.json()) == ({"fields": {"version": 2}}, {"fields": {"version": 3}})
    review.refresh_from_db()
    assert answers_of(review)["summary"] == "one two"


def test_a_second_window_is_told_and_overwrites_nothing(cast, review, reviewer):
    opened = typed(review)
    reviewer.post(AUTOSAVE, {**opened, "summary": "From the first window"})

    response = reviewer.post(AUTOSAVE, {**opened, "summary": "From the second window"})

    assert response.status_code == 409
    assert "another window" in response.json()["message"]
    review.refresh_from_db()
    assert answers_of(review)["summary"] == "From the first window"


def test_a_stale_save_keeps_the_text_shows_what_is_saved_and_goes_through_next_time(cast, review, reviewer):
    opened = typed(review)
    reviewer.post(AUTOSAVE, {**opened, "summary": "From the first window"})

    response = reviewer.post(PAGE, {**opened, "summary": "From the second window", "action": "save"})

    shown = response.content.decode()
    assert response.status_code == 409
    assert "From the first window" in shown
    assert "From the second window" in shown
    assert 'name="version" value="2"' in shown
    again = reviewer.post(
        PAGE, {**opened, "summary": "From the second window", "version": 2, "action": "save"}
    )
    assert again.status_code == 302
    review.refresh_from_db()
    assert answers_of(review)["summary"] == "From the second window"


@pytest.mark.enumeration
def test_a_button_pressed_while_its_text_saves_itself_goes_through(cast, review, reviewer):
    opened = typed(review, summary="Typed once")
    reviewer.post(AUTOSAVE, opened)

    response = reviewer.post(PAGE, {**opened, "action": "submit"})

    assert response.status_code == 302
    review.refresh_from_db()
    assert (review.state, answers_of(review)["summary"]) == ("submitted", "Typed once")


@pytest.mark.enumeration
def test_autosave_says_what_it_cannot_take(cast, review, reviewer):
    too_long = reviewer.post(AUTOSAVE, typed(review, summary="x" * 20_001))
    assert too_long.status_code == 422
    assert too_long.json()["message"].startswith("Not saved: ")

    DecisionFactory(submission=cast.paper, released_at=timezone.now())
    closed = reviewer.post(AUTOSAVE, typed(review, summary="Too late"))
    assert closed.status_code == 403
    assert "released" in closed.json()["message"]


@pytest.mark.enumeration
def test_autosave_takes_posts_only(cast, reviewer):
    assert reviewer.get(AUTOSAVE).status_code == 405


@pytest.mark.enumeration
def test_forged_posts_are_refused(cast, review):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.people["reviewer_assigned"])

    for path in (PAGE, AUTOSAVE, "/cast-2026/reviewing/1/give-back/"):
        answer = client.post(path, typed(review))
        assert answer.status_code == 403
        assert "copy what you typed" in answer.content.decode()
