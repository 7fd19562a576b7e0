"""Rejecting papers without review: one rule and one way, for a paper's page and for many papers at once."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from conference.errors import Refused
from conference.models import User
from reviews.models import Decision
from submissions.lifecycle import WHY_NOT
from submissions.models import Submission, SubmissionState
from submissions.services import papers
from submissions.services.states import lock_paper

DECIDED = "There is a decision on this paper. Clear its draft first; what was released can be corrected."


@transaction.atomic
def desk_reject(*, submissions: Iterable[Submission], by: User, reason: str) -> int:
    """Reject papers without review, all of them or none, with a mail to the authors of each; returns how many.

    Raises Refused for a paper that is out of the review already or has a decision, be it a draft.
    """
    done = 0
    for submission in submissions:
        paper = lock_paper(submission)
        why = why_not_rejected(paper, decided=Decision.objects.filter(submission=paper).exists())
        if why:
            raise Refused(why)
        papers.desk_reject(submission=paper, by=by, reason=reason)
        done += 1
    return done


def rejectable(submissions: Iterable[Submission]) -> tuple[list[Submission], list[Submission]]:
    """Return those that can be rejected without review, and the others, in one query."""
    rows = list(submissions)
    decided = set(Decision.objects.filter(submission__in=rows).values_list("submission_id", flat=True))
    can = [paper for paper in rows if not why_not_rejected(paper, decided=paper.pk in decided)]
    return can, [paper for paper in rows if paper not in can]


def why_not_rejected(paper: Submission, *, decided: bool) -> str:
    """Say why a paper can't be rejected without review, or nothing."""
    if paper.state != SubmissionState.SUBMITTED:
        return WHY_NOT[paper.state]
    return DECIDED if decided else ""
