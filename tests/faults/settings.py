"""The product's settings for the processes that are killed here; only the static files are not collected first."""

from conference.settings import *  # noqa: F403
from conference.settings import STORAGES

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
