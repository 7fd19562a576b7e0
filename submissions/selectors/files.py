"""Which version of a paper's PDF counts, and where its check stands."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from conference.models import Track
from submissions.models import Author, CheckState, PaperFile, Submission
from submissions.pdfcheck import Counts
from submissions.readiness import FileState

StandingFiles = dict[tuple[str, str], list[PaperFile]]
"""The versions of each kind and slot, the newest first."""


def paper_files(submission: Submission) -> list[PaperFile]:
    """Return the versions of the PDF, the newest first, with the jobs that check them."""
    return files_of(submission, PaperFile.Kind.PAPER)


def files_of(submission: Submission, kind: str, slot: str = "") -> list[PaperFile]:
    """Return the versions of a kind of file that were not taken out, the newest first, with the jobs that check them."""
    found = submission.files.filter(kind=kind, slot=slot, removed_at=None)
    return list(found.select_related("check_job", "uploaded_by"))


def all_files(submission: Submission) -> list[PaperFile]:
    """Return all versions of all files, those taken out too, the newest first, in one query."""
    return list(submission.files.select_related("check_job", "uploaded_by"))


def standing_files(files: Iterable[PaperFile]) -> StandingFiles:
    """Return those versions that were not taken out by kind and slot, in the order given."""
    found: StandingFiles = {}
    for file in files:
        if file.removed_at is None:
            found.setdefault((file.kind, file.slot), []).append(file)
    return found


def current_file(files: Iterable[PaperFile]) -> PaperFile | None:
    """Return the version that stands as the paper: the highest that was checked and not refused."""
    good = [file for file in files if file.check_state == CheckState.DONE]
    return max(good, key=lambda file: file.version, default=None)


def newest_file(files: Iterable[PaperFile]) -> PaperFile | None:
    """Return the version that was uploaded last, whatever the check said."""
    return max(files, key=lambda file: file.version, default=None)


def is_being_checked(file: PaperFile) -> bool:
    """Say whether a check of this version is under way, the first one or a later one."""
    return not check_failed(file) and (
        file.check_state == CheckState.WAITING or (file.check_job is not None and not file.check_job.is_over)
    )


def check_failed(file: PaperFile) -> bool:
    """Say whether the check itself broke down, which tells nothing about the file."""
    job = file.check_job
    return file.check_state == CheckState.WAITING and job is not None and job.is_over


def file_state(files: list[PaperFile]) -> FileState:
    """Return how the PDF stands toward submitting: a version still being checked is waited for."""
    newest = newest_file(files)
    if newest is None:
        return FileState.MISSING
    if newest.check_state == CheckState.WAITING or is_being_checked(newest):
        return FileState.WAITING
    return FileState.GOOD if current_file(files) else FileState.REFUSED


def counted_parts(track: Track) -> Counts:
    """Return what counts toward a track's page limit besides the main text."""
    return Counts(
        references=track.references_count,
        appendix=track.appendix_counts,
        acknowledgements=track.acknowledgements_count,
        impact_statement=track.impact_statement_count,
    )


def check_basis(submission: Submission) -> dict[str, Any]:
    """Return what a check depends on beside the file: the track's limit and a fingerprint of the authors."""
    track = submission.track
    people = [
        f"{author.name}|{author.email.lower()}|{author.affiliation}|{author.orcid}"
        for author in Author.objects.filter(submission=submission)
    ]
    optional = {
        "acknowledgements": track.acknowledgements_count,
        "impact_statement": track.impact_statement_count,
        "style": track.profile.numbers if track.profile else track.style,
    }
    return {
        "page_limit": track.page_limit,
        "references": track.references_count,
        "appendix": track.appendix_counts,
        **{name: value for name, value in optional.items() if value},
        "people": hashlib.sha256("\n".join(sorted(people)).encode()).hexdigest(),
    }
