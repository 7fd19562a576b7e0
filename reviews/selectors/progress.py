"""How far the reviews are, for chairs: paper by paper and person by person.

Papers with which the chair has a conflict are in none of it, not even in a count.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch
from django.utils import timezone

from conference.deadlines import is_past
from conference.models import User, Workshop
from conference.visibility import Viewer
from reviews.models import Assignment, Review, Reviewer
from reviews.projections import thin_review
from reviews.selectors.deadline import Deadline, review_deadline
from reviews.selectors.review_forms import WITH_ANSWERS
from reviews.sight import Info
from reviews.visibility import SeenPaper, papers_visible_to
from submissions.models import SubmissionState

OPEN = "open"
LABELS = {OPEN: "Not begun", Review.State.DRAFT: "Draft", Review.State.SUBMITTED: "In"}


@dataclass(frozen=True)
class PaperMark:
    """One review of a paper: who writes it and where it stands (open, draft, submitted)."""

    mark: str
    reviewer: str
    state: str
    overall: int | None
    is_late: bool

    @property
    def state_label(self) -> str:
        return "Late" if self.is_late else LABELS[self.state]

    @property
    def status(self) -> str:
        """The word by which the look colours the state."""
        return (
            "late"
            if self.is_late
            else {OPEN: "not_started", Review.State.SUBMITTED: "done"}.get(self.state, "draft")
        )


@dataclass(frozen=True)
class PaperProgress:
    """A paper with its reviews; ``short`` is how many reviewers it lacks."""

    number: int
    title: str
    track: str
    marks: tuple[PaperMark, ...]
    reviews_in: int
    short: int
    is_released: bool

    @property
    def asked(self) -> int:
        return len(self.marks)

    @property
    def missing(self) -> int:
        return self.asked - self.reviews_in


@dataclass(frozen=True)
class PersonProgress:
    """A reviewer's load among the papers that the chair may see."""

    user_id: int
    name: str
    email: str
    load: int
    most: int | None
    done: int
    drafts: int
    late: int
    thin: int = 0
    rating: float | None = None

    @property
    def missing(self) -> int:
        return self.load - self.done

    @property
    def late_label(self) -> str:
        return f"{self.late} late"


@dataclass(frozen=True)
class GivenBack:
    """A paper that its reviewer gave back, and why."""

    number: int
    title: str
    reviewer: str
    reason: str


@dataclass(frozen=True)
class Progress:
    """The whole page; every figure counts only papers that the chair may see."""

    deadline: Deadline
    papers: list[PaperProgress]
    people: list[PersonProgress]
    given_back: list[GivenBack]
    discussion: str

    @property
    def asked_note(self) -> str:
        return f"of {self.asked}"

    @cached_property
    def asked(self) -> int:
        return sum(row.asked for row in self.papers)

    @cached_property
    def reviews_in(self) -> int:
        return sum(row.reviews_in for row in self.papers)

    @cached_property
    def late(self) -> int:
        return sum(mark.is_late for row in self.papers for mark in row.marks)

    @cached_property
    def short(self) -> int:
        return sum(row.short > 0 for row in self.papers)

    def people_sorted(self, sort: str) -> list[PersonProgress]:
        keys = {
            "name": lambda row: row.name.casefold(),
            "load": lambda row: row.load,
            "done": lambda row: row.done,
            "missing": lambda row: row.missing,
            "thin": lambda row: row.thin,
            "rating": lambda row: row.rating or 0,
        }
        key = keys.get(sort.removeprefix("-"), keys["name"])
        return sorted(self.people, key=key, reverse=sort.startswith("-"))


def progress(viewer: Viewer, workshop: Workshop) -> Progress:
    """Return where all reviews stand; the number of queries is fixed."""
    deadline = review_deadline(workshop)
    papers = list(_papers(viewer, workshop))
    return Progress(
        deadline=deadline,
        papers=[_paper_row(paper, workshop, deadline) for paper in papers],
        people=_people(papers, workshop, deadline),
        given_back=[_given_back(paper, row) for paper in papers for row in _rows(paper, "declined")],
        discussion="open" if workshop.discussion_opened_at else "not open",
    )


def _papers(viewer: Viewer, workshop: Workshop) -> Iterable[SeenPaper]:
    assignments = (
        Assignment.objects.filter(part=Assignment.Part.REVIEWER)
        .exclude(state=Assignment.State.REMOVED)
        .select_related("user", "review__form", "round")
        .prefetch_related(*(f"review__{name}" for name in WITH_ANSWERS))
        .order_by("mark")
    )
    return (
        papers_visible_to(viewer, workshop, Info.BIDS_AND_AFFINITY)
        .filter(state=SubmissionState.SUBMITTED)
        .select_related("track", "decision")
        .prefetch_related(Prefetch("assignments", queryset=assignments))
    )


def _rows(paper: SeenPaper, state: str = "active") -> list[Assignment]:
    return [row for row in paper.assignments.all() if row.state == state]


def _state(row: Assignment) -> str:
    return str(row.review.state) if hasattr(row, "review") else OPEN


def _is_in(row: Assignment) -> bool:
    return _state(row) == Review.State.SUBMITTED


def _is_released(paper: SeenPaper) -> bool:
    return hasattr(paper, "decision") and paper.decision.released_at is not None


def _is_late(paper: SeenPaper, row: Assignment, usual: Deadline) -> bool:
    over = is_past(row.round.due_at, timezone.now()) if row.round else usual.is_past
    return over and not _is_in(row) and not _is_released(paper)


def _paper_row(paper: SeenPaper, workshop: Workshop, usual: Deadline) -> PaperProgress:
    rows = _rows(paper)
    marks = tuple(
        PaperMark(
            mark=row.mark,
            reviewer=row.user.name,
            state=_state(row),
            overall=row.review.overall if _is_in(row) else None,
            is_late=_is_late(paper, row, usual),
        )
        for row in rows
    )
    return PaperProgress(
        number=paper.number,
        title=paper.title,
        track=paper.track.name,
        marks=marks,
        reviews_in=sum(_is_in(row) for row in rows),
        short=max(0, workshop.reviews_per_paper - len(rows)),
        is_released=_is_released(paper),
    )


def _people(papers: list[SeenPaper], workshop: Workshop, usual: Deadline) -> list[PersonProgress]:
    most = dict(Reviewer.objects.filter(workshop=workshop).values_list("user_id", "max_load"))
    by_user: dict[User, list[tuple[SeenPaper, Assignment]]] = {}
    for paper in papers:
        for row in _rows(paper):
            by_user.setdefault(row.user, []).append((paper, row))
    return [
        PersonProgress(
            user_id=user.pk,
            name=user.name,
            email=user.email,
            load=len(rows),
            most=most.get(user.pk),
            done=sum(_is_in(row) for _, row in rows),
            drafts=sum(_state(row) == Review.State.DRAFT for _, row in rows),
            late=sum(_is_late(paper, row, usual) for paper, row in rows),
            thin=sum(_is_in(row) and bool(thin_review(row.review)) for _, row in rows),
            rating=_mean([row.review.rating for _, row in rows if _is_in(row) and row.review.rating]),
        )
        for user, rows in by_user.items()
    ]


def _mean(ratings: list[int]) -> float | None:
    return round(sum(ratings) / len(ratings), 1) if ratings else None


def _given_back(paper: SeenPaper, row: Assignment) -> GivenBack:
    return GivenBack(paper.number, paper.title, row.user.name, row.ended_reason)
