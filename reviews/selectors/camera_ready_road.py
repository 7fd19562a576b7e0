"""The stretch of the chair's road after the decisions: final versions."""

from __future__ import annotations

from django.urls import reverse

from conference.models import Workshop
from conference.road import Step, StepState
from conference.visibility import Viewer
from reviews.selectors.camera_ready_table import camera_ready_table


def camera_ready_step(viewer: Viewer, workshop: Workshop) -> Step:
    """Say how many accepted papers lack nothing, counting only those that this chair may see."""
    table = camera_ready_table(viewer, workshop)
    total = len(table.rows)
    detail, state = f"{table.complete} of {total} accepted papers have all that is asked for.", StepState.NOW
    if not total:
        detail, state = "Begins once decisions are released.", StepState.LATER
    elif table.complete == total:
        detail, state = f"All {total} accepted papers are complete.", StepState.DONE
    elif not table.to_remind and table.incomplete:
        detail, state = f"{detail[:-1]}; the dates are over.", StepState.ATTENTION
    url = reverse("reviews:camera_ready_table", args=[workshop.slug])
    return Step("Final versions", detail, url, "See who lacks what", state)
