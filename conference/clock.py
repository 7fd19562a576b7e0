"""Beat's own Celery application: it sends the names of tasks at their times, and loads neither tasks nor tables for that."""

from celery import Celery
from django.conf import settings
from django.utils.log import configure_logging

app = Celery("plenary", fixups=[])
app.config_from_object(settings, namespace="CELERY")
configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)
