"""An open call with its author, and a draft in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.clients import client_of
from tests.factories import UserFactory
from tests.submissions.open_call import Call, make_call

if TYPE_CHECKING:
    from django.test import Client

    from submissions.models import Submission


@pytest.fixture
def call(db: None) -> Call:
    return make_call()


@pytest.fixture
def paper(call: Call) -> Submission:
    """A draft of the author, with nothing in it."""
    return call.begin()


@pytest.fixture
def stranger(db: None) -> Client:
    """Someone signed in who has no part in any paper."""
    return client_of(UserFactory(name="Charlie Outside"))
