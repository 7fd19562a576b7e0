"""An open call with its author."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from submissions.services.papers import create_draft
from tests.clients import client_of
from tests.factories import DateFactory, TrackFactory, UserFactory
from tests.pdfs import pdf_bytes, upload

if TYPE_CHECKING:
    from django.test import Client

    from conference.models import Track, User, Workshop
    from submissions.models import Submission


@dataclass
class Call:
    """A workshop that takes submissions, and a signed-in author in it."""

    workshop: Workshop
    track: Track
    author: User
    client: Client

    def url(self, rest: str = "") -> str:
        return f"/{self.workshop.slug}/{rest}"

    def edit_url(self, paper: Submission) -> str:
        return self.url(f"my-papers/{paper.number}/edit/")

    def begin(self) -> Submission:
        return create_draft(workshop=self.workshop, track=self.track, by=self.author)

    def close(self) -> None:
        self.workshop.dates.update(at=timezone.now() - timedelta(hours=1))

    def complete(self, content: bytes | None = None, paper: Submission | None = None) -> Submission:
        """A draft that lacks nothing: text, author, a PDF that is checked when the transaction ends."""
        paper = paper or self.begin()
        paper.title, paper.abstract = "Counting trees", "We count trees."
        paper.save()
        self.client.post(
            self.edit_url(paper),
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


def make_call() -> Call:
    workshop = DateFactory().workshop
    track = TrackFactory(workshop=workshop, page_limit=4)
    author = UserFactory(name="Zoë O’Brien-Nuñez", email="zoe@lake.example")
    return Call(workshop, track, author, client_of(author))
