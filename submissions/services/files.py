"""Uploads: each is a version that stays, under its checksum; the check that follows is a job."""

from __future__ import annotations

import hashlib

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from conference.errors import Invalid
from conference.models import User
from submissions import gates
from submissions.kinds import KINDS, format_of, why_not
from submissions.lifecycle import EDITABLE, WHY_NOT
from submissions.models import CheckState, PaperFile, Submission, file_path
from submissions.selectors.files import check_failed, current_file, files_of, newest_file, paper_files
from submissions.selectors.season import season_of
from submissions.services.answers import keep_file_answer
from submissions.services.checks import start_check
from submissions.services.states import lock_paper, record_author_act
from submissions.uploads import HEADER_WITHIN, safe_name

CHECKED = (PaperFile.Kind.PAPER, PaperFile.Kind.SUPPLEMENT, PaperFile.Kind.CODE, PaperFile.Kind.ANSWER)


def add_file(
    *, submission: Submission, kind: str, uploaded_file: File[bytes], by: User, slot: str = ""
) -> PaperFile:
    """Keep an upload as the next version of its kind and have it checked. The same bytes again are the version that is there.

    Raises Invalid where a look at name, size and first bytes is enough, Closed where the time is over.
    """
    found_format = _require_plausible(submission, kind, slot, uploaded_file)
    checksum = _sha256(uploaded_file)
    same = _same_again(submission, kind, slot, checksum)
    if same:
        return same
    # Stored before the transaction begins: copying a large file must not hold up everyone else's writing.
    name = default_storage.save(file_path(PaperFile(submission=submission), ""), uploaded_file)
    try:
        with transaction.atomic():
            paper = lock_paper(submission)
            gates.limit_of(kind, paper, slot)
            file = PaperFile.objects.create(
                submission=paper,
                kind=kind,
                slot=slot,
                format=found_format,
                version=_next_version(paper, kind, slot),
                file=name,
                original_name=safe_name(uploaded_file.name or "", KINDS[kind].formats[0]),
                size=uploaded_file.size,
                sha256=checksum,
                uploaded_by=by,
            )
            _record_upload(paper, by, file)
            _have_checked(file, by)
            keep_file_answer(paper, kind, slot)
    except BaseException:
        default_storage.delete(name)
        raise
    return file


def remove_file(*, submission: Submission, kind: str, slot: str = "", by: User) -> None:
    """Take an optional file out of a paper. Its versions stay, as does what the history says of them."""
    if kind == PaperFile.Kind.PAPER:
        raise Invalid("The paper itself can be replaced, not taken out.")
    with transaction.atomic():
        paper = lock_paper(submission)
        gates.limit_of(kind, paper, slot)
        standing = files_of(paper, kind, slot)
        if not standing:
            return
        paper.files.filter(pk__in=[file.pk for file in standing]).update(removed_at=timezone.now())
        keep_file_answer(paper, kind, slot)
        record_author_act(paper, by, "paper.file_removed", f"Took out the {KINDS[kind].noun}")


def check_again(*, submission: Submission, by: User) -> None:
    """Check again those newest versions whose check broke down; nothing is done while one is under way."""
    with transaction.atomic():
        paper = lock_paper(submission)
        sent = paper.files.filter(kind__in=CHECKED, removed_at=None).select_related("check_job")
        newest = {(file.kind, file.slot): file for file in sent.order_by("version")}
        for file in newest.values():
            if check_failed(file):
                start_check(file=file, by=by)


def mark_findings_seen(*, submission: Submission, public_id: str, by: User) -> None:
    """Note that an author looked at what the check found about anonymity in the version that stands."""
    with transaction.atomic():
        paper = lock_paper(submission)
        file = current_file(paper_files(paper))
        if file is None or str(file.public_id) != public_id or file.findings_seen_at:
            return
        file.findings_seen_at = timezone.now()
        file.save(update_fields=["findings_seen_at"])
        record_author_act(
            paper,
            by,
            "paper.findings_seen",
            f"Looked at what the check found in version {file.version}",
        )


def why_no_submission_file(submission: Submission, _slot: str = "") -> str:
    """Say why the files that are sent with a submission can't change now, or nothing."""
    if submission.state not in EDITABLE:
        return WHY_NOT[submission.state]
    return season_of(submission.workshop).at_paper(submission).why_closed()


def _require_plausible(submission: Submission, kind: str, slot: str, uploaded: File[bytes]) -> str:
    """Return the key of the file's format, if it can be one of its kind."""
    most = gates.limit_of(kind, submission, slot)
    uploaded.seek(0)
    head = uploaded.read(HEADER_WITHIN)
    name = safe_name(uploaded.name or "", KINDS[kind].formats[0])
    reason = why_not(kind, name=name, size=uploaded.size, head=head, most=most)
    if reason:
        raise Invalid(reason, {"file": [reason]})
    found = format_of(kind, name, head)
    return found.key if found else KINDS[kind].formats[0]


def _same_again(paper: Submission, kind: str, slot: str, checksum: str) -> PaperFile | None:
    newest = newest_file(files_of(paper, kind, slot))
    return newest if newest and newest.sha256 == checksum else None


def _next_version(paper: Submission, kind: str, slot: str) -> int:
    versions = paper.files.filter(kind=kind, slot=slot)
    return int(versions.aggregate(last=Max("version"))["last"] or 0) + 1


def _record_upload(paper: Submission, by: User, file: PaperFile) -> None:
    what = "PDF" if file.kind == PaperFile.Kind.PAPER else KINDS[file.kind].noun
    record_author_act(
        paper,
        by,
        "paper.file_added",
        f"Uploaded version {file.version} of the {what}",
        after={"version": file.version, "sha256": file.sha256, "kind": file.kind},
    )


def _have_checked(file: PaperFile, by: User) -> None:
    check = gates.gate_of(file.kind).check
    if check:
        check(file, by)
        return
    file.check_state = CheckState.DONE
    file.save(update_fields=["check_state"])


def _sha256(uploaded: File[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in uploaded.chunks():
        digest.update(chunk)
    uploaded.seek(0)
    return digest.hexdigest()
