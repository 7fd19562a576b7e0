"""Who is an author of what. Everyone else's sight on papers is answered in ``reviews``.

A person is an author of a paper when one of its authors is linked to her account, which only a verified e-mail does,
and she has not said that this is a mistake. Who has said so has lost the paper as its author; but whoever is named as an
author never judges it, whatever she says: what keeps her from that asks ``named_as_author``.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from conference.errors import NotFound
from conference.models import Workshop
from conference.prepared import only, row_of
from conference.visibility import Viewer
from submissions.models import Author, PaperFile, Submission

NO_USER = 0  # no row has this id; None would match authors without an account


def is_author(viewer: Viewer, submission: Submission) -> bool:
    """Say whether the viewer is an author of a paper, in one query."""
    if viewer.user_id is None:
        return False
    return authorships(viewer.user_id).filter(submission=submission).exists()


def own_papers(viewer: Viewer) -> QuerySet[Submission]:
    """Return the papers of which the viewer is an author, in whatever workshop and state."""
    if viewer.user_id is None:
        return Submission.objects.none()
    return _papers_of(viewer.user_id)


def _papers_of(user_id: int) -> QuerySet[Submission]:
    return Submission.objects.filter(Exists(authorships(user_id).filter(submission=OuterRef("pk"))))


def authorships(user_id: int | None) -> QuerySet[Author]:
    """Return where a person is an author."""
    return named_as_author(user_id).exclude(standing=Author.Standing.DENIED)


def denied_authorships(user_id: int | None) -> QuerySet[Author]:
    """Return where a person is named as an author and says that this is a mistake."""
    return named_as_author(user_id).filter(standing=Author.Standing.DENIED)


def named_as_author(user_id: int | None) -> QuerySet[Author]:
    """Return where a person is named as an author, by her own word or not."""
    return Author.objects.filter(user_id=user_id or NO_USER)


def access_own_paper(viewer: Viewer, workshop: Workshop, number: int) -> Submission:
    """Return a paper of the viewer's own; anyone else is told that there is nothing, as for a number that is not taken."""
    paper = row_of(_paper_of, viewer.user_id or NO_USER, workshop.pk, number)
    if paper is None:
        raise NotFound
    return paper


def _paper_of(user_id: int, workshop_id: int, number: int) -> QuerySet[Submission]:
    papers = _papers_of(user_id).filter(workshop_id=workshop_id, number=number)
    return papers.select_related("track", "workshop", "submitter").order_by()


def access_own_file(viewer: Viewer, workshop: Workshop, number: int, public_id: UUID) -> PaperFile:
    """Return a file of one of the viewer's own papers, else NotFound."""
    paper = access_own_paper(viewer, workshop, number)
    file = only(paper.files.filter(public_id=public_id))
    if file is None:
        raise NotFound
    return file
