"""A room of chairs, the cast with its browsers, and a season on its way to a live assignment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conference.models import Mail
from tests.cast import make_cast, retract_review
from tests.clients import client_of
from tests.reviews.acceptance import Accepted
from tests.reviews.assigning import ASK, SUBJECTS, make_experts, run_of, run_url
from tests.reviews.committee_room import Room, make_room

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from django.test import Client

    from reviews.models import AssignmentRun, Review
    from tests.cast import Cast

    JobsRun = Callable[[], AbstractContextManager[object]]


@pytest.fixture
def room(db: None) -> Room:
    return make_room()


@pytest.fixture
def cast(db: None) -> Cast:
    """The workshop while its reviews are written; who needs another phase makes her own."""
    return make_cast("reviewing")


@pytest.fixture
def drafted(db: None) -> Cast:
    """The cast when the paper has a drafted decision that is not released."""
    return make_cast("decided")


@pytest.fixture
def chair(cast: Cast) -> Client:
    return client_of(cast.people["program_chair"])


@pytest.fixture
def reviewer(cast: Cast) -> Client:
    return client_of(cast.people["reviewer_assigned"])


@pytest.fixture
def review(cast: Cast) -> Review:
    """The assigned reviewer's review, put back to a draft."""
    found = cast.paper.assignments.get(mark="A").review
    retract_review(found)
    return found


@pytest.fixture
def accepted(db: None) -> Accepted:
    return Accepted()


@pytest.fixture
def season(room: Room) -> Room:
    """Three papers on three subjects and four reviewers, three of whom know one each."""
    make_experts(room, SUBJECTS[:3])
    room.reviewer("New Hand", max_load=3)
    return room


@pytest.fixture
def solve(season: Room, jobs_run: JobsRun) -> Callable[..., AssignmentRun]:
    """Post the form and run the job: ``solve(senior="on")`` returns the proposal."""

    def solve(**change: object) -> AssignmentRun:
        with jobs_run():
            response = season.client.post(
                season.url("assignment/"), {**ASK, "reviews_per_paper": 1, **change}
            )
        assert response.status_code == 302
        return run_of(season)

    return solve


@pytest.fixture
def live(season: Room, solve: Callable[..., AssignmentRun]) -> Room:
    """The season's papers with an expert each, live."""
    run = solve()
    season.client.post(run_url(season, "live/"), {"version": run.version})
    Mail.objects.all().delete()
    return season


@pytest.fixture
def proposed(room: Room, jobs_run: JobsRun) -> Room:
    """Four papers on four subjects, four reviewers who know one each, and a solved proposal."""
    make_experts(room, SUBJECTS)
    with jobs_run():
        room.client.post(room.url("assignment/"), ASK)
    return room
