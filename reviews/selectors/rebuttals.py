"""The authors' answer to their reviews: while they write it, and as the committee reads it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from conference.dates import format_moment
from conference.models import ImportantDate, Workshop
from conference.models.workshops import DateKey
from conference.prepared import only
from conference.visibility import Viewer
from reviews.models import Rebuttal, Review
from reviews.review_form import words_in
from reviews.selectors.season import submitted_reviews
from reviews.sight import Info, Phase
from reviews.visibility import PaperRights, SeenPaper, rights, with_facts
from submissions.models import Submission, SubmissionState


@dataclass(frozen=True)
class RebuttalText:
    """A rebuttal as it is read: to all, then (mark, text) to each review."""

    text: str
    answers: tuple[tuple[str, str], ...]


def until_text(workshop: Workshop) -> str:
    """Return until when answers are open, in words, or nothing."""
    date = ImportantDate.objects.filter(workshop=workshop, key=DateKey.REBUTTAL).first()
    if date is None or date.at is None:
        return ""
    return format_moment(date.at, workshop, zone=date.zone, whole_day=False)


def rebuttal_text(paper: SeenPaper, found: PaperRights) -> RebuttalText | None:
    """Return the answer as the committee reads it, to those who discuss the paper; None before it is sent."""
    if not found.sees(Info.DISCUSSION):
        return None
    return sent_rebuttal(paper)


def sent_rebuttal(paper: Submission) -> RebuttalText | None:
    """Return the answer of a paper's authors once it is sent; who may read it is for the caller to know."""
    rebuttal = saved_rebuttal(paper)
    if rebuttal is None or rebuttal.sent_at is None:
        return None
    answers = ((row.review.assignment.mark, row.text) for row in rebuttal.answers.all() if row.text)
    return RebuttalText(rebuttal.text, tuple(answers))


def saved_rebuttal(paper: Submission) -> Rebuttal | None:
    """Return the answer as it is saved, a draft too, with its answers to reviews."""
    rows = Rebuttal.objects.filter(submission_id=paper.pk)
    return only(rows.prefetch_related("answers__review__assignment"))


def words_used(text: str, answers: dict[int, str]) -> int:
    return words_in(text) + sum(words_in(answer) for answer in answers.values())


def own_standing(viewer: Viewer, paper: Submission, workshop: Workshop) -> tuple[SeenPaper, PaperRights]:
    """Return an author's own paper with her rights."""
    seen = with_facts(Submission.objects.filter(pk=paper.pk), viewer, workshop).get()
    return seen, rights(seen, viewer, workshop)


def may_answer(found: PaperRights) -> bool:
    """Say whether somebody is an author before whom the reviews lie to be answered."""
    return found.standing.is_author and found.phase is Phase.DISCUSSION and found.policy.rebuttal_open


def reviews_to_answer(paper: Submission) -> QuerySet[Review]:
    return submitted_reviews(paper.pk)


def papers_to_open(workshop: Workshop) -> QuerySet[Submission]:
    """Return the papers whose authors have something to answer to."""
    return Submission.objects.filter(
        workshop=workshop,
        state=SubmissionState.SUBMITTED,
        decision=None,
        assignments__part="reviewer",
        assignments__state="active",
        assignments__review__state=Review.State.SUBMITTED,
    ).distinct()
