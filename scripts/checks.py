"""The checks that need no test run, two at a time; each says its time, and its words only when it fails."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from scripts import hosts
from scripts.machine import PYTHON, ROOT, VENV

AT_A_TIME = 2
CODE = ("conference", "submissions", "reviews", "program", "scripts", "manage.py")
NPM_AUDIT = (
    "npm",
    "audit",
    "--json",
    "--package-lock-only",
    "--omit=dev",
    "--fetch-retries=0",
    "--fetch-timeout=20000",
)
NO_SUCH_SERVICE = 400
UNREACHABLE = ("ConnectionError", "ConnectTimeout", "ReadTimeout", "ServiceError", "Max retries exceeded")


@dataclass(frozen=True)
class Check:
    """A command that is green when it exits with 0."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """How a check went: ``passed``, ``FAILED`` or ``skipped``, in how many seconds, and what it printed."""

    name: str
    state: str
    seconds: float
    words: str


def run() -> tuple[bool, str]:
    """Run every check; return whether all are green, and a closing line with the counts."""
    with (
        tempfile.TemporaryDirectory(prefix="plenary-checks-") as folder,
        ThreadPoolExecutor(AT_A_TIME) as pool,
    ):
        results = [
            _hosts(),
            *pool.map(_run, _checks(Path(folder))),
            _advisories(Path(folder)),
            _npm_advisories(),
        ]
    for result in results:
        print(f"{result.name:<12} {result.state} {result.seconds:6.1f} s", flush=True)
        if result.state != "passed":
            print(result.words, flush=True)
    count = {
        state: sum(result.state == state for result in results) for state in ("passed", "FAILED", "skipped")
    }
    line = f"{count['passed']} passed, {count['FAILED']} failed"
    return count["FAILED"] == 0, line + (f", {count['skipped']} skipped" if count["skipped"] else "")


def _checks(folder: Path) -> list[Check]:
    tool = VENV / "bin"
    templates = sorted(str(path) for path in hosts.templates(ROOT))
    data = {"PLENARY_DATA_DIR": str(folder / "data")}
    found = [
        Check("types", [f"{tool}/mypy", *CODE], data),
        Check("lint", [f"{tool}/ruff", "check", "."]),
        Check("format", [f"{tool}/ruff", "format", "--check", "."]),
        Check("imports", [f"{tool}/lint-imports"], {"DJANGO_SETTINGS_MODULE": "conference.settings", **data}),
        Check("migrations", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"], data),
        Check(
            "deployment",
            [PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
            _production(folder),
        ),
    ]
    if templates:
        found.append(Check("templates", [f"{tool}/djade", "--check", "--target-version", "5.2", *templates]))
    return found


def _production(folder: Path) -> dict[str, str]:
    """Return settings as on a public host behind a proxy, with nothing of this machine in them."""
    return {
        "PLENARY_DATA_DIR": str(folder / "production"),
        "PLENARY_BASE_URL": "https://plenary.example",
        "PLENARY_ALLOWED_HOSTS": "plenary.example",
        "PLENARY_HTTPS": "true",
        "PLENARY_TRUST_PROXY": "true",
    }


def _run(check: Check) -> Result:
    own = {name: value for name, value in os.environ.items() if not name.startswith("PLENARY_")}
    started = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=ROOT,
        env={**own, **check.environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    state = "FAILED" if done.returncode else "passed"
    return Result(check.name, state, time.monotonic() - started, done.stdout.rstrip())


def _hosts() -> Result:
    started = time.monotonic()
    found = hosts.foreign(ROOT)
    return Result("hosts", "FAILED" if found else "passed", time.monotonic() - started, "\n".join(found))


def _advisories(folder: Path) -> Result:
    """Ask the advisory service about the locked versions; skipped, in words, only when it can't be reached."""
    listed = folder / "requirements.txt"
    uv = str(VENV / "bin" / "uv")
    export = Check(
        "advisories", [uv, "export", "--frozen", "--no-dev", "--quiet", "--output-file", str(listed)]
    )
    exported = _run(export)
    if exported.state == "FAILED":
        return exported
    started = time.monotonic()
    audit = [f"{VENV}/bin/pip-audit", "--requirement", str(listed), "--disable-pip", "--require-hashes"]
    done = subprocess.run(
        [*audit, "--format", "json", "--progress-spinner", "off", "--timeout", "20"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    state, words = pip_verdict(done.stdout, done.stderr)
    return Result("advisories", state, time.monotonic() - started, words)


def pip_verdict(answer: str, errors: str) -> tuple[str, str]:
    """Read what ``pip-audit --format json`` answered: the state of the check, and its words.

    It ends well although an index told it nothing of a package: those are counted, for a check that asked nobody
    has not passed.
    """
    try:
        packages = json.loads(answer)["dependencies"]
    except (ValueError, KeyError):
        if "Traceback" in errors and any(word in errors for word in UNREACHABLE):
            return "skipped", "The advisory service can't be reached from here."
        return "FAILED", errors.strip() or "pip-audit gave no report."
    found = [f"{item['name']}: {hole['id']}" for item in packages for hole in item.get("vulns", ())]
    if found:
        return "FAILED", "\n".join(found)
    untold = sum("skip_reason" in item for item in packages)
    if untold or not packages:
        return (
            "skipped",
            f"Of {untold} of {len(packages)} packages the index that is asked here has no advisories.",
        )
    return "passed", ""


def _npm_advisories() -> Result:
    """Ask the registry about the locked browser packages; skipped, in words, only when it gives no advisories."""
    started = time.monotonic()
    done = subprocess.run(
        NPM_AUDIT, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    state, words = npm_verdict(done.stdout)
    return Result("npm audit", state, time.monotonic() - started, words or done.stderr.strip())


def npm_verdict(answer: str) -> tuple[str, str]:
    """Read what ``npm audit --json`` answered: the state of the check, and its words.

    A registry without the service answers with a status, one that is away with the network's reason; both are no
    verdict on the packages. Whatever else is not a report is a fault of ours.
    """
    try:
        told = json.loads(answer)
    except ValueError:
        return "FAILED", "npm audit gave no report."
    if "vulnerabilities" in told:
        found = [f"{name}: {item['severity']}" for name, item in told["vulnerabilities"].items()]
        return ("FAILED" if found else "passed"), "\n".join(found)
    reason = str(told.get("message", ""))
    if told.get("statusCode", 0) >= NO_SUCH_SERVICE:
        return (
            "skipped",
            f"The registry that npm asks here has no advisories: it answered {told['statusCode']}.",
        )
    if "failed, reason:" in reason:
        return "skipped", f"The registry can't be reached from here: {reason.partition('reason: ')[2]}."
    return "FAILED", reason or "npm audit gave no report."
