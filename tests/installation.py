"""Fixtures that run Plenary's own processes, as an operator would, on PostgreSQL and Redis."""

from __future__ import annotations

import os
import signal
import subprocess
import uuid
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psycopg
import pytest

from scripts import processes
from scripts.machine import PYTHON, ROOT
from tests import servers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

METRICS_TOKEN = "figures-of-the-tests"
PRODUCT_SETTINGS = {"DJANGO_SETTINGS_MODULE": "conference.settings"}


@dataclass(frozen=True)
class Installation:
    """A running installation: its address, its environment, and the logs of its processes by name."""

    address: str
    environment: dict[str, str]
    logs: dict[str, Path]

    @property
    def full(self) -> dict[str, str]:
        """Our environment with this installation's settings over it."""
        return {**os.environ, **self.environment}

    def manage(self, *arguments: str) -> str:
        """Run ``manage.py`` in it and return what that printed."""
        return _python(["manage.py", *arguments], self.environment)


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Web, worker and beat by the commands of the compose file, on a database and a Redis of their own.

    Started once; mark what uses it ``xdist_group("installation")`` and let each test make the rows it needs.
    """
    folder = tmp_path_factory.mktemp("installation")
    base = os.environ["PLENARY_TEST_DATABASE_URL"].rsplit("/", 1)[0]
    name = f"installation_{uuid.uuid4().hex}"
    port = servers.free_port()
    address = f"http://{servers.HOST}:{port}"
    with ExitStack() as stack:
        administrator = stack.enter_context(psycopg.connect(f"{base}/postgres", autocommit=True))
        administrator.execute(f"CREATE DATABASE {name}")
        stack.callback(administrator.execute, f"DROP DATABASE {name} WITH (FORCE)")
        environment = {
            **PRODUCT_SETTINGS,
            "PLENARY_BASE_URL": address,
            "PLENARY_LOG_FORM": "json",
            "PLENARY_METRICS_TOKEN": METRICS_TOKEN,
            "PLENARY_DATA_DIR": str(folder / "data"),
            "PLENARY_DATABASE_URL": f"{base}/{name}",
            "PLENARY_REDIS_URL": stack.enter_context(servers.redis()) + "/0",
        }
        _python(processes.prepare()[1:], environment)
        logs = {kind: folder / f"{kind}.log" for kind in ("web", "worker", "beat")}
        bind = f"{servers.HOST}:{port}"
        web = stack.enter_context(servers.plenary(processes.web(bind), environment, logs["web"]))
        worker = stack.enter_context(servers.plenary(processes.worker(), environment, logs["worker"]))
        beat = stack.enter_context(servers.plenary(processes.beat(), environment, logs["beat"]))
        servers.wait_for(lambda: servers.answers(port), web, logs["web"])
        servers.wait_for(lambda: "ready." in logs["worker"].read_text(), worker, logs["worker"])
        yield Installation(address, environment, logs)
        # Processes that end politely take their time; nothing is left here that needs it.
        for running in (web, worker, beat):
            servers.end(running, signal.SIGKILL)


def _python(arguments: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(
        [PYTHON, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
