"""What a person takes along of how her papers were judged: what their authors may read, and no more."""

from __future__ import annotations

from typing import Any

from conference.models import User
from conference.visibility import viewer_of
from reviews.selectors.author_panel import author_panel
from submissions.visibility import own_papers


def outcomes_of(user: User) -> dict[str, Any]:
    """Return decision, meta-review and reviews of each of her papers, once they are released to its authors."""
    viewer = viewer_of(user)
    rows = []
    for paper in own_papers(viewer).select_related("workshop").order_by("pk"):
        panel = author_panel(viewer, paper)
        if panel is None:
            continue
        rows.append(
            {
                "workshop": paper.workshop.acronym,
                "number": paper.number,
                "outcome": panel["outcome_label"],
                "text": panel["text"],
                "meta-reviews": [str(text) for text in panel["meta_reviews"]],
                "reviews": [
                    {"reviewer": review.mark, "overall": review.overall, "parts": dict(review.parts)}
                    for review in panel["reviews"]
                ],
            }
        )
    return {"Outcomes of your papers": rows}
