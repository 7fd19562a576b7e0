"""What every process of Plenary pays for when it starts."""

import subprocess
import sys

from conference import celery_app
from scripts.machine import ROOT

# Up to seconds each: the web's first page, every command and every worker would wait for them.
LATER = (
    "boto3",
    "icalendar",
    "openpyxl",
    "pandas",
    "sentry_sdk",
    "ua_parser",
    "scipy.optimize",
    "scipy.sparse",
    "sklearn",
    "snowballstemmer",
    "tldextract",
    "weasyprint",
    "ortools",
)
WEB = "from conference import serving, wsgi; serving.when_ready(None)"
BEAT = "import conference.clock"
LOOK = (
    "import atexit, gc, sys; atexit.register(lambda: print(len(gc.get_objects())));"
    "{start}; print(*sorted(sys.modules))"
)


def started(start, folder):
    """Return what a process has loaded that runs these lines, and how many things are looked through at its end."""
    environment = {
        "PATH": "",
        "DJANGO_SETTINGS_MODULE": "conference.settings",
        "PLENARY_DATA_DIR": str(folder),
    }
    command = [sys.executable, "-c", LOOK.format(start=start)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    loaded, searched = done.stdout.splitlines()
    return set(loaded.split()), int(searched)


def test_web_loads_all_pages_before_it_parts_but_no_library_that_few_of_them_need(tmp_path):
    loaded, _searched = started(WEB, tmp_path)
    assert {
        "reviews.matching",
        "reviews.affinity",
        "program.views.schedule",
        "conference.root_urls",
    } <= loaded
    assert loaded.isdisjoint(LATER)


def test_beat_loads_no_tables_and_rings_for_tasks_that_a_worker_has(tmp_path, settings):
    loaded, _searched = started(BEAT, tmp_path)
    assert loaded.isdisjoint({"conference.models", "conference.tasks", "submissions", "reviews", "program"})
    celery_app.autodiscover_tasks(force=True)
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= set(celery_app.tasks)


def test_a_process_does_not_look_through_all_that_it_had_loaded_when_it_ends(tmp_path):
    _loaded, searched = started(BEAT, tmp_path)
    assert searched < 1000
