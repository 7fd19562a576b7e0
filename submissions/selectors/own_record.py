"""A paper of one's own as plain values: what programs read, and what a form of its fields begins with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from conference.models import OptIn, Topic, Track, Workshop
from submissions.lifecycle import EDITABLE, WHY_NOT
from submissions.models import FormField, PaperFile, Stage, Submission
from submissions.readiness import Gap
from submissions.selectors.answers import fields_for, values_of
from submissions.selectors.findings import Card, cards_of, summary_of
from submissions.selectors.paper_page import FileRow, file_rows
from submissions.selectors.readiness import gaps_of
from submissions.selectors.season import open_tracks, season_of

PLAIN = (
    "number", "version", "state", "submitted_at", "submit_asked_at", "title", "abstract", "keywords",
    "published_before", "published_elsewhere", "declared_conflicts",
)  # fmt: skip


@dataclass(frozen=True)
class TrackForm:
    """A track with what it asks."""

    track: Track
    takes_papers: bool
    until: datetime | None
    opt_ins: tuple[OptIn, ...]
    questions: tuple[FormField, ...]


@dataclass(frozen=True)
class WholeForm:
    tracks: tuple[TrackForm, ...]
    topics: tuple[Topic, ...]


@dataclass(frozen=True)
class OwnReport:
    """What the check of a file found, for one of its authors."""

    public_id: Any
    version: int
    check_state: str
    checked_at: datetime | None
    findings_seen_at: datetime | None
    findings: tuple[Card, ...]
    report: dict[str, Any]


def submission_form(workshop: Workshop) -> WholeForm:
    """Return what a paper of each open track can say of itself."""
    season = season_of(workshop)
    tracks = [season.at_track(track) for track in open_tracks(workshop)]
    return WholeForm(
        tracks=tuple(
            TrackForm(
                track=own.track,
                takes_papers=own.takes_new,
                until=own.at,
                opt_ins=tuple(own.track.opt_ins.all()),
                questions=tuple(fields_for(own.track, Stage.SUBMISSION)),
            )
            for own in tracks
            if own.track
        ),
        topics=tuple(workshop.topics.all()),
    )


def own_record(paper: Submission) -> dict[str, Any]:
    """Return everything that one of its authors can read and write of a paper."""
    return {
        **{name: getattr(paper, name) for name in PLAIN},
        "why_closed": why_closed(paper),
        "track": paper.track_id,
        "topics": list(paper.topics.values_list("pk", flat=True)),
        "opt_ins": list(paper.opt_ins.values_list("pk", flat=True)),
        "authors": list(paper.authors.all()),
        "answers": {str(key): value for key, value in values_of(paper, Stage.SUBMISSION).items()},
        "files": file_rows(paper),
        "missing": _missing(paper),
    }


def why_closed(paper: Submission) -> str:
    """Say why a paper can't change now, or nothing."""
    if paper.state not in EDITABLE:
        return WHY_NOT[paper.state]
    return season_of(paper.workshop).at_paper(paper).why_closed()


def own_file_row(paper: Submission, file: PaperFile) -> FileRow:
    """Return a version of a file as the list of files has it."""
    return next(row for row in file_rows(paper) if row.public_id == file.public_id)


def own_report(file: PaperFile) -> OwnReport:
    """Return what the check found of a file."""
    summary = summary_of(file)
    return OwnReport(
        public_id=file.public_id,
        version=file.version,
        check_state=file.check_state,
        checked_at=file.checked_at,
        findings_seen_at=file.findings_seen_at,
        findings=cards_of(file.submission, summary) if summary else (),
        report=file.report or {},
    )


def _missing(paper: Submission) -> list[Gap]:
    return gaps_of(paper, checking_counts=False) if paper.state in EDITABLE else []
