"""Reminding shepherds of revised files that nobody has answered: till then the paper is neither complete nor public."""

from __future__ import annotations

from datetime import datetime

from django.db.models import DateTimeField, F, Max, Q, QuerySet
from django.db.models.functions import Coalesce

from conference.models import Workshop
from conference.models.workshops import DateKey
from conference.reminders import Kind, Owed, near_dates
from conference.visibility import Viewer
from reviews.models import ACCEPTED, Assignment, Shepherding
from reviews.selectors.deadline import deadline_of
from reviews.services.shepherding import ASKED, mail_values
from reviews.sight import Info
from reviews.visibility import papers_visible_to
from submissions.models import CheckState, PaperFile, SubmissionState


def owing_signatures(workshop: Workshop, viewer: Viewer | None, now: datetime) -> list[Owed]:
    """Return the shepherds with a revised file since their last word; for a chair, of papers whose reviewers she may know."""
    rows = _unanswered(workshop)
    if viewer is not None:
        seen = papers_visible_to(viewer, workshop, Info.REVIEWER_IDENTITIES).filter(viewer_is_author=False)
        rows = rows.filter(decision__submission__in=seen.values("pk"))
    due = deadline_of(workshop, DateKey.CAMERA_READY, now)
    return [
        Owed(
            key=str(row.pk),
            email=row.shepherd.email,
            name=row.shepherd.name,
            what=f"#{row.decision.submission.number}",
            due=due.at,
            user=row.shepherd,
            part="reviewer",
            about=row.decision.submission.ref,
            values=mail_values(row),
        )
        for row in rows
    ]


def _unanswered(workshop: Workshop) -> QuerySet[Shepherding]:
    """Open conditions with a file, taken after its check, that came in after the release and the shepherd's last word."""
    paper, files = "decision__submission", "decision__submission__files"
    still_on_it = {
        f"{paper}__assignments__user": F("shepherd"),
        f"{paper}__assignments__state": Assignment.State.ACTIVE,
    }
    taken = {
        f"{files}__kind": PaperFile.Kind.PAPER,
        f"{files}__removed_at": None,
        f"{files}__check_state": CheckState.DONE,
    }
    rows = Shepherding.objects.filter(
        decision__submission__workshop=workshop,
        decision__submission__state=SubmissionState.SUBMITTED,
        decision__outcome__in=ACCEPTED,
        decision__released_at__isnull=False,
        signed_off_at=None,
        **still_on_it,
    ).annotate(
        sent=Max(f"{files}__uploaded_at", filter=Q(**taken)),
        told=Coalesce("remarked_at", "decision__released_at", output_field=DateTimeField()),
    )
    return (
        rows.filter(sent__gt=F("told"))
        .select_related("shepherd", "decision__submission__workshop")
        .order_by("decision__submission__number")
    )


KIND = Kind(
    key="signatures",
    label="Look after conditions",
    whom="have a revised file before them of a paper accepted on conditions, and have not answered it",
    date="the date of the final version",
    mail=ASKED,
    days=(7, 2, -1),
    owing=owing_signatures,
    near=near_dates(DateKey.CAMERA_READY),
)
