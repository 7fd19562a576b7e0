"""What chairs do with a paper as a whole after it came in: take back a desk rejection, restore a withdrawn paper."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from conference import audit
from conference.errors import Refused
from conference.models import User
from submissions import lifecycle
from submissions.lifecycle import WHY_NOT, Step
from submissions.models import Submission, SubmissionState
from submissions.services.mails import mail_authors
from submissions.services.states import lock_paper, save_state


def take_up_again(*, submission: Submission, by: User) -> Submission:
    """Take a desk rejection back and tell the authors. A second call does nothing."""
    with transaction.atomic():
        paper = lock_paper(submission)
        if not _may(Step.TAKE_UP_AGAIN, paper):
            return paper
        reason = paper.desk_reason
        paper.state, paper.desk_reason = SubmissionState.SUBMITTED, ""
        save_state(paper, "desk_reason")
        _record(
            paper,
            by,
            "paper.taken_up_again",
            "Took the desk rejection back: the paper is submitted again",
            before={"state": SubmissionState.DESK_REJECTED, "reason": reason},
            after={"state": paper.state},
        )
        mail_authors(key="submission_taken_up_again", submission=paper, moment=timezone.now())
    return paper


def restore_for_authors(*, submission: Submission, by: User) -> Submission:
    """Restore a withdrawn paper for its authors, also after the deadline, and tell them."""
    with transaction.atomic():
        paper = lock_paper(submission)
        if not _may(Step.RESTORE, paper):
            return paper
        paper.state, paper.withdrawn_at = SubmissionState.SUBMITTED, None
        save_state(paper, "withdrawn_at")
        _record(
            paper,
            by,
            "paper.restored_by_chair",
            "Restored the paper for its authors",
            before={"state": SubmissionState.WITHDRAWN},
            after={"state": paper.state},
        )
        mail_authors(key="submission_restored", submission=paper, moment=timezone.now())
    return paper


def _may(step: Step, paper: Submission) -> bool:
    """Say whether a step is to be taken; False where it was taken already."""
    if lifecycle.is_over(step, paper.state):
        return False
    if lifecycle.state_after(step, paper.state) is None:
        raise Refused(WHY_NOT[paper.state])
    return True


def _record(paper: Submission, by: User, action: str, text: str, **values: Any) -> None:
    audit.record(
        workshop=paper.workshop, actor=by, part="chair", action=action, about=paper.ref, text=text, **values
    )
