"""An installation whose parts can be killed one by one: PostgreSQL, Redis, web and worker, on this test's own database."""

from __future__ import annotations

import http.client
import json
import os
import shlex
import signal
import time
import urllib.parse
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import psycopg
import redis as redis_library
from django.db import connection
from django.db.models import F

from conference.models import Job, Mail
from scripts import processes
from tests import servers

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Mapping

    from django.test import Client

    from tests.faults.post import PostOffice

TOKEN = "a" * 32
OTHERS_AT_WORK = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"


@dataclass
class Answer:
    """What a page said, and after how many seconds."""

    status: int
    text: str
    headers: Mapping[str, str]
    seconds: float


@dataclass
class House:
    """Web and worker run as long as the tests; whoever kills one starts it again with the same method."""

    folder: Path
    environment: dict[str, str]
    post: PostOffice
    port: int
    stack: ExitStack = field(default_factory=ExitStack)
    web: subprocess.Popen[bytes] | None = None
    worker: subprocess.Popen[bytes] | None = None

    def start_web(self) -> None:
        # One worker is quicker to start than two, and the last word on a command line counts.
        command = [*processes.web(f"{servers.HOST}:{self.port}"), "--workers", "1"]
        log = self.folder / "web.log"
        self.web = self.stack.enter_context(servers.plenary(command, self.environment, log))
        servers.wait_for(lambda: servers.answers(self.port), self.web, log)

    def start_worker(self) -> None:
        log = self.folder / "worker.log"
        before = log.read_text().count("ready.") if log.exists() else 0
        self.worker = self.stack.enter_context(servers.plenary(processes.worker(), self.environment, log))
        servers.wait_for(lambda: log.read_text().count("ready.") > before, self.worker, log)

    def kill(self, running: subprocess.Popen[bytes] | None) -> None:
        """Kill a process and all of its children at once, as when the machine loses its power."""
        assert running is not None
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()

    def kill_pool(self) -> None:
        """Kill the processes that do the worker's work, as the kernel does when memory runs short."""
        assert self.worker is not None
        for child in psutil.Process(self.worker.pid).children():
            child.kill()

    def ask(self, path: str, client: Client | None = None, data: Any = None, **headers: str) -> Answer:
        """Ask for a page as the signed-in person of a test client; ``data`` is posted."""
        cookies = f"csrftoken={TOKEN}"
        if client:
            cookies += "".join(f"; {name}={morsel.value}" for name, morsel in client.cookies.items())
        told = {"Cookie": cookies, "X-CSRFToken": TOKEN, **headers}
        body = data
        if isinstance(data, dict):
            body = urllib.parse.urlencode(data, doseq=True)
            told["Content-Type"] = "application/x-www-form-urlencoded"
        started = time.monotonic()
        line = http.client.HTTPConnection(servers.HOST, self.port, timeout=60)
        method = headers.pop("method", "GET" if data is None else "POST")
        told.pop("method", None)
        line.request(method, path, body=body, headers=told)
        answer = line.getresponse()
        text = answer.read().decode(errors="replace")
        line.close()
        return Answer(answer.status, text, answer.headers, time.monotonic() - started)

    def sweep(self) -> None:
        """Ring as beat does every fifteen seconds."""
        from conference.tasks import sweep

        sweep.delay()

    def let_it_rest(self) -> None:
        """Wait until nothing is at work on the database: whatever empties it next would lock out, and be locked out by, a sweep."""
        from conference.celery import app

        app.control.purge()
        servers.wait_for(lambda: not any(self._are_at_work() for _ in range(3)))

    def _are_at_work(self) -> bool:
        time.sleep(0.03)
        with connection.cursor() as cursor:
            cursor.execute(OTHERS_AT_WORK)
            return bool(cursor.fetchone()[0])

    def let_the_grace_pass(self) -> None:
        """Make what waits older: the sweep leaves what is younger than ten seconds to its first ring."""
        for model in (Job, Mail):
            model.objects.update(created_at=F("created_at") - timedelta(seconds=20))

    def until(self, condition: Any, *, sweeping: bool = False, seconds: float = 40) -> float:
        """Wait until a condition on the rows holds; return after how many seconds it did."""
        started = time.monotonic()
        swept = 0.0
        while not condition():
            now = time.monotonic()
            if now - started > seconds:
                raise AssertionError((self.folder / "worker.log").read_text()[-6000:])
            if sweeping and now - swept > 1:
                self.sweep()
                swept = now
            time.sleep(0.05)
        return time.monotonic() - started


@dataclass
class Postgres:
    """The server of this run, found by what it says of itself."""

    stack: ExitStack
    data: Path
    command: list[str]
    port: int

    @classmethod
    def found(cls, stack: ExitStack) -> Postgres:
        with psycopg.connect(os.environ["PLENARY_TEST_DATABASE_URL"]) as line:
            [data] = line.execute("SHOW data_directory").fetchone() or ("",)
            [port] = line.execute("SHOW port").fetchone() or ("",)
        folder = Path(data)
        return cls(stack, folder, shlex.split((folder / "postmaster.opts").read_text()), int(port))

    def stop(self) -> None:
        """End it without waiting for those who are connected, in the middle of what they do."""
        connection.close()
        os.kill(int((self.data / "postmaster.pid").read_text().split()[0]), signal.SIGINT)
        servers.wait_for(lambda: not (self.data / "postmaster.pid").exists())

    def start(self) -> None:
        owner = self.data.stat()
        identity: dict[str, Any] = {}
        if os.geteuid() == 0:
            identity = {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}
        log = self.data.parent / "log"
        running = self.stack.enter_context(
            servers.process(self.command, log, stop=signal.SIGINT, cwd=self.data.parent, **identity)
        )
        servers.wait_for(self.answers, running, log)

    def answers(self) -> bool:
        try:
            psycopg.connect(os.environ["PLENARY_TEST_DATABASE_URL"]).close()
        except psycopg.OperationalError:
            return False
        return True


@dataclass
class Redis:
    """The Redis of this run."""

    stack: ExitStack
    process: psutil.Process
    port: int
    command: list[str] = field(default_factory=list)

    @classmethod
    def found(cls, stack: ExitStack) -> Redis:
        url = os.environ["PLENARY_TEST_REDIS_URL"]
        with redis_library.Redis.from_url(url) as line:
            told: Any = line.info("server")
        process = psutil.Process(told["process_id"])
        return cls(stack, process, int(told["tcp_port"]), servers_command(url, told["tcp_port"]))

    def freeze(self) -> None:
        self.process.suspend()

    def kill(self) -> None:
        self.process.kill()
        servers.wait_for(lambda: not servers.answers(self.port))

    def start(self) -> None:
        running = self.stack.enter_context(servers.process(self.command, Path(os.devnull)))
        self.process = psutil.Process(running.pid)
        servers.wait_for(lambda: servers.answers(self.port), running)


def servers_command(url: str, port: int) -> list[str]:
    """Return how a new, empty Redis is started where the one of this run was."""
    host = urllib.parse.urlsplit(url).hostname or servers.HOST
    more = ["--save", "", "--appendonly", "no", "--databases", str(servers.REDIS_DATABASES)]
    return ["redis-server", "--bind", host, "--port", str(port), *more]


def said(answer: Answer) -> Any:
    return json.loads(answer.text)
