"""`make run` as somebody types it, on a data folder of its own, and the processes it starts."""

from __future__ import annotations

import contextlib
import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from scripts.machine import PYTHON, ROOT
from tests import servers

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Started:
    """A `make run` that has said its last words: make itself, the leader of a group as in a terminal."""

    make: subprocess.Popen[bytes]
    address: str
    log: Path


@dataclass
class Starts:
    """Types `make run` on one data folder when none runs there: a start is dear, so tests that end none share it."""

    data_dir: Path
    logs: Path
    stack: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)
    last: Started | None = None

    def running(self) -> Started:
        if self.last is None or self.last.make.poll() is not None:
            self.stack.close()
            self.last = self.stack.enter_context(_started(self.data_dir, self.logs))
        return self.last


@contextlib.contextmanager
def _started(data_dir: Path, logs: Path) -> Iterator[Started]:
    port = servers.free_port()
    log = logs / f"{port}.log"
    with log.open("wb") as output:
        make = subprocess.Popen(
            ["make", "run", f"PORT={port}"],
            cwd=ROOT,
            env=environment(data_dir),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        servers.wait_for(lambda: "Ctrl+C stops" in log.read_text(), make, log, seconds=500)
        yield Started(make, f"http://{servers.HOST}:{port}", log)
    finally:
        for left in processes_of(data_dir):
            with contextlib.suppress(psutil.NoSuchProcess):
                left.kill()
        make.kill()
        make.wait()


def environment(data_dir: Path) -> dict[str, str]:
    """Return our environment without what the tests or make set in it, with this data folder and the Python that runs us.

    Another one that make would find first would make the environment anew under the tests.
    """
    own = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PLENARY_", "MAKE", "DJANGO_"))
    }
    python = str(Path(PYTHON).resolve())
    return {**own, "PYTHON": python, "PLENARY_DATA_DIR": str(data_dir), "PYTHONUNBUFFERED": "1"}


def processes_of(data_dir: Path) -> list[psutil.Process]:
    """Return every process that was started with this data folder."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if (
                process.environ().get("PLENARY_DATA_DIR") == str(data_dir)
                and process.status() != psutil.STATUS_ZOMBIE
            ):
                found.append(process)
    return found
