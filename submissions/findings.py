"""A check's report in words for the author: plain rules on plain JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
}
FOR_A_PERSON = frozenset({"no_text"})
"""What a check can't judge and a person can: such a file is taken."""


@dataclass(frozen=True)
class Finding:
    """A place that may tell who wrote the paper; ``page`` is None for what stands outside the pages."""

    what: str
    page: int | None
    text: str
    why: str


@dataclass(frozen=True)
class CheckSummary:
    """What a page shows of a report: ``length_tone`` is ok, warn or error, ``beyond`` quotes the first line over the limit."""

    length: str
    length_tone: str
    beyond: str
    doubts: tuple[str, ...]
    findings: tuple[Finding, ...]
    errors: tuple[str, ...]


def is_acceptable(report: Mapping[str, Any]) -> bool:
    """Say whether a file can stand as the paper: readable, and within the limit unless a person has to decide."""
    if any(error["kind"] not in FOR_A_PERSON for error in report.get("errors", [])):
        return False
    return report.get("within_limit") is not False or bool(report.get("unsure"))


def summarise(report: Mapping[str, Any], *, page_limit: int) -> CheckSummary:
    """Return the report in words; ``page_limit`` is the one that it was made for."""
    errors = tuple(str(error["message"]) for error in report.get("errors", []))
    taken = is_acceptable(report)
    length, tone = ("", "warn" if taken else "error") if errors else _length(report, page_limit)
    evidence = report.get("evidence") or {}
    return CheckSummary(
        length=length,
        length_tone=tone,
        beyond=_beyond(evidence) if not errors else "",
        doubts=tuple(_doubt(doubt) for doubt in evidence.get("doubts", [])) if report.get("unsure") else (),
        findings=tuple(
            Finding(
                LEAKS.get(leak["kind"], "A trace"),
                leak.get("page"),
                str(leak["text"])[:300],
                str(leak.get("reason", "")),
            )
            for leak in report.get("leaks", [])
        ),
        errors=errors,
    )


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
