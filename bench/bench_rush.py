"""A deadline: 200 authors upload 5 MB each in the last ten minutes, replayed faster, against web, worker, beat, PostgreSQL
and Redis of its own. None may be lost, none that was in time late. Each third author has a slow line.
``BENCH_AUTHORS`` and ``BENCH_SECONDS`` change the size.
"""

from __future__ import annotations

import base64
import http.client
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlencode, urlsplit

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts import processes  # noqa: E402
from tests import servers  # noqa: E402

AUTHORS = int(os.environ.get("BENCH_AUTHORS", "200"))
SECONDS = float(os.environ.get("BENCH_SECONDS", "120"))
PART = 4 * 1024 * 1024
SLOW = 3
"""One author in so many has a slow line."""
SLOW_LINE = 250_000
"""Bytes a second: 5 MB take 20 seconds, which are not replayed faster."""
PIECE = 25_000
TOKEN = "b" * 32
TUS = {"Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream"}
LATE = 1
"""Authors who come after the deadline, to see that it is one."""


def main() -> None:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="plenary-rush-")))
        port = servers.free_port()
        environment = {
            "PLENARY_DATA_DIR": str(folder / "data"),
            "PLENARY_DATABASE_URL": stack.enter_context(servers.postgres()),
            "PLENARY_REDIS_URL": stack.enter_context(servers.redis()) + "/0",
            "PLENARY_BASE_URL": f"http://{servers.HOST}:{port}",
            "PLENARY_LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "conference.settings",
        }
        run(environment, *processes.prepare()[1:], "--verbosity", "0")
        shell(environment, f"fill({AUTHORS + LATE}, {str(folder)!r})")
        for command in (processes.web(f"{servers.HOST}:{port}"), processes.worker(), processes.beat()):
            stack.enter_context(servers.plenary(command, environment, folder / f"{command[-1]}.log"))
        servers.wait_for(lambda: servers.answers(port))
        replay(environment, port, folder)


def replay(environment: dict[str, str], port: int, folder: Path) -> None:
    """Let each author come at a moment of her own before the deadline, and one after it."""
    authors = json.loads((folder / "authors.json").read_text())
    draw = random.Random(3)
    shell(environment, f"close_in({SECONDS + 3})")
    begin = time.monotonic()
    deadline = begin + SECONDS
    rush = Rush(port, (folder / "paper.pdf").read_bytes(), deadline)
    busy = psutil.cpu_percent(None)
    coming = [
        (begin + draw.triangular(0, SECONDS * 0.95, SECONDS * 0.9), author) for author in authors[LATE:]
    ]
    earlier = len(rush.content) / SLOW_LINE
    threads = [
        threading.Thread(target=rush.submit, args=(at - slow * earlier, author), kwargs={"slow": slow})
        for slow, (at, author) in zip(cycle([True] + [False] * (SLOW - 1)), coming, strict=False)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    busy = psutil.cpu_percent(None)
    rush_took = time.monotonic() - begin
    while not (now := outcome(environment))["over"]:
        time.sleep(0.5)
    refused = rush.too_late(authors[0])
    while now["waiting"] or now["mails_left"]:
        now = outcome(environment)
        time.sleep(1)
    print(
        f"rush: {AUTHORS} authors x {len(rush.content) / 2**20:.0f} MB in {rush_took:.0f} s (processors {busy:.0f} % busy): {now['submitted']} submitted "
        f"with {now['files']} files and {now['receipts']} receipts, {rush.in_time} were in time, "
        f"{max(0, rush.in_time - now['submitted'])} of them lost or late; one who came after it was {'refused' if refused else 'TAKEN'}"
    )
    print(
        f"rush: checks and receipts were done {time.monotonic() - begin - rush_took:.0f} s after the last upload"
    )
    for what, seconds in sorted(rush.taken.items()):
        print(
            f"  {what:<10} median {1000 * median(seconds):5.0f} ms, 95th percentile {1000 * quantiles(seconds, n=20)[-1]:5.0f} ms "
            f"of {len(seconds)}"
        )
    print(
        f"rush: {len(rush.errors)} requests failed{': ' if rush.errors else ''}{'; '.join(sorted(set(rush.errors))[:5])}"
    )


class Rush:
    """Authors at work, and what their requests took."""

    def __init__(self, port: int, content: bytes, deadline: float) -> None:
        self.port, self.content, self.deadline = port, content, deadline
        self.taken: dict[str, list[float]] = {}
        self.in_time = 0
        self.errors: list[str] = []
        self.lock = threading.Lock()

    def submit(self, at: float, author: dict[str, Any], *, slow: bool) -> None:
        """Come at a moment; note whether the paper was in before the deadline, and what went wrong before it."""
        time.sleep(max(0, at - time.monotonic()))
        try:
            done = self.send(author, slow=slow)
        except OSError as error:
            # The server answers no more of an upload that goes on after the deadline.
            done = None
            if time.monotonic() < self.deadline:
                self.errors.append(f"{type(error).__name__}: {error}")
        with self.lock:
            self.in_time += done is not None and done <= self.deadline

    def send(self, author: dict[str, Any], *, slow: bool) -> float | None:
        """Look at the form, upload in parts, press Submit, look at the paper; return when it was in."""
        self.ask("page", author, "GET", f"{author['paper']}edit/")
        number = self.upload(author, slow=slow)
        body = urlencode({**author["form"], "file-upload": number})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = self.ask("submit", author, "POST", f"{author['paper']}edit/", body.encode(), kind)
        at = time.monotonic() if answer.status == 302 else None
        self.ask("page", author, "GET", author["paper"])
        return at

    def upload(self, author: dict[str, Any], *, slow: bool) -> str:
        name = base64.b64encode(b"paper.pdf").decode()
        announced = {
            **TUS,
            "Upload-Length": str(len(self.content)),
            "Upload-Metadata": f"filename {name},kind cGFwZXI=",
        }
        begun = self.ask("begin", author, "POST", f"{author['paper']}uploads/", b"", announced)
        where = urlsplit(begun.headers["Location"]).path
        for offset in range(0, len(self.content), PART):
            part = self.content[offset : offset + PART]
            headers = {**TUS, "Upload-Offset": str(offset), "Content-Length": str(len(part))}
            if slow:
                self.ask("slow part", author, "PATCH", where, paced(part), headers)
            else:
                self.ask("part", author, "PATCH", where, part, headers)
        return where.rstrip("/").rpartition("/")[2]

    def too_late(self, author: dict[str, Any]) -> bool:
        """Say whether one who comes after the deadline is turned away."""
        name = base64.b64encode(b"paper.pdf").decode()
        announced = {**TUS, "Upload-Length": "9", "Upload-Metadata": f"filename {name},kind cGFwZXI="}
        return self.ask("begin", author, "POST", f"{author['paper']}uploads/", b"", announced).status == 403

    def ask(
        self,
        what: str,
        author: dict[str, Any],
        method: str,
        path: str,
        body: bytes | Iterator[bytes] | None = None,
        headers: Any = None,
    ) -> http.client.HTTPResponse:
        line = http.client.HTTPConnection(servers.HOST, self.port, timeout=120)
        cookies = {"Cookie": f"{author['cookie']}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN}
        started = time.monotonic()
        line.request(method, path, body, {**cookies, **(headers or {})})
        answer = line.getresponse()
        answer.read()
        line.close()
        with self.lock:
            self.taken.setdefault(what, []).append(time.monotonic() - started)
            if answer.status >= 500:
                self.errors.append(f"{what} {answer.status}")
        return answer


def paced(part: bytes) -> Iterator[bytes]:
    """Give a part at the pace of a slow line."""
    for offset in range(0, len(part), PIECE):
        time.sleep(PIECE / SLOW_LINE)
        yield part[offset : offset + PIECE]


def run(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def shell(environment: dict[str, str], call: str) -> str:
    code = f"from bench.rush_call import *; {call}"
    return run(environment, "manage.py", "shell", "--no-imports", "--command", code)


def outcome(environment: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(shell(environment, "outcome()").splitlines()[-1])
    return found


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conference.settings")
    main()
