"""`make run`: served, stopped by one interrupt, nothing left behind, and never half alive."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import urllib.request
from typing import TYPE_CHECKING

import psutil
import pytest

from scripts.machine import PYTHON, ROOT
from tests import servers
from tests.setup.running import environment, processes_of

if TYPE_CHECKING:
    from pathlib import Path

# In the stage of the browser, after the tour, which walks through the demo of the first start.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("run"), pytest.mark.timeout(600)]


def named(data_dir: Path, *words: str) -> psutil.Process:
    """Return the oldest process of this data folder whose command has all these words."""
    return min(
        (
            process
            for process in processes_of(data_dir)
            if all(word in " ".join(process.cmdline()) for word in words)
        ),
        key=lambda process: process.create_time(),
    )


def test_one_interrupt_stops_all_of_it(starts, data_dir):
    running = starts.running()
    assert f"Plenary is at {running.address}/" in running.log.read_text()
    with urllib.request.urlopen(f"{running.address}/", timeout=20) as answer:
        assert answer.status == 200
    for words in (("gunicorn",), ("celery", "worker"), ("celery", "beat")):
        assert named(data_dir, *words)
    os.killpg(running.make.pid, signal.SIGINT)
    running.make.wait(30)
    assert processes_of(data_dir) == []
    assert (data_dir / "plenary.sqlite3").exists()
    assert "Traceback" not in running.log.read_text()


def test_second_start_keeps_the_data_and_a_dead_process_ends_the_rest(starts, data_dir):
    marker = data_dir / "files" / "kept"
    marker.parent.mkdir(exist_ok=True)
    marker.touch()
    manifest = data_dir / "static" / "staticfiles.json"
    collected = manifest.stat().st_mtime_ns
    running = starts.running()
    assert "Loading the demo" not in running.log.read_text()
    assert marker.exists()
    assert manifest.stat().st_mtime_ns == collected
    named(data_dir, "celery", "worker").kill()
    assert running.make.wait(30) != 0
    assert processes_of(data_dir) == []
    assert "worker ended by itself with code -9" in running.log.read_text()


def test_killed_supervisor_leaves_nothing_behind(starts, data_dir):
    starts.running()
    named(data_dir, "-m scripts.run").kill()
    servers.wait_for(lambda: processes_of(data_dir) == [], seconds=30)


def test_taken_port_is_said_in_words(data_dir):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = run(data_dir, PORT=str(port))
    assert done.returncode == 1
    assert done.stderr.startswith(f"Port {port} is taken by another program. Choose another one")


def test_port_that_is_none_is_said_in_words(data_dir):
    done = run(data_dir, PORT="http")
    assert done.returncode == 1
    assert done.stderr.startswith("PORT=http is not a port number")


def run(data_dir: Path, **more: str) -> subprocess.CompletedProcess[str]:
    command = [PYTHON, "-m", "scripts.run"]
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**environment(data_dir), **more},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
