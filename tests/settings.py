"""Settings of the tests: the product's own, with mail in memory, jobs done at once, and a folder thrown away."""

import tempfile
from pathlib import Path

from conference.settings import *  # noqa: F403

SCRATCH = Path(tempfile.mkdtemp(prefix="plenary-test-"))
MEDIA_ROOT = SCRATCH / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
ACCOUNT_RATE_LIMITS = False
