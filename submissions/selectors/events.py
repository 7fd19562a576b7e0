"""What a webhook is told of a paper: its number and where its chairs find it. Whose it is, it never says."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from conference.models import AuditEntry
from submissions.models import Submission
from submissions.models.papers import SubmissionState


def event_facts(entry: AuditEntry) -> dict[str, Any] | None:
    """Return the facts of an entry about a paper; None for one that is not there any more."""
    paper = _paper(entry)
    return _facts(entry, paper.number) if paper else None


def submitted_facts(entry: AuditEntry) -> dict[str, Any] | None:
    """Return the same, and None as long as the paper is a draft: of drafts chairs know nothing."""
    paper = _paper(entry)
    return _facts(entry, paper.number) if paper and paper.state == SubmissionState.SUBMITTED else None


def _paper(entry: AuditEntry) -> Submission | None:
    kind, _, key = entry.about.partition(":")
    return Submission.objects.filter(pk=key).first() if kind == "submission" and key.isdigit() else None


def _facts(entry: AuditEntry, number: int) -> dict[str, Any]:
    slug = entry.workshop.slug if entry.workshop else ""
    return {
        "api": f"{settings.BASE_URL}/api/v1/workshops/{slug}/chair/papers/{number}/",
        "paper": number,
        "page": f"{settings.BASE_URL}/{slug}/chair/papers/{number}/",
    }
