"""`make run`: everything from a fresh clone to a served demo, under one supervisor.

Web, worker and beat run as children in process groups of their own. One interrupt stops all of them; when one of
them ends by itself the others are stopped too and the exit code is 1. Standard library only.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scripts import processes
from scripts.machine import PYTHON, ROOT, VENV, Stop
from scripts.prepare import prepare

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

HOST = "127.0.0.1"
HIGHEST_PORT = 65535
SECONDS_TO_START = 90
SECONDS_TO_STOP = 15
PR_SET_PDEATHSIG = 1
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Interrupted(BaseException):
    """A signal asked us to stop."""


def main() -> int:
    """Prepare, serve and wait; return the exit code."""
    for number in SIGNALS:
        signal.signal(number, _interrupt)
    if _started_by_make():
        _end_with_parent()
    try:
        port = _port()
        _check_port(port)
        prepare(dev=False)
        return _serve(port)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    except Interrupted:
        return 0


def _serve(port: int) -> int:
    """Bring database and static files up to date, start the processes, and wait for the end."""
    environment = _environment(port)
    log_ins = _prepared(environment)
    commands = {
        "web": processes.web(f"{HOST}:{port}"),
        "worker": processes.worker(),
        "beat": processes.beat(),
    }
    print("Starting ...", flush=True)
    with _supervised(commands, environment) as children:
        if _wait_until_it_answers(port, children):
            print(
                f"\nPlenary is at {environment['PLENARY_BASE_URL']}/\n{log_ins}\nCtrl+C stops all of it.\n",
                flush=True,
            )
            while not _ended(children) and not _make_was_interrupted():
                time.sleep(0.2)
        for child in _ended(children):
            print(
                f"{child.name} ended by itself with code {child.popen.returncode}; stopping.", file=sys.stderr
            )
            return 1
    return 0


def _environment(port: int) -> dict[str, str]:
    """Return the children's environment: ours, with the environment's programs first and the address of this port."""
    return {
        "PLENARY_BASE_URL": f"http://{HOST}:{port}",
        **os.environ,
        "PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}",
        "VIRTUAL_ENV": str(VENV),
        "PYTHONUNBUFFERED": "1",
    }


def _prepared(environment: dict[str, str]) -> str:
    """Bring tables, static files and, in a database that is new, the demo in; return the demo's log-ins."""
    command = [*processes.prepare()[1:], "--demo", "--verbosity", "0"]
    done = subprocess.run(
        [PYTHON, *command],
        cwd=ROOT,
        env={**environment, "DJANGO_SETTINGS_MODULE": "conference.settings"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Stop(f"'python {' '.join(command)}' failed with code {done.returncode}; see its words above.")
    return done.stdout.rstrip()


def _port() -> int:
    given = os.environ.get("PORT", "") or str(processes.WEB_PORT)
    if not given.isdecimal() or not 0 < int(given) <= HIGHEST_PORT:
        raise Stop(f"PORT={given} is not a port number; try PORT=8001.")
    return int(given)


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            taken = error.errno == errno.EADDRINUSE
            said = "is taken by another program" if taken else f"can't be used: {error.strerror}"
            raise Stop(f"Port {port} {said}. Choose another one, such as: make run PORT=8001") from error


@dataclass
class Child:
    """A running process, the leader of its own group, and the thread that forwards what it prints."""

    name: str
    popen: subprocess.Popen[str]
    forwarder: threading.Thread


@contextlib.contextmanager
def _supervised(commands: dict[str, list[str]], environment: dict[str, str]) -> Iterator[list[Child]]:
    """Start the commands; on leaving, however that comes about, end them and all that they started."""
    children: list[Child] = []
    try:
        for name, command in commands.items():
            children.append(_start(name, command, environment))
        yield children
    finally:
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        _stop(children)


def _start(name: str, command: list[str], environment: dict[str, str]) -> Child:
    program = str(VENV / "bin" / command[0])
    popen = subprocess.Popen(
        [program, *command[1:]],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
        preexec_fn=_end_with_parent,  # noqa: PLW1509 - no thread of ours holds a lock that the child would need
    )
    forwarder = threading.Thread(target=_forward, args=(name, popen), daemon=True)
    forwarder.start()
    return Child(name, popen, forwarder)


def _forward(name: str, popen: subprocess.Popen[str]) -> None:
    for line in popen.stdout or ():
        try:
            sys.stdout.write(f"{name:<6} | {line.rstrip()}\n")
            sys.stdout.flush()
        except BrokenPipeError:
            os.kill(os.getpid(), signal.SIGTERM)
            return


def _stop(children: list[Child]) -> None:
    """Ask each process to end, give them time, then kill what is left of their groups."""
    print("Stopping ...", flush=True)
    for child in children:
        if child.popen.poll() is None:
            child.popen.terminate()
    deadline = time.monotonic() + SECONDS_TO_STOP
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.popen.wait(max(0.0, deadline - time.monotonic()))
    for child in children:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.popen.pid, signal.SIGKILL)
        child.popen.wait()
        child.forwarder.join(timeout=2)


def _ended(children: list[Child]) -> list[Child]:
    return [child for child in children if child.popen.poll() is not None]


def _wait_until_it_answers(port: int, children: list[Child]) -> bool:
    """Wait for the first HTTP answer; return False when a process ended before it came."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if _ended(children):
            return False
        connection = http.client.HTTPConnection(HOST, port, timeout=30)
        try:
            connection.request("GET", "/")
            connection.getresponse()
        except OSError:
            time.sleep(0.2)
        else:
            return True
        finally:
            connection.close()
    raise Stop(f"No answer on port {port} within {SECONDS_TO_START} seconds; see the words of 'web' above.")


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise Interrupted


def _end_with_parent() -> None:
    """Ask the kernel for SIGTERM when the parent dies, so that even a killed supervisor leaves nothing behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _started_by_make() -> bool:
    comm = Path(f"/proc/{os.getppid()}/comm")
    return comm.exists() and comm.read_text().strip() in {"make", "gmake"}


def _make_was_interrupted() -> bool:
    """Tell whether our make got SIGINT alone, without its group.

    GNU make then stays in its signal handler, SIGINT blocked, and waits for us without telling us.
    """
    if not _started_by_make():
        return False
    for line in Path(f"/proc/{os.getppid()}/status").read_text().splitlines():
        if line.startswith("SigBlk:"):
            return bool(int(line.split()[1], 16) >> (signal.SIGINT - 1) & 1)
    return False


if __name__ == "__main__":
    sys.exit(main())
