"""The Celery application. A message is only a doorbell: it carries an id, the row in the database is the record."""

import os
from pathlib import Path

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conference.settings")

app = Celery("plenary")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

for _folder in ("data_folder_in", "control_folder"):
    if _folder in settings.CELERY_BROKER_TRANSPORT_OPTIONS:
        Path(settings.CELERY_BROKER_TRANSPORT_OPTIONS[_folder]).mkdir(parents=True, exist_ok=True)
