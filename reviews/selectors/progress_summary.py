"""How far the reviews are, in a few figures, from what the table of reviews has read already."""

from __future__ import annotations

from dataclasses import dataclass

from reviews.models import Assignment
from reviews.selectors.deadline import Deadline, review_deadline
from reviews.selectors.progress import GivenBack
from reviews.selectors.tables.source import Source
from reviews.selectors.tables.table import PROGRESS, base


@dataclass(frozen=True)
class ProgressSummary:
    """The figures above the table; every one counts only papers that the chair may see."""

    deadline: Deadline
    asked: int
    reviews_in: int
    late: int
    short: int
    people: int
    somebody_owes: bool
    given_back: list[GivenBack]
    discussion: str

    @property
    def asked_note(self) -> str:
        return f"of {self.asked}"


def progress_summary(source: Source) -> ProgressSummary:
    """Count the reviews of the papers on which a chair acts."""
    workshop, papers = source.workshop, base(PROGRESS, source)
    deadline = review_deadline(workshop)
    decisions = source.decisions(source.seen.facts)
    released = {pk for pk, found in decisions.items() if found.is_released}
    pairs = {
        pk: [pair for pair in its if pair.reviews]
        for pk, its in source.pairs(source.seen.facts).items()
        if pk in papers
    }
    open_ = sum(not pair.is_in for pk, its in pairs.items() if pk not in released for pair in its)
    return ProgressSummary(
        deadline=deadline,
        asked=sum(len(its) for its in pairs.values()),
        reviews_in=sum(pair.is_in for its in pairs.values() for pair in its),
        late=sum(source.is_late(pair) for pk, its in pairs.items() if pk not in released for pair in its),
        short=sum(len(pairs.get(pk, ())) < workshop.reviews_per_paper for pk in papers),
        people=len({pair.user_id for its in pairs.values() for pair in its}),
        somebody_owes=open_ > 0,
        given_back=_given_back(source, papers),
        discussion="open" if workshop.discussion_opened_at else "not open",
    )


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
