"""The whole examination of the installation, done by a worker and kept as the result of its job."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from conference import doctor
from conference.jobs import Progress, start_job
from conference.models import Job, User

KIND = "examine"


def do_examination(job: Job, progress: Progress) -> dict[str, Any]:
    told = [
        {"health": found.health, "subject": found.subject, "text": found.text} for found in doctor.examine()
    ]
    return {"findings": told, "url": reverse("conference:operator")}


def ask(*, by: User) -> Job:
    """Start the examination, unless one that the same person asked for is on its way."""
    state = (Job.State.WAITING, Job.State.RUNNING)
    return Job.objects.filter(kind=KIND, owner=by, state__in=state).first() or start_job(
        kind=KIND, title="Examination of the installation", arguments={}, owner=by
    )


def last() -> Job | None:
    """Return the newest examination that came to its end, whoever asked for it."""
    return Job.objects.filter(workshop=None, kind=KIND, state=Job.State.DONE).first()
