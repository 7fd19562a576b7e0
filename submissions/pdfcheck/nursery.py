"""The process that sandboxes are born in: it has loaded the libraries once and gives each job a fork of itself.

Loading them takes longer than most checks. It never opens a file itself; it ends when the process that started it does,
or after a while without work. See `launching` for the other side.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from typing import Any, NoReturn

from . import worker

KIBIBYTE = 1024
IDLE = 120
"""Seconds without a job after which the process ends and frees its memory."""


def main() -> None:
    """Take jobs from the socket whose number is the last argument, until there is nobody at its other end."""
    os.setsid()
    worker.load()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(fileno=int(sys.argv[-1])) as jobs:
        jobs.settimeout(IDLE)
        while True:
            try:
                _, links, _, _ = socket.recv_fds(jobs, 1, 1)
            except TimeoutError:
                return
            if not links:
                return
            if os.fork() == 0:
                jobs.close()
                _keep(socket.socket(fileno=links[0]))
            os.close(links[0])


def _keep(link: socket.socket) -> NoReturn:
    """Read a job, have it done by one more fork, kill that when its time is up, and tell how it ended.

    What is told: a line of JSON as `launching.End` has it, then the answer.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with link, link.makefile("rb") as asked:
        job = json.load(asked)
        heard, answer = os.pipe()
        said, voice = os.pipe()
        os.set_blocking(voice, False)  # what does not fit is lost: nobody reads while the job runs
        child = os.fork()
        if child == 0:
            os.close(heard)
            _work(link, job, answer, voice)
        os.close(answer)
        os.close(voice)
        signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
        signal.setitimer(signal.ITIMER_REAL, job["seconds"])
        with os.fdopen(heard, "rb") as hearing, os.fdopen(said, "rb") as words:
            got = hearing.read()
            _, status, used = os.wait4(child, 0)
            signal.setitimer(signal.ITIMER_REAL, 0)
            end = {
                "code": os.waitstatus_to_exitcode(status),
                "said": words.read()[-300:].decode("utf-8", "replace"),
                "core_seconds": used.ru_utime + used.ru_stime,
                "peak": used.ru_maxrss * KIBIBYTE,
            }
        link.sendall(json.dumps(end).encode() + b"\n" + got)
    os._exit(0)


def _work(link: socket.socket, job: dict[str, Any], answer: int, voice: int) -> NoReturn:
    link.detach()
    os.dup2(voice, 1)
    os.dup2(voice, 2)
    worker.run(job, answer)
    os._exit(0)
