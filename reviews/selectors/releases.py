"""What making a proposal live will do, and what a repair changes and is needed for, as far as one chair may know."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Exists, OuterRef, QuerySet

from conference.models import Role, Workshop
from conference.models.people import RoleKind
from conference.visibility import Viewer
from reviews.models import Assignment, AssignmentRun, Conflict, ProposedAssignment, Review
from reviews.selectors.proposals import asked_last, readable_papers
from submissions.models import Submission, SubmissionState


@dataclass(frozen=True)
class Release:
    """Counted over the papers that this chair may read; ``keeps`` if not all are. ``leaving`` are taken off."""

    assignments: int
    leaving: int
    mails: int
    staying: int
    keeps: bool


def release_of(
    viewer: Viewer, run: AssignmentRun, new: list[ProposedAssignment], leaving: list[Assignment]
) -> Release:
    """Count what is new, what ends, who gets a mail, and what is live already."""
    readable = readable_papers(viewer, run.workshop)
    fresh = [pair for pair in new if pair.submission_id in readable]
    gone = [row for row in leaving if row.submission_id in readable]
    live = run.pairs.filter(submission__in=readable).count() - len(fresh)
    every = Submission.objects.filter(workshop=run.workshop, state=SubmissionState.SUBMITTED)
    keeps = every.exclude(pk__in=readable).exists()
    mails = len({pair.user_id for pair in fresh}) + len({row.user_id for row in gone})
    return Release(len(fresh), len(gone), mails, live, keeps)


def leaving_of(run: AssignmentRun) -> list[Assignment]:
    """Return the live assignments that a repair gives up, but for those that a chair put back into it by hand."""
    rows = _of_waiting(run, _leaving(run))
    return list(rows.select_related("submission", "user").order_by("submission__number", "user__name"))


def new_pairs(run: AssignmentRun) -> list[ProposedAssignment]:
    """Return the pairs that making a proposal live would add.

    Left out are papers and people that have left since it was solved, and pairs that are live or were ended. Of one that
    is live already, only the papers that wait for another chair are left.
    """
    pairs = _of_waiting(run, _new(run))
    return list(pairs.select_related("submission", "user").order_by("submission__number", "user__name"))


def still_waiting(run: AssignmentRun) -> set[int]:
    """Return the papers, by id, of a live proposal that wait for another chair.

    A paper waits no longer once it has as many people as the proposal meant, from a later one or by hand.
    """
    if not run.waiting:
        return set()
    live = Assignment.objects.filter(
        submission__in=run.waiting, part=run.part, state=Assignment.State.ACTIVE
    ).order_by()
    has = Counter(live.values_list("submission_id", flat=True))
    meant = Counter(run.pairs.order_by().values_list("submission_id", flat=True))
    new = set(_new(run).values_list("submission_id", flat=True))
    gone = set(_leaving(run).values_list("submission_id", flat=True))
    return {pk for pk in run.waiting if pk in gone or (pk in new and has[pk] < meant[pk])}


Pairs = TypeVar("Pairs", Assignment, ProposedAssignment)


def _of_waiting(run: AssignmentRun, pairs: QuerySet[Pairs]) -> QuerySet[Pairs]:
    if run.state != AssignmentRun.State.LIVE:
        return pairs
    return pairs.filter(submission__in=still_waiting(run))


def _leaving(run: AssignmentRun) -> QuerySet[Assignment]:
    stays = run.pairs.filter(submission=OuterRef("submission"), user=OuterRef("user"))
    return Assignment.objects.filter(
        ~Exists(stays), pk__in=run.summary.get("leaving", []), state=Assignment.State.ACTIVE
    )


def _new(run: AssignmentRun) -> QuerySet[ProposedAssignment]:
    known = Assignment.objects.filter(submission=OuterRef("submission"), user=OuterRef("user"), part=run.part)
    kind = RoleKind.AREA_CHAIR if run.is_for_area_chairs else RoleKind.REVIEWER
    is_here = Role.objects.filter(workshop=run.workshop, user=OuterRef("user"), kind=kind)
    return run.pairs.filter(~Exists(known), Exists(is_here), submission__state=SubmissionState.SUBMITTED)


@dataclass(frozen=True)
class Waiting:
    """Papers of a live proposal that wait for a chair without a conflict: those for this one, and how many for others."""

    hers: tuple[int, ...] = ()
    kept: int = 0


def waiting_of(viewer: Viewer, run: AssignmentRun) -> Waiting:
    """Return what of a live proposal is still to be made live, and by whom."""
    waiting = still_waiting(run)
    if not waiting:
        return Waiting()
    papers = run.workshop.submissions.filter(pk__in=waiting, state=SubmissionState.SUBMITTED)
    readable = readable_papers(viewer, run.workshop)
    numbers = dict(papers.order_by("number").values_list("pk", "number"))
    hers = tuple(number for pk, number in numbers.items() if pk in readable)
    return Waiting(hers, len(numbers) - len(hers))


@dataclass(frozen=True)
class ChangedPaper:
    """A paper whose reviewers a repair changes: who leaves, who comes."""

    number: int
    title: str
    leaves: tuple[str, ...]
    comes: tuple[str, ...]


def changes_of(
    viewer: Viewer, run: AssignmentRun, new: list[ProposedAssignment], leaving: list[Assignment]
) -> list[ChangedPaper]:
    """Return what a repair changes, paper by paper."""
    readable = readable_papers(viewer, run.workshop)
    rows: list[ProposedAssignment | Assignment] = [*leaving, *new]
    papers = {row.submission_id: row.submission for row in rows if row.submission_id in readable}
    return [
        ChangedPaper(paper.number, paper.title, _names(leaving, paper), _names(new, paper))
        for paper in sorted(papers.values(), key=lambda paper: paper.number)
    ]


def _names(rows: Iterable[ProposedAssignment | Assignment], paper: Submission) -> tuple[str, ...]:
    return tuple(row.user.name for row in rows if row.submission_id == paper.pk)


@dataclass(frozen=True)
class RepairNeeds:
    """Papers that lack reviewers, and live pairs with a conflict whose review is not begun."""

    short: tuple[int, ...]
    in_conflict: tuple[int, ...]

    @property
    def any(self) -> bool:
        return bool(self.short or self.in_conflict)


def repair_needs(viewer: Viewer, workshop: Workshop) -> RepairNeeds | None:
    """Return what a repair would mend, by paper; None while nothing is live."""
    if workshop.assignments_live_at is None:
        return None
    readable = readable_papers(viewer, workshop)
    papers = Submission.objects.filter(pk__in=readable, state=SubmissionState.SUBMITTED).order_by("number")
    live = Assignment.objects.filter(
        submission__in=readable, part=Assignment.Part.REVIEWER, state=Assignment.State.ACTIVE
    )
    begun = set(Review.objects.filter(assignment__in=live).values_list("assignment_id", flat=True))
    active = Conflict.objects.filter(submission__in=readable, state=Conflict.State.ACTIVE)
    in_conflict = set(active.values_list("submission_id", "user_id"))
    many: Counter[int] = Counter()
    clash: dict[int, int] = defaultdict(int)
    for pk, paper, user in live.values_list("pk", "submission_id", "user_id"):
        many[paper] += 1
        clash[paper] += (paper, user) in in_conflict and pk not in begun
    asked = asked_last(workshop, AssignmentRun.Kind.REPAIR)
    wanted = {
        paper.pk: asked.of_track(paper.track_id) if asked else workshop.reviews_per_paper for paper in papers
    }
    return RepairNeeds(
        short=tuple(paper.number for paper in papers if many[paper.pk] < wanted[paper.pk]),
        in_conflict=tuple(paper.number for paper in papers if clash[paper.pk]),
    )
