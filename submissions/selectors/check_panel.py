"""What an author reads of her PDF: where the check stands, what it found, which version counts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q

from submissions.findings import CheckSummary
from submissions.kinds import FORMATS
from submissions.models import CheckState, PaperFile, Stage, Submission, SubmissionState
from submissions.selectors.answer_files import PREFIX, file_questions, slot_of
from submissions.selectors.files import (
    StandingFiles,
    all_files,
    check_failed,
    current_file,
    is_being_checked,
    newest_file,
    standing_files,
)
from submissions.selectors.findings import NOTHING_SAID, Card, Said, said_of, summary_of
from submissions.standings import Standing, Tally
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
    slot: str
    label: str
    newest: FileVersion
    findings: Tally
    errors: tuple[str, ...]
    looked: str = ""

    @property
    def remove(self) -> str:
        """Name it on the button that takes it out."""
        return f"{PREFIX}{self.slot}" if self.slot else self.kind


@dataclass(frozen=True)
class CheckPanel:
    """``stands`` is the version that counts while the newest one does not; ``tick`` names the version to be ticked.

    ``cards`` are the findings on anonymity with what was said of them.
    """

    state: PanelState
    versions: tuple[FileVersion, ...] = ()
    summary: CheckSummary | None = None
    stands: int | None = None
    tick: str = ""
    seen: bool = False
    asked: bool = False
    attachments: tuple[Attachment, ...] = ()
    cards: tuple[Card, ...] = ()

    @property
    def tally(self) -> Tally:
        """How many of the places that may tell the authors stand where."""
        return Tally.of(card.standing for card in self.cards)

    @property
    def is_waiting(self) -> bool:
        """Say whether a check is under way, of the paper or of what is sent beside it."""
        return PanelState.WAITING in {self.state, *(one.newest.state for one in self.attachments)}

    @property
    def newest(self) -> FileVersion | None:
        return self.versions[0] if self.versions else None


def check_panel(
    paper: Submission, every: list[PaperFile] | None = None, said: Said | None = None
) -> CheckPanel:
    """Return the panel of one paper and what is sent beside it; all its files and what was said of them, if read before."""
    files = standing_files(all_files(paper) if every is None else every)
    if said is None:
        said = said_of(Q(submission=paper)).get(paper.pk, NOTHING_SAID) if files else NOTHING_SAID
    return panel_of(
        paper, files.get((PaperFile.Kind.PAPER, ""), []), said, attachments_of(paper, files, said)
    )


def panel_of(
    paper: Submission,
    versions: list[PaperFile],
    said: Said = NOTHING_SAID,
    beside: tuple[Attachment, ...] = (),
) -> CheckPanel:
    """Return the panel of what was read before: versions of the paper, what was said of their findings, the files beside it."""
    newest = newest_file(versions)
    if newest is None:
        return CheckPanel(PanelState.NONE, attachments=beside)
    current = current_file(versions)
    state = _state(newest)
    summary = summary_of(newest)
    cards = tuple(said.card(finding) for finding in summary.findings) if summary else ()
    seen = newest.findings_seen_at is not None
    ticking = state is PanelState.GOOD and any(seen or card.standing is Standing.OPEN for card in cards)
    return CheckPanel(
        state=state,
        versions=tuple(_version(file, current) for file in versions),
        summary=summary,
        stands=current.version if current and current.pk != newest.pk else None,
        tick=str(newest.public_id) if ticking else "",
        seen=seen,
        asked=paper.submit_asked_at is not None and paper.state == SubmissionState.DRAFT,
        attachments=beside,
        cards=cards,
    )


def attachments_of(paper: Submission, files: StandingFiles, said: Said) -> tuple[Attachment, ...]:
    """Return what is sent beside the paper and not taken out: supplements, code, answers to questions."""
    found = []
    places = [(kind, "", str(kind.label)) for kind in (PaperFile.Kind.SUPPLEMENT, PaperFile.Kind.CODE)]
    places += [
        (PaperFile.Kind.ANSWER, slot_of(field), field.label)
        for field in file_questions(paper, Stage.SUBMISSION)
    ]
    for kind, slot, label in places:
        versions = files.get((kind, slot), [])
        if versions:
            summary = summary_of(versions[0])
            found.append(
                Attachment(
                    kind=kind.value,
                    slot=slot,
                    label=label,
                    newest=_version(versions[0], current_file(versions)),
                    findings=said.tally(summary.findings if summary else ()),
                    errors=summary.errors if summary else (),
                    looked=summary.looked if summary else "",
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
