"""How far the reviews are, in a few figures, from what the table of reviews has read already.

Papers with which the chair has a conflict, or of which she is an author, are in none of it, not even in a count.
"""

from __future__ import annotations

from dataclasses import dataclass

from reviews.models import Assignment
from reviews.selectors.deadline import Deadline, review_deadline
from reviews.selectors.tables.source import Counted, Source
from reviews.selectors.tables.table import PROGRESS, base


@dataclass(frozen=True)
class GivenBack:
    """A paper that its reviewer gave back, and why."""

    number: int
    title: str
    reviewer: str
    reason: str


@dataclass(frozen=True)
class Figures:
    """The reviews in a few figures; ``open`` are those that somebody owes, ``short`` the papers that lack reviewers."""

    asked: int
    reviews_in: int
    open: int
    late: int
    short: int

    @property
    def asked_note(self) -> str:
        return f"of {self.asked}"


@dataclass(frozen=True)
class ProgressSummary:
    """What stands above the table."""

    deadline: Deadline
    figures: Figures
    people: int
    given_back: list[GivenBack]
    discussion: str


def figures_of(source: Source) -> Figures:
    """Count the reviews of the papers on which a chair acts; once a decision is released, nobody owes any of its paper."""
    papers = base(PROGRESS, source)
    counts = {pk: found for pk, found in source.counts(source.seen.facts).items() if pk in papers}
    decisions = source.decisions(source.seen.facts)
    waiting = [found for pk, found in counts.items() if not (pk in decisions and decisions[pk].is_released)]
    needed, none = source.workshop.reviews_per_paper, Counted()
    return Figures(
        asked=sum(found.asked for found in counts.values()),
        reviews_in=sum(found.came for found in counts.values()),
        open=sum(found.asked - found.came for found in waiting),
        late=sum(found.late for found in waiting),
        short=sum(counts.get(pk, none).asked < needed for pk in papers),
    )


def progress_summary(source: Source) -> ProgressSummary:
    """Return what stands above the table of reviews."""
    workshop, papers = source.workshop, base(PROGRESS, source)
    return ProgressSummary(
        deadline=review_deadline(workshop),
        figures=figures_of(source),
        people=_people(source, papers),
        given_back=_given_back(source, papers),
        discussion="open" if workshop.discussion_opened_at else "not open",
    )


def _people(source: Source, papers: frozenset[int]) -> int:
    rows = source.assigned(source.seen.facts, part=Assignment.Part.REVIEWER)
    kept = rows.exclude(submission__in=source.seen.facts.keys() - papers)
    return kept.values("user").distinct().count()


def _given_back(source: Source, papers: frozenset[int]) -> list[GivenBack]:
    rows = Assignment.objects.filter(
        submission__workshop=source.workshop, part=Assignment.Part.REVIEWER, state=Assignment.State.DECLINED
    ).order_by("submission__number", "mark")
    found = rows.values_list(
        "submission_id", "submission__number", "submission__title", "user__name", "ended_reason"
    )
    return [
        GivenBack(number, title, name, reason) for pk, number, title, name, reason in found if pk in papers
    ]
