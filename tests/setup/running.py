"""`make run` as somebody types it, on a data folder of its own, and the processes it starts."""

from __future__ import annotations

import contextlib
import os
import subprocess
from typing import TYPE_CHECKING

import psutil

from scripts.machine import ROOT
from tests import servers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextlib.contextmanager
def started(data_dir: Path, port: int, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Type `make run` and wait for its last words; yield make itself, the leader of a group as in a terminal."""
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
        yield make
    finally:
        for left in processes_of(data_dir):
            with contextlib.suppress(psutil.NoSuchProcess):
                left.kill()
        make.kill()
        make.wait()


def environment(data_dir: Path) -> dict[str, str]:
    """Return our environment without what the tests or make set in it, and with this data folder."""
    own = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PLENARY_", "MAKE", "DJANGO_"))
    }
    return {**own, "PLENARY_DATA_DIR": str(data_dir), "PYTHONUNBUFFERED": "1"}


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
