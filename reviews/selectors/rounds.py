"""Further rounds of reviewing: how each stands, and who could write another review of a paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from conference.models import Workshop
from conference.visibility import Viewer
from reviews.affinity import affinity
from reviews.models import Assignment, Conflict, Review, ReviewRound
from reviews.selectors.capacity import active_reviewers
from reviews.selectors.deadline import Deadline, round_deadline
from reviews.sight import Info
from reviews.visibility import papers_visible_to
from submissions.models import Author, Submission

OFFERED = 12


@dataclass(frozen=True)
class RoundLine:
    """A round with its figures, over the papers that the chair may see."""

    pk: int
    number: int
    due: Deadline
    asked: int
    came: int
    version: int


@dataclass(frozen=True)
class Candidate:
    """Someone who could write another review: how near the paper comes to her own work, and the places she has left."""

    user_id: int
    name: str
    score: float
    left: int
    email: str = ""

    @property
    def label(self) -> str:
        return f"{self.name}: {self.score:.2f}, {self.left} {'place' if self.left == 1 else 'places'} left"


def round_lines(viewer: Viewer, workshop: Workshop) -> list[RoundLine]:
    """Return the rounds after the first, in two queries."""
    papers = papers_visible_to(viewer, workshop, Info.REVIEWER_IDENTITIES).filter(viewer_is_author=False)
    seen = Q(assignments__submission__in=papers.values("pk"), assignments__state=Assignment.State.ACTIVE)
    rows = ReviewRound.objects.filter(workshop=workshop).annotate(
        asked=Count("assignments", filter=seen),
        came=Count("assignments", filter=seen & Q(assignments__review__state=Review.State.SUBMITTED)),
    )
    return [
        RoundLine(row.pk, row.number, round_deadline(row, workshop), row.asked, row.came, row.version)
        for row in rows
    ]


def candidates(workshop: Workshop, papers: Sequence[Submission]) -> dict[int, list[Candidate]]:
    """Return by the paper's id those who could review it too, the nearest first; the number of queries is fixed.

    Left out are its authors, whoever has a conflict or was on the paper already, and whoever has no place left.
    """
    people = list(active_reviewers(workshop).select_related("user").prefetch_related("user__publications"))
    ids = [paper.pk for paper in papers]
    kept = {
        *Conflict.objects.filter(submission__in=ids, state=Conflict.State.ACTIVE).values_list(
            "submission_id", "user_id"
        ),
        *Author.objects.filter(submission__in=ids, user__isnull=False).values_list(
            "submission_id", "user_id"
        ),
        *Assignment.objects.filter(submission__in=ids).values_list("submission_id", "user_id"),
    }
    loads = Counter(
        Assignment.objects.filter(
            submission__workshop=workshop, state=Assignment.State.ACTIVE, part=Assignment.Part.REVIEWER
        ).values_list("user_id", flat=True)
    )
    texts = [[f"{item.title}. {item.abstract}" for item in row.user.publications.all()] for row in people]
    scores = affinity([f"{paper.title}. {paper.abstract}" for paper in papers], texts)
    found: dict[int, list[Candidate]] = {}
    for at, paper in enumerate(papers):
        free = [
            Candidate(
                row.user_id,
                row.user.name,
                float(scores[at][place]),
                row.max_load - loads[row.user_id],
                row.user.email,
            )
            for place, row in enumerate(people)
            if (paper.pk, row.user_id) not in kept and row.max_load > loads[row.user_id]
        ]
        free.sort(key=lambda item: (-round(item.score, 3), -item.left, item.name.casefold()))
        found[paper.pk] = free[:OFFERED]
    return found
