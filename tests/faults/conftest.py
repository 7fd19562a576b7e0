"""The house whose parts are killed, and the figures that each test gives of it."""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from tests import servers
from tests.faults.house import House, Postgres, Redis
from tests.faults.post import post_office
from tests.submissions.open_call import Call, make_call

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FIGURES = pytest.StashKey[list[str]]()


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Keep a line that is printed at the end of the run."""
    return request.config.stash.setdefault(FIGURES, []).append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    lines = config.stash.get(FIGURES, [])
    if lines:
        terminalreporter.section("what was survived")
        for line in lines:
            terminalreporter.write_line(line)


@pytest.fixture
def call(db: None) -> Call:
    return make_call()


@pytest.fixture(scope="session")
def _started(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    base = os.environ["PLENARY_TEST_DATABASE_URL"].rsplit("/", 1)[0]
    with ExitStack() as stack:
        post = stack.enter_context(post_office())
        environment = {
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "PLENARY_DATABASE_URL": f"{base}/{connection.settings_dict['NAME']}",
            "PLENARY_EMAIL_URL": post.url,
            "PLENARY_INTERNAL_WEBHOOKS": "true",
        }
        folder = tmp_path_factory.mktemp("house")
        house = House(folder, environment, post, servers.free_port(), stack)
        house.start_web()
        house.start_worker()
        yield house
        # A worker that ends politely takes its time; nothing is left here that needs it.
        house.kill(house.worker)


@pytest.fixture
def house(_started: House, transactional_db: None) -> Iterator[House]:
    """Web and worker on this test's database; tasks go to the worker instead of running in place."""
    from conference.celery import app

    _started.post.arrived.clear()
    _started.post.seconds = 0.0
    app.conf.task_always_eager = False
    try:
        yield _started
    finally:
        app.conf.task_always_eager = True
        _started.let_it_rest()


@pytest.fixture(scope="session")
def postgres(pytestconfig: pytest.Config) -> Postgres:
    return Postgres.found(_until_the_end(pytestconfig))


@pytest.fixture(scope="session")
def redis(pytestconfig: pytest.Config) -> Redis:
    return Redis.found(_until_the_end(pytestconfig))


def _until_the_end(config: pytest.Config) -> ExitStack:
    """Keep what a test starts again for longer than any fixture: the database is dropped on the server of then."""
    stack = ExitStack()
    config.add_cleanup(stack.close)
    return stack
