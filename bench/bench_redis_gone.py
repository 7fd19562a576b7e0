"""Redis is away for a full minute while people work, and comes back: what they saw, and what became of what they sent.

The stage of faults tries the same for as long as its steps take. ``BENCH_SECONDS`` changes the minute.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests import servers  # noqa: E402

SECONDS = os.environ.get("BENCH_SECONDS", "60")


def main() -> int:
    with servers.postgres() as database, servers.redis() as redis:
        own = {name: value for name, value in os.environ.items() if not name.startswith("PLENARY_")}
        environment = {
            **own,
            "PLENARY_TEST_DATABASE_URL": database,
            "PLENARY_TEST_REDIS_URL": redis,
            "PLENARY_TEST_GONE_SECONDS": SECONDS,
        }
        command = [
            "-m",
            "pytest",
            "-q",
            "-n0",
            "--nomigrations",
            "-m",
            "faults",
            "tests/faults/test_redis_gone.py",
        ]
        return subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
