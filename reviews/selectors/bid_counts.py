"""How bidding goes, for chairs: bids by paper and by reviewer, over the papers that the chair may read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from conference.models import User, Workshop
from conference.visibility import Viewer
from reviews.bidding import wished
from reviews.models import Bid, Reviewer
from reviews.selectors.proposals import active_reviewers
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

    user: User
    counts: Counts
    wished: int


@dataclass(frozen=True)
class Bidding:
    """Where bidding stands; ``kept`` counts papers that this chair has a conflict with, which are in no figure."""

    papers: tuple[PaperBids, ...]
    people: tuple[PersonBids, ...]
    kept: int

    @property
    def silent(self) -> list[User]:
        """Return those who have not bid at all."""
        return [person.user for person in self.people if not person.counts.given]

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
                key=lambda row: (row.counts.given, row.user.name.casefold()),
                reverse=turned,
            )
        return sorted(self.people, key=lambda row: row.user.name.casefold(), reverse=turned)


def bidding(viewer: Viewer, workshop: Workshop) -> Bidding:
    """Count in a fixed number of queries."""
    papers = list(
        papers_visible_to(viewer, workshop, Info.BIDS_AND_AFFINITY)
        .filter(state=SubmissionState.SUBMITTED)
        .order_by("number")
    )
    every = workshop.submissions.filter(state=SubmissionState.SUBMITTED).count()
    reviewers = list(active_reviewers(workshop).select_related("user"))
    by_paper, by_person = _counted([paper.pk for paper in papers], reviewers)
    return Bidding(
        papers=tuple(
            PaperBids(
                paper.number,
                paper.title,
                found := _counts(by_paper, paper.pk),
                found.wanted < workshop.reviews_per_paper,
            )
            for paper in papers
        ),
        people=tuple(
            PersonBids(row.user, _counts(by_person, row.user_id), wished(row.max_load, len(papers)))
            for row in reviewers
        ),
        kept=every - len(papers),
    )


Table = Counter[tuple[int, str]]


def _counted(papers: list[int], reviewers: list[Reviewer]) -> tuple[Table, Table]:
    by_paper: Table = Counter()
    by_person: Table = Counter()
    rows = Bid.objects.filter(submission__in=papers, user__in=[row.user_id for row in reviewers]).values_list(
        "submission_id", "user_id", "value"
    )
    for paper, user, value in rows:
        by_paper[paper, value] += 1
        by_person[user, value] += 1
    return by_paper, by_person


def _counts(table: Table, key: int) -> Counts:
    return Counts(
        eager=table[key, Bid.Value.EAGER],
        willing=table[key, Bid.Value.WILLING],
        pinch=table[key, Bid.Value.PINCH],
        no=table[key, Bid.Value.NOT],
    )
