"""Making the proceedings as one PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from conference.dates import format_days
from conference.errors import Invalid
from conference.models import Workshop
from conference.visibility import Viewer
from program.selectors.proceedings import Candidate, PageLink, candidates, index_lines
from program.selectors.volume import stored_volume, volume_of
from submissions.models import PaperFile

Report = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Entry:
    """A line of the table of contents."""

    title: str
    authors: tuple[str, ...]
    track: str
    page: int
    address: str
    file: PaperFile

    @property
    def link(self) -> PageLink:
        return PageLink(self.page, self.address)


def make_proceedings(
    viewer: Viewer, workshop: Workshop, report: Report, *, only_front: bool = False
) -> tuple[bytes, int, list[str]]:
    """Return the file, how many papers are in it, and those that are not, each with its reason.

    ``only_front`` returns the front matter alone, for a look at it.
    """
    from program.pdf import proceedings, set_pages  # noqa: PLC0415 - loads WeasyPrint

    found = candidates(viewer, workshop)
    report(0, len(found), "Counting pages")
    entries, left = _entries(found)
    if not entries:
        raise Invalid("No accepted paper has a final PDF that can go in yet.")
    volume = volume_of(workshop)
    stored = stored_volume(workshop)
    context = {
        "volume": volume,
        "days": format_days(volume.start, volume.end or volume.start) if volume.start else "",
        "preface": stored.preface if stored else "",
        "entries": entries,
    }
    front = set_pages(workshop, "front.html", context)
    if only_front:
        return front, len(entries), left
    index = index_lines((entry.authors, entry.link) for entry in entries)
    whole = proceedings.assemble(
        front=front,
        back=set_pages(workshop, "back.html", {"index": index}),
        articles=[
            proceedings.Article(entry.title, entry.page, partial(entry.file.file.open, "rb"))
            for entry in entries
        ],
        title=volume.booktitle,
        marks=[proceedings.Mark("Title page", 0)],
        index="Author index",
        report=lambda done: report(done, len(entries), entries[done - 1].title),
    )
    return whole, len(entries), left


def _entries(found: Sequence[Candidate]) -> tuple[list[Entry], list[str]]:
    """Return the papers with their first pages, running on through the volume, and what is left out."""
    from program.pdf import proceedings  # noqa: PLC0415 - loads WeasyPrint

    entries, left, page = [], [], 1
    for paper in found:
        reason, pages = paper.reason, 0
        if paper.file and not reason:
            try:
                with paper.file.file.open("rb") as content:
                    pages = proceedings.page_count(content)
            except (proceedings.Unreadable, FileNotFoundError):
                reason = "its final PDF can’t be read"
        if reason or paper.file is None:
            left.append(replace(paper, reason=reason).named)
            continue
        address = f"{proceedings.PAGE_ADDRESS}{page}"
        entries.append(Entry(paper.title, paper.authors, paper.track, page, address, paper.file))
        page += pages
    return entries, left
