"""Findings with what authors answered and chairs hold of them, and what is still open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Q

from submissions.findings import (
    Changes,
    CheckSummary,
    Finding,
    Group,
    Spot,
    changes,
    summarise,
)
from submissions.models import FindingAnswer, FindingRuling, PaperFile, Submission
from submissions.standings import NO_FINDING, Ruling, Standing, Tally, standing_of


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
    standing: Standing = Standing.OPEN
    shown: tuple[ShownSpot, ...] = ()

    @property
    def is_open(self) -> bool:
        """Say whether no chair has settled it."""
        return self.standing is not Standing.SETTLED

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
class Said:
    """What was answered to the findings of one paper and what chairs hold of them, by the findings' keys."""

    answers: Mapping[str, tuple[str, datetime]] = field(default_factory=dict)
    rulings: Mapping[str, Ruling] = field(default_factory=dict)

    def standing(self, key: str) -> Standing:
        answer = self.answers.get(key)
        return standing_of(answer[1] if answer else None, self.rulings.get(key))

    def tally(self, findings: Iterable[Finding]) -> Tally:
        found = [self.standing(finding.key) for finding in findings]
        return Tally.of(found) if found else NO_FINDING

    def card(self, finding: Finding, url_of: Callable[[Spot], str] | None = None) -> Card:
        return Card(
            finding,
            answer=self.answers.get(finding.key, ("", None))[0],
            ruling=self.rulings.get(finding.key),
            standing=self.standing(finding.key),
            shown=tuple(ShownSpot(spot, url_of(spot)) for spot in finding.spots) if url_of else (),
        )


NOTHING_SAID = Said()


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

    @property
    def tally(self) -> Tally:
        """How many findings on anonymity stand where."""
        return Tally.of(card.standing for card in self.anonymity)


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
    said = said_of(Q(submission=paper)).get(paper.pk, NOTHING_SAID)
    return tuple(said.card(finding, url_of) for finding in summary.all_findings)


def said_of(papers: Q) -> dict[int, Said]:
    """Return what was said of the findings of some papers, in two queries; ``papers`` is a condition on "submission"."""
    answers: dict[int, dict[str, tuple[str, datetime]]] = {}
    for row in FindingAnswer.objects.filter(papers):
        answers.setdefault(row.submission_id, {})[row.key] = (row.text, row.answered_at)
    rulings: dict[int, dict[str, Ruling]] = {}
    for one in FindingRuling.objects.filter(papers):
        rulings.setdefault(one.submission_id, {})[one.key] = Ruling(one.settled, one.word, one.ruled_at)
    return {pk: Said(answers.get(pk, {}), rulings.get(pk, {})) for pk in answers.keys() | rulings.keys()}
