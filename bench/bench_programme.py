"""Moves on the grid of a programme of 100 papers: milliseconds on the server."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Measure in a database of its own."""
    with tempfile.TemporaryDirectory(prefix="plenary-bench-") as folder:
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PLENARY_")},
            "PLENARY_DATA_DIR": folder,
            "PLENARY_LOG_LEVEL": "ERROR",
            "PYTHONPATH": str(ROOT),
        }
        report = "from bench.programme_moves import report; report()"
        for step in (
            ("migrate", "--verbosity", "0"),
            ("collectstatic", "--noinput", "--verbosity", "0"),
            ("shell", "--no-imports", "--command", report),
        ):
            subprocess.run([sys.executable, "manage.py", *step], cwd=ROOT, env=environment, check=True)


if __name__ == "__main__":
    main()
