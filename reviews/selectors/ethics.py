"""Ethics flags that wait for a chair."""

from __future__ import annotations

from django.urls import reverse

from conference.due import DueItem
from conference.models import User, Workshop
from conference.models.people import RoleKind
from conference.visibility import viewer_of
from reviews.models import Assignment, Review
from reviews.sight import Info
from reviews.visibility import papers_visible_to


def ethics_due(user: User) -> list[DueItem]:
    """Return the papers with an open ethics flag for a chair who may act on them; two queries a workshop she chairs."""
    viewer = viewer_of(user)
    chaired = Workshop.objects.filter(roles__user=user, roles__kind=RoleKind.PROGRAM_CHAIR)
    flagged = Review.objects.filter(
        assignment__submission__workshop__in=chaired,
        assignment__state=Assignment.State.ACTIVE,
        state=Review.State.SUBMITTED,
        ethics_flag=True,
        ethics_settled_at=None,
    )
    papers = set(flagged.values_list("assignment__submission_id", flat=True))
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
        for workshop in chaired.order_by("pk")
        for paper in papers_visible_to(viewer, workshop, Info.REVIEWS_FOR_CHAIRS)
        .filter(pk__in=papers)
        .order_by("number")
    ]
