"""One paper as one chair may see it: facts, check, files, reviewers, conflicts, history."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.urls import reverse

from conference.errors import NotFound
from conference.models import User, Workshop
from conference.models.people import RoleKind
from conference.prepared import only
from conference.selectors.outbox import HistoryRow, history_row, history_visible_to
from conference.visibility import Viewer
from reviews.models import Assignment, Conflict, Review, Reviewer
from reviews.projections import FOR_REVIEW, answer_files_for_review, files_for_review
from reviews.selectors.chair_findings import Beside, boards_beside, chair_board
from reviews.selectors.conflicts import ConflictRow, conflict_row
from reviews.selectors.papers import ShownState, chair_papers, shown_state
from reviews.selectors.people import committee_members
from reviews.selectors.twins import TwinLine, twins_of
from reviews.sight import Info
from reviews.visibility import PaperRights, papers_visible_to, rights
from submissions.models import CheckState, PaperFile, SubmissionState
from submissions.selectors.answers import ALL_AUDIENCES, AnswerLine, answer_lines
from submissions.selectors.files import current_file
from submissions.selectors.findings import Board
from submissions.uploads import megabytes

if TYPE_CHECKING:
    from reviews.visibility import SeenPaper

LONGEST_HISTORY = 100
BEFORE_DECISION = {ShownState.SUBMITTED, ShownState.UNDER_REVIEW, ShownState.IN_DISCUSSION}


@dataclass(frozen=True)
class AuthorLine:
    """An author, shown only where authors may be known."""

    name: str
    affiliation: str
    email: str


@dataclass(frozen=True)
class FileLine:
    """A version of a file without its name, which is the uploader's; ``url`` is that of the copy that reviewers get."""

    public_id: uuid.UUID
    kind: str
    label: str
    sha256: str
    url: str
    uploaded_at: datetime
    state: str
    state_label: str
    stands: bool


@dataclass(frozen=True)
class ReviewerLine:
    """Someone who reviews the paper or handles it, with the mark under which others know her."""

    pk: int
    name: str
    mark: str
    part: str
    state: str
    state_label: str
    overall: int | None
    note: str
    is_active: bool
    has_conflict: bool
    can_take_back: bool


@dataclass(frozen=True)
class Candidate:
    """Someone who could be assigned, with the papers she has and the most she takes."""

    user_id: int
    label: str


@dataclass(frozen=True)
class ChairPaper:
    """The page of one paper. With ``kept`` all but title, abstract and topics is kept from this chair."""

    number: int
    title: str
    abstract: str
    keywords: str
    track: str
    topics: tuple[str, ...]
    state: ShownState
    kept: bool
    blind: bool
    forced: bool
    decision: str = ""
    submitted_at: datetime | None = None
    published_elsewhere: str = ""
    opt_ins: tuple[str, ...] = ()
    named_by_authors: tuple[str, ...] = ()
    names_kept: bool = False
    authors: tuple[AuthorLine, ...] = ()
    board: Board | None = None
    beside: tuple[Beside, ...] = ()
    can_settle: bool = False
    files: tuple[FileLine, ...] = ()
    reviewers: tuple[ReviewerLine, ...] = ()
    conflicts: tuple[ConflictRow, ...] = ()
    history: tuple[HistoryRow, ...] = ()
    answers: tuple[AnswerLine, ...] = ()
    twins: tuple[TwinLine, ...] = ()
    own_deadline: datetime | None = None
    desk_reason: str = ""
    can_assign: bool = False
    can_desk_reject: bool = False
    can_take_up_again: bool = False
    can_restore: bool = False
    can_extend: bool = False

    @property
    def current_file(self) -> FileLine | None:
        return next((file for file in self.files if file.stands and file.kind == PaperFile.Kind.PAPER), None)


def access_chair_paper(viewer: Viewer, workshop: Workshop, number: int) -> tuple[SeenPaper, PaperRights]:
    """Return a paper of the chairs' table; a chair's own paper is none of hers here."""
    papers = chair_papers(viewer, workshop).filter(number=number)
    paper = only(papers.select_related("track", "workshop"))
    if paper is None:
        raise NotFound
    return paper, rights(paper, viewer, workshop)


def access_paper_to_act(viewer: Viewer, workshop: Workshop, number: int) -> SeenPaper:
    """Return a paper on which this chair may act: not her own, and no conflict with it."""
    paper, found = access_chair_paper(viewer, workshop, number)
    if not found.is_chair_here:
        raise NotFound
    return paper


def chair_paper(
    paper: SeenPaper, found: PaperRights, viewer: Viewer, workshop: Workshop, *, forced: bool = False
) -> ChairPaper:
    """Return the page of a paper; ``forced`` shows its authors to a chair who gave her reason."""
    open_names = found.sees(Info.AUTHOR_IDENTITIES) or (forced and found.may_force(Info.AUTHOR_IDENTITIES))
    shared = {
        **_head(paper, found),
        "forced": forced,
        "authors": _authors(paper, found) if open_names else (),
    }
    if not found.is_chair_here:
        return ChairPaper(**shared)
    kinds = [*FOR_REVIEW, PaperFile.Kind.ANSWER]
    sent = list(paper.files.filter(kind__in=kinds, removed_at=None).order_by("-version"))
    files = [file for file in sent if file.kind == PaperFile.Kind.PAPER]
    named = tuple(line.strip() for line in paper.declared_conflicts.splitlines() if line.strip())
    return ChairPaper(
        **shared,
        submitted_at=paper.submitted_at,
        published_elsewhere=paper.published_elsewhere or ("not said where" if paper.published_before else ""),
        answers=tuple(_answers(paper, workshop.slug)),
        twins=tuple(twins_of(paper, viewer, workshop)),
        own_deadline=paper.deadline_at,
        desk_reason=paper.desk_reason,
        opt_ins=tuple(opt_in.label for opt_in in paper.opt_ins.all()),
        named_by_authors=named if open_names else (),
        names_kept=bool(named) and not open_names,
        board=chair_board(paper, files, viewer, open_names=open_names, forced=forced),
        beside=boards_beside(paper, sent, viewer, open_names=open_names, forced=forced),
        can_settle=current_file(files) is not None,
        files=_files(paper, [file for file in sent if file.kind in FOR_REVIEW], workshop.slug),
        reviewers=tuple(_reviewers(paper, found)),
        conflicts=_conflicts(paper, open_names=open_names),
        history=_history(paper, viewer, workshop),
        **_acts(SubmissionState(paper.state), shared["state"]),
    )


def _head(paper: SeenPaper, found: PaperRights) -> dict[str, Any]:
    """Return what stands on the page of every paper, one's own too."""
    return {
        "number": paper.number,
        "title": paper.title,
        "abstract": paper.abstract,
        "keywords": paper.keywords,
        "track": paper.track.name,
        "topics": tuple(topic.name for topic in paper.topics.all()),
        "state": shown_state(paper.state, found.phase, told=found.knows(Info.DECISION)),
        "kept": not found.is_chair_here,
        "blind": found.may_force(Info.AUTHOR_IDENTITIES),
        "decision": paper.decision.get_outcome_display() if _has_decision(paper, found) else "",
    }


def _acts(state: SubmissionState, shown: ShownState) -> dict[str, Any]:
    """Say what a chair can do with a paper in this state."""
    return {
        "can_assign": state is SubmissionState.SUBMITTED,
        "can_take_up_again": state is SubmissionState.DESK_REJECTED,
        "can_restore": state is SubmissionState.WITHDRAWN,
        "can_extend": state in {SubmissionState.SUBMITTED, SubmissionState.WITHDRAWN},
        "can_desk_reject": shown in BEFORE_DECISION,
    }


def _has_decision(paper: SeenPaper, found: PaperRights) -> bool:
    return found.sees(Info.DECISION) and hasattr(paper, "decision")


def _authors(paper: SeenPaper, found: PaperRights) -> tuple[AuthorLine, ...]:
    addresses = found.sees(Info.AUTHOR_EMAILS)
    return tuple(
        AuthorLine(author.name, author.affiliation, author.email if addresses else "")
        for author in paper.authors.all()
    )


def _answers(paper: SeenPaper, slug: str) -> Iterable[AnswerLine]:
    """Return all answers; a file is to be fetched as the copy that reviewers get, once its check is done."""
    standing = {str(file.public_id) for file in answer_files_for_review(paper, ALL_AUDIENCES)}
    for line in answer_lines(paper):
        if line.file_id not in standing:
            yield line
            continue
        yield replace(line, file_url=reverse("reviews:paper_file", args=[slug, paper.number, line.file_id]))


def _files(paper: SeenPaper, files: list[PaperFile], slug: str) -> tuple[FileLine, ...]:
    standing = {file.pk for file in files_for_review(paper, files)}
    return tuple(
        FileLine(
            public_id=file.public_id,
            kind=file.kind,
            label=f"{file.get_kind_display()}, version {file.version}, {megabytes(file.size)}",
            sha256=file.sha256,
            url=reverse("reviews:paper_file", args=[slug, paper.number, file.public_id])
            if file.pk in standing
            else "",
            uploaded_at=file.uploaded_at,
            state="failed" if file.check_state == CheckState.REFUSED else "done",
            state_label="Stands" if file.pk in standing else file.get_check_state_display(),
            stands=file.pk in standing,
        )
        for file in sorted(files, key=lambda file: FOR_REVIEW.index(file.kind))
    )


def _reviewers(paper: SeenPaper, found: PaperRights) -> Iterable[ReviewerLine]:
    rows = Assignment.objects.filter(submission=paper).select_related("user", "review")
    in_conflict = set(
        Conflict.objects.filter(submission=paper, state=Conflict.State.ACTIVE).values_list(
            "user_id", flat=True
        )
    )
    for row in rows.order_by("-part", "state", "mark"):
        if row.part == Assignment.Part.REVIEWER and not found.sees(Info.REVIEWER_IDENTITIES):
            continue
        review = getattr(row, "review", None)
        state, label, overall = _review_state(row, review)
        active = row.state == Assignment.State.ACTIVE
        yield ReviewerLine(
            pk=row.pk,
            name=row.user.name,
            mark=row.mark,
            part=row.part,
            state=state,
            state_label=label,
            overall=overall,
            note=row.ended_reason,
            is_active=active,
            has_conflict=active and row.user_id in in_conflict,
            can_take_back=active and state != "complete",
        )


def _review_state(row: Assignment, review: Review | None) -> tuple[str, str, int | None]:
    if row.state != Assignment.State.ACTIVE:
        return "declined", row.get_state_display(), None
    if row.part == Assignment.Part.AREA_CHAIR:
        return "accent", "Area chair", None
    if review is None:
        return "not_started", "Not begun", None
    if review.state == Review.State.SUBMITTED:
        return "complete", "Review in", review.overall
    return "in_progress", "Being written", None


def _conflicts(paper: SeenPaper, *, open_names: bool) -> tuple[ConflictRow, ...]:
    rows = Conflict.objects.filter(submission=paper).select_related("user", "submission", "decided_by")
    return tuple(conflict_row(row, open_names=open_names) for row in rows.order_by("user__name", "kind"))


def _history(paper: SeenPaper, viewer: Viewer, workshop: Workshop) -> tuple[HistoryRow, ...]:
    entries, sight = history_visible_to(viewer, workshop)
    found = entries.filter(about=paper.ref).order_by("-at", "-pk")[:LONGEST_HISTORY]
    return tuple(history_row(entry, sight) for entry in found)


def loads(viewer: Viewer, workshop: Workshop) -> dict[int, int]:
    """Return how many live papers each person reviews, as far as this chair may know."""
    seen = papers_visible_to(viewer, workshop, Info.REVIEWER_IDENTITIES)
    counted = (
        Assignment.objects.filter(
            submission__in=seen.values("pk"),
            part=Assignment.Part.REVIEWER,
            state=Assignment.State.ACTIVE,
        )
        .order_by()
        .values_list("user_id")
        .annotate(many=Count("pk"))
    )
    return dict(counted)


def reviewer_candidates(paper: SeenPaper, viewer: Viewer, workshop: Workshop) -> list[Candidate]:
    """Return the reviewers who could take the paper: not on it already, no conflict, those with room first."""
    taken = Assignment.objects.filter(
        submission=paper, part=Assignment.Part.REVIEWER, state=Assignment.State.ACTIVE
    )
    free = (
        Reviewer.objects.filter(
            workshop=workshop, user__roles__workshop=workshop, user__roles__kind=RoleKind.REVIEWER
        )
        .exclude(user__in=taken.values("user"))
        .exclude(user__in=_conflicted(paper))
        .select_related("user")
    )
    many = loads(viewer, workshop)
    ranked = sorted(
        free, key=lambda row: (many.get(row.user_id, 0) >= row.max_load, row.user.name.casefold())
    )
    return [
        Candidate(row.user_id, f"{row.user.name} ({many.get(row.user_id, 0)} of {row.max_load})")
        for row in ranked
    ]


def area_chair_candidates(paper: SeenPaper, workshop: Workshop) -> list[Candidate]:
    """Return the area chairs without a conflict who don't handle the paper yet."""
    handling = Assignment.objects.filter(
        submission=paper, part=Assignment.Part.AREA_CHAIR, state=Assignment.State.ACTIVE
    )
    users = (
        User.objects.filter(roles__workshop=workshop, roles__kind=RoleKind.AREA_CHAIR)
        .exclude(pk__in=handling.values("user"))
        .exclude(pk__in=_conflicted(paper))
    )
    return [Candidate(user.pk, user.name) for user in users.order_by("name")]


def conflict_candidates(paper: SeenPaper, workshop: Workshop) -> list[Candidate]:
    """Return the members of the committee for whom a chair has not set a conflict with the paper."""
    said = Conflict.objects.filter(Q(kind=Conflict.Kind.CHAIR, state=Conflict.State.ACTIVE), submission=paper)
    return [
        Candidate(user.pk, user.name)
        for user in committee_members(workshop).exclude(pk__in=said.values("user"))
    ]


def _conflicted(paper: SeenPaper) -> list[int]:
    active = Conflict.objects.filter(submission=paper, state=Conflict.State.ACTIVE)
    return list(active.values_list("user_id", flat=True))
