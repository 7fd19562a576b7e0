"""The installation of the compose file, started natively: PostgreSQL, Redis, web, worker and beat together."""

from __future__ import annotations

import subprocess
import urllib.request

import pytest

from scripts.machine import PYTHON, ROOT
from tests import servers

pytestmark = [pytest.mark.servers, pytest.mark.xdist_group("installation")]


def test_web_worker_and_beat_work_together(installation):
    with urllib.request.urlopen(f"{installation.address}/", timeout=30) as answer:
        assert answer.status == 200
    worker = installation.logs["worker"]
    servers.wait_for(
        lambda: "conference.sweep" in worker.read_text() and "succeeded" in worker.read_text(), log=worker
    )
    for name in ("worker", "beat"):
        command = [PYTHON, "-m", "scripts.health", name]
        servers.wait_for(
            lambda command=command: (
                subprocess.run(command, cwd=ROOT, env=installation.full, check=False).returncode == 0
            )
        )


def test_health_says_when_nothing_answers(installation):
    lonely = {
        **installation.full,
        "PLENARY_REDIS_URL": installation.environment["PLENARY_REDIS_URL"][:-1] + "7",
    }
    done = subprocess.run([PYTHON, "-m", "scripts.health", "worker"], cwd=ROOT, env=lonely, check=False)
    assert done.returncode == 1
