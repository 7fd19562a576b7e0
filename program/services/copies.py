"""A copy of the public site as a ZIP, made by a job."""

from __future__ import annotations

import io
import tempfile
import uuid
import zipfile
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.urls import reverse

from conference import audit
from conference.errors import NotFound
from conference.jobs import Progress, start_job
from conference.models import Job, User, Workshop
from program.copying.making import make_copy

SITE_COPY = "site_copy"
# A date in every ZIP entry, always the same: an unchanged site gives an unchanged ZIP.
UNDATED = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644 << 16


def start_copy(*, workshop: Workshop, by: User) -> Job:
    """Ask for a copy of the site."""
    return start_job(
        kind=SITE_COPY,
        title=f"Copy of the site of {workshop.acronym}",
        arguments={},
        workshop=workshop,
        owner=by,
    )


def copies_of(workshop: Workshop) -> Any:
    """Return the copies that can be fetched, the newest first."""
    return Job.objects.filter(workshop=workshop, kind=SITE_COPY, state=Job.State.DONE, result__has_key="file")


def make_site_copy(job: Job, progress: Progress) -> dict[str, Any]:
    """Make the copy that a job asks for; the one made before is deleted."""
    workshop = job.workshop
    if workshop is None:
        raise NotFound("The workshop is gone.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        count = make_copy(workshop, folder, said=progress)
        stored = _store(folder, workshop)
    for old in copies_of(workshop).exclude(pk=job.pk):
        default_storage.delete(old.result["file"])
        Job.objects.filter(pk=old.pk).update(result={})
    audit.record_of_workshop(
        workshop, job.owner, "site_copied", "Made a copy of the public site.", after={"files": count}
    )
    url = reverse("program:copy_file", args=[workshop.slug, job.pk])
    return {"file": stored, "url": url, "files": count}


def _store(folder: Path, workshop: Workshop) -> str:
    with tempfile.TemporaryFile() as held:
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), UNDATED)
                entry.external_attr = READABLE
                entry.compress_type = zipfile.ZIP_DEFLATED
                with path.open("rb") as source, archive.open(entry, "w") as target:
                    while chunk := source.read(io.DEFAULT_BUFFER_SIZE):
                        target.write(chunk)
        held.seek(0)
        return str(default_storage.save(f"copies/{workshop.pk}/{uuid.uuid4().hex}.zip", File(held)))
