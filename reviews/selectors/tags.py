"""The tags of a paper, as one chair reads them."""

from __future__ import annotations

from django.db.models import Q

from conference.visibility import Viewer
from reviews.models import PaperTag
from submissions.models import Submission


def tags_of(viewer: Viewer, paper: Submission) -> list[str]:
    """Return the tags that the chairs share, and those that are the viewer's alone."""
    rows = PaperTag.objects.filter(Q(owner=None) | Q(owner=viewer.user_id), submission=paper)
    return list(rows.order_by("name").values_list("name", flat=True))
