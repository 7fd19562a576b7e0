"""Findings with what authors answered and chairs hold of them, and what is still open."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery

from submissions.findings import Changes, CheckSummary, Finding, Group, Spot, changes, summarise
from submissions.models import CheckState, FindingAnswer, FindingRuling, PaperFile, Submission


@dataclass(frozen=True)
class Ruling:
    """A chair's word on a finding."""

    settled: bool
    word: str
    at: datetime


@dataclass(frozen=True)
class ShownSpot:
    """A place with the address of its picture."""

    spot: Spot
    url: str

    @property
    def whole_url(self) -> str:
        """The address of the whole page with the place marked."""
        return f"{self.url}{'&' if '?' in self.url else '?'}whole=1"


@dataclass(frozen=True)
class Card:
    """A finding as it lies before someone: with its answer and its ruling. ``answer_kept``: there is one she may not read."""

    finding: Finding
    answer: str = ""
    answer_kept: bool = False
    ruling: Ruling | None = None
    shown: tuple[ShownSpot, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.ruling is None or not self.ruling.settled

    def without_words(self, *, keep_answer: bool) -> Card:
        """The same for those who may not know the authors: no quotes, no pictures, and no answer that could tell."""
        finding = self.finding
        if finding.group is Group.ANONYMITY:
            finding = finding.without_words()
        return replace(
            self,
            finding=finding,
            answer=self.answer if keep_answer else "",
            answer_kept=bool(self.answer) and not keep_answer,
            shown=() if finding.group is Group.ANONYMITY else self.shown,
        )


@dataclass(frozen=True)
class Board:
    """All that a check found, as cards under their headings, and what is different from the version before."""

    summary: CheckSummary
    length: tuple[ShownSpot, ...]
    unsure: Card | None
    anonymity: tuple[Card, ...]
    format: tuple[Card, ...]
    changes: Changes | None
    since: int | None


def summary_of(file: PaperFile) -> CheckSummary | None:
    """Return what the check of a version found, None before it was done."""
    if not file.report:
        return None
    return summarise(
        file.report, page_limit=int(file.checked_for.get("page_limit") or 0), checksum=file.sha256
    )


def board(file: PaperFile, earlier: Iterable[PaperFile], url_of: Callable[[Spot], str]) -> Board | None:
    """Return what the check of a version found, None before it was done; ``earlier`` are the other versions."""
    summary = summary_of(file)
    if summary is None:
        return None
    cards = cards_of(file.submission, summary, url_of)
    before = max(
        (other for other in earlier if other.version < file.version and other.report),
        key=lambda other: other.version,
        default=None,
    )
    then = summary_of(before) if before else None
    return Board(
        summary=summary,
        length=tuple(ShownSpot(spot, url_of(spot)) for spot in summary.spots),
        unsure=next((card for card in cards if card.finding.group is Group.LENGTH), None),
        anonymity=tuple(card for card in cards if card.finding.group is Group.ANONYMITY),
        format=tuple(card for card in cards if card.finding.group is Group.FORMAT),
        changes=changes(then, summary) if then else None,
        since=before.version if before else None,
    )


def cards_of(
    paper: Submission, summary: CheckSummary, url_of: Callable[[Spot], str] | None = None
) -> tuple[Card, ...]:
    """Return the findings of a report with answers and rulings, in two queries."""
    answers = dict(FindingAnswer.objects.filter(submission=paper).values_list("key", "text"))
    rulings = {
        row.key: Ruling(row.settled, row.word, row.ruled_at)
        for row in FindingRuling.objects.filter(submission=paper)
    }
    return tuple(
        Card(
            finding,
            answer=answers.get(finding.key, ""),
            ruling=rulings.get(finding.key),
            shown=tuple(ShownSpot(spot, url_of(spot)) for spot in finding.spots) if url_of else (),
        )
        for finding in summary.all_findings
    )


def count_open(file: PaperFile) -> int:
    """Return how many findings of a version no chair has settled."""
    summary = summary_of(file)
    if summary is None:
        return 0
    return sum(card.is_open for card in cards_of(file.submission, summary))


def with_open_findings(papers: QuerySet[Submission]) -> QuerySet[Submission]:
    """Add to each paper ``open_findings``: how many of the version that stands are not settled; None without one."""
    return papers.annotate(open_findings=_open_findings())


def has_open_findings(papers: QuerySet[Submission]) -> QuerySet[Submission]:
    """Return the papers whose standing version has findings that no chair has settled."""
    return papers.annotate(open_findings=_open_findings()).filter(open_findings__gt=0)


def _open_findings() -> Subquery:
    standing = PaperFile.objects.filter(
        submission=OuterRef("pk"), kind=PaperFile.Kind.PAPER, check_state=CheckState.DONE
    ).order_by("-version")
    return Subquery(standing.values("open_findings")[:1], output_field=IntegerField())
