"""A published edition for every test of this folder that asks for it."""

from __future__ import annotations

import pytest

from tests.program.edition import Edition, make_edition


@pytest.fixture
def edition(db: None) -> Edition:
    return make_edition()
