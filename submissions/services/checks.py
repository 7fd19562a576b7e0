"""The check of a PDF: asked for as a job, done by a worker, written into the version that it looked at."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.files import File
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from conference import audit
from conference.jobs import start_job
from conference.models import User
from submissions.archivecheck import check_attachment
from submissions.findings import is_acceptable
from submissions.kinds import KINDS
from submissions.models import Author, CheckState, FormField, PaperFile, Submission, SubmissionState
from submissions.pdfcheck import PdfError, Report, check_pdf, clean_copy
from submissions.pdfcheck.problems import MAX_PAGES
from submissions.readiness import gaps
from submissions.selectors.files import check_basis, counted_parts
from submissions.selectors.readiness import facts_of, waits_for_checks
from submissions.selectors.styles import style_of
from submissions.services.answers import keep_file_answer
from submissions.services.mails import mail_authors
from submissions.services.states import lock_paper, set_submitted


def start_check(*, file: PaperFile, by: User | None) -> None:
    """Ask for a check of one version. The job names no workshop: in a chair's list it would tell of a draft."""
    file.check_job = start_job(
        kind="check_pdf", title=f"Check of a {_noun(file)}", arguments={"file": file.pk}, owner=by
    )
    file.save(update_fields=["check_job"])


def run_check(file_id: int) -> dict[str, Any]:
    """Check one version and write down what was found; the result says what came of it."""
    file = PaperFile.objects.select_related("submission__track__profile").filter(pk=file_id).first()
    if file is None:
        return {"outcome": "gone"}
    basis = check_basis(file.submission)
    with on_disk(file.file) as path, tempfile.TemporaryDirectory() as folder:
        cleaned = Path(folder) / "clean.pdf"
        report = _look(path, file)
        if file.format == "pdf" and is_acceptable(report) and not file.reviewer_copy:
            report = _clean(path, cleaned, report)
        acceptable = is_acceptable(report)
        _write(file_id, report, basis, acceptable=acceptable, cleaned=cleaned)
    return {"outcome": "checked", "acceptable": acceptable}


def page_rules(submission: Submission) -> dict[str, Any]:
    """Return what a track says of the pages of its papers, as ``check_pdf`` takes it."""
    track = submission.track
    return {"counts": counted_parts(track), "style": style_of(track)}


def _look(path: Path, file: PaperFile) -> dict[str, Any]:
    people = _people(file.submission)
    track = file.submission.track
    if file.kind == PaperFile.Kind.PAPER:
        rules = page_rules(file.submission)
        return check_pdf(path, page_limit=track.page_limit, **rules, **people).to_json()
    if file.format == "pdf":
        return _as_attachment(check_pdf(path, page_limit=MAX_PAGES, **people))
    return check_attachment(path, format=file.format, **people)


def _people(submission: Submission) -> dict[str, Any]:
    authors = list(Author.objects.filter(submission=submission))
    return {
        "authors": tuple(author.name for author in authors if author.name),
        "emails": tuple(author.email for author in authors if author.email),
        "affiliations": tuple(author.affiliation for author in authors if author.affiliation),
        "orcids": tuple(author.orcid for author in authors if author.orcid),
    }


def _as_attachment(report: Report) -> dict[str, Any]:
    """Return what counts of a PDF that is sent beside a paper: what it tells and whether it is safe, not its length."""
    found = report.to_json()
    kept = {name: found[name] for name in ("total_pages", "leaks", "errors")}
    return {"attachment": True, "entries": 1, **kept}


def _clean(path: Path, cleaned: Path, report: dict[str, Any]) -> dict[str, Any]:
    """Make the reviewers' copy; a file of which none can be made can't be taken, whatever else was found."""
    try:
        clean_copy(path, cleaned)
    except PdfError as error:
        return {**report, "errors": [*report["errors"], {"kind": error.kind, "message": str(error)}]}
    return report


def _write(
    file_id: int, report: dict[str, Any], basis: dict[str, Any], *, acceptable: bool, cleaned: Path
) -> None:
    with transaction.atomic():
        file = PaperFile.objects.select_related("submission").get(pk=file_id)
        paper = lock_paper(file.submission)
        file.report = report
        file.checked_for = basis
        file.checked_at = timezone.now()
        file.check_job = None
        file.check_state = _state_after_check(file, paper, acceptable=acceptable)
        if acceptable and cleaned.exists():
            with cleaned.open("rb") as content:
                file.reviewer_copy.save("clean.pdf", File(content), save=False)
        file.save()
        keep_file_answer(paper, file.kind, file.slot)
        _record(paper, file)
        _tell_if_left_out(paper, file)
        if basis != check_basis(paper):
            start_check(file=file, by=None)
        elif paper.submit_asked_at and paper.state == SubmissionState.DRAFT:
            _submit_as_asked(paper)


def _state_after_check(file: PaperFile, paper: Submission, *, acceptable: bool) -> str:
    """A version that stands for a submitted paper is not taken from it by a later check."""
    stands = paper.state == SubmissionState.SUBMITTED and file.check_state == CheckState.DONE
    return CheckState.DONE if acceptable or stands else CheckState.REFUSED


def _record(paper: Submission, file: PaperFile) -> None:
    verdict = "can be taken" if file.check_state == CheckState.DONE else "can’t be taken as it is"
    audit.record(
        workshop=paper.workshop,
        actor=None,
        action="paper.checked",
        about=paper.ref,
        text=f"Checked version {file.version} of the {_noun(file)}: it {verdict}",
        after={"version": file.version, "state": file.check_state},
    )


def _noun(file: PaperFile) -> str:
    return "PDF" if file.kind == PaperFile.Kind.PAPER else KINDS[file.kind].noun


def _tell_if_left_out(paper: Submission, file: PaperFile) -> None:
    """Tell the authors that a file sent beside their paper before they submitted it can't be taken.

    What can't be submitted without it is said with all that is missing.
    """
    sent_until = paper.submitted_at or paper.submit_asked_at
    if file.check_state != CheckState.REFUSED or sent_until is None or file.uploaded_at > sent_until:
        return
    beside = file.kind in {PaperFile.Kind.SUPPLEMENT, PaperFile.Kind.CODE, PaperFile.Kind.ANSWER}
    question = FormField.objects.filter(pk=int(file.slot)).first() if file.slot else None
    needed = question is not None and question.required and paper.state == SubmissionState.DRAFT
    if beside and not needed:
        errors = "\n".join(f"- {error['message']}" for error in file.report.get("errors", []))
        label = question.label if question else file.get_kind_display()
        mail_authors(
            key="file_not_taken", submission=paper, moment=file.uploaded_at, file=label, reason=errors
        )


def _submit_as_asked(paper: Submission) -> None:
    """Submit a paper whose author asked for it in time, or tell the authors why that could not be."""
    facts = facts_of(paper, findings_matter=False)
    if waits_for_checks(facts):
        return
    moment = paper.submit_asked_at or timezone.now()
    missing = gaps(facts)
    if not missing:
        text = "Submitted when its files were checked, as asked"
        set_submitted(paper=paper, by=None, moment=moment, text=text)
        return
    paper.submit_asked_at = None
    paper.save(update_fields=["submit_asked_at"])
    reason = "\n".join(f"- {gap.text}" for gap in missing)
    mail_authors(key="submission_not_taken", submission=paper, moment=moment, reason=reason)


@contextmanager
def on_disk(stored: FieldFile) -> Iterator[Path]:
    """Give a stored file as a path; where files lie elsewhere it is fetched for as long as it is needed."""
    try:
        path = Path(stored.path)
    except NotImplementedError:
        with tempfile.NamedTemporaryFile(suffix=".pdf") as local, stored.open("rb") as remote:
            for chunk in remote.chunks():
                local.write(chunk)
            local.flush()
            yield Path(local.name)
    else:
        yield path
