"""Who reviews here, and how much they take in all."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from conference.models import Workshop
from conference.models.people import RoleKind
from reviews.models import Reviewer
from submissions.models import Submission, SubmissionState


@dataclass(frozen=True)
class Capacity:
    """How many papers there are for how many reviewers: ``places`` is what they take in all."""

    papers: int
    reviewers: int
    places: int
    unconfirmed: int

    def missing(self, reviews_per_paper: int) -> int:
        """Return how many reviews more are asked for than the reviewers can take."""
        return max(0, self.papers * reviews_per_paper - self.places)


def active_reviewers(workshop: Workshop) -> QuerySet[Reviewer]:
    """Return those who review here now."""
    return Reviewer.objects.filter(
        workshop=workshop, user__roles__workshop=workshop, user__roles__kind=RoleKind.REVIEWER
    )


def capacity(workshop: Workshop) -> Capacity:
    """Count papers and places, in two queries."""
    reviewers = list(active_reviewers(workshop).values_list("max_load", "conflicts_declared_at"))
    return Capacity(
        papers=Submission.objects.filter(workshop=workshop, state=SubmissionState.SUBMITTED).count(),
        reviewers=len(reviewers),
        places=sum(load for load, _ in reviewers),
        unconfirmed=sum(1 for _, confirmed in reviewers if confirmed is None),
    )
