"""An installation of its own for a bench, in a folder that goes with it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests import servers  # noqa: E402


def report_of(module: str, *, postgres: bool = False) -> None:
    """Make the database and the static files, then run ``report()`` of a module of this folder there."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="plenary-bench-"))
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PLENARY_")},
            "PLENARY_DATA_DIR": folder,
            "PLENARY_LOG_LEVEL": "ERROR",
            "PYTHONPATH": str(ROOT),
        }
        if postgres:
            environment["PLENARY_DATABASE_URL"] = stack.enter_context(servers.postgres())
        for step in (
            ("migrate", "--verbosity", "0"),
            ("collectstatic", "--noinput", "--verbosity", "0"),
            ("shell", "--no-imports", "--command", f"from bench.{module} import report; report()"),
        ):
            subprocess.run([sys.executable, "manage.py", *step], cwd=ROOT, env=environment, check=True)
