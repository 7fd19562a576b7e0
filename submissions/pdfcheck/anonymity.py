"""What in a paper tells who wrote it: on its pages, in its links, in what the file hides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from . import links
from .citations import labelled_entries, self_citations
from .finder import Finder
from .flow import flow_of
from .hidden import find_hidden, find_paths, users_in_paths
from .identity import find_emails, find_names, find_running_heads, is_own_mail
from .places import find_affiliations
from .thanks import find_acknowledgements
from .vocabulary import Part

if TYPE_CHECKING:
    from .division import Division
    from .layout import Layout
    from .report import BBox, Leak, Request
    from .structure import Hidden


def find_leaks(division: Division, request: Request, hidden: Hidden) -> tuple[Leak, ...]:
    """All places that identify the authors, in the order of the pages; what the file hides comes last."""
    finder = Finder(division, request)
    find_acknowledgements(finder)
    _self_citations(finder)
    find_emails(finder)
    find_names(finder)
    find_affiliations(finder)
    _links(finder)
    find_paths(finder)
    find_running_heads(finder)
    finder.leaks.sort(key=lambda leak: (leak.page or 0, leak.bbox[1] if leak.bbox else 0.0))
    find_hidden(finder, hidden)
    return tuple(finder.leaks)


def _self_citations(finder: Finder) -> None:
    references = finder.division.first(Part.REFERENCES)
    stop = references.start if references else len(finder.layout.lines)
    entries = {}
    if references:
        entries = labelled_entries(flow_of(finder.layout, list(range(references.start, references.end))))
    for found in self_citations(finder.flow, finder.people, entries):
        if finder.flow.at(found.start) < stop or finder.part(found.start) is not Part.REFERENCES:
            finder.add("self_citation", found.start, found.end, found.reason)


def _links(finder: Finder) -> None:
    for start, end, url in links.urls_in(finder.flow.text):
        if finder.part(start) is Part.REFERENCES:
            continue
        begin, stop = finder.flow.sentence(start, end)
        text = finder.flow.text
        link = links.link_of(url, text[begin:start], text[end:stop], text)
        reason = links.identifies(link, finder.people, finder.emails, finder.labels) if link else ""
        if reason:
            kind = "acknowledgement" if finder.thanks(start) else "identifying_link"
            finder.add(kind, start, end, reason)
    for orcid in finder.request.orcids:
        digits = re.sub(r"[^\dXx]", "", orcid)[-16:]
        pattern = re.compile(
            r"-?\s?".join(re.escape(digits[i : i + 4]) for i in range(0, len(digits), 4)), re.IGNORECASE
        )
        for match in pattern.finditer(finder.flow.text) if len(digits) == 16 else ():  # noqa: PLR2004
            finder.add("identifying_link", match.start(), match.end(), "An author's ORCID.")
    _link_annotations(finder)


def _link_annotations(finder: Finder) -> None:
    """Links that can be clicked, whether or not their address is printed."""
    for page in finder.layout.pages:
        for url, box in page.links:
            if url.lower().startswith("mailto:"):
                address = url[7:].split("?")[0].lower()
                if is_own_mail(finder, address, 0) and address in finder.emails:
                    finder.add_plain(
                        "email", page.number, address, "A link to an author's e-mail address.", box
                    )
                continue
            if url.lower().startswith("file:") and users_in_paths(unquote(url)):
                finder.add_plain("file_path", page.number, url, "A file path with a name in it.", box)
                continue
            index = _line_at(finder.layout, page.number, box)
            if index is not None and finder.part(finder.flow.starts[index]) is Part.REFERENCES:
                continue
            link = links.link_of(url)
            reason = links.identifies(link, finder.people, finder.emails, finder.labels) if link else ""
            if link and not reason and index is not None:
                reason = _context_reason(finder, url, index)
            if reason:
                finder.add_plain("identifying_link", page.number, url, reason, box)
        _orcid_links(finder, page.number, page.links)


def _orcid_links(finder: Finder, number: int, found: list[tuple[str, BBox]]) -> None:
    for url, box in found:
        if any(
            orcid and re.sub(r"\W", "", orcid)[-16:].lower() in re.sub(r"\W", "", url).lower()
            for orcid in finder.request.orcids
        ):
            finder.add_plain("identifying_link", number, url, "An author's ORCID.", box)


def _context_reason(finder: Finder, url: str, index: int) -> str:
    """What the line under a link says; where the link begins in it is not known, so all of it counts as before."""
    start = finder.flow.starts[index]
    begin, stop = finder.flow.sentence(start, start + len(finder.flow.lines[index].text))
    link = links.link_of(url, finder.flow.text[begin:stop], "", finder.flow.text)
    return links.identifies(link, finder.people, finder.emails, finder.labels) if link else ""


def _line_at(layout: Layout, page: int, box: BBox) -> int | None:
    middle = (box[1] + box[3]) / 2
    for index, line in enumerate(layout.lines):
        if (
            line.page == page
            and line.top - 2 <= middle <= line.bottom + 2
            and line.x0 - 2 <= box[0] <= line.x1 + 2
        ):
            return index
    return None
