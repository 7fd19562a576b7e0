"""PostgreSQL, Redis and Plenary's own processes for the tests: on free ports, in a folder that goes with them.

Nothing here touches a server that was there before. Standard library only, because ``scripts/test.py`` uses it too.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scripts.machine import ROOT, VENV, postgres_bin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

HOST = "127.0.0.1"
REDIS_DATABASES = 64
PR_SET_PDEATHSIG = 1


def free_port() -> int:
    """Return a port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """Start a new, empty PostgreSQL; yield the URL of its database ``postgres``. Its durability is switched off."""
    binaries = postgres_bin()
    assert binaries is not None, "PostgreSQL is not installed"
    port = free_port()
    with _folder("postgres") as folder:
        identity = _other_identity()
        if identity:
            os.chown(folder, identity["user"], identity["group"])
        data, log = str(folder / "data"), folder / "log"
        subprocess.run(
            [f"{binaries}/initdb", "-D", data, "-U", "plenary", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"],
            cwd=folder, check=True, stdout=subprocess.DEVNULL, **identity,
        )  # fmt: skip
        fast = [f"-c{name}=off" for name in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")]
        command = [f"{binaries}/postgres", "-D", data, "-h", HOST, "-p", str(port), "-k", str(folder), *fast]
        # Of its signals, SIGINT ends it without waiting for those who are still connected.
        with process(command, log, stop=signal.SIGINT, cwd=folder, **identity) as running:
            ready = [f"{binaries}/pg_isready", "-q", "-h", HOST, "-p", str(port), "-U", "plenary"]
            wait_for(lambda: subprocess.run(ready, check=False).returncode == 0, running, log)
            yield f"postgres://plenary@{HOST}:{port}/postgres"


@contextlib.contextmanager
def redis() -> Iterator[str]:
    """Start a new, empty Redis that keeps nothing on disk; yield its URL without a database number."""
    port = free_port()
    with _folder("redis") as folder:
        command = [
            "redis-server", "--bind", HOST, "--port", str(port), "--dir", str(folder),
            "--save", "", "--appendonly", "no", "--databases", str(REDIS_DATABASES),
        ]  # fmt: skip
        with process(command, folder / "log") as running:
            wait_for(lambda: answers(port), running, folder / "log")
            yield f"redis://{HOST}:{port}"


@contextlib.contextmanager
def plenary(
    command: Sequence[str], environment: Mapping[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """Run one of Plenary's own processes (``scripts/processes.py``) with these settings over our environment."""
    program = str(VENV / "bin" / command[0])
    with process([program, *command[1:]], log, cwd=ROOT, env={**os.environ, **environment}) as running:
        yield running


@contextlib.contextmanager
def process(
    command: Sequence[str], log: Path, *, stop: signal.Signals = signal.SIGTERM, **options: Any
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command in a process group of its own, what it prints going to ``log``; end the whole group on leaving."""
    with log.open("ab") as output:
        running = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_end_with_parent,  # noqa: PLW1509 - it holds no lock
            **options,
        )
    try:
        yield running
    finally:
        end(running, stop)


def end(running: subprocess.Popen[bytes], stop: signal.Signals = signal.SIGTERM, seconds: float = 15) -> None:
    """Ask a process to end with the signal ``stop``; kill what is left of its group after ``seconds``."""
    if running.poll() is None:
        running.send_signal(stop)
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.wait(seconds)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()


def answers(port: int) -> bool:
    """Tell whether something accepts connections at this port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def wait_for(
    condition: Callable[[], bool],
    running: subprocess.Popen[bytes] | None = None,
    log: Path | None = None,
    seconds: float = 120,
) -> None:
    """Wait until the condition holds; fail, with the log, when time is up or the process has ended."""
    deadline = time.monotonic() + seconds
    while not condition():
        ended = running is not None and running.poll() is not None
        if ended or time.monotonic() > deadline:
            words = log.read_text(errors="replace")[-4000:] if log else ""
            raise AssertionError(f"{'ended early' if ended else f'not ready after {seconds} s'}\n{words}")
        time.sleep(0.05)


@contextlib.contextmanager
def _folder(name: str) -> Iterator[Path]:
    folder = tempfile.mkdtemp(prefix=f"plenary-{name}-")
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _other_identity() -> dict[str, Any]:
    """Return subprocess's options to run as another account when we are root, which PostgreSQL refuses."""
    if os.geteuid() != 0:
        return {}
    accounts = {account.pw_name: account for account in pwd.getpwall()}
    account = accounts.get("postgres") or accounts["nobody"]
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _end_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
