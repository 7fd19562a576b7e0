"""What this machine has and lacks: the programs and libraries that Debian packages bring.

Standard library only: it runs before the project's own environment exists.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = str(VENV / "bin" / "python")

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
HEADLESS_NAME = "chromium-headless-shell"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


class Stop(Exception):
    """What the person has to do before we can go on, in words."""


@dataclass(frozen=True)
class Need:
    """Something from outside the lock files: the Debian packages that bring it, and how to see that it is there."""

    packages: tuple[str, ...]
    present: Callable[[], bool]
    why: str


def loads(*sonames: str) -> bool:
    """Tell whether every one of these shared libraries can be loaded."""
    try:
        for soname in sonames:
            ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def has_font() -> bool:
    """Tell whether any outline font is installed; a PDF without one has no letters."""
    folders = (Path(folder).expanduser() for folder in FONT_FOLDERS)
    return any(next(folder.rglob("*.[ot]tf"), None) for folder in folders if folder.is_dir())


def chromium() -> str | None:
    """Return the path of the Chromium (or Chrome) that is installed."""
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def headless_chromium() -> str | None:
    """Return the path of Chromium without its windows, bars and viewers, which opens a page for less; else of the whole one."""
    return shutil.which(HEADLESS_NAME) or chromium()


def postgres_bin() -> Path | None:
    """Return the folder with PostgreSQL's ``initdb`` and ``postgres``: Debian's newest, else the one on the path."""
    debian = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    if debian:
        return max(debian, key=lambda path: float(path.parent.name))
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


PANGO = Need(
    ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"),
    lambda: loads("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"),
    "WeasyPrint sets PDFs with Pango",
)
FONT = Need(("fonts-dejavu-core",), has_font, "a PDF needs a font")
NODE = Need(
    ("nodejs", "npm"),
    lambda: bool(shutil.which("node") and shutil.which("npm")),
    "npm brings the browser's scripts and fonts",
)
PIP = Need(
    (f"python3.{sys.version_info.minor}-venv",),
    lambda: importlib.util.find_spec("ensurepip") is not None,
    "Python makes the environment with venv",
)
CHROMIUM = Need(("chromium", HEADLESS_NAME), lambda: chromium() is not None, "the browser tests drive it")
POSTGRES = Need(("postgresql",), lambda: postgres_bin() is not None, "the tests run on it too")
REDIS = Need(("redis-server",), lambda: shutil.which("redis-server") is not None, "the tests run on it too")

TO_BEGIN = (PIP, NODE)
TO_RUN = (*TO_BEGIN, PANGO, FONT)


def demand(needs: Iterable[Need]) -> None:
    """Raise Stop with the exact command when something is missing that we may not install from here."""
    _commands([need for need in needs if not need.present()])


def install(needs: Iterable[Need]) -> None:
    """Install what is missing with apt where we may; otherwise stop with the exact command.

    Raises Stop when something is missing and can't be installed from here.
    """
    missing = [need for need in needs if not need.present()]
    if not missing:
        return
    commands = _commands(missing)
    print(
        f"Installing from the system's packages; this can take some minutes:\n{_reasons(missing)}", flush=True
    )
    for command in commands:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)
        if done.returncode:
            raise Stop(f"This failed; see its words above:\n  {shlex.join(command)}")
    still = [need for need in missing if not need.present()]
    if still:
        names = ", ".join(package for need in still for package in need.packages)
        raise Stop(f"Installed, yet not found: {names}.")


def _commands(missing: list[Need]) -> list[list[str]]:
    """Return what installs these; raise Stop when we may not."""
    if not missing:
        return []
    packages = [package for need in missing for package in need.packages]
    commands = [
        ["apt-get", "update", "-q"],
        ["apt-get", "install", "-q", "-y", "--no-install-recommends", *packages],
    ]
    prefix = _root_prefix()
    if prefix is None or not shutil.which("apt-get"):
        by_hand = " && ".join(shlex.join(["sudo", *command]) for command in commands)
        raise Stop(
            f"Missing from this system:\n{_reasons(missing)}\nInstall with:\n  {by_hand}\nand start again."
        )
    return [[*prefix, "env", "DEBIAN_FRONTEND=noninteractive", *command] for command in commands]


def _reasons(missing: list[Need]) -> str:
    return "\n".join(f"  {' '.join(need.packages)}: {need.why}" for need in missing)


def _root_prefix() -> list[str] | None:
    """Return what to put before a command to run it as root, or None when that would ask a question."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    quiet = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return None if quiet.returncode else ["sudo", "-n"]
