"""The three processes of an installation, and what comes before them. `make run`, the compose file and the tests start exactly these."""

from __future__ import annotations

WEB_PORT = 8000
THREADS = "32"
"""Of each web process. One that receives a file over a slow line only waits, but it waits as long as the line is slow."""


def web(bind: str = f"0.0.0.0:{WEB_PORT}") -> list[str]:
    """Return the command that serves pages at ``bind``, an address with its port."""
    return [
        "gunicorn", "conference.wsgi",
        "--config", "python:conference.serving",
        "--bind", bind,
        "--worker-class", "gthread",
        "--workers", "2",
        "--threads", THREADS,
        "--graceful-timeout", "10",
        "--no-control-socket",
    ]  # fmt: skip


def worker() -> list[str]:
    """Return the command that works off jobs and mails."""
    return ["celery", "-q", "-A", "conference", "worker", "--concurrency", "2", "--loglevel", "INFO"]


def beat() -> list[str]:
    """Return the command that rings the worker at the scheduled times; run one only."""
    return ["celery", "-q", "-A", "conference.clock", "beat", "--loglevel", "WARNING", "--pidfile", ""]


def prepare() -> list[str]:
    """Return what runs once before the three: the tables are brought up to date, the static files collected."""
    return ["python", "manage.py", "prepare"]
