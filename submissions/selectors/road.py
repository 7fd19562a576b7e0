"""The chair's road: the call, and the papers that came in."""

from __future__ import annotations

from django.db.models import Count, Q
from django.urls import reverse

from conference.models import Workshop
from conference.road import Step, StepState
from conference.visibility import Viewer
from submissions.models import Submission, SubmissionState
from submissions.selectors.season import open_tracks, season_of

SENT = (SubmissionState.SUBMITTED, SubmissionState.DESK_REJECTED, SubmissionState.WITHDRAWN)


def call_step(_viewer: Viewer, workshop: Workshop) -> Step:
    """Say whether the call is open and how long still."""
    season = season_of(workshop)
    dates = reverse("conference:dates", args=[workshop.slug])
    tracks = reverse("conference:tracks", args=[workshop.slug])
    if season.is_over:
        return Step("Call for papers", f"Closed on {season.until}", dates, "Change the date", StepState.DONE)
    if not open_tracks(workshop):
        return Step("Call for papers", "No track takes submissions", tracks, "Tracks", StepState.ATTENTION)
    if not workshop.is_public:
        # The page that publishes stands on a higher floor: it is known here by its address only.
        publish = f"{reverse('conference:chair', args=[workshop.slug])}publish/?change=site-on"
        until = f"The deadline is {season.until}." if season.until else "No deadline is set."
        detail = f"Not open yet: nobody sees the site. {until}"
        return Step("Call for papers", detail, publish, "Open the call", StepState.NOW)
    if not season.until:
        return Step(
            "Call for papers", "Open, without a deadline", dates, "Set the deadline", StepState.ATTENTION
        )
    detail = f"Open until {season.until}, {season.remaining} left"
    return Step("Call for papers", detail, dates, "Change the date", StepState.NOW)


def papers_step(_viewer: Viewer, workshop: Workshop) -> Step:
    """Count what came in. A draft is its authors' own: chairs may not know of it, so it stands in no count."""
    counts = Submission.objects.filter(workshop=workshop).aggregate(
        **{state.value: Count("pk", filter=Q(state=state)) for state in SENT}
    )
    sent = counts["submitted"] + counts["desk_rejected"]
    parts = [_count(sent, "submission")]
    if counts["withdrawn"]:
        parts.append(f"{counts['withdrawn']} withdrawn")
    season = season_of(workshop)
    return Step(
        "Papers",
        ", ".join(parts),
        # The committee's page stands on a higher floor: it is known here by its address only.
        f"{reverse('conference:chair', args=[workshop.slug])}papers/",
        "See the papers",
        _papers_state(sent, is_over=season.is_over),
    )


def _papers_state(sent: int, *, is_over: bool) -> StepState:
    if is_over:
        return StepState.DONE if sent else StepState.ATTENTION
    return StepState.NOW if sent else StepState.LATER


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
