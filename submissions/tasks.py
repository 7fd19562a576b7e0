"""The doors of the workers: an id comes in, a service is called."""

from __future__ import annotations

from typing import Any

from celery import shared_task

from conference.jobs import Progress, job_kind
from conference.models import Job
from submissions.services import uploads
from submissions.services.checks import run_check
from submissions.services.twins import compare


@job_kind("check_pdf", in_corner=False)
def check_pdf(job: Job, progress: Progress) -> dict[str, Any]:
    progress(0, 1, "Reading the PDF")
    return run_check(int(job.arguments["file"]))


@shared_task(name="submissions.sweep_uploads")
def sweep_uploads() -> None:
    uploads.sweep_uploads()


@job_kind("find_twins", in_corner=False)
def find_twins(job: Job, progress: Progress) -> dict[str, Any]:
    progress(0, 1, "Comparing titles and abstracts")
    return {"pairs": compare(submission_id=int(job.arguments["submission"]))}
