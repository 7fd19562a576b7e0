"""The long works of a workshop as its chairs see them."""

from __future__ import annotations

from django.db.models import QuerySet

from conference.models import Job, Workshop


def jobs_of(workshop: Workshop) -> QuerySet[Job]:
    """Return the jobs, the newest first; the check of a PDF is its authors' own."""
    return workshop.jobs.select_related("owner").exclude(kind="check_pdf")
