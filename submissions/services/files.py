"""Uploads: each is a version that stays, under its checksum; the check that follows is a job."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from conference.errors import Closed, Invalid
from conference.models import User
from submissions.lifecycle import EDITABLE, WHY_NOT
from submissions.models import PaperFile, Submission
from submissions.selectors.files import check_failed, current_file, newest_file, paper_files
from submissions.selectors.season import season_of
from submissions.services.checks import start_check
from submissions.services.states import lock_paper, record_author_act
from submissions.uploads import HEADER_WITHIN, refusal, safe_name


def add_paper_file(*, submission: Submission, uploaded_file: File[bytes], by: User) -> PaperFile:
    """Keep an upload as the next version and have it checked. The same bytes again are the version that is there.

    Raises Invalid where a look at size and first bytes is enough, Closed where the time is over.
    """
    _require_plausible(uploaded_file)
    checksum = _sha256(uploaded_file)
    with transaction.atomic():
        paper = lock_paper(submission)
        _require_changeable(paper)
        newest = newest_file(paper_files(paper))
        if newest and newest.sha256 == checksum:
            return newest
        last = paper.files.filter(kind=PaperFile.Kind.PAPER).aggregate(last=Max("version"))["last"] or 0
        file = PaperFile.objects.create(
            submission=paper,
            version=last + 1,
            file=uploaded_file,
            original_name=safe_name(uploaded_file.name or ""),
            size=uploaded_file.size,
            sha256=checksum,
            uploaded_by=by,
        )
        record_author_act(
            paper,
            by,
            "paper.file_added",
            f"Uploaded version {file.version} of the PDF",
            after={"version": file.version, "sha256": checksum},
        )
        start_check(file=file, by=by)
    return file


def check_again(*, submission: Submission, by: User) -> None:
    """Check the newest version again after its check broke down; nothing is done while one is under way."""
    with transaction.atomic():
        paper = lock_paper(submission)
        file = newest_file(paper_files(paper))
        if file is not None and check_failed(file):
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


def _require_plausible(uploaded: File[bytes]) -> None:
    uploaded.seek(0)
    head = uploaded.read(HEADER_WITHIN)
    reason = refusal(size=uploaded.size, head=head, most=settings.MAX_UPLOAD_BYTES)
    if reason:
        raise Invalid(reason, {"file": [reason]})


def _require_changeable(paper: Submission) -> None:
    if paper.state not in EDITABLE:
        raise Closed(WHY_NOT[paper.state])
    reason = season_of(paper.workshop).at_paper(paper).why_closed()
    if reason:
        raise Closed(reason)


def _sha256(uploaded: File[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in uploaded.chunks():
        digest.update(chunk)
    uploaded.seek(0)
    return digest.hexdigest()
