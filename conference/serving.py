"""How gunicorn runs the pages: its settings file. The processes of one web server count together, in a folder of theirs."""

from __future__ import annotations

import gc
import shutil
from typing import Any

from django.urls import reverse

from conference import env, logs

# Before the library is loaded, in the process from which the others are forked.
FOLDER = env.new_metrics_folder()

logconfig_dict = logs.config(env.read("PLENARY_LOG_LEVEL"), env.log_form())
logconfig_dict["loggers"]["gunicorn.error"] = {"level": "INFO", "handlers": [], "propagate": True}


preload_app = True  # Loaded once for all processes, which share its memory; one that takes the place of another is there at once.


def when_ready(server: Any) -> None:
    """Load the pages, which Django leaves to the first request of each process, and look for no cycles in them ever after.

    A search would also unshare their memory.
    """
    reverse("conference:home")
    gc.collect()
    gc.freeze()


def child_exit(server: Any, worker: Any) -> None:
    """Let go of what a process that ended was just doing; what it had counted stays."""
    from prometheus_client import multiprocess  # noqa: PLC0415 - see above

    multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def on_exit(server: Any) -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
