"""What a person can fetch of a workshop for herself: certificates once they are released, letters of invitation."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from conference.errors import NotFound
from conference.models import Workshop
from conference.visibility import Viewer
from program.models import InvitationLetter
from program.selectors.documents import (
    Certified,
    certified_presenter,
    facts_of,
    own_reviewer_certificate,
    texts_of,
)
from program.selectors.papers import KINDS
from reviews.models import Outcome
from reviews.sight import Info
from reviews.visibility import SeenPaper, papers_visible_to
from submissions.models import SubmissionState


@dataclass(frozen=True)
class OwnPaper:
    """An accepted paper of a person, with the letter she asked for."""

    number: int
    title: str
    letter: InvitationLetter | None

    @property
    def may_ask(self) -> bool:
        return self.letter is None or self.letter.state == InvitationLetter.State.REFUSED


@dataclass(frozen=True)
class OwnDocuments:
    """``certificates`` are keys and labels; empty before the release."""

    is_released: bool
    certificates: tuple[tuple[str, str], ...]
    papers: tuple[OwnPaper, ...]


def own_accepted(viewer: Viewer, workshop: Workshop) -> QuerySet[SeenPaper]:
    """Return the papers of which the viewer is an author and was told that they are accepted."""
    return (
        papers_visible_to(viewer, workshop, Info.DECISION)
        .filter(
            viewer_is_author=True,
            state=SubmissionState.SUBMITTED,
            decision__outcome__in=list(KINDS),
            decision__released_at__isnull=False,
        )
        .select_related("decision")
        .order_by("number")
    )


def own_documents(viewer: Viewer, workshop: Workshop) -> OwnDocuments:
    """Return what there is for the viewer."""
    letters: dict[int, InvitationLetter] = {}
    for letter in InvitationLetter.objects.filter(workshop=workshop, user=viewer.user_id or 0):
        letters.setdefault(letter.submission_id, letter)
    papers = tuple(
        OwnPaper(paper.number, paper.title, letters.get(paper.pk)) for paper in own_accepted(viewer, workshop)
    )
    is_released = texts_of(workshop).certificates_released_at is not None
    found: list[tuple[str, str]] = []
    if is_released and own_reviewer_certificate(viewer.user_id or 0, workshop):
        found.append(("reviewer", "Certificate of reviewing"))
    if is_released and presented(viewer, workshop):
        found.append(("presenter", "Certificate of presenting"))
    return OwnDocuments(is_released, tuple(found), papers)


def presented(viewer: Viewer, workshop: Workshop) -> list[Certified]:
    """Return the certificates of the papers that the viewer presents, as their authors said."""
    facts = facts_of(workshop)
    mine = own_accepted(viewer, workshop).filter(camera_ready__presenter__user=viewer.user_id)
    found = []
    for paper in mine.select_related("decision", "camera_ready__presenter"):
        presenter, kind = paper.camera_ready.presenter, KINDS[Outcome(paper.decision.outcome)][0]
        if presenter:
            found.append(certified_presenter(presenter.name, paper.title, kind, facts))
    return found


def own_certificates(viewer: Viewer, workshop: Workshop, part: str) -> tuple[str, list[Certified]]:
    """Return the text and the certificates of a part of the viewer; NotFound before the release or without any."""
    texts = texts_of(workshop)
    if texts.certificates_released_at is None:
        raise NotFound
    if part == "reviewer":
        mine = own_reviewer_certificate(viewer.user_id or 0, workshop)
        text, found = texts.reviewer_text, [mine] if mine else []
    else:
        text, found = texts.presenter_text, presented(viewer, workshop) if part == "presenter" else []
    if not found:
        raise NotFound
    return text, found


def own_letter(viewer: Viewer, workshop: Workshop, pk: int) -> InvitationLetter:
    """Return a granted letter of the viewer, else NotFound."""
    found = (
        InvitationLetter.objects.filter(
            workshop=workshop, user=viewer.user_id or 0, pk=pk, state=InvitationLetter.State.GRANTED
        )
        .select_related("workshop")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def letters_for_chair(viewer: Viewer, workshop: Workshop) -> QuerySet[InvitationLetter]:
    """Return the letters that were asked for, of papers whose authors the chair may know."""
    papers = papers_visible_to(viewer, workshop, Info.AUTHOR_EMAILS).filter(viewer_is_author=False)
    return (
        InvitationLetter.objects.filter(workshop=workshop, submission__in=papers.values("pk"))
        .select_related("submission__decision", "decided_by", "workshop")
        .order_by("-asked_at")
    )
