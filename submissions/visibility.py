"""Who is an author of what. Everyone else's sight on papers is answered in ``reviews``.

A person is an author of a paper when one of its authors is linked to her account, which only a verified e-mail does,
and she has not said that this is a mistake.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from conference.errors import NotFound
from conference.models import Workshop
from conference.visibility import Viewer
from submissions.models import Author, PaperFile, Submission

NO_USER = 0  # no row has this id; None would match authors without an account


def is_author(viewer: Viewer, submission: Submission) -> bool:
    """Say whether the viewer is an author of a paper, in one query."""
    if viewer.user_id is None:
        return False
    return _authorships(viewer).filter(submission=submission).exists()


def own_papers(viewer: Viewer) -> QuerySet[Submission]:
    """Return the papers of which the viewer is an author, in whatever workshop and state."""
    if viewer.user_id is None:
        return Submission.objects.none()
    return Submission.objects.filter(Exists(_authorships(viewer).filter(submission=OuterRef("pk"))))


def _authorships(viewer: Viewer) -> QuerySet[Author]:
    return Author.objects.filter(user_id=viewer.user_id or NO_USER).exclude(standing=Author.Standing.DENIED)


def access_own_paper(viewer: Viewer, workshop: Workshop, number: int) -> Submission:
    """Return a paper of the viewer's own; anyone else is told that there is nothing, as for a number that is not taken."""
    paper = (
        own_papers(viewer)
        .filter(workshop=workshop, number=number)
        .select_related("track", "workshop", "submitter")
        .first()
    )
    if paper is None:
        raise NotFound
    return paper


def access_own_file(viewer: Viewer, workshop: Workshop, number: int, public_id: UUID) -> PaperFile:
    """Return a file of one of the viewer's own papers, else NotFound."""
    paper = access_own_paper(viewer, workshop, number)
    file = paper.files.filter(public_id=public_id).first()
    if file is None:
        raise NotFound
    return file
