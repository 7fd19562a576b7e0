"""A check's report in words for the people who act on it: plain rules on plain JSON."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

LEAKS = {
    "author_name": "An author’s name",
    "email": "An e-mail address",
    "affiliation": "An affiliation",
    "metadata": "The file’s properties",
    "acknowledgement": "Acknowledgements or funding",
    "identifying_link": "A link that tells who you are",
    "self_citation": "A reference to your own work in the first person",
    "file_path": "A path from your computer",
    "orcid": "An ORCID",
    "version_control": "The history of a repository",
}
FORMAT = {
    "paper_size": "Paper size",
    "margins": "Margins",
    "columns": "Columns",
    "text_size": "Size of the text",
    "small_text": "Small text",
    "line_spacing": "Line spacing",
    "fonts_not_embedded": "Fonts",
}
READ = {"text": "text", "pdf": "PDF", "picture": "picture", "document": "document"}
"""What the files of an archive are read as."""
PARTS = {
    "references": "The references begin here",
    "appendix": "The appendix begins here",
    "acknowledgements": "The acknowledgements begin here",
    "statement": "A statement begins here",
    "impact_statement": "The impact statement begins here",
    "checklist": "The checklist begins here",
}
FOR_A_PERSON = frozenset({"no_text"})
"""What a check can't judge and a person can: such a file is taken."""
LONGEST_QUOTE = 300
TALL = 250

Box = tuple[float, float, float, float]


class Group(StrEnum):
    """What a finding is about."""

    LENGTH = "length"
    ANONYMITY = "anonymity"
    FORMAT = "format"


@dataclass(frozen=True)
class Spot:
    """A place on a page that can be shown as a picture: ``mark`` names it in the picture's address."""

    mark: str
    label: str
    page: int
    words: str = ""
    box: Box | None = None
    top: float | None = None

    @property
    def is_tall(self) -> bool:
        """Say whether the place takes up most of a page, so that a small picture shows it as well."""
        return self.box is not None and self.box[3] - self.box[1] > TALL


@dataclass(frozen=True)
class Finding:
    """Something a person should look at. ``key`` is the same in every version in which the finding comes again.

    ``path`` is the file inside an archive; ``spots`` are the places on the pages, none for what stands outside of them.
    """

    key: str
    group: Group
    what: str
    text: str = ""
    why: str = ""
    path: str = ""
    spots: tuple[Spot, ...] = ()

    @property
    def page(self) -> int | None:
        return self.spots[0].page if self.spots else None

    @property
    def pages(self) -> str:
        """The pages in words, such as "pages 1 and 3"; empty for what stands outside of them."""
        numbers = [str(number) for number in sorted({spot.page for spot in self.spots})]
        if not numbers:
            return ""
        if len(numbers) == 1:
            return f"page {numbers[0]}"
        return f"pages {', '.join(numbers[:-1])} and {numbers[-1]}"

    def without_words(self) -> Finding:
        """The same without what is quoted, for those who may not know the authors."""
        return replace(
            self, text="", why="", path="", spots=tuple(replace(spot, words="") for spot in self.spots)
        )


@dataclass(frozen=True)
class CheckSummary:
    """What a page shows of a report: ``length_tone`` is ok, warn or error, ``beyond`` quotes the first line over the limit.

    ``unsure`` is the finding that a person has to decide on the length; ``spots`` show where the parts of the paper begin.
    ``looked`` says what of an archive was read, ``unread`` names files of it that were not.
    """

    length: str
    length_tone: str
    beyond: str
    doubts: tuple[str, ...]
    findings: tuple[Finding, ...]
    errors: tuple[str, ...]
    unsure: Finding | None = None
    format: tuple[Finding, ...] = ()
    spots: tuple[Spot, ...] = field(default=())
    looked: str = ""
    unread: tuple[str, ...] = ()

    @property
    def format_words(self) -> list[str]:
        return [finding.text for finding in self.format]

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """Everything that a chair can settle."""
        return ((self.unsure,) if self.unsure else ()) + self.findings + self.format


def is_acceptable(report: Mapping[str, Any]) -> bool:
    """Say whether a file can stand as the paper: readable, and within the limit unless a person has to decide."""
    if any(error["kind"] not in FOR_A_PERSON for error in report.get("errors") or []):
        return False
    return report.get("within_limit") is not False or bool(report.get("unsure"))


def summarise(report: Mapping[str, Any], *, page_limit: int, checksum: str = "") -> CheckSummary:
    """Return the report in words; ``page_limit`` is the one that it was made for, ``checksum`` that of the file."""
    errors = tuple(str(error["message"]) for error in report.get("errors", []))
    taken = is_acceptable(report)
    length, tone = ("", "warn" if taken else "error") if errors else _length(report, page_limit)
    if report.get("attachment") and not errors:
        length, tone = "", "ok"
    evidence = report.get("evidence") or {}
    doubts = tuple(_doubt(doubt) for doubt in evidence.get("doubts", [])) if report.get("unsure") else ()
    return CheckSummary(
        length=length,
        length_tone=tone,
        beyond=_beyond(evidence) if not errors else "",
        doubts=doubts,
        findings=_leaks(report),
        errors=errors,
        unsure=_unsure(report, doubts, errors, checksum),
        format=_format(report),
        spots=() if errors else _spots(evidence, report),
        looked=_looked(report.get("looked") or {}),
        unread=tuple(str(path) for path in report.get("unread") or ()),
    )


def findings_of(report: Mapping[str, Any], checksum: str) -> tuple[Finding, ...]:
    """Return everything in a report that a chair can settle: of a summary that, and nothing else."""
    errors = tuple(str(error["message"]) for error in report.get("errors") or [])
    unsure = _unsure(report, (), errors, checksum)
    return ((unsure,) if unsure else ()) + _leaks(report) + _format(report)


def spot_of(summary: CheckSummary, mark: str) -> tuple[Spot, Finding | None] | None:
    """Return the place that a picture's address names, with the finding that it belongs to, if to one."""
    for spot in summary.spots:
        if spot.mark == mark:
            return spot, None
    for finding in summary.all_findings:
        for spot in finding.spots:
            if spot.mark == mark:
                return spot, finding
    return None


@dataclass(frozen=True)
class Changes:
    """What is different from an earlier check: findings that are gone, and such as were not there."""

    gone: tuple[Finding, ...]
    new: tuple[Finding, ...]


def changes(before: CheckSummary, after: CheckSummary) -> Changes:
    """Compare the findings of two versions; the length is each version's own and not compared."""
    old = {finding.key: finding for finding in before.findings + before.format}
    now = {finding.key: finding for finding in after.findings + after.format}
    return Changes(
        gone=tuple(finding for key, finding in old.items() if key not in now),
        new=tuple(finding for key, finding in now.items() if key not in old),
    )


def finding_key(*parts: str) -> str:
    """Return the name of a finding from what makes it the same one: its kind and its words, however spaced."""
    text = "\n".join(" ".join(unicodedata.normalize("NFKC", part).casefold().split()) for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def _leaks(report: Mapping[str, Any]) -> tuple[Finding, ...]:
    """Return what tells the authors; the same words on several pages are one finding with several places."""
    found: dict[str, Finding] = {}
    for leak in report.get("leaks") or []:
        kind, text, path = leak["kind"], str(leak["text"]), str(leak.get("path") or "")
        key = finding_key(kind, text, path)
        known = found.get(key) or Finding(
            key=key,
            group=Group.ANONYMITY,
            what=LEAKS.get(kind, "A trace"),
            text=text[:LONGEST_QUOTE],
            why=str(leak.get("reason", "")),
            path=path,
        )
        if leak.get("page"):
            spot = Spot(
                mark=f"{key}-{len(known.spots)}",
                label=known.what,
                page=int(leak["page"]),
                words=known.text,
                box=_box(leak.get("bbox")),
            )
            known = replace(known, spots=(*known.spots, spot))
        found[key] = known
    return tuple(found.values())


def _format(report: Mapping[str, Any]) -> tuple[Finding, ...]:
    return tuple(
        _format_finding(one, finding_key(one["kind"], str(one["text"])))
        for one in report.get("format_findings") or []
    )


def _format_finding(one: Mapping[str, Any], key: str) -> Finding:
    what = FORMAT.get(one["kind"], "Format")
    spots: tuple[Spot, ...] = ()
    if one.get("page"):
        spots = (Spot(f"{key}-0", what, int(one["page"]), box=_box(one.get("bbox"))),)
    return Finding(key=key, group=Group.FORMAT, what=what, text=str(one["text"]), spots=spots)


def _unsure(
    report: Mapping[str, Any], doubts: Iterable[str], errors: Iterable[str], checksum: str
) -> Finding | None:
    """Return what a person has to decide on the length: of this very file, so its name is made of its checksum."""
    if not report.get("unsure") or not is_acceptable(report):
        return None
    why = "; ".join(errors) or "; ".join(doubts)
    what = "The length is for a person to decide"
    return Finding(key=f"length-{checksum[:20]}", group=Group.LENGTH, what=what, why=why)


def _spots(evidence: Mapping[str, Any], report: Mapping[str, Any]) -> tuple[Spot, ...]:
    places = [("end", "The main text ends here", evidence.get("main_text_end"))]
    if report.get("within_limit") is False or report.get("unsure"):
        places.append(("beyond", "The first line beyond the limit", evidence.get("first_line_beyond")))
    for number, part in enumerate(evidence.get("parts", [])):
        if part["part"] in PARTS:
            places.append((f"part-{number}", PARTS[part["part"]], part))
    return tuple(
        Spot(
            mark=mark,
            label=label,
            page=int(place["page"]),
            words=str(place.get("words", ""))[:LONGEST_QUOTE],
            box=_box(place.get("bbox")),
            top=place.get("top"),
        )
        for mark, label, place in places
        if place
    )


def _looked(looked: Mapping[str, Any]) -> str:
    """Say what of an archive was read: "12 texts, 2 PDFs and 1 picture read; 3 files not looked into"."""
    read = [
        f"{looked[kind]} {one if looked[kind] == 1 else f'{one}s'}"
        for kind, one in READ.items()
        if looked.get(kind)
    ]
    words = f"{', '.join(read[:-1])} and {read[-1]}" if len(read) > 1 else "".join(read)
    unread = looked.get("unread", 0)
    left = f"{unread} file{'' if unread == 1 else 's'} not looked into, only {'its' if unread == 1 else 'their'} path"
    if unread != 1:
        left += "s"
    parts = [f"{words} read" if words else "", left if unread else ""]
    return "; ".join(part for part in parts if part)


def _box(value: Any) -> Box | None:
    return (value[0], value[1], value[2], value[3]) if value else None


def _beyond(evidence: Mapping[str, Any]) -> str:
    line = evidence.get("first_line_beyond")
    return f"The first line beyond it, on page {line['page']}: “{line['words']}”" if line else ""


def _doubt(doubt: Mapping[str, Any]) -> str:
    return f"{doubt['reason']} (page {doubt['page']})" if doubt.get("page") else str(doubt["reason"])


def _length(report: Mapping[str, Any], limit: int) -> tuple[str, str]:
    facts = _evidence(report)
    pages = "1 page" if limit == 1 else f"{limit} pages"
    if report.get("unsure"):
        return f"{facts}: the check is not sure about the limit of {pages}, so a chair will look.", "warn"
    if report.get("within_limit"):
        return f"{facts}: within the limit of {pages}.", "ok"
    return (
        f"{facts}: over the limit of {pages}. Shorten the main text, or pick a track with a higher limit.",
        "error",
    )


def _evidence(report: Mapping[str, Any]) -> str:
    parts = []
    if report.get("main_text_pages"):
        parts.append(f"main text ends on page {report['main_text_pages']}")
    if report.get("references_start_page"):
        parts.append(f"references begin on page {report['references_start_page']}")
    if report.get("appendix_start_page"):
        parts.append(f"the appendix begins on page {report['appendix_start_page']}")
    total = report.get("total_pages")
    if total:
        parts.append("1 page in all" if total == 1 else f"{total} pages in all")
    text = ", ".join(parts) or "The file was read"
    return text[:1].upper() + text[1:]
