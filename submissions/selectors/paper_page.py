"""The authors' page of one paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from conference.models import AuditEntry, OptIn, Topic
from submissions.history import entries_for_authors
from submissions.lifecycle import EDITABLE
from submissions.models import Author, Submission, SubmissionState
from submissions.selectors.check_panel import CheckPanel, check_panel
from submissions.selectors.season import Season


@dataclass(frozen=True)
class HistoryRow:
    """An entry of the history as authors read it: others than authors act without a name."""

    at: datetime
    who: str
    text: str


@dataclass(frozen=True)
class PaperPage:
    """What the page shows; ``why_closed`` says why nothing can be changed, or is empty."""

    paper: Submission
    title: str
    authors: tuple[Author, ...]
    topics: tuple[Topic, ...]
    opt_ins: tuple[OptIn, ...]
    check: CheckPanel
    history: tuple[HistoryRow, ...]
    season: Season
    why_closed: str

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
    def is_draft(self) -> bool:
        return self.paper.state == SubmissionState.DRAFT


def paper_page(paper: Submission, season: Season) -> PaperPage:
    """Return the page of one paper for one of its authors."""
    return PaperPage(
        paper=paper,
        title=paper.title or "Untitled draft",
        authors=tuple(paper.authors.all()),
        topics=tuple(paper.topics.all()),
        opt_ins=tuple(paper.opt_ins.all()),
        check=check_panel(paper),
        history=tuple(_row(entry) for entry in entries_for_authors(paper)),
        season=season,
        why_closed=season.why_closed(paper.track),
    )


def _row(entry: AuditEntry) -> HistoryRow:
    if entry.actor_part == "author":
        who = entry.actor.name if entry.actor else ""
    else:
        who = "The chairs" if entry.actor_id else ""
    return HistoryRow(entry.at, who, entry.text)
