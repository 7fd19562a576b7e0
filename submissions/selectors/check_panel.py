"""What an author reads of her PDF: where the check stands, what it found, which version counts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from submissions.findings import CheckSummary
from submissions.kinds import FORMATS
from submissions.models import CheckState, PaperFile, Submission, SubmissionState
from submissions.selectors.files import (
    check_failed,
    current_file,
    files_of,
    is_being_checked,
    newest_file,
    paper_files,
)
from submissions.selectors.findings import summary_of
from submissions.uploads import megabytes


class PanelState(StrEnum):
    NONE = "none"
    WAITING = "waiting"
    FAILED = "failed"
    REFUSED = "refused"
    GOOD = "good"


@dataclass(frozen=True)
class FileVersion:
    """A version as a row of the page."""

    version: int
    name: str
    size: str
    uploaded_by: str
    file: PaperFile
    stands: bool
    state: str

    @property
    def format(self) -> str:
        return FORMATS[self.file.format].label if self.file.format in FORMATS else ""

    @property
    def label(self) -> str:
        return f"{self.version}, {self.size}"


@dataclass(frozen=True)
class Attachment:
    """A file sent beside the paper: its newest version, what the check found of it, in words."""

    kind: str
    label: str
    newest: FileVersion
    findings: int
    errors: tuple[str, ...]


@dataclass(frozen=True)
class CheckPanel:
    """``stands`` is the version that counts while the newest one does not; ``tick`` names the version to be ticked."""

    state: PanelState
    versions: tuple[FileVersion, ...] = ()
    summary: CheckSummary | None = None
    stands: int | None = None
    tick: str = ""
    seen: bool = False
    asked: bool = False
    attachments: tuple[Attachment, ...] = ()

    @property
    def is_waiting(self) -> bool:
        """Say whether a check is under way, of the paper or of what is sent beside it."""
        return PanelState.WAITING in {self.state, *(one.newest.state for one in self.attachments)}

    @property
    def newest(self) -> FileVersion | None:
        return self.versions[0] if self.versions else None


def check_panel(paper: Submission, files: list[PaperFile] | None = None) -> CheckPanel:
    """Return the panel of one paper; its versions are read in one query where they are not given."""
    versions = paper_files(paper) if files is None else files
    newest = newest_file(versions)
    beside = attachments_of(paper) if files is None else ()
    if newest is None:
        return CheckPanel(PanelState.NONE, attachments=beside)
    current = current_file(versions)
    state = _state(newest)
    ticking = state is PanelState.GOOD and bool(newest.report.get("leaks"))
    return CheckPanel(
        state=state,
        versions=tuple(_version(file, current) for file in versions),
        summary=summary_of(newest),
        stands=current.version if current and current.pk != newest.pk else None,
        tick=str(newest.public_id) if ticking else "",
        seen=newest.findings_seen_at is not None,
        asked=paper.submit_asked_at is not None and paper.state == SubmissionState.DRAFT,
        attachments=beside,
    )


def attachments_of(paper: Submission) -> tuple[Attachment, ...]:
    """Return what is sent beside the paper and not taken out, in two queries."""
    found = []
    for kind in (PaperFile.Kind.SUPPLEMENT, PaperFile.Kind.CODE):
        versions = files_of(paper, kind)
        if versions:
            summary = summary_of(versions[0])
            found.append(
                Attachment(
                    kind=kind.value,
                    label=str(kind.label),
                    newest=_version(versions[0], current_file(versions)),
                    findings=len(summary.findings) if summary else 0,
                    errors=summary.errors if summary else (),
                )
            )
    return tuple(found)


def _state(newest: PaperFile) -> PanelState:
    if check_failed(newest):
        return PanelState.FAILED
    if is_being_checked(newest):
        return PanelState.WAITING
    return PanelState.REFUSED if newest.check_state == CheckState.REFUSED else PanelState.GOOD


def _version(file: PaperFile, current: PaperFile | None) -> FileVersion:
    return FileVersion(
        version=file.version,
        name=file.original_name,
        size=megabytes(file.size),
        uploaded_by=file.uploaded_by.name if file.uploaded_by else "",
        file=file,
        stands=current is not None and current.pk == file.pk,
        state=_state(file),
    )
