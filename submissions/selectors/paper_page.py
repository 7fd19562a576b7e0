"""The authors' page of one paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from conference.models import AuditEntry, OptIn, Topic
from conference.visibility import Viewer
from submissions.history import entries_for_authors
from submissions.lifecycle import EDITABLE
from submissions.models import Author, Stage, Submission, SubmissionState, Twin
from submissions.selectors.answers import AnswerLine, answer_lines
from submissions.selectors.check_panel import CheckPanel, check_panel
from submissions.selectors.season import Season
from submissions.visibility import own_papers


@dataclass(frozen=True)
class HistoryRow:
    """An entry of the history as authors read it: others than authors act without a name."""

    at: datetime
    who: str
    text: str


@dataclass(frozen=True)
class OwnTwin:
    """Another paper of the viewer's own that looks like this one."""

    title: str
    url: str


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
    return PaperPage(
        paper=paper,
        title=paper.title or "Untitled draft",
        authors=tuple(paper.authors.all()),
        topics=tuple(paper.topics.all()),
        opt_ins=tuple(paper.opt_ins.all()),
        check=check_panel(paper),
        history=tuple(_row(entry) for entry in entries_for_authors(paper)),
        season=own_season,
        why_closed=own_season.why_closed(),
        answers=tuple(answer_lines(paper, stages=[Stage.SUBMISSION])),
        twins=tuple(own_twins(paper, viewer)),
    )


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
