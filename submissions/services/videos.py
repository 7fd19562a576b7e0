"""Reading how long an uploaded video is: a job, so that the upload waits for nothing."""

from __future__ import annotations

from typing import Any

from conference.jobs import start_job
from conference.models import User
from submissions.archivecheck import video_seconds
from submissions.models import CheckState, PaperFile
from submissions.services.checks import on_disk

JOB = "read_video"


def start_reading(file: PaperFile, by: User | None) -> None:
    """Take a video as it is and ask for its length; inside the transaction that keeps it."""
    file.check_state = CheckState.DONE
    file.save(update_fields=["check_state"])
    start_job(kind=JOB, title="Length of a video", arguments={"file": file.pk}, owner=by)


def read_length(file_id: int) -> dict[str, Any]:
    """Write down how long a video is, where it tells."""
    file = PaperFile.objects.filter(pk=file_id).first()
    if file is None:
        return {"outcome": "gone"}
    with on_disk(file.file) as path:
        seconds = video_seconds(path)
    if seconds is not None:
        report = {"attachment": True, "leaks": [], "errors": [], "seconds": seconds}
        PaperFile.objects.filter(pk=file.pk).update(report=report)
    return {"outcome": "read", "seconds": seconds}
