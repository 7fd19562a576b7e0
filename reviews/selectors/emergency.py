"""Reviews that are late or have nobody, and who agreed to step in: the best without a conflict, by the scores that are kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from conference.models import Workshop
from conference.visibility import Viewer
from reviews.models import Assignment, AssignmentRun, Conflict, PairRule, ProposedPaper, Review, Reviewer
from reviews.selectors.capacity import active_reviewers
from reviews.selectors.deadline import Deadline, review_deadline
from reviews.selectors.proposals import FOR_REVIEWERS, SOLVED, asked_last
from reviews.sight import Info
from reviews.visibility import SeenPaper, papers_visible_to
from submissions.models import SubmissionState

OFFERED = 3


@dataclass(frozen=True)
class Helper:
    """Somebody who could step in. ``score`` is None where the paper was never compared with her."""

    user_id: int
    name: str
    score: float | None
    load: int
    most: int
    email: str = ""


@dataclass(frozen=True)
class Need:
    """A paper with what it lacks, in words, and who could help, the best first."""

    number: int
    title: str
    short: int
    late: tuple[str, ...]
    helpers: tuple[Helper, ...]


@dataclass(frozen=True)
class EmergencyPage:
    """All needs that a chair may know of; ``ready`` are those who agreed, ``places`` how much more they take."""

    needs: tuple[Need, ...]
    ready: int
    places: int


def emergency_page(viewer: Viewer, workshop: Workshop) -> EmergencyPage:
    """Return who is needed where, in a fixed number of queries; no text is compared."""
    papers = list(
        papers_visible_to(viewer, workshop, Info.BIDS_AND_AFFINITY)
        .filter(state=SubmissionState.SUBMITTED, decision__isnull=True)
        .order_by("number")
    )
    live = Assignment.objects.filter(
        submission__workshop=workshop, part=Assignment.Part.REVIEWER, state=Assignment.State.ACTIVE
    )
    loads = Counter(live.values_list("user_id", flat=True))
    # Who is full is told from all papers; how many she has, from those this chair may know of.
    shown = Counter(
        live.filter(submission__in=[paper.pk for paper in papers]).values_list("user_id", flat=True)
    )
    rows = list(active_reviewers(workshop).filter(emergency_load__gt=0).select_related("user"))
    free = [row for row in rows if loads[row.user_id] < row.max_load + row.emergency_load]
    lacking = _lacking(workshop, papers)
    away, scores = _away(workshop), _scores(workshop, lacking)
    needs = [
        Need(
            paper.number,
            paper.title,
            *lacking[paper.pk],
            _helpers(free, shown, away[paper.pk], scores.get(paper.pk, {})),
        )
        for paper in papers
        if paper.pk in lacking
    ]
    places = sum(
        min(row.emergency_load, row.max_load + row.emergency_load - loads[row.user_id]) for row in free
    )
    return EmergencyPage(tuple(needs), len(rows), places)


def _lacking(workshop: Workshop, papers: list[SeenPaper]) -> dict[int, tuple[int, tuple[str, ...]]]:
    """By paper: how many reviewers it lacks, and whose reviews are late; only where there is something."""
    if workshop.assignments_live_at is None:
        return {}
    asked = asked_last(workshop, AssignmentRun.Kind.REPAIR)
    deadline = review_deadline(workshop)
    active: dict[int, list[Assignment]] = defaultdict(list)
    rows = Assignment.objects.filter(
        submission__in=[paper.pk for paper in papers],
        part=Assignment.Part.REVIEWER,
        state=Assignment.State.ACTIVE,
    ).select_related("user", "review")
    for row in rows:
        active[row.submission_id].append(row)
    found = {}
    for paper in papers:
        wanted = asked.of_track(paper.track_id) if asked else workshop.reviews_per_paper
        owing = tuple(row.user.name for row in active[paper.pk] if _is_late(row, deadline))
        # A late reviewer stays: her place is filled once, by somebody beside her.
        there = len(active[paper.pk])
        short = max(0, wanted - there)
        helped = max(0, there - wanted)
        if short or len(owing) > helped:
            found[paper.pk] = (short, owing)
    return found


def _is_late(row: Assignment, deadline: Deadline) -> bool:
    """Say whether a review is overdue; whoever got the paper after the deadline stepped in, and is not late."""
    if deadline.at is None or not deadline.is_past or row.assigned_at > deadline.at:
        return False
    review = getattr(row, "review", None)
    return review is None or review.state != Review.State.SUBMITTED


def _away(workshop: Workshop) -> dict[int, set[int]]:
    """By paper: who may not step in, for a conflict, the chairs' word, or because she has or had it."""
    active = Conflict.objects.filter(submission__workshop=workshop, state=Conflict.State.ACTIVE)
    ruled = PairRule.objects.filter(workshop=workshop, kind=PairRule.Kind.FORBIDDEN)
    known = Assignment.objects.filter(submission__workshop=workshop)
    found: dict[int, set[int]] = defaultdict(set)
    for rows in (active, ruled, known):
        for paper, user in rows.values_list("submission_id", "user_id"):
            found[paper].add(user)
    return found


def _scores(workshop: Workshop, papers: Iterable[int]) -> dict[int, dict[int, float]]:
    """By paper and person the score that the newest solved proposal kept."""
    rows = ProposedPaper.objects.filter(
        submission__in=list(papers),
        run__workshop=workshop,
        run__kind__in=FOR_REVIEWERS,
        run__state__in=SOLVED,
    ).order_by("run__created_at", "run")
    return {row.submission_id: {item["user"]: item["score"] for item in row.candidates} for row in rows}


def _helpers(
    free: list[Reviewer], loads: Counter[int], away: set[int], scores: dict[int, float]
) -> tuple[Helper, ...]:
    found = [
        Helper(
            row.user_id,
            row.user.name,
            scores.get(row.user_id),
            loads[row.user_id],
            row.max_load + row.emergency_load,
            row.user.email,
        )
        for row in free
        if row.user_id not in away
    ]
    found.sort(key=lambda item: (-(item.score if item.score is not None else -2.0), item.load, item.name))
    return tuple(found[:OFFERED])
