"""An installation of its own for a bench, in a folder that goes with it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def report_of(module: str) -> None:
    """Make the database and the static files, then run ``report()`` of a module of this folder there."""
    with tempfile.TemporaryDirectory(prefix="plenary-bench-") as folder:
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PLENARY_")},
            "PLENARY_DATA_DIR": folder,
            "PLENARY_LOG_LEVEL": "ERROR",
            "PYTHONPATH": str(ROOT),
        }
        for step in (
            ("migrate", "--verbosity", "0"),
            ("collectstatic", "--noinput", "--verbosity", "0"),
            ("shell", "--no-imports", "--command", f"from bench.{module} import report; report()"),
        ):
            subprocess.run([sys.executable, "manage.py", *step], cwd=ROOT, env=environment, check=True)
