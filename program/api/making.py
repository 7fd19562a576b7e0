"""Files that a job makes: asked for, followed, fetched."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse

from conference.api.doors import Door
from conference.api.office import A_JOB
from conference.errors import NotFound
from conference.models import Job

MAKING = {"job": A_JOB | {"kind": "document", "title": "Programme booklet"}, "is_there": False}
MADE = {
    "job": A_JOB | {"kind": "document", "title": "Programme booklet", "state": "done", "done": 5},
    "is_there": True,
}


def made_row(job: Job | None) -> SimpleNamespace:
    """Return what a job makes as programs follow it."""
    return SimpleNamespace(job=job, is_there=job is not None and _is_there(job))


def made_file(door: Door, jobs: Any, name: str) -> FileResponse:
    """Hand out the newest file that these jobs made, else NotFound."""
    job = jobs.filter(state=Job.State.DONE, result__has_key="file").first()
    if job is None or not default_storage.exists(job.result["file"]):
        raise NotFound
    return door.file(default_storage.open(job.result["file"]), name)


def _is_there(job: Job) -> bool:
    return job.state == Job.State.DONE and bool(job.result.get("file"))
