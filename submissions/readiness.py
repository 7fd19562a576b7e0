"""What a paper still needs before it can be submitted: plain rules, in words for its author."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class FileState(StrEnum):
    """How the newest PDF stands toward submitting."""

    MISSING = "missing"
    WAITING = "waiting"
    REFUSED = "refused"
    GOOD = "good"


@dataclass(frozen=True)
class AuthorFacts:
    name: str
    email: str
    is_corresponding: bool


@dataclass(frozen=True)
class PaperFacts:
    """What is known of a paper; ``findings_open``: the check found names and nobody said to have looked at them.

    ``unanswered`` and ``share`` are sentences: what the form asks still, and who has too many papers; ``waiting`` names
    the questions whose file is still being checked.
    """

    title: str
    abstract: str
    authors: Sequence[AuthorFacts]
    file: FileState
    findings_open: bool
    where_missing: bool = False
    unanswered: Sequence[str] = ()
    waiting: Sequence[str] = ()
    share: str = ""


@dataclass(frozen=True)
class Gap:
    """One thing that is missing: the part of the form where it is mended, and what to do."""

    part: str
    text: str


FILE_GAPS = {
    FileState.MISSING: "Upload the paper as a PDF.",
    FileState.WAITING: "The PDF is still being checked.",
    FileState.REFUSED: "The PDF can't be taken as it is: see what the check found, and upload a corrected one.",
}


def gaps(paper: PaperFacts, *, checking_counts: bool = True) -> list[Gap]:
    """Return what is missing, in the order of the form; ``checking_counts=False`` leaves out what a check may still mend."""
    found = []
    if not paper.title.strip():
        found.append(Gap("title", "Give the paper a title."))
    if not paper.abstract.strip():
        found.append(Gap("abstract", "Write an abstract."))
    found += _author_gaps(paper.authors)
    if paper.share:
        found.append(Gap("authors", paper.share))
    found += [Gap("answers", text) for text in paper.unanswered]
    if checking_counts:
        found += [
            Gap("answers", f"The file for “{label}” is still being checked.") for label in paper.waiting
        ]
    if paper.where_missing:
        found.append(Gap("published_elsewhere", "Say where the work was published."))
    if paper.file is not FileState.GOOD and (checking_counts or paper.file is not FileState.WAITING):
        found.append(Gap("file", FILE_GAPS[paper.file]))
    if paper.file is FileState.GOOD and paper.findings_open:
        found.append(
            Gap(
                "findings", "The check found places that may tell who you are. Look at them and tick the box."
            )
        )
    return found


def _author_gaps(authors: Sequence[AuthorFacts]) -> list[Gap]:
    if not authors:
        return [Gap("authors", "Name at least one author.")]
    if any(not author.name.strip() for author in authors):
        return [Gap("authors", "Each author needs a name.")]
    if not any(author.is_corresponding and author.email for author in authors):
        return [Gap("authors", "Mark one author as corresponding, with an e-mail address.")]
    return []
