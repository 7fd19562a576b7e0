"""Warm public pages: requests a second with 2 web workers and 8 clients on this machine, over loopback only.

The peer figure, 57 requests a second for a conference tool's schedule page behind the same server on two cores, is the
one the issues name; it was measured elsewhere and is shown for scale.
"""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.processes import web  # noqa: E402

CLIENTS = 8
SECONDS = 3.0
PEER = 57
PAGES = ("", "programme/", "papers/", "papers/1/", "programme.ics")
SLUG = "bench"


def main() -> None:
    """Fill a database of its own, start the server as in production, and ask for each page for a few seconds."""
    with tempfile.TemporaryDirectory(prefix="plenary-bench-") as folder:
        port, environment = published_installation(folder)
        with serving(environment, port) as server:
            for page in PAGES:
                report(page, port, server)


def published_installation(folder: str) -> tuple[int, dict[str, str]]:
    """Make an installation with a published edition in a folder; return its port and environment, to be served."""
    port = free_port()
    environment = environment_of(folder, port)
    for step in ("migrate", "collectstatic"):
        manage(environment, step, "--noinput", "--verbosity", "0")
    fill = "from bench.published_edition import fill; fill()"
    manage(environment, "shell", "--no-imports", "--command", fill)
    return port, environment


def environment_of(folder: str, port: int) -> dict[str, str]:
    """Return the environment of an installation in a folder that serves at a port of this machine."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("PLENARY_")},
        "PLENARY_DATA_DIR": folder,
        "PLENARY_BASE_URL": f"http://127.0.0.1:{port}",
        "PLENARY_LOG_LEVEL": "ERROR",
        "PYTHONPATH": str(ROOT),
    }


class serving:  # noqa: N801 - reads as a sentence
    """The web process as `make run` starts it, stopped at the end whatever happens."""

    def __init__(self, environment: dict[str, str], port: int) -> None:
        self.environment, self.port = environment, port

    def __enter__(self) -> psutil.Process:
        command = [
            str(ROOT / ".venv" / "bin" / part) if part == "gunicorn" else part
            for part in web(f"127.0.0.1:{self.port}")
        ]
        self.process = subprocess.Popen([*command, "--log-level", "error"], cwd=ROOT, env=self.environment)
        for _ in range(120):
            try:
                if status(self.port) == http.client.OK:
                    return psutil.Process(self.process.pid)
            except OSError:
                time.sleep(0.5)
        raise SystemExit("The server did not start.")

    def __exit__(self, *_error: object) -> None:
        self.process.terminate()
        self.process.wait(20)


def status(port: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", f"/{SLUG}/")
    return connection.getresponse().status


def report(page: str, port: int, server: psutil.Process) -> None:
    rate(port, page, {"Accept-Encoding": "gzip"}, seconds=0.5)
    before = cpu(server)
    plain, size, count = rate(port, page, {"Accept-Encoding": "gzip"})
    work = 1000 * (cpu(server) - before) / count
    unchanged, _, _ = rate(port, page, {"If-None-Match": etag(port, page)})
    print(
        f"/{page:<14} {plain:6.0f} requests/s ({plain / PEER:4.1f} x {PEER}), {work:4.2f} ms of processor each, "
        f"{size / 1024:4.1f} kB sent; unchanged {unchanged:6.0f} requests/s",
        flush=True,
    )


def cpu(server: psutil.Process) -> float:
    """Return the processor seconds that the server and its workers have used so far."""
    times = [process.cpu_times() for process in (server, *server.children(recursive=True))]
    return sum(found.user + found.system for found in times)


def etag(port: int, page: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", f"/{SLUG}/{page}")
    response = connection.getresponse()
    response.read()
    return response.headers["ETag"]


def rate(port: int, page: str, headers: dict[str, str], seconds: float = SECONDS) -> tuple[float, int, int]:
    """Return requests a second over all clients, each on one kept-open connection, bytes an answer, answers."""
    until = time.monotonic() + seconds
    counts, sizes = [0] * CLIENTS, [0] * CLIENTS

    def ask(index: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        while time.monotonic() < until:
            connection.request("GET", f"/{SLUG}/{page}", headers=headers)
            response = connection.getresponse()
            sizes[index] = len(response.read())
            assert response.status in {200, 304}, response.status
            counts[index] += 1
        connection.close()

    clients = [threading.Thread(target=ask, args=(index,)) for index in range(CLIENTS)]
    started = time.monotonic()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return sum(counts) / (time.monotonic() - started), max(sizes), sum(counts)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def manage(environment: dict[str, str], *arguments: str) -> None:
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, check=True)


if __name__ == "__main__":
    main()
