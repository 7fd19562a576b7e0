"""What every change of a paper does: hold the row, move its state, write the history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from conference import audit
from conference.concurrency import save_version
from conference.models import User
from submissions.models import Submission, SubmissionState
from submissions.services.coming_in import came_in


def lock_paper(submission: Submission) -> Submission:
    """Return the paper as it is now, held until the transaction ends."""
    papers = Submission.objects.select_for_update(of=("self",)).select_related("workshop", "track")
    return papers.get(pk=submission.pk)


def save_state(paper: Submission, *fields: str) -> None:
    """Write the state of a locked paper, and these fields with it."""
    save_version(paper, expected=paper.version, fields=["state", "updated_at", *fields])


def record_author_act(
    paper: Submission,
    by: User | None,
    action: str,
    text: str,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Add an author's act to the history. Who acted is an author, so the entry tells one."""
    audit.record(
        workshop=paper.workshop,
        actor=by,
        part="author",
        action=action,
        about=paper.ref,
        text=text,
        before=before,
        after=after,
        names_author=True,
    )


def set_submitted(*, paper: Submission, by: User | None, moment: datetime, text: str) -> None:
    """Make a locked draft a submission and send the receipts."""
    paper.state = SubmissionState.SUBMITTED
    paper.submitted_at = moment
    paper.submit_asked_at = None
    save_state(paper, "submitted_at", "submit_asked_at")
    record_author_act(paper, by, "paper.submitted", text, after={"state": paper.state})
    came_in(paper=paper, by=by, moment=moment)
