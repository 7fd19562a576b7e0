"""The check of a final version: its length with the extra pages, its form, and that every author's name stands on it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from conference import audit
from conference.jobs import start_job
from conference.models import User
from submissions.findings import is_acceptable
from submissions.models import Author, CheckState, PaperFile, Submission
from submissions.pdfcheck import PdfError, check_pdf, missing_names
from submissions.services.checks import on_disk, page_rules
from submissions.services.states import lock_paper

JOB = "check_final"


def start_final_check(file: PaperFile, by: User | None) -> None:
    """Ask for the check of a final version; inside the transaction that keeps it."""
    file.check_job = start_job(
        kind=JOB, title="Check of a final version", arguments={"file": file.pk}, owner=by
    )
    file.save(update_fields=["check_job"])


def run_final_check(file_id: int) -> dict[str, Any]:
    """Check one final version and write down what was found. Nobody is anonymous any more: names are wanted."""
    file = PaperFile.objects.select_related("submission__track").filter(pk=file_id).first()
    if file is None:
        return {"outcome": "gone"}
    paper = file.submission
    limit = paper.track.page_limit + paper.track.final_extra_pages
    with on_disk(file.file) as path:
        report = check_pdf(path, page_limit=limit, **page_rules(paper)).to_json()
        absent = _absent(str(path), paper) if is_acceptable(report) else ()
    report = {**report, "leaks": [], "anonymous": True, "missing_names": list(absent)}
    _write(file_id, report, limit)
    return {"outcome": "checked", "missing_names": len(absent)}


def _absent(path: str, paper: Submission) -> tuple[str, ...]:
    names = [author.name for author in Author.objects.filter(submission=paper)]
    try:
        return missing_names(path, names)
    except PdfError:
        return tuple(names)


def _write(file_id: int, report: dict[str, Any], limit: int) -> None:
    acceptable = is_acceptable(report)
    with transaction.atomic():
        file = PaperFile.objects.select_related("submission").get(pk=file_id)
        paper = lock_paper(file.submission)
        file.report, file.checked_for = report, {"page_limit": limit}
        file.checked_at, file.check_job = timezone.now(), None
        file.check_state = CheckState.DONE if acceptable else CheckState.REFUSED
        file.save()
        verdict = "can be taken" if acceptable else "can’t be taken as it is"
        audit.record(
            workshop=paper.workshop,
            actor=None,
            action="paper.final_checked",
            about=paper.ref,
            text=f"Checked version {file.version} of the final PDF: it {verdict}",
            after={"version": file.version, "state": file.check_state},
        )
