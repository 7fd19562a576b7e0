"""Fixtures of the committee's pages, and of a reviewer's and a chair's browser in the cast's workshop."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cast import make_cast, retract_review
from tests.clients import client_of
from tests.reviews.committee_room import Room, make_room

if TYPE_CHECKING:
    from django.test import Client

    from reviews.models import Review
    from tests.cast import Cast


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
def jobs_run(django_capture_on_commit_callbacks: object) -> object:
    """Run what waits for the end of a transaction, jobs and mails included: ``with jobs_run(): ...``."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
