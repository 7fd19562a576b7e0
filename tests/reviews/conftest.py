"""Fixtures of the committee's pages."""

from __future__ import annotations

import pytest

from tests.reviews.committee_room import Room, make_room


@pytest.fixture
def room(db: None) -> Room:
    return make_room()


@pytest.fixture
def jobs_run(django_capture_on_commit_callbacks: object) -> object:
    """Run what waits for the end of a transaction, jobs and mails included: ``with jobs_run(): ...``."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
