"""Hands jobs to the nursery of this process, which is started when the first job comes."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import socket
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = str(Path(__file__).resolve().parents[2])
_START = "import sys; sys.path.insert(0, sys.argv[1]); from submissions.pdfcheck.nursery import main; main()"
_GRACE = 10
"""Seconds beyond its own time that a job may take to begin and to be told of."""


class Unanswered(Exception):
    """Nobody told how a job ended."""


@dataclass(frozen=True)
class End:
    """How a job ended: its exit code, the end of what it said, seconds of one core, most memory in bytes, its answer."""

    code: int
    said: str
    core_seconds: float
    peak: int
    answer: bytes


def launch(job: dict[str, Any]) -> End:
    """Have a job done by a fork of the nursery.

    Raises Unanswered where that can't be told, TimeoutError where it takes longer than it may.
    """
    for _ in range(2):  # a nursery that has just gone for want of work is started again
        try:
            return _ask(job)
        except TimeoutError:
            raise
        except (OSError, Unanswered):
            _nursery.leave()
    raise Unanswered


def _ask(job: dict[str, Any]) -> End:
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            socket.send_fds(_nursery.jobs(), [b"!"], [theirs.fileno()])
        ours.settimeout(job["seconds"] + _GRACE)
        ours.sendall(json.dumps(job).encode())
        ours.shutdown(socket.SHUT_WR)
        with ours.makefile("rb") as told:
            head = told.readline()
            if not head:
                raise Unanswered
            return End(**json.loads(head), answer=told.read())


class _Nursery:
    """The socket to the nursery; whoever forks has to start one of its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._pid = 0

    def jobs(self) -> socket.socket:
        with self._lock:
            if self._socket is None:
                self._socket = self._start()
            return self._socket

    def leave(self) -> None:
        """Let go of the nursery, which ends without anybody at this end of its socket."""
        with self._lock:
            if self._socket is None:
                return
            self._socket.close()
            self._socket = None
            with contextlib.suppress(ChildProcessError):
                os.waitpid(self._pid, 0)

    def forget(self) -> None:
        """Leave the nursery to the process that this one was forked from."""
        if self._socket is not None:
            self._socket.close()
        self.__init__()  # type: ignore[misc]

    def _start(self) -> socket.socket:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            theirs.set_inheritable(True)
            command = [sys.executable, "-I", "-c", _START, ROOT, str(theirs.fileno())]
            nothing = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_RDWR, 0) for stream in (0, 1)]
            self._pid = os.posix_spawn(sys.executable, command, {}, file_actions=nothing)
        return ours


_nursery = _Nursery()
atexit.register(_nursery.leave)
os.register_at_fork(after_in_child=_nursery.forget)
