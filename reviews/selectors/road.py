"""The stretches of the chair's road that belong to the reviewing season: reviews and decisions."""

from __future__ import annotations

from django.urls import reverse

from conference.models import Workshop
from conference.road import Step, StepState
from conference.visibility import Viewer
from reviews.selectors.progress_summary import figures_of
from reviews.selectors.tables.source import Source
from reviews.selectors.tables.table import DECISIONS, base


def reviews_step(viewer: Viewer, workshop: Workshop) -> Step:
    """Say how many reviews are in, counting only papers that this chair may see."""
    found = figures_of(Source(viewer, workshop))
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
    source = Source(viewer, workshop)
    papers = base(DECISIONS, source)
    decisions = [found for pk, found in source.decisions(papers).items() if pk in papers]
    total, released = len(papers), sum(found.is_released for found in decisions)
    if total and released == total:
        detail, state = f"All {total} decisions are released.", StepState.DONE
    elif decisions:
        detail = f"{len(decisions)} of {total} papers decided, {released} released."
        state = StepState.NOW
    elif any(found.came for pk, found in source.counts(papers).items() if pk in papers):
        detail, state = f"None of {total} papers is decided yet.", StepState.NOW
    else:
        detail, state = "Begins once reviews are in.", StepState.LATER
    return Step(
        "Decisions", detail, reverse("reviews:decisions", args=[workshop.slug]), "Open decisions", state
    )
