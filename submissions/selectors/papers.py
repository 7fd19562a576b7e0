"""An author's papers: the list, and what is to be done with each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from conference.models import Workshop
from conference.visibility import Viewer
from submissions import panels
from submissions.lifecycle import EDITABLE
from submissions.models import PaperFile, Submission, SubmissionState
from submissions.selectors.check_panel import PanelState, panel_of
from submissions.selectors.season import Season
from submissions.visibility import own_papers


@dataclass(frozen=True)
class OwnPaper:
    """One of a person's papers as a row of her list; ``check`` and ``todo`` are words, ``tone`` that of the check."""

    number: int
    title: str
    track: str
    authors: str
    state: str
    state_label: str
    check: str
    tone: str
    todo: str
    url: str
    edit_url: str
    updated_at: datetime


CHECK_WORDS = {
    PanelState.NONE: ("No PDF yet", "warn"),
    PanelState.WAITING: ("PDF being checked", "accent"),
    PanelState.FAILED: ("PDF not checked", "error"),
    PanelState.REFUSED: ("PDF can’t be taken", "error"),
    PanelState.GOOD: ("PDF checked", "ok"),
}


def with_files(papers: QuerySet[Submission]) -> QuerySet[Submission]:
    """Load with each paper what its row needs, in a fixed number of queries."""
    files = PaperFile.objects.filter(kind=PaperFile.Kind.PAPER).select_related("check_job", "uploaded_by")
    return papers.select_related("track", "workshop").prefetch_related(
        "authors", Prefetch("files", queryset=files, to_attr="paper_versions")
    )


def own_rows(viewer: Viewer, workshop: Workshop, season: Season) -> list[OwnPaper]:
    """Return the viewer's papers in one workshop."""
    papers = with_files(own_papers(viewer).filter(workshop=workshop)).order_by("number")
    told = panels.told(viewer, workshop)
    return [_row(paper, season, told.get(paper.pk) or own_state(paper)) for paper in papers]


def own_state(paper: Submission) -> panels.Told:
    """Return the state of a paper of which no more is told."""
    return panels.Told(paper.state, paper.get_state_display())


def _row(paper: Submission, season: Season, told: panels.Told) -> OwnPaper:
    panel = panel_of(paper, paper.paper_versions)  # type: ignore[attr-defined]
    words, tone = CHECK_WORDS[panel.state]
    where = [paper.workshop.slug, paper.number]
    return OwnPaper(
        number=paper.number,
        title=paper.title or "Untitled draft",
        track=paper.track.name,
        authors=", ".join(author.name for author in paper.authors.all()),
        state=told.state,
        state_label=told.label,
        check=words if paper.state in EDITABLE else "",
        tone=tone,
        todo=_todo(paper, season, panel.state),
        url=reverse("submissions:paper", args=where),
        edit_url=reverse("submissions:edit", args=where) if _is_open(paper, season) else "",
        updated_at=paper.updated_at,
    )


def _is_open(paper: Submission, season: Season) -> bool:
    return paper.state in EDITABLE and not season.at_paper(paper).why_closed()


NEXT_STEP = {
    PanelState.NONE: "Upload the PDF",
    PanelState.REFUSED: "Upload a corrected PDF",
    PanelState.FAILED: "Have the PDF checked again",
}


def _todo(paper: Submission, season: Season, check: PanelState) -> str:
    draft = paper.state == SubmissionState.DRAFT
    if not _is_open(paper, season):
        return "Was not submitted in time" if draft else ""
    if check in NEXT_STEP:
        return NEXT_STEP[check]
    if draft and paper.submit_asked_at:
        return "Will be submitted when the check is done"
    return "Submit" if draft else ""
