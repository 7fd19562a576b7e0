"""The documents that organizers can have made, and those that were."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from conference.models import Job, Workshop
from conference.visibility import Viewer

DOCUMENT = "document"


@dataclass(frozen=True)
class DocumentKind:
    """A kind of document; ``unit`` is what its count counts."""

    key: str
    label: str
    about: str
    unit: str
    for_chairs: bool = False

    def is_for(self, viewer: Viewer, workshop: Workshop) -> bool:
        return viewer.is_chair(workshop) if self.for_chairs else viewer.is_editor(workshop)


KINDS: dict[str, DocumentKind] = {
    kind.key: kind
    for kind in (
        DocumentKind("proceedings", "Proceedings", "Title page, preface and contents, the final versions with running page numbers, an author index.", "paper", for_chairs=True),
        DocumentKind("booklet", "Programme booklet", "Cover, programme, abstracts, speakers, your notes and map.", "paper"),
        DocumentKind("boards", "Labels for poster boards", "Board number, title, authors, and a QR code that leads to the paper.", "label"),
        DocumentKind("badges", "Badges", "Eight a sheet, for organizers, speakers, authors and whom you add.", "badge"),
        DocumentKind("presenters", "Certificates for presenters", "One page for each presenter of a paper.", "certificate"),
        DocumentKind("reviewers", "Certificates for reviewers", "One page for each who reviewed, with the number of papers.", "certificate", for_chairs=True),
    )
}  # fmt: skip


@dataclass(frozen=True)
class DocumentRow:
    """A kind with the newest job that the viewer had it made by."""

    kind: DocumentKind
    job: Job | None

    @property
    def is_there(self) -> bool:
        return self.job is not None and self.job.state == Job.State.DONE and bool(self.job.result.get("file"))

    @property
    def left_out(self) -> list[str]:
        return list(self.job.result.get("left_out", ())) if self.job and self.is_there else []


def made_documents(viewer: Viewer, workshop: Workshop, kind: str) -> QuerySet[Job]:
    """Return the jobs of a kind that this person had done: they hold what she may see, so they are hers alone."""
    jobs = Job.objects.filter(kind=DOCUMENT, owner_id=viewer.user_id, workshop=workshop, arguments__what=kind)
    return jobs.order_by("-pk")


def document_rows(viewer: Viewer, workshop: Workshop) -> list[DocumentRow]:
    """Return what the viewer can have made, with the newest of each; one query."""
    newest: dict[str, Job] = {}
    for job in Job.objects.filter(kind=DOCUMENT, owner_id=viewer.user_id, workshop=workshop).order_by("-pk")[
        :100
    ]:
        newest.setdefault(job.arguments["what"], job)
    return [
        DocumentRow(kind, newest.get(kind.key)) for kind in KINDS.values() if kind.is_for(viewer, workshop)
    ]
