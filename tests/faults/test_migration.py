"""A migration on a full database, killed in the middle and run again: every row is there, and every word of it."""

from __future__ import annotations

import contextlib
import os
import signal
import time
import uuid
import warnings
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from django.apps import apps as newest
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import load_backend

from tests.faults.old_rows import OWN, Filler, contents

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.faults, pytest.mark.servers]
EARLIER = {
    "conference": "0007_rebuttal",
    "submissions": "0005_search_text",
    "reviews": "0003_tables",
    "program": "0001_initial",
}
LATER = {
    "conference": "0009_leave_url",
    "submissions": "0006_file_questions",
    "reviews": "0006_assignment_depth",
    "program": "0003_public_site",
}
ROWS = 12


@contextlib.contextmanager
def working_on(changes: dict[str, Any]) -> Iterator[None]:
    """Let everything use another database for a while; migrations name none."""
    before = connections["default"]
    settings = {**before.settings_dict, **changes}
    connections["default"] = load_backend(settings["ENGINE"]).DatabaseWrapper(settings, "default")
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = before


@pytest.fixture
def emptied(request, tmp_path, django_db_setup, django_db_blocker):
    """An empty database of the kind that is asked for."""
    with django_db_blocker.unblock():
        if request.param == "sqlite":
            engine = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "old.sqlite3")}
            quick = {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA synchronous=OFF"}
            with working_on({**engine, "OPTIONS": quick}):
                yield
            return
        name = f"old_{uuid.uuid4().hex}"
        with psycopg.connect(os.environ["PLENARY_TEST_DATABASE_URL"], autocommit=True) as administrator:
            administrator.execute(f"CREATE DATABASE {name}")
            with working_on({"NAME": name}):
                yield
            administrator.execute(f"DROP DATABASE {name}")


@pytest.mark.parametrize(
    ("emptied", "since", "killed_at"),
    [("postgres", EARLIER, "reviews.0004_season"), ("sqlite", LATER, "program.0004_programme_making")],
    indirect=["emptied"],
)
def test_every_row_outlives_a_migration_that_is_killed(emptied, since, killed_at, figure, settings):
    settings.MIGRATION_MODULES = {}  # the other tests' tables come from the models
    many = filled(since)
    before = contents()

    killed_in_the_middle(killed_at)
    between = MigrationRecorder(connection).applied_migrations()
    assert tuple(killed_at.split(".")) not in between
    assert len(between) > 20
    started = time.process_time()
    migrated()

    lost, changed = compared(before, contents())
    assert not lost
    assert changed <= MADE_ANEW
    for model in newest.get_models():
        list(model._base_manager.all()[:1])
    figure(
        f"migration on a full database ({connection.vendor}): killed at {killed_at}, run again in "
        f"{time.process_time() - started:.1f} s of processor; {many} of {many} rows there, in {len(before)} tables"
    )


MADE_ANEW: set[str] = set()
"""Columns whose values a migration changes on purpose."""


def filled(since: dict[str, str]) -> int:
    """Make the tables as they were, tell the migrations so, and fill them."""
    executor = MigrationExecutor(connection)
    executor.loader.replace_migrations = False  # the long road, which a new installation does not take
    executor.loader.build_graph()
    others = [leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] not in OWN]
    plan = executor.migration_plan([*since.items(), *others])
    state = executor._create_project_state(with_applied_migrations=False)
    for migration, _ in plan:
        state = migration.mutate_state(state, preserve=False)
    with connection.schema_editor() as editor:
        for model in state.apps.get_models(include_auto_created=False):
            editor.create_model(model)
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for migration, _ in plan:
        recorder.record_applied(migration.app_label, migration.name)
    return Filler(state.apps, ROWS).fill()


def killed_in_the_middle(name: str) -> None:
    """Migrate in a process of its own, which is killed while it is at one migration."""
    connection.close()
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # Python warns of threads at a fork; the child only migrates.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        migrated(lambda at: os.write(writing, f"{at}\n".encode()))
        os._exit(1)
    os.close(writing)
    with os.fdopen(reading) as told:
        for line in told:
            if line.strip() == name:
                time.sleep(0.2)
                os.kill(child, signal.SIGKILL)
                break
    assert os.waitpid(child, 0)[1] == signal.SIGKILL


def migrated(tell: Any = lambda at: None) -> None:
    """Run every migration that is left."""

    def progress(action: str, migration: Any = None, fake: bool = False) -> None:
        if action == "apply_start":
            tell(str(migration))

    executor = MigrationExecutor(connection, progress)
    executor.migrate(executor.loader.graph.leaf_nodes())


def compared(before, after):
    """Return what is gone, and the columns in which something is another."""
    lost, changed = [], set()
    for table, rows in before.items():
        now = {key(row): row for row in after.get(table, [])}
        for row in rows:
            if key(row) not in now:
                lost.append((table, key(row)))
                continue
            same = now[key(row)]
            changed |= {f"{table}.{name}" for name in row if name in same and same[name] != row[name]}
    return lost, changed


def key(row):
    return row.get("id", next(iter(row.values())))
