"""Files that jobs make for one person: kept under a name that tells nothing, replaced by the next one."""

from __future__ import annotations

import uuid
from typing import BinaryIO

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db.models import QuerySet

from conference.models import Job, Workshop


def store(content: BinaryIO, workshop: Workshop, folder: str, ending: str) -> str:
    """Keep a file and return its name in the store."""
    content.seek(0)
    name = f"{folder}/{workshop.pk}/{uuid.uuid4().hex}.{ending}"
    return str(default_storage.save(name, File(content)))


def forget(jobs: QuerySet[Job]) -> None:
    """Delete what earlier jobs made; they stay in the list of jobs without it."""
    for old in jobs.filter(result__has_key="file"):
        default_storage.delete(old.result["file"])
        Job.objects.filter(pk=old.pk).update(result={})
