"""Settings of the test suite: the product's own, in a folder of their own, quick where quickness changes nothing.

``PLENARY_TEST_DATABASE_URL`` and ``PLENARY_TEST_REDIS_URL`` name servers to run on instead of SQLite and memory; other
settings of the person who runs the tests are not read.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
_database = os.environ.get("PLENARY_TEST_DATABASE_URL", "")
_redis = os.environ.get("PLENARY_TEST_REDIS_URL", "")

for _name in [
    name for name in os.environ if name.startswith("PLENARY_") and not name.startswith("PLENARY_TEST_")
]:
    del os.environ[_name]
_folder = tempfile.mkdtemp(prefix=f"plenary-test-{_worker}-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["PLENARY_DATA_DIR"] = _folder
if _database:
    os.environ["PLENARY_DATABASE_URL"] = _database
if _redis:
    os.environ["PLENARY_REDIS_URL"] = f"{_redis}/{2 * int(_worker.removeprefix('gw')) + 2}"

from conference.settings import *  # noqa: F403
from conference.settings import CACHES, DATA_DIR, DATABASES, LOGGING, REDIS_URL, STORAGES

STATIC_ROOT = Path(DATA_DIR) / "static"
STATIC_ROOT.mkdir()

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # In a file, not in memory: the live server's threads need connections, and so transactions, of their own.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(DATA_DIR) / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
DATABASES["default"]["CONN_MAX_AGE"] = 0

if not REDIS_URL:
    CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
ACCOUNT_RATE_LIMITS = False
SLOW_PAGE_SECONDS = 3600.0
# pytest would keep a line for each request.
LOGGING["root"]["level"] = LOGGING["loggers"]["django"]["level"] = "WARNING"
API_RATES = dict.fromkeys(("address", "token", "changes"), 1_000_000)
