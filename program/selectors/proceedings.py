"""What goes into the proceedings as one PDF, in which order, and what can't."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from conference.models import OptIn, Workshop
from conference.names import family_key, split_name
from conference.visibility import Viewer
from program.selectors.exports import named_papers
from program.selectors.opt_ins import final_pdf
from program.selectors.papers import ordered
from reviews.models import waits_for_signature
from reviews.sight import Info
from reviews.visibility import papers_visible_to
from submissions.models import PaperFile
from submissions.selectors.camera_ready import answers_of, with_handed


@dataclass(frozen=True)
class Candidate:
    """An accepted paper with the file that would go in; ``reason`` says why it can't."""

    number: int
    title: str
    authors: tuple[str, ...]
    track: str
    file: PaperFile | None
    reason: str = ""

    @property
    def named(self) -> str:
        return f"#{self.number} {self.title}: {self.reason}"


@dataclass(frozen=True)
class PageLink:
    number: int
    address: str


@dataclass(frozen=True)
class IndexLine:
    """An author with the pages on which her papers begin."""

    name: str
    pages: tuple[PageLink, ...]


def candidates(viewer: Viewer, workshop: Workshop) -> list[Candidate]:
    """Return the accepted papers in the order of the list, each with its final PDF or why it can't go in.

    Where authors can opt for a proceedings volume, only those who did are in it. What was opted for is kept from a
    chair with a conflict, so another one has to make the volume with that paper.
    """
    papers = with_handed(ordered(named_papers(viewer, workshop))).select_related("decision__shepherding")
    offered = OptIn.objects.filter(track__workshop=workshop, kind=OptIn.Kind.PROCEEDINGS)
    if not offered.exists():
        return [_candidate(paper, "") for paper in papers]
    known = papers_visible_to(viewer, workshop, Info.OPT_INS_AND_DECLARATIONS)
    may_know = set(known.values_list("pk", flat=True))
    opted = set(known.filter(opt_ins__in=offered).values_list("pk", flat=True))
    return [_candidate(paper, _choice(paper.pk, may_know, opted)) for paper in papers]


def _choice(paper_id: int, may_know: set[int], opted: set[int]) -> str:
    if paper_id not in may_know:
        return "you have a conflict; another chair can make the volume with it"
    return "" if paper_id in opted else "its authors did not opt for the proceedings"


def _candidate(paper: Any, reason: str) -> Candidate:
    file = final_pdf(paper)
    if reason:
        file = None
    elif waits_for_signature(paper.decision):
        file, reason = None, "the conditions of its acceptance are not signed off"
    elif answers_of(paper).licence == "withheld":
        reason = "its authors keep its files to themselves"
    elif file is None:
        reason = "its final PDF is not in"
    return Candidate(
        number=paper.number,
        title=paper.title,
        authors=tuple(author.name for author in paper.authors.all()),
        track=paper.track.name,
        file=file,
        reason=reason,
    )


def index_lines(entries: Iterable[tuple[tuple[str, ...], PageLink]]) -> list[IndexLine]:
    """Return the author index: family name first, sorted by it, each name once."""
    pages: dict[str, list[PageLink]] = {}
    for authors, page in entries:
        for name in dict.fromkeys(authors):
            pages.setdefault(" ".join(name.split()), []).append(page)
    ordered_names = sorted(pages, key=lambda name: (family_key(name), name.casefold()))
    return [IndexLine(split_name(name).family_first or name, tuple(pages[name])) for name in ordered_names]
