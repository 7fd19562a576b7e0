"""An open call with its author, and PDFs made on the spot."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import AuthorFactory, DateFactory, SubmissionFactory, TrackFactory, UserFactory

if TYPE_CHECKING:
    from conference.models import Track, User, Workshop
    from submissions.models import Submission

REFERENCES = (
    "A. Oak and B. Elm. Trees and how to count them. Forest Letters, 12(3):1-9, 2019.",
    "C. Ash. Crowns from above. Journal of Woods, 4:20-31, 2021.",
    "D. Yew and E. Fir. Foresters agree. Proceedings of the Grove, pages 5-12, 2022.",
)
LINE = "We count trees in aerial images and compare the counts with those that foresters made on foot."


def pdf_bytes(pages: int = 3, *, words: str = "", title: str = "") -> bytes:
    """A paper of so many pages, references at the end of the last; ``words`` stand on top of the first one.

    ``title`` is written into the file's properties, so that two files with the same text differ.
    """
    document = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    for number in range(1, pages + 1):
        document.add_blank_page(page_size=(612, 792))
        page = document.pages[-1]
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=document.make_indirect(font)))
        lines = [words] if words and number == 1 else []
        lines += [f"{LINE} {number}.{line}" for line in range(30 if number == pages else 45)]
        if number == pages:
            lines += ["", "References", *(f"[{place}] {entry}" for place, entry in enumerate(REFERENCES, 1))]
        page.Contents = document.make_stream(_text(lines))
    if title:
        document.docinfo["/Title"] = title
    held = io.BytesIO()
    document.save(held, deterministic_id=True)
    return held.getvalue()


def _text(lines: list[str]) -> bytes:
    shown = "".join(f"({line}) Tj T* " for line in lines)
    return f"BT /F1 10 Tf 13 TL 72 720 Td {shown} ET".encode("latin-1")


def upload(content: bytes, name: str = "paper.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


@dataclass
class Call:
    """A workshop that takes submissions, and a signed-in author in it."""

    workshop: Workshop
    track: Track
    author: User
    client: Client

    def url(self, rest: str = "") -> str:
        return f"/{self.workshop.slug}/{rest}"

    def begin(self) -> Submission:
        from submissions.services.papers import create_draft

        return create_draft(workshop=self.workshop, track=self.track, by=self.author)

    def close(self) -> None:
        from datetime import timedelta

        from django.utils import timezone

        self.workshop.dates.update(at=timezone.now() - timedelta(hours=1))

    def complete(self, content: bytes | None = None, paper: Submission | None = None) -> Submission:
        """A draft that lacks nothing: text, author, a PDF that is checked when the transaction ends."""
        paper = paper or self.begin()
        paper.title, paper.abstract = "Counting trees", "We count trees."
        paper.save()
        self.client.post(
            self.url(f"my-papers/{paper.number}/edit/"),
            self.form(paper, file=upload(content or pdf_bytes()), step="upload"),
        )
        paper.refresh_from_db()
        return paper

    def form(self, paper: Submission, **changes: object) -> dict[str, object]:
        """What the browser sends of the form of a paper, as it is saved, with some changes."""
        fields: dict[str, object] = {
            "version": paper.version,
            "track": paper.track_id,
            "title": paper.title,
            "abstract": paper.abstract,
            "keywords": paper.keywords,
            "declared_conflicts": paper.declared_conflicts,
            "authors-INITIAL_FORMS": 0,
        }
        authors = list(paper.authors.all())
        for place, author in enumerate(authors):
            fields |= {
                f"authors-{place}-name": author.name,
                f"authors-{place}-email": author.email,
                f"authors-{place}-ORDER": place + 1,
            }
            if author.is_corresponding:
                fields[f"authors-{place}-is_corresponding"] = "on"
        fields["authors-TOTAL_FORMS"] = len(authors)
        return {**fields, **changes}


@pytest.fixture
def call(db: None) -> Call:
    workshop = DateFactory().workshop
    track = TrackFactory(workshop=workshop, page_limit=4)
    author = UserFactory(name="Zoë O’Brien-Nuñez", email="zoe@lake.example")
    client = Client(enforce_csrf_checks=False)
    client.force_login(author)
    return Call(workshop, track, author, client)


@pytest.fixture
def jobs_run(django_capture_on_commit_callbacks: object) -> object:
    """Run what waits for the end of a transaction, jobs and mails included: ``with jobs_run(): ...``."""

    def running() -> object:
        return django_capture_on_commit_callbacks(execute=True)

    return running


@pytest.fixture
def stranger() -> Client:
    """Someone signed in who has no part in any paper."""
    client = Client()
    client.force_login(UserFactory(name="Charlie Outside"))
    return client


__all__ = ["AuthorFactory", "Call", "SubmissionFactory", "pdf_bytes", "upload"]
