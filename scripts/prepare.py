"""From a fresh clone to a complete environment: ``.venv/``, ``node_modules/`` and ``static/vendor/``.

What is already there and still fits its lock file is left as it is, so a second call takes no time.
Standard library only.
"""

from __future__ import annotations

import hashlib
import os
import shlex
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from scripts import machine
from scripts.machine import PYTHON, ROOT, VENV, Need, Stop

UV_VERSION = "0.13.8"
OLDEST_PYTHON = (3, 11)


def prepare(needs: Iterable[Need] = machine.TO_RUN, *, dev: bool) -> None:
    """Make or mend the environment; with ``dev`` also the packages that tests and checks use.

    Raises Stop, in words, when a person has to do something first.
    """
    if sys.version_info < OLDEST_PYTHON:
        raise Stop("Plenary needs Python 3.11 or newer. Name one: make PYTHON=python3.11 ...")
    # Where compiled code may not be kept, each of our processes compiles Django anew: seconds, every time.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    needs = list(needs)
    machine.demand(needs)
    machine.install(machine.TO_BEGIN)
    with ThreadPoolExecutor() as side_by_side:
        kinds = [
            side_by_side.submit(machine.install, needs),
            side_by_side.submit(_python_packages, dev=dev),
            side_by_side.submit(_browser_packages),
        ]
    for kind in kinds:
        kind.result()


def _python_packages(*, dev: bool) -> None:
    """Install what uv.lock names. A linked ``.venv`` belongs to someone else and is left alone."""
    if VENV.is_symlink():
        return
    stamp = VENV / "plenary-lock"
    digest = _digest(ROOT / "uv.lock", UV_VERSION, sys.version, str(VENV))
    wanted = f"{digest} {'dev' if dev else 'run'}"
    if _text(stamp) in {wanted, f"{digest} dev"}:
        return
    print("Making the Python environment in .venv ...", flush=True)
    if not _works(PYTHON):
        _call([sys.executable, "-m", "venv", "--clear", str(VENV)])
    _call([PYTHON, "-m", "pip", "install", "-qq", f"uv=={UV_VERSION}"])
    environment = {
        **os.environ,
        "UV_PROJECT_ENVIRONMENT": str(VENV),
        "UV_PYTHON_DOWNLOADS": "never",
        "VIRTUAL_ENV": str(VENV),
    }
    groups = [] if dev else ["--no-dev"]
    _call([str(VENV / "bin" / "uv"), "sync", "--frozen", "--quiet", *groups], environment)
    stamp.write_text(wanted)


def _browser_packages() -> None:
    """Install what package-lock.json names, and copy what the pages use to ``static/vendor/``."""
    modules = ROOT / "node_modules"
    if not modules.is_symlink():
        stamp = modules / ".plenary-lock"
        digest = _digest(ROOT / "package-lock.json", ROOT / "package.json")
        if _text(stamp) != digest:
            print("Installing the browser packages ...", flush=True)
            _call(["npm", "ci", "--silent", "--no-audit", "--no-fund"])
            stamp.write_text(digest)
    vendor = ROOT / "static" / "vendor"
    stamp = vendor / ".plenary-lock"
    digest = _digest(ROOT / "package-lock.json", ROOT / "scripts" / "vendor.mjs")
    if _text(stamp) != digest:
        _call(["npm", "run", "--silent", "vendor"])
        stamp.write_text(digest)


def _call(command: list[str], environment: dict[str, str] | None = None) -> None:
    done = subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        raise Stop(f"This failed; see its words above:\n  {shlex.join(command)}")


def _works(python: str) -> bool:
    """Tell whether this interpreter starts and has the version of the one that runs us."""
    code = "import sys, pip; print(sys.version)"
    try:
        done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return done.returncode == 0 and done.stdout.strip() == sys.version.strip()


def _text(path: Path) -> str | None:
    return path.read_text() if path.is_file() else None


def _digest(*parts: Path | str) -> str:
    content = hashlib.sha256()
    for part in parts:
        content.update(part.read_bytes() if isinstance(part, Path) else part.encode())
        content.update(b"\0")
    return content.hexdigest()


if __name__ == "__main__":
    try:
        prepare(dev="--dev" in sys.argv[1:])
    except Stop as stop:
        sys.exit(str(stop))
