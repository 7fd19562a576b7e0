"""What is wrong with an installation, in words: each examination tells what it found and what would help."""

from __future__ import annotations

import shutil
import smtplib
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from urllib.parse import urlsplit
from uuid import uuid4

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.core.checks import WARNING
from django.core.checks.registry import registry
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import get_connection
from django.db import connection
from django.db.models import FileField, Q
from django.db.models.functions import Now
from django.utils import timezone
from drf_spectacular.checks import schema_check
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from conference import mailing, operations
from conference.models import Job, Mail, Pulse, User, Workshop
from conference.readiness import missing_steps

LEAST_FREE = 2**30
OVERDUE = timedelta(minutes=10)
LATELY = timedelta(days=7)
CLOCKS_MAY_DIFFER = timedelta(seconds=5)
ANSWER_WITHIN = 5
MOST_NAMED = 5


class Health(StrEnum):
    WELL = "well"
    CARE = "care"
    WRONG = "WRONG"


@dataclass(frozen=True)
class Finding:
    """``CARE`` is something to know or to do in time, ``WRONG`` something that fails people now."""

    subject: str
    health: Health
    text: str


Examination = Callable[[], Iterator[Finding]]


def examine(*, quick: bool = False) -> list[Finding]:
    """Examine everything; ``quick`` asks neither the worker nor the mail server, who may let one wait."""
    return _examine((_settings,), EXAMINATIONS if quick else (*EXAMINATIONS, _worker, _mail_server))


def glance() -> list[Finding]:
    """Examine what costs a page nothing: not what reads every row or loads a library."""
    return _examine((), AT_A_GLANCE)


def _examine(first: tuple[Examination, ...], then: tuple[Examination, ...]) -> list[Finding]:
    found = [finding for examination in (*first, _tables) for finding in examination()]
    if any(finding.health is Health.WRONG for finding in found):
        return found  # nothing else can be asked of tables of another version
    return [*found, *(finding for examination in then for finding in examination())]


def _settings() -> Iterator[Finding]:
    # That of the API's description looks at the code, not at this installation, and takes longer than all others together.
    checks = registry.get_checks(include_deployment_checks=not settings.DEBUG)
    asked = [check for check in checks if check is not schema_check]
    said = [message for check in asked for message in check(app_configs=None, databases=None)]
    heard = [message for message in said if message.level >= WARNING]
    for message in heard:
        yield Finding("settings", Health.CARE, f"{message.msg} ({message.id})")
    if not heard:
        yield Finding("settings", Health.WELL, "Django's own checks have nothing to say.")


def _tables() -> Iterator[Finding]:
    missing = missing_steps()
    if missing:
        yield Finding(
            "database", Health.WRONG, f"{missing} steps of migration are missing: run `manage.py migrate`."
        )
    else:
        yield Finding(
            "database",
            Health.WELL,
            f"It answers ({connection.vendor}), its tables are those of this version.",
        )


def _clock() -> Iterator[Finding]:
    told = User.objects.annotate(told=Now()).values_list("told", flat=True).first()
    apart = abs(told - timezone.now()) if told else timedelta()
    if apart > CLOCKS_MAY_DIFFER:
        text = f"The database's clock is {apart.total_seconds():.0f} s off this machine's: deadlines go by both. Set them by NTP."
        yield Finding("clock", Health.WRONG, text)
    else:
        yield Finding("clock", Health.WELL, "This machine and the database agree on the time.")


def _hosts() -> Iterator[Finding]:
    """Say which host names of workshops lead nowhere."""
    named: dict[str, str] = settings.WORKSHOP_HOSTS
    known = set(Workshop.objects.filter(slug__in=named.values()).values_list("slug", flat=True))
    for host, slug in named.items():
        if slug not in known:
            yield Finding("hosts", Health.WRONG, f"{host} is to show {slug}, and there is no such workshop.")
        if host == urlsplit(settings.BASE_URL).hostname:
            yield Finding(
                "hosts", Health.WRONG, f"{host} is this installation's own address: nobody can log in."
            )


def _room() -> Iterator[Finding]:
    free = shutil.disk_usage(settings.DATA_DIR).free
    health = Health.WELL if free > LEAST_FREE else Health.WRONG
    yield Finding("disk", health, f"{free / 2**30:.1f} GiB are free in the data folder.")


def _files() -> Iterator[Finding]:
    name = f"doctor-{uuid4().hex}"
    try:
        kept = default_storage.save(name, ContentFile(b"well"))
        with default_storage.open(kept) as file:
            whole = file.read() == b"well"
        default_storage.delete(kept)
    except OSError as error:
        yield Finding("files", Health.WRONG, f"Uploads can't be kept: {error}")
        return
    missing = [name for name in _named_files() if not default_storage.exists(name)]
    if missing or not whole:
        some = ", ".join(missing[:MOST_NAMED])
        yield Finding("files", Health.WRONG, f"{len(missing)} files that rows name are missing: {some}")
    else:
        yield Finding("files", Health.WELL, "Uploads can be kept, and none is missing.")


def _named_files() -> Iterator[str]:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:  # noqa: SLF001 - Django's documented name
            if isinstance(field, FileField):
                given = model._base_manager.exclude(**{field.name: ""})  # noqa: SLF001
                yield from filter(None, given.values_list(field.name, flat=True).iterator())


def _cache() -> Iterator[Finding]:
    value = uuid4().hex
    try:
        cache.set("doctor", value, 60)
        well = cache.get("doctor") == value
    except (OSError, RedisError) as error:
        yield Finding("cache", Health.WRONG, f"It does not answer: {error}")
        return
    text = "It answers." if well else "What is put into it does not come out."
    yield Finding("cache", Health.WELL if well else Health.WRONG, text)


def _pdf() -> Iterator[Finding]:
    try:
        import weasyprint  # noqa: F401, PLC0415 - it loads Pango, which may be missing
    except OSError as error:
        yield Finding("PDF", Health.WRONG, f"No PDF can be made, a library of the system is missing: {error}")
    else:
        yield Finding("PDF", Health.WELL, "PDFs can be made.")


def _beat() -> Iterator[Finding]:
    if any(process.alive for process in operations.processes() if process.kind == Pulse.Kind.BEAT.label):
        yield Finding("beat", Health.WELL, "It rings, and is heard.")
    else:
        text = "Beat was not heard for ten minutes: no reminders go out, and nothing that got stuck is taken up again."
        yield Finding(
            "beat", Health.CARE, f"{text} It runs once, on one machine, and a worker has to hear it."
        )


def _jobs() -> Iterator[Finding]:
    now = timezone.now()
    waiting = Job.objects.filter(state=Job.State.WAITING, created_at__lt=now - OVERDUE).count()
    stuck = Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=now - OVERDUE).count()
    failed = Job.objects.filter(state=Job.State.FAILED, finished_at__gt=now - LATELY).count()
    if waiting or stuck:
        text = f"{waiting} jobs have waited for more than ten minutes, {stuck} are stuck: is a worker running, and beat?"
        yield Finding("jobs", Health.WRONG, text)
    if failed:
        yield Finding(
            "jobs",
            Health.CARE,
            f"{failed} jobs failed in the last week; the jobs page of each workshop says why.",
        )
    if not (waiting or stuck or failed):
        yield Finding("jobs", Health.WELL, "None waits too long, none failed lately.")


def _mails() -> Iterator[Finding]:
    now = timezone.now()
    unsent = Mail.objects.filter(state__in=(Mail.State.QUEUED, Mail.State.SENDING))
    due = Q(not_before=None) | Q(not_before__lt=now - OVERDUE)
    waiting = unsent.filter(due, mailing.free_to_go(now), created_at__lt=now - OVERDUE).count()
    failed = Mail.objects.filter(state=Mail.State.FAILED, created_at__gt=now - LATELY).count()
    if waiting:
        yield Finding("mail", Health.WRONG, f"{waiting} mails have waited for more than ten minutes.")
    if failed:
        yield Finding(
            "mail",
            Health.CARE,
            f"Mails of the last week that were not sent: {failed}; the outbox of each workshop says why.",
        )
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        yield Finding(
            "mail", Health.CARE, "No mail server is set: mails lie in the data folder and reach nobody."
        )
    elif not (waiting or failed):
        yield Finding("mail", Health.WELL, "None waits too long, none failed lately.")


def _worker() -> Iterator[Finding]:
    from conference.celery import app  # noqa: PLC0415 - the app needs the settings

    try:
        answers = app.control.ping(timeout=ANSWER_WITHIN)
    except (OSError, OperationalError) as error:
        yield Finding("worker", Health.WRONG, f"The queue does not answer: {error}")
        return
    if answers:
        yield Finding("worker", Health.WELL, f"{len(answers)} answer.")
    else:
        yield Finding("worker", Health.WRONG, "No worker answers: PDFs are not checked and mails not sent.")


def _administrators() -> Iterator[Finding]:
    everyone = User.objects.filter(is_staff=True, is_active=True)
    alone = everyone.exclude(authenticator__type=Authenticator.Type.TOTP).count()
    if alone:
        text = f"The log-in of {alone} of {everyone.count()} site administrators asks for nothing but a password."
        yield Finding("accounts", Health.CARE, f"{text} Each can set up a second factor under her account.")
    else:
        yield Finding("accounts", Health.WELL, "Every site administrator has a second factor.")


def _mail_server() -> Iterator[Finding]:
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return
    try:
        get_connection(timeout=ANSWER_WITHIN).open()
    except (OSError, smtplib.SMTPException, socket.gaierror) as error:
        yield Finding("mail server", Health.WRONG, f"It can't be reached: {error}")
    else:
        yield Finding("mail server", Health.WELL, "It answers and takes the password.")


EXAMINATIONS: tuple[Examination, ...] = (
    _clock,
    _hosts,
    _room,
    _files,
    _cache,
    _pdf,
    _beat,
    _jobs,
    _mails,
    _administrators,
)
AT_A_GLANCE: tuple[Examination, ...] = (_clock, _room, _cache, _beat, _jobs, _mails, _administrators)
