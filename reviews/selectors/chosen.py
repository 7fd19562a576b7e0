"""The papers that a chair picked out, as far as she may act on them."""

from __future__ import annotations

from collections.abc import Collection

from conference.models import Workshop
from conference.visibility import Viewer
from reviews.sight import Info
from reviews.visibility import papers_visible_to
from submissions.models import Submission


def chosen_papers(viewer: Viewer, workshop: Workshop, numbers: Collection[int]) -> list[Submission]:
    """Return those of some papers on which a chair may act: not her own, none with which she has a conflict."""
    papers = papers_visible_to(viewer, workshop, Info.BIDS_AND_AFFINITY).filter(viewer_is_author=False)
    found = papers.filter(number__in=list(numbers)).select_related("track", "workshop").order_by("number")
    return list(found)
