"""What becomes of a person's duties and papers when she closes her account."""

from __future__ import annotations

from collections import Counter
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction

from conference.models import User
from conference.models.people import RoleKind
from conference.personal_data import FORMER, WITHDRAWN, Farewell
from reviews.models import (
    ACCEPTED,
    Assignment,
    Conflict,
    Decision,
    MetaReview,
    ProposedPaper,
    Review,
    Shepherding,
)
from reviews.services.assignment import take_back
from submissions.models import Author, PaperFile, Submission, SubmissionState
from submissions.services.papers import discard_draft, withdraw

REMOVED = "Removed at its author’s request"


def hand_back_duties(farewell: Farewell) -> None:
    """Take back what she has not done yet: reviews, meta-reviews, shepherding. What is in stays with its paper."""
    user = farewell.person.user
    _hand_back_papers(farewell, user)
    Review.objects.filter(assignment__user=user).exclude(state=Review.State.SUBMITTED).delete()
    MetaReview.objects.filter(assignment__user=user, submitted_at=None).delete()
    _hand_on_shepherding(farewell, user)
    for proposed in ProposedPaper.objects.filter(evidence__has_key=str(user.pk)):
        proposed.evidence.pop(str(user.pk))
        proposed.save(update_fields=["evidence"])


def unfinished_of(user: User) -> list[Assignment]:
    """Return the papers that she still has to judge, in workshops whose decisions are not out."""
    mine = Assignment.objects.filter(
        user=user, state=Assignment.State.ACTIVE, submission__workshop__decisions_released_at__isnull=True
    ).exclude(submission__workshop__archived_at__isnull=False)
    waiting = mine.exclude(review__state=Review.State.SUBMITTED).exclude(
        meta_review__submitted_at__isnull=False
    )
    return list(waiting.select_related("submission__workshop", "user"))


def _hand_back_papers(farewell: Farewell, user: User) -> None:
    unfinished = unfinished_of(user)
    for assignment in unfinished:
        take_back(assignment=assignment, by=user, reason="Closed the account")
    many = Counter((row.submission.workshop, row.get_part_display().lower()) for row in unfinished)
    for (workshop, part), count in many.items():
        papers = "1 paper is" if count == 1 else f"{count} papers are"
        farewell.tell(workshop, f"{papers} without one {part}: what was assigned is taken back.")


def _hand_on_shepherding(farewell: Farewell, user: User) -> None:
    """Give what she was to sign off to a program chair, who can name somebody else."""
    open_ones = Shepherding.objects.filter(shepherd=user, signed_off_at=None)
    for shepherding in open_ones.select_related("decision__submission__workshop"):
        paper = shepherding.decision.submission
        barred = Conflict.objects.filter(submission=paper, state=Conflict.State.ACTIVE).values("user")
        chairs = paper.workshop.roles.filter(kind=RoleKind.PROGRAM_CHAIR).exclude(user=user)
        chair = chairs.exclude(user__in=barred).select_related("user").first()
        if chair is not None:
            Shepherding.objects.filter(pk=shepherding.pk).update(shepherd=chair.user)
            farewell.tell(paper.workshop, "A paper accepted on conditions needs another shepherd.")


def part_with_papers(farewell: Farewell) -> None:
    """Take her off her papers: one of hers alone goes unless it was accepted, one with co-authors stays theirs."""
    lines = Author.objects.filter(user=farewell.person.user).select_related("submission__workshop")
    for line in lines.order_by("pk"):
        paper = line.submission
        others = list(paper.authors.exclude(pk=line.pk).select_related("user"))
        if not others and paper.state == SubmissionState.DRAFT:
            discard_draft(submission=paper, by=farewell.person.user)
            continue
        if not others and _is_waiting(paper):
            paper = withdraw(submission=paper, by=farewell.person.user)
        if others:
            _hand_on(paper, line, others)
        elif not is_accepted(paper):
            _empty(paper)
        _rename(line, paper, farewell)


def is_accepted(paper: Submission) -> bool:
    """Say whether a paper belongs to the record: accepted, and its authors told."""
    return Decision.objects.filter(submission=paper, outcome__in=ACCEPTED, released_at__isnull=False).exists()


def _is_waiting(paper: Submission) -> bool:
    """Say whether a paper is submitted and nothing is decided: it can be withdrawn."""
    return paper.state == SubmissionState.SUBMITTED and paper.workshop.decisions_released_at is None


def _hand_on(paper: Submission, line: Author, others: list[Author]) -> None:
    """Let another author stand for the paper."""
    reached = [author for author in others if author.is_reached]
    if line.is_corresponding and reached:
        Author.objects.filter(pk=line.pk).update(is_corresponding=False)
        Author.objects.filter(pk=reached[0].pk).update(is_corresponding=True)
    if paper.submitter_id == line.user_id:
        accounts = [author.user for author in others if author.user]
        Submission.objects.filter(pk=paper.pk).update(submitter=accounts[0] if accounts else None)


def _empty(paper: Submission) -> None:
    """Leave of a paper its number and how it ended."""
    paper.title = REMOVED
    paper.abstract = paper.keywords = paper.published_elsewhere = paper.declared_conflicts = ""
    paper.save(
        update_fields=[
            "title",
            "abstract",
            "keywords",
            "published_elsewhere",
            "declared_conflicts",
            "updated_at",
        ]
    )
    paper.answers.all().delete()
    paper.links.all().delete()
    files = PaperFile.objects.filter(submission=paper)
    names = [str(part.name) for file in files for part in (file.file, file.reviewer_copy) if part]
    files.delete()
    for name in names:
        transaction.on_commit(partial(default_storage.delete, name))


def _rename(line: Author, paper: Submission, farewell: Farewell) -> None:
    """Let an author's name stand where it is the record or the paper is being judged, unless she takes it back."""
    judged = (
        paper.state == SubmissionState.SUBMITTED
        and not Decision.objects.filter(submission=paper, released_at__isnull=False).exists()
    )
    if farewell.withdraws_name:
        name = WITHDRAWN
    elif judged or is_accepted(paper):
        return
    else:
        name = FORMER
    Author.objects.filter(pk=line.pk).update(name=name, affiliation="", country="")
