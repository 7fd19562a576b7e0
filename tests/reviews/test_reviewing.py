"""A reviewer's season in one list, and what of it stands on her own page."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from conference.due import due_items
from reviews.models import MetaReview
from tests.cast import make_cast
from tests.clients import client_of, text_of
from tests.factories import (
    ConflictFactory,
    DateFactory,
    DecisionFactory,
    InvitationFactory,
)
from tests.reviews.reviewing import LIST, OTHERS, PAGE

pytestmark = pytest.mark.django_db


def reviews_due(user):
    return [item for item in due_items(user) if item.url == PAGE]


@pytest.mark.enumeration
def test_list_shows_own_papers_with_what_is_due(cast, review, reviewer):
    DateFactory(
        workshop=cast.workshop,
        key="review_deadline",
        label="Reviews due",
        at=datetime(2030, 3, 1, 11, 59, 59, tzinfo=UTC),
        whole_day=True,
    )

    shown = text_of(reviewer, LIST)

    assert cast.paper.title in shown
    assert "Draft" in shown
    assert "0 of 1" in shown
    assert "28 February 2030, 23:59 AoE" in shown
    assert 'datetime="2030-02-28T23:59:59-12:00"' in shown
    assert f'href="{PAGE}"' in shown
    assert cast.other_paper.title not in shown


@pytest.mark.enumeration
@pytest.mark.parametrize(
    ("seconds", "words", "other"), [(0, "Until <time", "Was due on"), (1, "Was due on", "Until <time")]
)
def test_list_says_late_from_the_second_after_the_deadline(cast, review, reviewer, seconds, words, other):
    at = datetime(2030, 3, 1, 11, 59, 59, tzinfo=UTC)
    DateFactory(workshop=cast.workshop, key="review_deadline", label="Reviews due", at=at)

    with time_machine.travel(at + timedelta(seconds=seconds), tick=False):
        reviewer = client_of(cast.people["reviewer_assigned"])
        shown = text_of(reviewer, LIST)

    assert words in shown
    assert other not in shown
    assert ("Late, draft" in shown) == (seconds == 1)


@pytest.mark.enumeration
def test_list_says_so_while_the_deadline_is_open(cast, review, reviewer):
    assert "still to be determined" in text_of(reviewer, LIST)


@pytest.mark.enumeration
def test_a_review_that_is_in_stands_under_done(cast, reviewer):
    shown = text_of(reviewer, LIST)

    assert "All your reviews are in" in shown
    assert "1 of 1" in shown


@pytest.mark.enumeration
def test_a_conflict_that_comes_up_takes_the_paper_from_the_list(cast, reviewer):
    assert cast.paper.title in text_of(reviewer, LIST)

    ConflictFactory(submission=cast.paper, user=cast.people["reviewer_assigned"])

    assert cast.paper.title not in text_of(reviewer, LIST)
    assert reviewer.get(PAGE).status_code == 404


@pytest.mark.enumeration
def test_a_hint_of_a_conflict_leaves_the_paper(cast, reviewer):
    ConflictFactory(submission=cast.paper, user=cast.people["reviewer_assigned"], state="hint")

    assert cast.paper.title in text_of(reviewer, LIST)


@pytest.mark.enumeration
def test_own_review_of_a_withdrawn_paper_is_kept_without_the_paper():
    cast = make_cast("withdrawn")
    shown = text_of(client_of(cast.people["reviewer_assigned"]), LIST)

    assert "Ownreviewword larkspur" in shown
    assert cast.paper.title not in shown
    assert "Abstractword" not in shown
    assert "#1" not in shown
    for word in OTHERS:
        assert word not in shown


@pytest.mark.enumeration
def test_area_chair_sees_the_papers_she_handles(cast):
    shown = text_of(client_of(cast.people["area_chair_assigned"]), LIST)
    assert cast.paper.title in shown
    assert "2 of 2" in shown

    unassigned = text_of(client_of(cast.people["area_chair_unassigned"]), LIST)
    assert cast.paper.title not in unassigned


def test_a_conflicted_area_chair_loses_paper_and_counts_even_when_it_is_public():
    cast = make_cast("published_accepted")
    chair = cast.people["area_chair_assigned"]
    assert "2 of 2" in text_of(client_of(chair), LIST)

    ConflictFactory(submission=cast.paper, user=chair)

    assert "2 of 2" not in text_of(client_of(chair), LIST)


@pytest.mark.enumeration
def test_an_empty_list_says_what_comes_next(cast):
    assert "No papers are assigned to you yet" in text_of(client_of(cast.people["reviewer_unassigned"]), LIST)


def test_the_season_stands_in_one_list_with_what_is_next(cast, review, reviewer):
    def steps(client):
        found = re.findall(r'data-state="(\w+)">\s*<div>\s*<h3>([^<]+?)\s*<', text_of(client, LIST))
        return {title: state for state, title in found}

    InvitationFactory(
        workshop=cast.workshop,
        user=cast.people["reviewer_assigned"],
        state="accepted",
        answered_at=timezone.now(),
    )
    DateFactory(workshop=cast.workshop, key="notification", at=timezone.now() + timedelta(days=9))
    DateFactory(workshop=cast.workshop, key="discussion_end", at=timezone.now() + timedelta(days=5))
    assert steps(reviewer) == {
        "Invitation": "done",
        "Topics, load and conflicts": "now",
        "Bids": "now",
        "Reviews": "now",
        "Discussion": "later",
        "Decisions": "later",
    }
    cast.people["reviewer_assigned"].reviewing.update(conflicts_declared_at=timezone.now())
    review.state, review.submitted_at = "submitted", timezone.now()
    review.save()
    cast.workshop.discussion_opened_at = timezone.now()
    cast.workshop.save()
    assert steps(reviewer) == {
        "Invitation": "done",
        "Topics, load and conflicts": "done",
        "Bids": "now",
        "Reviews": "done",
        "Authors’ answers": "now",
        "Discussion": "now",
        "Decisions": "later",
    }
    area_chair = client_of(cast.people["area_chair_assigned"])
    assert steps(area_chair)["Recommendations"] == "done"
    MetaReview.objects.all().delete()
    assert steps(area_chair)["Recommendations"] == "now"


@pytest.mark.enumeration
@pytest.mark.parametrize("actor", ["author", "other_author", "program_chair", "site_editor", "site_admin"])
def test_list_is_for_those_who_review(cast, reviewer, actor):
    assert reviewer.get(LIST).status_code == 200

    assert client_of(cast.people[actor]).get(LIST).status_code == 404


@pytest.mark.enumeration
def test_what_is_due_stands_on_ones_own_page(cast, review):
    due = datetime(2099, 3, 2, 11, 59, tzinfo=UTC)
    DateFactory(workshop=cast.workshop, key="review_deadline", at=due, zone="aoe")
    item = reviews_due(cast.people["reviewer_assigned"])[0]
    assert (item.title, item.url, item.detail) == (cast.paper.title, PAGE, "Review begun")
    assert item.until == "1 March 2099, 23:59 AoE"

    stranger = ConflictFactory(submission=cast.paper).user
    assert reviews_due(stranger) == []
    assert reviews_due(cast.people["reviewer_assigned"])

    ConflictFactory(submission=cast.paper, user=cast.people["reviewer_assigned"])
    assert reviews_due(cast.people["reviewer_assigned"]) == []


@pytest.mark.enumeration
def test_a_hint_beside_anothers_conflict_takes_nothing_off_the_list(cast, review):
    ConflictFactory(submission=cast.paper, user=cast.people["reviewer_assigned"], state="hint")

    assert [item.title for item in reviews_due(cast.people["reviewer_assigned"])] == [cast.paper.title]


@pytest.mark.enumeration
def test_nothing_is_due_after_the_release(cast, review):
    assert reviews_due(cast.people["reviewer_assigned"])

    DecisionFactory(submission=cast.paper, released_at=timezone.now())

    assert reviews_due(cast.people["reviewer_assigned"]) == []
