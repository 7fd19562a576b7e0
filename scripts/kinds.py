"""``python -m scripts.kinds FOLDER``: choose by a record which tests run on PostgreSQL and Redis too.

It runs every test that touches the database on servers of its own, those marked ``enumeration`` too, and keeps in the folder
what each asked of them (``tests/kinds.py``); if the folder is there, it is only read. More arguments go to pytest. Then it
prints the kinds that marked tests bring alone, where a mark has to go, and the tests that bring none alone, dearest first,
where one may come: what only reads stays in one test at least, what writes, locks or fails in two. Whether such a test
depends on the server otherwise, by the order of rows or by what happens at once, is for whoever marks it to judge. All cases
of a function are taken as one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scripts.machine import PYTHON, ROOT
from tests import servers


@dataclass
class Function:
    """The cases of a test that are marked, or those that are not: seconds of processor, and all they asked for."""

    seconds: float = 0.0
    cases: int = 0
    is_real: bool = False
    kinds: set[str] = field(default_factory=set)

    def add(self, told: dict[str, Any]) -> None:
        self.seconds += told["seconds"]
        self.cases += 1
        self.is_real |= told["is_real"]
        self.kinds.update(told["kinds"])


def main(path: Path, more: list[str]) -> None:
    if not path.exists():
        _record(path, more)
    words: dict[str, str] = {}
    functions: dict[bool, dict[str, Function]] = {True: {}, False: {}}
    for record in (json.loads(file.read_text()) for file in path.glob("*.json")):
        words.update(record["words"])
        for name, told in record["tests"].items():
            functions[told["is_marked"]].setdefault(name.partition("[")[0], Function()).add(told)
    staying = Counter(kind for function in functions[False].values() for kind in function.kinds)
    print("Kinds that only marked tests bring:")
    for name, function in functions[True].items():
        for kind in sorted(function.kinds - staying.keys()):
            print(f"  {name}: {words[kind][:200]}")
    print("Tests that bring no kind alone, with seconds and cases:")
    for name, function in sorted(functions[False].items(), key=lambda item: -item[1].seconds):
        spared = all(staying[kind] > _least(words[kind]) for kind in function.kinds)
        if spared and not function.is_real:
            staying.subtract(function.kinds)
            print(f"  {function.seconds:6.2f} {function.cases:3d} {name}")


def _least(kind: str) -> int:
    """Return how many tests are to bring this kind: one what reads, two what writes, locks or fails."""
    return 1 if kind.startswith("SELECT") and "FOR UPDATE" not in kind else 2


def _record(path: Path, more: list[str]) -> None:
    path.mkdir(parents=True)
    with servers.postgres() as database, servers.redis() as redis:
        own = {name: value for name, value in os.environ.items() if not name.startswith("PLENARY_")}
        urls = {"PLENARY_TEST_DATABASE_URL": database, "PLENARY_TEST_REDIS_URL": redis}
        chosen = ["-p", "tests.kinds", "-n", "2", "--dist", "loadgroup", "-m", "not browser and not faults"]
        subprocess.run(
            [PYTHON, "-m", "pytest", *chosen, *more],
            cwd=ROOT,
            env={**own, **urls, "PLENARY_TEST_KINDS": str(path.resolve())},
            check=False,
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
