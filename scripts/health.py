"""Tells whether one of the three processes is well: ``python -m scripts.health web|worker|beat`` exits with 0 or 1."""

from __future__ import annotations

import http.client
import os
import socket
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

from scripts import processes

SECONDS_WITHOUT_A_WRITE = 600
"""Beat writes its schedule down every three minutes."""


def web(port: int = processes.WEB_PORT) -> bool:
    """Tell whether people can be sent to the pages: asked as the host that they ask for."""
    from conference import env  # noqa: PLC0415 - as the others do

    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=8)
    try:
        connection.request("GET", "/readyz/", headers={"Host": urlsplit(env.read("PLENARY_BASE_URL")).netloc})
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()


def worker() -> bool:
    """Tell whether the worker on this host answers a ping over the broker."""
    from conference.celery import app  # noqa: PLC0415 - only this one needs it

    name = f"celery@{socket.gethostname()}"
    return bool(app.control.ping(destination=[name], timeout=10, limit=1))


def beat() -> bool:
    """Tell whether beat has lately written its schedule down."""
    from django.conf import settings  # noqa: PLC0415 - only this one needs it

    schedule = Path(settings.CELERY_BEAT_SCHEDULE_FILENAME)
    written = [path.stat().st_mtime for path in schedule.parent.glob(f"{schedule.name}*")]
    return time.time() - max(written, default=0) < SECONDS_WITHOUT_A_WRITE


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conference.settings")
    [process] = sys.argv[1:]
    sys.exit(0 if {"web": web, "worker": worker, "beat": beat}[process]() else 1)
