"""The chair's road: who reviews, and who reviews what."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.urls import reverse

from conference.models import Invitation, Workshop
from conference.models.people import RoleKind
from conference.road import Step, StepState
from conference.visibility import Viewer
from reviews.models import Assignment, AssignmentRun
from reviews.selectors.capacity import capacity
from reviews.sight import Info
from reviews.visibility import papers_visible_to
from submissions.models import SubmissionState


def reviewers_step(_viewer: Viewer, workshop: Workshop) -> Step:
    """Say who accepted, who has not answered, and whether all papers could be reviewed by them."""
    facts = capacity(workshop)
    waiting = Invitation.objects.filter(
        workshop=workshop, kind=RoleKind.REVIEWER, state=Invitation.State.PENDING
    ).count()
    url = reverse("reviews:reviewers", args=[workshop.slug])
    if not facts.reviewers and not waiting:
        state = StepState.NOW if facts.papers else StepState.LATER
        return Step("Reviewers", "Nobody is invited yet.", url, "Invite reviewers", state)
    parts = [f"{facts.reviewers} accepted"]
    if waiting:
        parts.append(f"{waiting} not answered")
    if facts.unconfirmed:
        parts.append(f"{facts.unconfirmed} not confirmed")
    missing = facts.missing(workshop.reviews_per_paper)
    if workshop.assignments_live_at:
        return Step("Reviewers", _sentence(parts), url, "See the reviewers", StepState.DONE)
    if missing and facts.papers:
        places = "1 place" if missing == 1 else f"{missing} places"
        parts.append(f"{places} short for {reviews_a_paper(workshop.reviews_per_paper)}")
        return Step("Reviewers", _sentence(parts), url, "Invite more", StepState.ATTENTION)
    state = StepState.NOW if waiting or facts.unconfirmed else StepState.DONE
    return Step("Reviewers", _sentence(parts), url, "See the reviewers", state)


def assignment_step(viewer: Viewer, workshop: Workshop) -> Step:
    """Say whether a proposal waits, and how many papers have nobody yet, without those kept from this chair."""
    url = reverse("reviews:assignment", args=[workshop.slug])
    papers = papers_visible_to(viewer, workshop, Info.BIDS_AND_AFFINITY).filter(
        state=SubmissionState.SUBMITTED
    )
    live = Assignment.objects.filter(
        submission=OuterRef("pk"), part=Assignment.Part.REVIEWER, state=Assignment.State.ACTIVE
    )
    total, covered = papers.count(), papers.filter(Exists(live)).count()
    if workshop.assignments_live_at:
        detail = f"Live: {covered} of {total} papers have reviewers."
        state = StepState.DONE if covered == total else StepState.ATTENTION
        return Step("Assignment", detail, url, "See the assignment", state)
    waiting = AssignmentRun.objects.filter(workshop=workshop, state=AssignmentRun.State.PROPOSED).count()
    if waiting:
        proposals = "1 proposal waits" if waiting == 1 else f"{waiting} proposals wait"
        return Step("Assignment", f"{proposals} for your word.", url, "Look at it", StepState.NOW)
    facts = capacity(workshop)
    if not total or not facts.reviewers:
        return Step("Assignment", "Needs papers and reviewers.", url, "Assignment", StepState.LATER)
    ready = not facts.missing(workshop.reviews_per_paper)
    detail = "Everything is there to solve it." if ready else "The reviewers cannot take all papers yet."
    return Step("Assignment", detail, url, "Solve", StepState.NOW if ready else StepState.LATER)


def reviews_a_paper(many: int) -> str:
    """Return a number of reviews a paper in words."""
    return "1 review a paper" if many == 1 else f"{many} reviews a paper"


def _sentence(parts: list[str]) -> str:
    return f"{', '.join(parts)}."
