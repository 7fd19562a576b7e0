"""What reviewing left behind in an edition, deleted when its term is over."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Model, Q, QuerySet

from conference import retention
from conference.models import Workshop
from reviews.models import (
    ACCEPTED,
    Assignment,
    AssignmentRun,
    Bid,
    Comment,
    Conflict,
    Decision,
    DeclaredConflict,
    DiscussionFollower,
    PairRule,
    PaperTag,
    Rebuttal,
    Reviewer,
    Shepherding,
)
from submissions.models import (
    Answer,
    FindingAnswer,
    FindingRuling,
    LateLink,
    PaperFile,
    Submission,
    Twin,
    Upload,
    WorkingCopy,
)

BLIND_KINDS = (PaperFile.Kind.PAPER, PaperFile.Kind.ANSWER)


def register() -> None:
    """Say what is deleted."""
    retention.on_forget(forget_reviewing, order=20)
    retention.on_forget(forget_papers, order=30)


def forget_reviewing(workshop: Workshop) -> None:
    """Delete reviews with all that led to them; a decision keeps its outcome and loses its text."""
    by_paper: tuple[type[Model], ...] = (Rebuttal, Comment, Assignment, Bid, Conflict, PaperTag)
    for model in by_paper:
        _of(model, "submission__workshop", workshop).delete()
    by_workshop: tuple[type[Model], ...] = (
        AssignmentRun,
        DeclaredConflict,
        DiscussionFollower,
        PairRule,
        Reviewer,
    )
    for model in by_workshop:
        _of(model, "workshop", workshop).delete()
    _of(Shepherding, "decision__submission__workshop", workshop).delete()
    _of(Decision, "submission__workshop", workshop).update(text="")


def forget_papers(workshop: Workshop) -> None:
    """Delete blind copies, the files of papers that were not accepted, and what authors answered on forms."""
    files = _blind_files(workshop)
    copies = _of(PaperFile, "submission__workshop", workshop).exclude(reviewer_copy="")
    names = {name for row in files.values_list("file", "reviewer_copy") for name in row if name}
    names.update(copies.values_list("reviewer_copy", flat=True))
    for model in (Answer, FindingAnswer, FindingRuling, Twin, Upload, WorkingCopy):
        _of(model, "submission__workshop", workshop).delete()
    LateLink.objects.filter(workshop=workshop).delete()
    files.delete()
    copies.update(reviewer_copy="")
    _of(PaperFile, "submission__workshop", workshop).update(report={}, checked_for={})
    Submission.objects.filter(workshop=workshop).update(declared_conflicts="", desk_reason="")
    for paper in Submission.objects.filter(workshop=workshop).exclude(_accepted("")).exclude(abstract=""):
        paper.abstract = paper.keywords = ""
        paper.save(update_fields=["abstract", "keywords"])
    for name in names:
        transaction.on_commit(partial(default_storage.delete, name))


def _of(model: type[Model], path: str, workshop: Workshop) -> QuerySet[Any]:
    return model._base_manager.filter(**{path: workshop})  # noqa: SLF001


def _accepted(path: str) -> Q:
    return Q(**{f"{path}decision__outcome__in": ACCEPTED, f"{path}decision__released_at__isnull": False})


def _blind_files(workshop: Workshop) -> QuerySet[PaperFile]:
    """Return the files that never were public: the papers as they were submitted, and everything of those not accepted."""
    files = _of(PaperFile, "submission__workshop", workshop)
    return files.filter(
        Q(kind__in=BLIND_KINDS) | ~Q(pk__in=files.filter(_accepted("submission__")).values("pk"))
    )
