"""The Celery application. A message is only a doorbell: it carries an id, the row in the database is the record."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_process_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conference.settings")

app = Celery("plenary")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

BEHIND_PAGES = 10


@worker_process_init.connect
def _step_back(**_more: Any) -> None:
    """On a machine that serves pages too, these come first: a check may wait for a moment, a person should not."""
    os.nice(BEHIND_PAGES)
