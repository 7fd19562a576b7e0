"""Further rounds: more reviews of chosen papers, with a date of their own that lists, lateness and reminders go by."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from conference.models import Mail
from conference.services import reminders
from reviews.models import Assignment, ReviewRound
from tests.clients import client_of
from tests.factories import AssignmentFactory, ConflictFactory, DateFactory, DecisionFactory, ReviewFactory

pytestmark = pytest.mark.django_db
DUE = (timezone.now() + timedelta(days=20)).replace(hour=12, minute=0, second=0, microsecond=0)


@pytest.fixture
def papers(room):
    """Two papers under review, past the usual date, and three reviewers: one on the first, one in conflict with it."""
    DateFactory(workshop=room.workshop, key="review_deadline", at=timezone.now() - timedelta(days=5))
    found = [room.paper(title="Moss on walls"), room.paper(title="Lichens")]
    first, kept, near = (room.reviewer(name) for name in ("Fay First", "Kit Kept", "Nell Near"))
    ReviewFactory(assignment=AssignmentFactory(submission=found[0], user=first))
    ConflictFactory(submission=found[0], user=kept)
    near.publications.create(title="Moss on walls", abstract="Walls with moss on them.")
    return found


def ask(room, **changed):
    data = {"papers": "1", "due": DUE.strftime("%Y-%m-%dT%H:%M"), "in_round": ""}
    return room.client.post(room.url("reviews/rounds/"), data | changed)


def test_a_round_asks_the_nearest_free_reviewer_by_its_own_date(room, papers):
    nell = room.workshop.reviewers.get(user__name="Nell Near").user
    bulk = {"table": "progress", "action": "round", "paper": "1:0", "back": ""}
    moved = room.client.post(room.url("papers/bulk/"), bulk)
    assert moved.url.endswith("rounds/?papers=1")
    shown = room.client.get(moved.url).content.decode()
    assert f'<option value="{nell.pk}" selected>' in shown
    assert "Fay First" not in shown
    assert "Kit Kept" not in shown

    assert ask(room, **{"reviewer-1": nell.pk}).status_code == 302

    assignment = Assignment.objects.get(user=nell)
    assert (assignment.round.number, assignment.round.due_at) == (2, DUE)
    mail = Mail.objects.get(template="assignment")
    assert f"{DUE:%-d %B %Y}" in mail.body
    page = client_of(nell).get("/fields-2026/reviewing/").content.decode()
    assert "Reviews, round 2" in page
    assert "Was due on" not in page
    assert f"{DUE:%-d %B %Y}" in client_of(nell).get("/fields-2026/reviewing/1/").content.decode()
    progress = room.client.get(room.url("reviews/")).content.decode()
    assert "Late" not in progress.partition("<tbody")[2]
    assert "0 of 1" in room.client.get(room.url("reviews/rounds/")).content.decode()


def test_its_date_is_moved_and_reminders_go_by_it(room, papers):
    nell = room.workshop.reviewers.get(user__name="Nell Near").user
    ask(room, **{"reviewer-1": nell.pk})
    found = ReviewRound.objects.get()
    later = DUE + timedelta(days=3)
    move = room.url(f"reviews/rounds/{found.pk}/")
    room.client.post(move, {"version": 1, "due": later.strftime("%Y-%m-%dT%H:%M")})
    stale = room.client.post(move, {"version": 1, "due": DUE.strftime("%Y-%m-%dT%H:%M")}, follow=True)
    assert "another" in stale.content.decode().lower()
    found.refresh_from_db()
    assert found.due_at == later

    def run(moment):
        with time_machine.travel(moment, tick=False):
            return reminders.run(only="reviews")

    assert [run(DUE - timedelta(days=7)), run(later - timedelta(days=7)), run(later - timedelta(days=6))] == [
        0,
        1,
        0,
    ]
    with time_machine.travel(later + timedelta(minutes=1), tick=False):
        progress = client_of(room.chair).get(room.url("reviews/")).content.decode()
    assert "Late" in progress.partition("<tbody")[2]


def test_what_cannot_be_asked_is_said_and_changes_nothing(room, papers):
    kit = room.workshop.reviewers.get(user__name="Kit Kept").user
    nell = room.workshop.reviewers.get(user__name="Nell Near").user
    assert ask(room, **{"reviewer-1": kit.pk}).status_code == 422
    assert ask(room, **{"reviewer-1": ""}).status_code == 422
    assert ask(room, **{"reviewer-1": nell.pk, "due": ""}).status_code == 422
    past = (timezone.now() - timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    assert ask(room, **{"reviewer-1": nell.pk, "due": past}).status_code == 422
    assert "None of these" in room.client.get(room.url("reviews/rounds/?papers=99")).content.decode()
    ConflictFactory(submission=papers[1], user=room.chair)
    assert "Lichens" not in room.client.get(room.url("reviews/rounds/?papers=1,2")).content.decode()
    DecisionFactory(submission=papers[0], released_at=timezone.now())
    assert ask(room, **{"reviewer-1": nell.pk}).status_code == 403
    assert not ReviewRound.objects.exists()
    assert client_of(nell).get(room.url("reviews/rounds/")).status_code == 404
