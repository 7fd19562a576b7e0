"""What every process of Plenary pays for when it starts."""

import subprocess
import sys

import pytest

from scripts.machine import ROOT

# Seconds each: the web's first page, every command and every worker would wait for them.
LATER = (
    "boto3",
    "openpyxl",
    "pandas",
    "sentry_sdk",
    "ua_parser",
    "scipy.optimize",
    "scipy.sparse",
    "sklearn",
    "weasyprint",
    "ortools",
)
START = (
    "import sys, django; django.setup(); import conference.celery, conference.root_urls;"
    "print(*sorted(sys.modules), sep='\\n')"
)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    environment = {
        "PATH": "",
        "DJANGO_SETTINGS_MODULE": "conference.settings",
        "PLENARY_DATA_DIR": str(tmp_path_factory.mktemp("start")),
    }
    done = subprocess.run(
        [sys.executable, "-c", START], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_libraries_that_few_pages_need_are_loaded_by_those_pages(loaded):
    assert {"reviews.matching", "reviews.affinity", "program.views.schedule"} <= loaded
    assert loaded.isdisjoint(LATER)
