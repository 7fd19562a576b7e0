"""How bidding goes, for chairs: bids by paper and by reviewer, over the papers that the chair may read."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from conference.models import Workshop
from conference.visibility import Viewer
from reviews.bidding import wished
from reviews.models import Bid
from reviews.selectors.capacity import active_reviewers
from reviews.sight import Info
from reviews.visibility import papers_visible_to
from submissions.models import SubmissionState


@dataclass(frozen=True)
class Counts:
    """Bids of each value."""

    eager: int = 0
    willing: int = 0
    pinch: int = 0
    no: int = 0

    @property
    def wanted(self) -> int:
        return self.eager + self.willing + self.pinch

    @property
    def given(self) -> int:
        return self.wanted + self.no


NONE = Counts()


@dataclass(frozen=True)
class PaperBids:
    """A paper with its bids; ``is_short`` says that fewer want it than reviews are asked for."""

    number: int
    title: str
    counts: Counts
    is_short: bool


@dataclass(frozen=True)
class PersonBids:
    """A reviewer with her bids, and how many are hoped for."""

    user_id: int
    name: str
    counts: Counts
    wished: int


@dataclass(frozen=True)
class Bidding:
    """Where bidding stands; ``kept`` counts papers that this chair has a conflict with, which are in no figure."""

    papers: tuple[PaperBids, ...]
    people: tuple[PersonBids, ...]
    kept: int

    @property
    def silent(self) -> list[int]:
        """Return the ids of those who have not bid at all."""
        return [person.user_id for person in self.people if not person.counts.given]

    @property
    def short(self) -> int:
        return sum(1 for paper in self.papers if paper.is_short)

    @property
    def given(self) -> int:
        return sum(paper.counts.given for paper in self.papers)

    def papers_sorted(self, sort: str) -> list[PaperBids]:
        key, turned = sort.removeprefix("-"), sort.startswith("-")
        if key == "title":
            return sorted(self.papers, key=lambda row: row.title.casefold(), reverse=turned)
        if key == "wanted":
            return sorted(self.papers, key=lambda row: (row.counts.wanted, row.number), reverse=turned)
        return sorted(self.papers, key=lambda row: row.number, reverse=turned)

    def people_sorted(self, sort: str) -> list[PersonBids]:
        key, turned = sort.removeprefix("-"), sort.startswith("-")
        if key == "given":
            return sorted(
                self.people,
                key=lambda row: (row.counts.given, row.name.casefold()),
                reverse=turned,
            )
        return sorted(self.people, key=lambda row: row.name.casefold(), reverse=turned)


def bidding(viewer: Viewer, workshop: Workshop) -> Bidding:
    """Count in a fixed number of queries."""
    papers = list(
        papers_visible_to(viewer, workshop, Info.BIDS_AND_AFFINITY)
        .filter(state=SubmissionState.SUBMITTED)
        .order_by("number")
        .values_list("pk", "number", "title")
    )
    every = workshop.submissions.filter(state=SubmissionState.SUBMITTED).count()
    reviewers = list(active_reviewers(workshop).values_list("user_id", "user__name", "max_load"))
    by_paper, by_person = _counted(workshop, {pk for pk, *_ in papers}, {pk for pk, *_ in reviewers})
    needed = workshop.reviews_per_paper
    return Bidding(
        papers=tuple(
            PaperBids(number, title, counts := _counts(by_paper.get(pk)), counts.wanted < needed)
            for pk, number, title in papers
        ),
        people=tuple(
            PersonBids(pk, name, _counts(by_person.get(pk)), wished(most, len(papers)))
            for pk, name, most in reviewers
        ),
        kept=every - len(papers),
    )


Table = dict[int, Counter[str]]


def _counted(workshop: Workshop, papers: set[int], reviewers: set[int]) -> tuple[Table, Table]:
    """Return the bids of each value by paper and by person."""
    by_paper: Table = defaultdict(Counter)
    by_person: Table = defaultdict(Counter)
    rows = Bid.objects.filter(submission__workshop=workshop).order_by()
    for paper, user, value in rows.values_list("submission_id", "user_id", "value"):
        if paper in papers and user in reviewers:
            by_paper[paper][value] += 1
            by_person[user][value] += 1
    return by_paper, by_person


def _counts(found: Counter[str] | None) -> Counts:
    if found is None:
        return NONE
    return Counts(
        eager=found[Bid.Value.EAGER],
        willing=found[Bid.Value.WILLING],
        pinch=found[Bid.Value.PINCH],
        no=found[Bid.Value.NOT],
    )
