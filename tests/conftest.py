"""Fixtures for every test."""

from __future__ import annotations

import gc
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from conference.stack import with_room

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from django.template import Context
    from django.template.base import Template
    from django.utils.safestring import SafeString

pytest_plugins = ["tests.windows", "tests.browser", "tests.installation"]

hypothesis.settings.register_profile("suite", deadline=None, derandomize=True)
hypothesis.settings.load_profile("suite")

ON_SERVERS = bool(os.environ.get("PLENARY_TEST_DATABASE_URL") and os.environ.get("PLENARY_TEST_REDIS_URL"))
WITHOUT_SERVERS = ("setup", "submissions/pdfcheck", "program/test_scheduling.py", "test_api_schema.py")
"""What is dear to load and has no test for the servers: there it is not even read."""
collect_ignore = WITHOUT_SERVERS if ON_SERVERS else ()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--screens", metavar="FOLDER", help="keep a picture of each page that a browser test looks at"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without servers, skip what needs them (`make test-servers` brings them); with them, leave out what has nothing for them.

    That is what touches no database, and what is marked ``enumeration``: docs/developers.md says how it is chosen.
    Tests that share one installation run one after the other: they begin first, so that nothing waits for them alone.
    """
    items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)
    wanted = [item for item in items if _is_for_servers(item, config)]
    if ON_SERVERS:
        left_out = set(items) - set(wanted)
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = wanted
        return
    unread = [Path(__file__).parent / name for name in WITHOUT_SERVERS]
    missed = [item.nodeid for item in wanted if {item.path, *item.path.parents} & set(unread)]
    if missed:
        raise pytest.UsageError(f"Servers never see {missed}: see WITHOUT_SERVERS in tests/conftest.py.")
    for item in items:
        if item.get_closest_marker("servers"):
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL and Redis: make test-servers"))


def _is_for_servers(item: pytest.Item, config: pytest.Config) -> bool:
    if item.get_closest_marker("enumeration") and not config.pluginmanager.has_plugin("tests.kinds"):
        return False
    databases = {"db", "transactional_db", "live_server", "installation"}
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("servers")
    return bool(marked) or bool(databases & set(getattr(item, "fixturenames", ())))


def pytest_collection_finish() -> None:
    """Spare the collector what is loaded by now and stays: it would walk over all of it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Iterator[object]:
    """Give each test the room that the entry points of the product give their work: pytest begins further down still."""
    pyfuncitem.obj = with_room(pyfuncitem.obj)
    return (yield)


def pytest_unconfigure() -> None:
    """Remove the data folder here too: the processes of xdist end without running exit handlers."""
    shutil.rmtree(os.environ["PLENARY_DATA_DIR"], ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def _one_context_a_page(django_test_environment: None) -> Iterator[None]:
    """Have `response.context` hold what the view passed. Django would copy the context of each part of a page and widget."""
    from django.template import RequestContext
    from django.template.base import Template
    from django.test.signals import template_rendered

    def render(self: Template, context: Context) -> SafeString:
        if context.template is self and isinstance(context, RequestContext):
            template_rendered.send(sender=self, template=self, context=context)
        return self.nodelist.render(context)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Template, "_render", render)
        yield


@pytest.fixture(scope="session", autouse=True)
def _one_chain_of_middleware(django_test_environment: None) -> Iterator[None]:
    """Have all clients pass the same middleware, as a process of the product does, until a test changes a setting."""
    from django.core.signals import setting_changed
    from django.test.client import ClientHandler

    kept: dict[str, object] = {}
    load = ClientHandler.load_middleware

    def load_once(self: ClientHandler) -> None:
        if not kept:
            load(self)
            kept.update({name: value for name, value in vars(self).items() if "_middleware" in name})
        vars(self).update(kept)

    def forget(**_more: object) -> None:
        kept.clear()

    setting_changed.connect(forget)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ClientHandler, "load_middleware", load_once)
        yield
    setting_changed.disconnect(forget)


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """No test sees a page that another one warmed."""
    from django.core.cache import caches

    for cache in (caches["default"], caches["process"]):
        cache.clear()


@pytest.fixture
def jobs_run(
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> Callable[[], AbstractContextManager[object]]:
    """Run what waits for the end of a transaction, jobs and mails included: ``with jobs_run(): ...``."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
