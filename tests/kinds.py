"""What each test asks of PostgreSQL, Redis and the queue, by kinds. A plugin of pytest for ``python -m scripts.kinds``.

A kind is a statement without its values, how odd these are, the error it ended with, a command to Redis, a task.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONG, BIG = 255, 2**31 - 1
ALIKE = (
    (re.compile(r"%s(?:::\w+)?(?:, ?(?:%s|NULL|DEFAULT)(?:::\w+)?)+"), "%s, …"),
    (re.compile(r"(\(%s, …\)|\(%s\))(?:, ?\1)+"), r"\1, …"),
    (re.compile(r"(?:WHEN \([^()]*\) THEN %s(?:::\w+)? ?)+"), "WHEN … "),
    (re.compile(r"(\([^()]*\))(?: (AND|OR) \1)+"), r"\1 \2 …"),
    (re.compile(r'"s\d+_x\d+"'), "savepoint"),
    (re.compile(r"^(TRUNCATE|DROP DATABASE) .*", re.DOTALL), r"\1"),
    (re.compile(r"\b\d+\b"), "0"),
)
"""What makes statements of one kind look different: how many values there are, and names that Django invents."""


class Recorder:
    """Notes the kinds of the test that runs, and writes them all to the folder in the end."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.kinds: set[str] = set()
        self.started = 0.0
        self.tests: dict[str, dict[str, Any]] = {}
        self.words: dict[str, str] = {}

    def statement(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        kind = _kind(str(sql))
        oddities = {word for value in _flat(params) for word in _odd(value, kind)}
        if getattr(context["cursor"].cursor, "name", None):
            oddities.add("by a cursor on the server")
        self.kinds.add(" / ".join([kind, *sorted(oddities)]))
        try:
            return execute(sql, params, many, context)
        except Exception as error:
            diagnosis = getattr(error.__cause__, "diag", None)
            state, constraint = (getattr(diagnosis, name, None) for name in ("sqlstate", "constraint_name"))
            self.kinds.add(f"{type(error).__name__} {state} {constraint}")
            raise

    def on_connection(self, connection: Any, **_: Any) -> None:
        if self.statement not in connection.execute_wrappers:
            connection.execute_wrappers.append(self.statement)

    def on_task(self, sender: Any, **_: Any) -> None:
        self.kinds.add(f"task {sender.name}")

    def noted(self, send: Callable[..., Any]) -> Callable[..., Any]:
        def command(client: Any, *words: Any, **options: Any) -> Any:
            self.kinds.add(f"Redis {words[0]} of {len(words)} words")
            return send(client, *words, **options)

        return command

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self) -> None:
        self.kinds = set()
        self.started = time.process_time()

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Iterator[Any]:
        made = yield
        if fixturedef.argname == "django_db_setup":  # making the database is nobody's
            self.pytest_runtest_setup()
        return made

    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
        if call.when == "teardown":
            kinds = {hashlib.sha256(kind.encode()).hexdigest()[:12]: kind for kind in self.kinds}
            self.words.update(kinds)
            self.tests[item.nodeid.partition("@")[0]] = {
                "seconds": round(time.process_time() - self.started, 3),
                "kinds": sorted(kinds),
                "is_marked": item.get_closest_marker("enumeration") is not None,
                "is_real": _is_real(item),
            }

    def pytest_sessionfinish(self) -> None:
        if self.tests:
            self.path.write_text(json.dumps({"tests": self.tests, "words": self.words}))


def pytest_configure(config: pytest.Config) -> None:
    import redis.client
    from celery.signals import task_prerun
    from django.db import connections
    from django.db.backends.signals import connection_created

    process = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    recorder = Recorder(Path(os.environ["PLENARY_TEST_KINDS"]) / f"{process}.json")
    config.pluginmanager.register(recorder)
    connection_created.connect(recorder.on_connection, weak=False)
    task_prerun.connect(recorder.on_task, weak=False)
    for connection in connections.all(initialized_only=True):
        recorder.on_connection(connection)
    for client in (redis.client.Redis, redis.client.Pipeline):
        client.execute_command = recorder.noted(client.execute_command)


@functools.cache
def _kind(sql: str) -> str:
    for pattern, short in ALIKE:
        sql = pattern.sub(short, sql)
    return sql


def _flat(params: Any) -> Iterator[Any]:
    for value in params or ():
        if isinstance(value, list | tuple):
            yield from _flat(value)
        else:
            yield value


def _odd(value: Any, sql: str) -> Iterator[str]:
    """Say what of a value PostgreSQL takes otherwise than SQLite: length, size, NUL, letters beyond ASCII in a search."""
    if isinstance(value, int) and abs(value) > BIG:
        yield "a big number"
    if isinstance(value, str):
        if len(value) > LONG:
            yield "a long text"
        if "\0" in value:
            yield "NUL"
        if not value.isascii() and re.search("LIKE|UPPER|ORDER BY", sql):
            yield "letters beyond ASCII"


def _is_real(item: pytest.Item) -> bool:
    """Tell whether the test commits, or needs servers anyhow."""
    database = item.get_closest_marker("django_db")
    commits = database is not None and database.kwargs.get("transaction")
    fixtures = {"transactional_db", "live_server", "installation"} & set(getattr(item, "fixturenames", ()))
    return bool(commits or fixtures or item.get_closest_marker("servers"))
