"""Fixtures for every test."""

from __future__ import annotations

import gc
import os
import shutil

import hypothesis
import pytest

pytest_plugins = ["tests.browser", "tests.installation"]

hypothesis.settings.register_profile("suite", deadline=None, derandomize=True)
hypothesis.settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--screens", metavar="FOLDER", help="keep a picture of each page that a browser test looks at"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without servers, skip what needs them (`make test-servers` brings them); with them, leave out what no database touches.

    Of an exhaustive enumeration (everyone in every phase) the servers get one representative case: the rules are the
    same there, and so are the queries; the cases marked ``enumeration`` differ in rows only and are whole on SQLite.
    Tests that share one installation run one after the other: they begin first, so that nothing waits for them alone.
    """
    items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)
    if not (os.environ.get("PLENARY_TEST_DATABASE_URL") and os.environ.get("PLENARY_TEST_REDIS_URL")):
        skip = pytest.mark.skip(reason="needs PostgreSQL and Redis: make test-servers")
        for item in items:
            if item.get_closest_marker("servers"):
                item.add_marker(skip)
        return
    pure = [item for item in items if not _touches_a_server(item)]
    config.hook.pytest_deselected(items=pure)
    items[:] = [item for item in items if _touches_a_server(item)]


def _touches_a_server(item: pytest.Item) -> bool:
    if item.get_closest_marker("enumeration"):
        return False
    databases = {"db", "transactional_db", "live_server", "installation"}
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("servers")
    return bool(marked) or bool(databases & set(getattr(item, "fixturenames", ())))


def pytest_collection_finish() -> None:
    """Spare the collector what is loaded by now and stays: it would walk over all of it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_unconfigure() -> None:
    """Remove the data folder here too: the processes of xdist end without running exit handlers."""
    shutil.rmtree(os.environ["PLENARY_DATA_DIR"], ignore_errors=True)


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """No test sees a page that another one warmed."""
    from django.core.cache import caches

    for cache in (caches["default"], caches["process"]):
        cache.clear()
