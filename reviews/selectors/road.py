"""The stretches of the chair's road that belong to the reviewing season: reviews and decisions."""

from __future__ import annotations

from django.urls import reverse

from conference.models import Workshop
from conference.road import Step, StepState
from conference.visibility import Viewer
from reviews.selectors.decisions import decision_table
from reviews.selectors.progress import progress


def reviews_step(viewer: Viewer, workshop: Workshop) -> Step:
    """Say how many reviews are in, counting only papers that this chair may see."""
    found = progress(viewer, workshop)
    detail, state = f"{found.reviews_in} of {found.asked} reviews are in.", StepState.NOW
    if not found.asked:
        detail, state = "Begins once papers are assigned.", StepState.LATER
    elif found.late:
        detail, state = f"{detail[:-1]}, {found.late} late.", StepState.ATTENTION
    elif found.reviews_in == found.asked:
        detail, state = f"All {found.asked} reviews are in.", StepState.DONE
    return Step("Reviews", detail, reverse("reviews:progress", args=[workshop.slug]), "Open reviews", state)


def decisions_step(viewer: Viewer, workshop: Workshop) -> Step:
    """Say how many papers are decided and released, counting only papers that this chair may see."""
    table = decision_table(viewer, workshop)
    decided = table.drafted + table.released
    if table.total and table.released == table.total:
        detail, state = f"All {table.total} decisions are released.", StepState.DONE
    elif decided:
        detail = f"{decided} of {table.total} papers decided, {table.released} released."
        state = StepState.NOW
    elif any(row.reviews_in for row in table.rows):
        detail, state = f"None of {table.total} papers is decided yet.", StepState.NOW
    else:
        detail, state = "Begins once reviews are in.", StepState.LATER
    return Step(
        "Decisions", detail, reverse("reviews:decisions", args=[workshop.slug]), "Open decisions", state
    )
