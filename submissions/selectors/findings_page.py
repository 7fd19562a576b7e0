"""An author's page of what the check found, place by place."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from conference.errors import NotFound
from submissions.findings import Spot
from submissions.kinds import ARCHIVES
from submissions.models import PaperFile, Submission
from submissions.selectors.files import files_of, newest_file
from submissions.selectors.findings import Board, board


@dataclass(frozen=True)
class FindingsPage:
    """One version with its findings; ``versions`` are those that can be chosen, the newest first."""

    file: PaperFile
    board: Board | None
    versions: tuple[int, ...]

    @property
    def is_attachment(self) -> bool:
        """Say whether it is sent beside the paper: its length is nobody's concern."""
        return self.file.kind != PaperFile.Kind.PAPER

    @property
    def is_archive(self) -> bool:
        """Say whether it is handed to reviewers as it is: it holds other files."""
        return self.file.format in ARCHIVES

    @property
    def is_newest(self) -> bool:
        return self.file.version == self.versions[0]


def findings_page(
    paper: Submission, version: str = "", kind: str = PaperFile.Kind.PAPER, slot: str = ""
) -> FindingsPage:
    """Return the page of a version, else of the newest of its kind; NotFound where there is none."""
    files = files_of(paper, kind, slot)
    chosen = (
        next((file for file in files if str(file.version) == version), None)
        if version
        else newest_file(files)
    )
    if chosen is None:
        raise NotFound

    def url_of(spot: Spot) -> str:
        where = [paper.workshop.slug, paper.number, chosen.public_id, spot.mark]
        return reverse("submissions:picture", args=where)

    return FindingsPage(chosen, board(chosen, files, url_of), tuple(file.version for file in files))
