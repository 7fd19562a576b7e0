"""The authors' page of one paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from conference.models import AuditEntry, OptIn, Topic
from conference.visibility import Viewer
from submissions import panels
from submissions.findings import changes
from submissions.history import entries_for_authors
from submissions.kinds import FORMATS
from submissions.lifecycle import EDITABLE
from submissions.models import Author, CheckState, PaperFile, Stage, Submission, SubmissionState, Twin
from submissions.panels import Told
from submissions.selectors.answers import AnswerLine, answer_lines
from submissions.selectors.check_panel import CheckPanel, check_panel
from submissions.selectors.files import all_files, check_failed, current_file, is_being_checked
from submissions.selectors.findings import NOTHING_SAID, Said, said_of, summary_of
from submissions.selectors.papers import own_state
from submissions.selectors.season import Season
from submissions.standings import Tally
from submissions.uploads import megabytes
from submissions.visibility import own_papers


@dataclass(frozen=True)
class HistoryRow:
    """An entry of the history as authors read it: others than authors act without a name."""

    at: datetime
    who: str
    text: str


@dataclass(frozen=True)
class FileRow:
    """A version of a file, whatever its kind; ``changed`` is what is different from the check of the one before."""

    public_id: UUID
    kind: str
    kind_label: str
    format: str
    version: int
    name: str
    size: str
    sha256: str
    uploaded_at: datetime
    uploaded_by: str
    state: str
    findings: Tally
    changed: str
    url: str
    findings_url: str


@dataclass(frozen=True)
class OwnTwin:
    """Another paper of the viewer's own that looks like this one."""

    title: str
    url: str


@dataclass(frozen=True)
class PaperPage:
    """What the page shows; ``why_closed`` says why nothing can be changed, or is empty."""

    paper: Submission
    told: Told
    title: str
    authors: tuple[Author, ...]
    topics: tuple[Topic, ...]
    opt_ins: tuple[OptIn, ...]
    check: CheckPanel
    files: tuple[FileRow, ...]
    history: tuple[HistoryRow, ...]
    season: Season
    why_closed: str
    answers: tuple[AnswerLine, ...] = ()
    twins: tuple[OwnTwin, ...] = ()

    @property
    def can_edit(self) -> bool:
        return self.paper.state in EDITABLE and not self.why_closed

    @property
    def can_withdraw(self) -> bool:
        submitted = self.paper.state == SubmissionState.SUBMITTED
        return submitted and self.paper.workshop.decisions_released_at is None

    @property
    def can_restore(self) -> bool:
        return self.paper.state == SubmissionState.WITHDRAWN and not self.why_closed

    @property
    def can_ask_authors(self) -> bool:
        """Say whether there are co-authors whom a mail can ask to confirm."""
        waiting = [one for one in self.authors if one.email and one.standing == Author.Standing.WAITING]
        return self.paper.state in EDITABLE and bool(waiting)

    @property
    def is_draft(self) -> bool:
        return self.paper.state == SubmissionState.DRAFT


def paper_page(paper: Submission, season: Season, viewer: Viewer) -> PaperPage:
    """Return the page of one paper for one of its authors, the viewer."""
    own_season = season.at_paper(paper)
    files = all_files(paper)
    said = _said(paper)
    return PaperPage(
        paper=paper,
        told=panels.told(viewer, paper.workshop).get(paper.pk) or own_state(paper),
        title=paper.title or "Untitled draft",
        authors=tuple(paper.authors.all()),
        topics=tuple(paper.topics.all()),
        opt_ins=tuple(paper.opt_ins.all()),
        check=check_panel(paper, files, said),
        files=_file_rows(paper, files, said),
        history=tuple(_row(entry) for entry in entries_for_authors(paper)),
        season=own_season,
        why_closed=own_season.why_closed(),
        answers=tuple(_with_url(paper, line) for line in answer_lines(paper, stages=[Stage.SUBMISSION])),
        twins=tuple(own_twins(paper, viewer)),
    )


def _with_url(paper: Submission, line: AnswerLine) -> AnswerLine:
    if not line.is_file:
        return line
    where = [paper.workshop.slug, paper.number, line.file_id]
    return replace(line, file_url=reverse("submissions:file", args=where))


def file_rows(paper: Submission) -> tuple[FileRow, ...]:
    """Return all versions of all files, those taken out too: by kind, the newest first, in three queries."""
    return _file_rows(paper, all_files(paper), _said(paper))


def _said(paper: Submission) -> Said:
    return said_of(Q(submission=paper)).get(paper.pk, NOTHING_SAID)


def _file_rows(paper: Submission, files: list[PaperFile], said: Said) -> tuple[FileRow, ...]:
    kinds = list(PaperFile.Kind.values)
    in_order = sorted(files, key=lambda file: (kinds.index(file.kind), file.slot, -file.version))
    return tuple(_file_row(paper, file, in_order, said) for file in in_order)


def _file_row(paper: Submission, file: PaperFile, files: list[PaperFile], said: Said) -> FileRow:
    others = [other for other in files if (other.kind, other.slot) == (file.kind, file.slot)]
    standing = current_file(other for other in others if not other.removed_at)
    summary = summary_of(file)
    where = [paper.workshop.slug, paper.number]
    return FileRow(
        public_id=file.public_id,
        kind=file.kind,
        kind_label=file.get_kind_display(),
        format=FORMATS[file.format].label if file.format in FORMATS else "",
        version=file.version,
        name=file.original_name,
        size=megabytes(file.size),
        sha256=file.sha256,
        uploaded_at=file.uploaded_at,
        uploaded_by=file.uploaded_by.name if file.uploaded_by else "",
        state=_file_state(file, stands=standing is not None and standing.pk == file.pk),
        findings=said.tally(summary.all_findings if summary else ()),
        changed=_changed(file, others),
        url=reverse("submissions:file", args=[*where, file.public_id]),
        findings_url=f"{reverse('submissions:findings', args=where)}?kind={file.kind}&slot={file.slot}&version={file.version}"
        if summary and not file.removed_at
        else "",
    )


def _file_state(file: PaperFile, *, stands: bool) -> str:
    if file.removed_at:
        return "removed"
    if check_failed(file):
        return "failed"
    if is_being_checked(file):
        return "waiting"
    if file.check_state == CheckState.REFUSED:
        return "refused"
    return "stands" if stands else "replaced"


def _changed(file: PaperFile, others: list[PaperFile]) -> str:
    earlier = [other for other in others if other.version < file.version and other.report]
    before = summary_of(max(earlier, key=lambda other: other.version)) if earlier else None
    now = summary_of(file)
    if before is None or now is None:
        return ""
    found = changes(before, now)
    words = [f"{len(some)} {word}" for some, word in ((found.gone, "gone"), (found.new, "new")) if some]
    return ", ".join(words)


def own_twins(paper: Submission, viewer: Viewer) -> list[OwnTwin]:
    """Return those papers that look like this one and are the viewer's own too; of others' papers she learns nothing."""
    pairs = Twin.objects.filter(Q(submission=paper) | Q(other=paper)).values_list("submission_id", "other_id")
    others = {pk for pair in pairs for pk in pair} - {paper.pk}
    found = own_papers(viewer).filter(pk__in=others).select_related("workshop").order_by("pk")
    return [
        OwnTwin(
            f"{other.workshop.acronym} #{other.number}: {other.title}",
            reverse("submissions:paper", args=[other.workshop.slug, other.number]),
        )
        for other in found
    ]


def _row(entry: AuditEntry) -> HistoryRow:
    if entry.actor_part == "author":
        who = entry.actor.name if entry.actor else ""
    else:
        who = "The chairs" if entry.actor_id else ""
    return HistoryRow(entry.at, who, entry.text)
