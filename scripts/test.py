"""`make test`: from a fresh clone to a green suite. Names of stages as arguments choose among them.

The stages run in lanes side by side, because each alone leaves the machine idle while it starts and waits. The tests on
SQLite wait for nothing and can be shared out at will: they run in front, with as many processes as there are processors,
and give way to the others, so that they take what those leave. What a lane beside prints comes when it is done. PostgreSQL
and Redis are started here, on free ports in a temporary folder, and stopped at the end. Each stage prints its line;
pytest's own closing line comes last. Standard library only.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from typing import TYPE_CHECKING, NoReturn

from scripts import checks, machine
from scripts.machine import PYTHON, ROOT, Stop
from scripts.prepare import prepare
from tests import servers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import FrameType

FROM_MODELS = ("--nomigrations",)
"""Tables as the models say. The servers' stage makes its own by the migrations, and so does each start of `make run`."""

Outcome = tuple[bool, str]
"""Whether the stage is green, and the line that closes it."""


def main(names: list[str]) -> int:
    """Run the named stages, all without a name; return the exit code."""
    is_beside = names[:1] == [BESIDE]
    names = names[is_beside:]
    unknown = [name for name in names if name not in STAGES]
    if unknown:
        print(f"No such stage: {' '.join(unknown)}. There are: {' '.join(STAGES)}.", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, _interrupt)
    processors = os.cpu_count() or 1
    try:
        wanted = [name for name in STAGES if name in (names or STAGES)]
        if is_beside:
            return _run(wanted, max(processors // 2, 1))
        prepare([*machine.TO_RUN, *(need for name in wanted for need in NEEDS.get(name, ()))], dev=True)
        lanes = [chosen for lane in LANES if (chosen := [name for name in lane if name in wanted])]
        return _run_beside(lanes[1:], lanes[0], processors)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return 130


def _run_beside(others: list[list[str]], front: list[str], processors: int) -> int:
    """Run each other lane in a process of its own and the front one here, giving way to them; print them when they are done."""
    with contextlib.ExitStack() as stack:
        lanes = [stack.enter_context(_lane(names)) for names in others]
        if lanes:
            os.nice(GIVING_WAY)
        return _run(front, processors, lanes)


@contextlib.contextmanager
def _lane(names: list[str]) -> Iterator[Callable[[], bool]]:
    """Run the stages in a process beside; yield what waits for its end, prints what it said, and tells whether it is green."""
    with tempfile.TemporaryFile("w+") as said:
        running = subprocess.Popen(
            [sys.executable, "-m", "scripts.test", BESIDE, *names],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )

        def heard_out() -> bool:
            ended = running.wait()
            said.seek(0)
            print(said.read(), flush=True)
            return ended == 0

        try:
            yield heard_out
        finally:
            running.terminate()
            running.wait()


def _run(names: list[str], processes: int, others: Sequence[Callable[[], bool]] = ()) -> int:
    """Run each stage even when one before it failed, hear the other lanes out, print the table and the last closing line."""
    table = []
    green = True
    closing = ""
    for name in names:
        print(f"\n== {name}: {(STAGES[name].__doc__ or '').splitlines()[0]}", flush=True)
        started = time.monotonic()
        passed, closing = STAGES[name](processes)
        green = green and passed
        line = f"{name:<8} {'passed' if passed else 'FAILED'} {time.monotonic() - started:6.1f} s"
        table.append(f"{line}  {closing.strip('= ')}")
        print(line, flush=True)
    heard = [heard_out() for heard_out in others]
    green = green and all(heard)
    print("\n" + "\n".join(table) + f"\n{closing}", flush=True)
    return 0 if green else 1


def check(_processes: int) -> Outcome:
    """Lint, format, types, imports, migrations, deployment, templates, hosts, advisories."""
    return checks.run()


def sqlite(processes: int) -> Outcome:
    """The suite on SQLite, tasks run in place."""
    return _pytest(*FROM_MODELS, *_shared_by(processes), "-m", "not browser and not servers")


def with_servers(processes: int) -> Outcome:
    """The suite again on PostgreSQL and Redis, and what needs a real Celery worker."""
    with servers.postgres() as database, servers.redis() as redis:
        environment = {"PLENARY_TEST_DATABASE_URL": database, "PLENARY_TEST_REDIS_URL": redis}
        chosen = ("-m", "not browser and not faults")
        return _pytest(*_shared_by(processes), *chosen, environment=environment)


def faults(_processes: int) -> Outcome:
    """What must be survived: workers, web, Redis and PostgreSQL killed in the middle. One after the other, for they share them."""
    with servers.postgres() as database, servers.redis() as redis:
        environment = {"PLENARY_TEST_DATABASE_URL": database, "PLENARY_TEST_REDIS_URL": redis}
        return _pytest(*FROM_MODELS, "-m", "faults", "tests/faults", environment=environment)


def browser(processes: int) -> Outcome:
    """The pages in a real Chromium."""
    driving = [
        str(path) for path in sorted(ROOT.glob("tests/**/test_*.py")) if "mark.browser" in path.read_text()
    ]
    return _pytest(*FROM_MODELS, *_shared_by(processes), "-m", "browser", *driving)


def _shared_by(processes: int) -> tuple[str, ...]:
    """Return what has pytest share its tests among so many processes; one alone runs them itself."""
    return ("-n", str(processes), "--dist", "loadgroup") if processes > 1 else ()


STAGES: dict[str, Callable[[int], Outcome]] = {
    "checks": check,
    "sqlite": sqlite,
    "servers": with_servers,
    "faults": faults,
    "browser": browser,
}

BESIDE = "--beside"
LANES = (("sqlite",), ("browser",), ("checks", "servers", "faults"))
GIVING_WAY = 10
"""How much nicer than the lanes beside the one in front is: their browsers and servers have clocks, it has none.

Not nicer than the workers that they start (conference/celery.py), which people of the tests wait for.
"""

NEEDS = {
    "servers": (machine.POSTGRES, machine.REDIS),
    "faults": (machine.POSTGRES, machine.REDIS),
    "browser": (machine.CHROMIUM,),
}


def _pytest(*arguments: str, environment: dict[str, str] | None = None) -> Outcome:
    """Run pytest, passing on what it prints but its closing line, which is returned."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("PLENARY_")}
    running = subprocess.Popen(
        [PYTHON, "-m", "pytest", "--durations", "10", *arguments],
        cwd=ROOT,
        env={**own, "PYTHONUNBUFFERED": "1", **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        errors="replace",
    )
    held = ""
    try:
        for line in running.stdout or ():
            sys.stdout.write(held)
            sys.stdout.flush()
            held = line
    finally:
        if running.poll() is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                running.wait(20)
            running.kill()
        running.wait()
    return running.returncode == 0, held.rstrip()


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
