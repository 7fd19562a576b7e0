"""Whether a paper keeps its track's page limit, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .division import Division
from .prose import line_after
from .report import Boundary, Counts, Doubt, Evidence, Request
from .vocabulary import Part

if TYPE_CHECKING:
    from .layout import Line

_SETTING = {
    Part.REFERENCES: "references",
    Part.APPENDIX: "appendix",
    Part.ACKNOWLEDGEMENTS: "acknowledgements",
    Part.IMPACT: "impact_statement",
    Part.STATEMENT: "impact_statement",
}
SURE = 0.98


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer on length: pages that count, whether they keep the limit, whether a person should look."""

    counted_pages: int
    within_limit: bool
    unsure: bool
    evidence: Evidence


def judge(division: Division, request: Request) -> Verdict:
    """Compares the counted pages with the limit at both ends of the range in which the main text may end."""
    earliest, found, latest = (
        _counted(division, request.counts, page)
        for page in (division.earliest_page, division.main_page, division.latest_page)
    )
    limit = request.page_limit
    unsure = (earliest <= limit) != (latest <= limit)
    evidence = Evidence(
        main_text_end=_main_end(division),
        first_line_beyond=_beyond(division, limit) if found > limit else None,
        counted_pages=found,
        confidence=_confidence(division, unsure=unsure),
        parts=_parts(division),
        doubts=_doubts(division, unsure=unsure),
    )
    return Verdict(found, found <= limit, unsure, evidence)


def _counted(division: Division, counts: Counts, main_page: int) -> int:
    """Pages up to the main text's last, and pages beyond it that carry a part which counts too."""
    pages = set(range(1, main_page + 1))
    for section in division.sections:
        setting = _SETTING.get(section.part)
        if setting and getattr(counts, setting):
            pages |= {line.page for line in division.layout.lines[section.start : section.end]}
    return len(pages)


def _main_end(division: Division) -> Boundary | None:
    if division.last_line is None:
        return None
    line = division.layout.lines[division.last_line]
    following = division.sections[0] if division.sections else None
    reason = "last line of running text"
    if following is not None:
        words = division.layout.lines[following.start].text[:60]
        reason = f"last line of running text before “{words}” ({following.reason})"
    confidence = min((s.confidence for s in division.sections[:1]), default=0.5)
    return _boundary("main_text_end", line, reason, confidence)


def _parts(division: Division) -> tuple[Boundary, ...]:
    return tuple(
        _boundary(
            section.part.value, division.layout.lines[section.start], section.reason, section.confidence
        )
        for section in division.sections
    )


def _beyond(division: Division, limit: int) -> Boundary | None:
    line = line_after(division.layout, 0, limit)
    return (
        _boundary("first_line_beyond", line, f"first line of text after page {limit}", SURE) if line else None
    )


def _boundary(part: str, line: Line, reason: str, confidence: float) -> Boundary:
    return Boundary(part, line.page, round(line.top, 1), line.text[:160], reason, confidence, line.bbox)


def _confidence(division: Division, *, unsure: bool) -> float:
    lowest = min((section.confidence for section in division.sections), default=0.5)
    return round(min(lowest, 0.5), 2) if unsure else round(lowest, 2)


def _doubts(division: Division, *, unsure: bool) -> tuple[Doubt, ...]:
    return tuple(division.doubts) if unsure or division.sections else (*division.doubts,)
