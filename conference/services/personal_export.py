"""Everything that is held of a person, as one ZIP: made by a job, fetched by her alone, gone after a week."""

from __future__ import annotations

import json
import re
import tempfile
import uuid
import zipfile
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from conference import personal_data
from conference.errors import NotFound
from conference.jobs import Progress, start_job
from conference.models import Job, User
from conference.personal_data import Person, Table
from conference.selectors.own_data import KIND, exports_of

KEPT = timedelta(days=7)
README = """\
What Plenary holds of {name}, as of {at:%Y-%m-%d %H:%M} UTC.

data.json   everything by kind: account, papers, reviews, mails and the rest
files/      the files of your papers, and your pictures

Not in it: what others wrote where the rules of the workshop keep it from you (who reviewed your papers, reviews before
decisions are released, who has a conflict with a paper), passwords and other secrets of log-ins.
"""


def start_export(*, user: User) -> Job:
    """Ask for an export of one's own data; the one that is being made is returned where there is one."""
    waiting = Job.objects.filter(
        owner=user, kind=KIND, state__in=[Job.State.WAITING, Job.State.RUNNING]
    ).first()
    return waiting or start_job(kind=KIND, title="Your data", arguments={}, owner=user)


def make_export(job: Job, progress: Progress) -> dict[str, Any]:
    """Make the ZIP that a job asks for; the one made before is deleted."""
    if job.owner is None:
        raise NotFound("The account is gone.")
    with tempfile.TemporaryFile() as held:
        write_export(job.owner, held, progress)
        held.seek(0)
        stored = default_storage.save(f"exports/{uuid.uuid4().hex}.zip", File(held))
    forget_exports(exports_of(job.owner).exclude(pk=job.pk))
    return {"file": stored, "url": reverse("conference:data_file", args=[job.pk])}


def write_export(user: User, target: BinaryIO, progress: Progress | None = None) -> None:
    """Write the ZIP of one person."""
    person = personal_data.person_of(user)
    tables = [table for table in personal_data.tables() if table.told or table.files]
    data: dict[str, Any] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, table in enumerate(tables):
            if progress:
                progress(place, len(tables), "Collecting")
            if table.told:
                data.setdefault(table.what, []).extend(_rows(table, person))
            _add_files(archive, table, person)
        for extra in personal_data.extras():
            data |= extra(user)
        held = {what: rows for what, rows in data.items() if rows}
        archive.writestr("data.json", json.dumps(held, cls=DjangoJSONEncoder, indent=1, ensure_ascii=False))
        archive.writestr("README.txt", README.format(name=user.name, at=timezone.now()))


def forget_exports(jobs: QuerySet[Job]) -> int:
    """Delete exports; returns how many. Their jobs stay without them."""
    made = list(jobs.filter(kind=KIND, result__has_key="file"))
    for job in made:
        default_storage.delete(job.result["file"])
        Job.objects.filter(pk=job.pk).update(result={})
    return len(made)


def sweep_exports(now: datetime | None = None) -> int:
    """Delete the exports of which the time is over."""
    moment = now or timezone.now()
    return forget_exports(Job.objects.filter(finished_at__lt=moment - KEPT))


def _rows(table: Table, person: Person) -> list[dict[str, Any]]:
    rows = table.rows_of(person).values("pk", *table.told)
    return [{name.replace("__", " ").replace("_", " "): row[name] for name in table.told} for row in rows]


def _add_files(archive: zipfile.ZipFile, table: Table, person: Person) -> None:
    if not table.files:
        return
    for row in table.rows_of(person):
        for name in table.files:
            stored = getattr(row, name)
            if not stored or not default_storage.exists(stored.name):
                continue
            with default_storage.open(stored.name) as source, archive.open(_name(row, name), "w") as target:
                while chunk := source.read(1 << 20):
                    target.write(chunk)


def _name(row: Any, field: str) -> str:
    """Return a name in the archive that is nobody's path: the kind of row, its number, and what it was called."""
    called = PurePosixPath(getattr(row, "original_name", "") or getattr(row, field).name).name
    plain = re.sub(r"[^\w.\- ]", "_", called).lstrip(".") or "file"
    return f"files/{row._meta.verbose_name}-{row.pk}/{plain}"  # noqa: SLF001 - Django's documented name
