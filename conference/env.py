"""The only reader of the process environment: every setting a host can make, with its safe default.

``docs/operators.md`` shows the same table; a test compares the two.
"""

from __future__ import annotations

import gc
import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import dj_database_url
import dj_email_url
from environs import Env

ROOT = Path(__file__).resolve().parent.parent

LOG_FORMS = ("text", "json")
METRICS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"

_env = Env()


@dataclass(frozen=True)
class Variable:
    """One environment variable: its name, the kind of value, the default as text, and what it does."""

    name: str
    kind: str
    default: str
    about: str


# fmt: off
VARIABLES: tuple[Variable, ...] = (
    Variable("PLENARY_DEBUG", "bool", "false", "Show error details in the browser; never on a public host."),
    Variable("PLENARY_SECRET_KEY", "str", "", "Signs sessions and links. Empty: one is made once and kept in the data folder."),
    Variable("PLENARY_BASE_URL", "str", "http://127.0.0.1:8000", "The address people use; links in mails start with it."),
    Variable("PLENARY_ALLOWED_HOSTS", "list", "127.0.0.1,localhost,[::1]", "Host names this installation answers to."),
    Variable("PLENARY_WORKSHOP_HOSTS", "list", "", "Own host names of workshops, such as trees.example=trees-2026; their public sites lie there."),
    Variable("PLENARY_DATA_DIR", "str", "var", "Where the database, uploads, mails and the queue lie when no server is used."),
    Variable("PLENARY_DATABASE_URL", "str", "", "Such as postgres://user:password@host/name. Empty: SQLite in the data folder."),
    Variable("PLENARY_REDIS_URL", "str", "", "Such as redis://host:6379/0, for the queue. Empty: files in the data folder."),
    Variable("PLENARY_CACHE_URL", "str", "", "Redis for the cache. Empty: that of the queue, in the database of the next number, such as redis://host:6379/1."),
    Variable("PLENARY_HTTPS", "bool", "false", "The site is reached by HTTPS: secure cookies, HSTS and redirects."),
    Variable("PLENARY_TRUST_PROXY", "bool", "false", "A proxy in front sets X-Forwarded-Proto, -Host and -For."),
    Variable("PLENARY_EMAIL_URL", "str", "", "Such as smtp://user:password@host:587/?tls=True. Empty: mails lie in the data folder."),
    Variable("PLENARY_FROM_EMAIL", "str", "Plenary <plenary@localhost>", "The sender of every mail; replies go to the workshop's chairs."),
    Variable("PLENARY_EMAIL_PROVIDER", "str", "", "A mail provider to send by instead, as django-anymail calls it, such as postmark or mailgun: it reports mails that come back."),
    Variable("PLENARY_EMAIL_PROVIDER_KEYS", "list", "", "What that provider needs, such as MAILGUN_API_KEY=...,MAILGUN_SENDER_DOMAIN=mg.host."),
    Variable("PLENARY_EMAIL_REPORTS_SECRET", "str", "", "A user:password of your making that the provider's reports have to carry."),
    Variable("PLENARY_INTERNAL_WEBHOOKS", "bool", "false", "Webhooks may go to http addresses and into this host's own network."),
    Variable("PLENARY_MAX_UPLOAD_MB", "int", "50", "The largest PDF an author may upload, in megabytes."),
    Variable("PLENARY_MAX_ATTACHMENT_MB", "int", "200", "The largest supplementary file, poster or video an author may upload, in megabytes."),
    Variable("PLENARY_S3_BUCKET", "str", "", "Keep uploads in this bucket of an S3 store. Empty: in the data folder."),
    Variable("PLENARY_S3_ENDPOINT", "str", "", "Address of the store where it is not Amazon’s, such as https://s3.example.org."),
    Variable("PLENARY_S3_REGION", "str", "", "Region of the bucket, where the store has regions."),
    Variable("PLENARY_S3_KEY_ID", "str", "", "Access key of the store; empty asks the machine’s own role."),
    Variable("PLENARY_S3_SECRET", "str", "", "Secret that belongs to PLENARY_S3_KEY_ID."),
    Variable("PLENARY_LOG_LEVEL", "str", "INFO", "DEBUG, INFO, WARNING or ERROR."),
    Variable("PLENARY_LOG_FORM", "str", "text", "How a line of the log is written: text or json."),
    Variable("PLENARY_METRICS_TOKEN", "str", "", "What Prometheus sends as its bearer token to read /metrics/. Empty: site administrators only."),
    Variable("PLENARY_SENTRY_DSN", "str", "", "Where errors are reported to, as Sentry names it. Empty: nowhere."),
    Variable("PLENARY_ORCID_ID", "str", "", "Client id for log-in with ORCID; empty leaves it off."),
    Variable("PLENARY_ORCID_SECRET", "str", "", "Secret that belongs to PLENARY_ORCID_ID."),
    Variable("PLENARY_GOOGLE_ID", "str", "", "Client id for log-in with Google; empty leaves it off."),
    Variable("PLENARY_GOOGLE_SECRET", "str", "", "Secret that belongs to PLENARY_GOOGLE_ID."),
    Variable("PLENARY_GITHUB_ID", "str", "", "Client id for log-in with GitHub; empty leaves it off."),
    Variable("PLENARY_GITHUB_SECRET", "str", "", "Secret that belongs to PLENARY_GITHUB_ID."),
)
# fmt: on

_BY_NAME = {variable.name: variable for variable in VARIABLES}


def read(name: str) -> Any:
    """Return the value of a declared variable, converted to its kind; an unknown name is a KeyError."""
    variable = _BY_NAME[name]
    raw = _env.str(name, variable.default)
    if variable.kind == "bool":
        return _env.bool(name, variable.default == "true")
    if variable.kind == "int":
        return _env.int(name, int(variable.default))
    if variable.kind == "list":
        return [item.strip() for item in raw.split(",") if item.strip()]
    return raw


def workshop_hosts() -> dict[str, str]:
    """Return the slug of the workshop by each host name, in lower case. A pair that is none is a ValueError."""
    pairs = [item.partition("=") for item in read("PLENARY_WORKSHOP_HOSTS")]
    wrong = [host for host, mark, slug in pairs if not (host and mark and slug) or "/" in host]
    if wrong:
        raise ValueError(
            f"PLENARY_WORKSHOP_HOSTS takes host=workshop with commas between; this is none: {wrong[0]}"
        )
    return {host.strip().lower(): slug.strip() for host, _, slug in pairs}


def data_dir() -> Path:
    """Return the data folder, made if it is missing."""
    path = (ROOT / str(read("PLENARY_DATA_DIR"))).resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


def secret_key() -> str:
    """Return the signing key: from the environment, else one made once and kept readable by the owner only."""
    given = read("PLENARY_SECRET_KEY")
    if given:
        return str(given)
    path = data_dir() / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text().strip()


def database() -> dict[str, Any]:
    """Return Django's database settings: the server that is named, else SQLite tuned for web plus worker."""
    url = read("PLENARY_DATABASE_URL")
    if url:
        return dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(data_dir() / "plenary.sqlite3"),
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000;",
        },
    }


def files() -> dict[str, Any]:
    """Return where uploads lie, as Django's settings name it: the bucket that is named, else the data folder."""
    bucket = read("PLENARY_S3_BUCKET")
    if not bucket:
        return {"BACKEND": "conference.storage.WholeFileStorage"}
    endpoint = read("PLENARY_S3_ENDPOINT")
    return {
        "BACKEND": "conference.bucket.Bucket",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": endpoint or None,
            "region_name": read("PLENARY_S3_REGION") or None,
            "access_key": read("PLENARY_S3_KEY_ID") or None,
            "secret_key": read("PLENARY_S3_SECRET") or None,
            "addressing_style": "path" if endpoint else "auto",
            "signature_version": "s3v4",
            "default_acl": None,
            "file_overwrite": False,
        },
    }


def collect_garbage_less() -> None:
    """Look for garbage after 50,000 new objects instead of 700: loading the product makes far more, and they stay."""
    gc.set_threshold(50_000, 20, 50)


def date_fonts_alike() -> None:
    """Have the fonts inside PDFs dated the same at every making: what did not change gives the same file."""
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")


def cache_url() -> str:
    """Return the Redis of the cache: the one named, else the queue's with the next number; empty without Redis.

    Emptying a cache empties its whole database, so it never is the queue's.
    """
    named, queue = str(read("PLENARY_CACHE_URL")), str(read("PLENARY_REDIS_URL"))
    if named or not queue:
        return named
    parts = urlsplit(queue)
    number = parts.path.strip("/") or "0"
    if not number.isdigit():
        raise ValueError("PLENARY_REDIS_URL has to end in the number of a database, such as /0.")
    return urlunsplit(parts._replace(path=f"/{int(number) + 1}"))


def log_form() -> str:
    """Return how the log is written, one of ``LOG_FORMS``."""
    form = str(read("PLENARY_LOG_FORM"))
    if form not in LOG_FORMS:
        raise ValueError(f"PLENARY_LOG_FORM is {' or '.join(LOG_FORMS)}, not {form!r}.")
    return form


def new_metrics_folder() -> str:
    """Make the folder in which the processes of one web server count together, and name it to them."""
    folder = os.environ.get(METRICS_FOLDER) or tempfile.mkdtemp(prefix="plenary-metrics-")
    os.environ[METRICS_FOLDER] = folder
    return folder


def metrics_folder() -> str:
    """Return that folder; empty in a process that counts alone."""
    return os.environ.get(METRICS_FOLDER, "")


def queue_folders() -> dict[str, Any]:
    """Return kombu's options for a queue in the data folder, its folders made if they are missing."""
    queue, control = data_dir() / "queue", data_dir() / "queue-control"
    for folder in (queue, control):
        folder.mkdir(exist_ok=True)
    return {
        "data_folder_in": str(queue),
        "data_folder_out": str(queue),
        "control_folder": str(control),
        "polling_interval": 0.1,
    }


def email() -> dict[str, Any]:
    """Return Django's mail settings: the provider or the server that is named, else a folder in the data folder."""
    provider, url = read("PLENARY_EMAIL_PROVIDER"), read("PLENARY_EMAIL_URL")
    if provider:
        keys = dict(item.split("=", 1) for item in read("PLENARY_EMAIL_PROVIDER_KEYS"))
        return {
            "EMAIL_BACKEND": f"anymail.backends.{provider}.EmailBackend",
            "ANYMAIL": {**keys, "WEBHOOK_SECRET": read("PLENARY_EMAIL_REPORTS_SECRET")},
        }
    if url:
        return dict(dj_email_url.parse(url))
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "EMAIL_FILE_PATH": str(data_dir() / "mail"),
    }
