"""The installation of the compose file, started natively: PostgreSQL, Redis, web, worker and beat together."""

from __future__ import annotations

import json
import re
import subprocess
import urllib.request
from urllib.parse import urlsplit

import psycopg
import pytest

from scripts.machine import PYTHON, ROOT
from tests import servers
from tests.installation import METRICS_TOKEN

pytestmark = [pytest.mark.servers, pytest.mark.xdist_group("installation"), pytest.mark.timeout(600)]

FORGOTTEN_MAIL = """
from datetime import timedelta
from django.utils import timezone
from conference.models import Mail
mail = Mail.objects.create(template="invitation", email="ada@lab.example", subject="Hello", body="Nobody rang for it.")
Mail.objects.filter(pk=mail.pk).update(created_at=timezone.now() - timedelta(hours=1))
"""
ITS_STATE = "SELECT state FROM conference_mail"


def test_web_worker_and_beat_work_together(installation):
    with urllib.request.urlopen(f"{installation.address}/", timeout=30) as answer:
        assert answer.status == 200
    installation.manage("shell", "-c", FORGOTTEN_MAIL)
    with psycopg.connect(installation.environment["PLENARY_DATABASE_URL"], autocommit=True) as database:
        servers.wait_for(
            lambda: database.execute(ITS_STATE).fetchall() == [("sent",)], log=installation.logs["worker"]
        )
    for name in ("worker", "beat"):
        command = [PYTHON, "-m", "scripts.health", name]
        servers.wait_for(
            lambda command=command: (
                subprocess.run(command, cwd=ROOT, env=installation.full, check=False).returncode == 0
            )
        )


def test_health_says_when_nothing_answers(installation):
    port = urlsplit(installation.address).port
    code = f"import sys; from scripts.health import web; sys.exit(0 if web({port}) else 1)"
    for base, well in ((installation.address, True), ("http://elsewhere.example", False)):
        environment = {**installation.full, "PLENARY_BASE_URL": base}
        done = subprocess.run([PYTHON, "-c", code], cwd=ROOT, env=environment, check=False)
        assert (done.returncode == 0) is well
    lonely = {
        **installation.full,
        "PLENARY_REDIS_URL": installation.environment["PLENARY_REDIS_URL"][:-1] + "7",
    }
    done = subprocess.run([PYTHON, "-m", "scripts.health", "worker"], cwd=ROOT, env=lonely, check=False)
    assert done.returncode == 1


def test_figures_add_up_over_the_processes_of_the_web(installation):
    """Two processes answer in turn; whichever is asked tells what both have counted."""

    def ask(path, **headers):
        with urllib.request.urlopen(
            urllib.request.Request(installation.address + path, headers=headers)
        ) as answer:
            return answer.read().decode()

    def ready(text):
        return float(re.search(r'plenary_requests_total\{.*"conference:readyz".*\} (\S+)', text)[1])

    def lines():
        written = installation.logs["web"].read_text().splitlines()
        return [json.loads(line) for line in written if '"conference:readyz"' in line]

    token = {"Authorization": f"Bearer {METRICS_TOKEN}"}
    ask("/readyz/")
    before, before_lines = ready(ask("/metrics/", **token)), len(lines())
    for _ in range(12):
        assert json.loads(ask("/readyz/")) == {"status": "ready"}
    found = [ask("/metrics/", **token) for _ in range(6)]
    assert {ready(text) for text in found} == {before + 12}
    assert "plenary_workers_alive 1.0" in found[0]
    assert [line["status"] for line in lines()[before_lines:]] == [200] * 12
