"""Ethics flags that wait for a chair."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse

from conference.due import DueItem
from conference.models import User, Workshop
from conference.models.people import RoleKind
from conference.prepared import rows_of
from conference.visibility import viewer_of
from reviews.models import Assignment, Review
from reviews.sight import Info
from reviews.visibility import papers_visible_to


def ethics_due(user: User) -> list[DueItem]:
    """Return the papers with an open ethics flag for a chair who may act on them; two queries a workshop she chairs."""
    viewer, papers = viewer_of(user), set(rows_of(_flagged_for, user.pk))
    if not papers:
        return []
    return [
        DueItem(
            workshop=workshop.acronym,
            title=paper.title,
            detail="A reviewer raised an ethics flag",
            url=reverse("reviews:discuss", args=[workshop.slug, paper.number]),
            action="Look into it",
        )
        for workshop in _chaired_by(user.pk).order_by("pk")
        for paper in papers_visible_to(viewer, workshop, Info.REVIEWS_FOR_CHAIRS)
        .filter(pk__in=papers)
        .order_by("number")
    ]


def _flagged_for(user_id: int) -> QuerySet[Review, int]:
    flagged = Review.objects.filter(
        assignment__submission__workshop__in=_chaired_by(user_id),
        assignment__state=Assignment.State.ACTIVE,
        state=Review.State.SUBMITTED,
        ethics_flag=True,
        ethics_settled_at=None,
    )
    return flagged.order_by().values_list("assignment__submission_id", flat=True)


def _chaired_by(user_id: int) -> QuerySet[Workshop]:
    return Workshop.objects.filter(roles__user=user_id, roles__kind=RoleKind.PROGRAM_CHAIR)
