"""What a release of decisions would send out, and the papers on which a chair decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from conference.models import Workshop
from conference.visibility import Viewer
from reviews.models import Outcome
from reviews.selectors.tables.source import Counted, Source
from reviews.selectors.tables.table import DECISIONS, base
from reviews.sight import Info
from reviews.visibility import SeenPaper, papers_visible_to
from submissions.models import REACHED, Author, SubmissionState


@dataclass(frozen=True)
class Draft:
    """A paper whose decision is drafted; ``version`` guards the draft, ``enough`` says whether its reviews are in."""

    number: int
    title: str
    track: str
    outcome: str
    version: int
    reviews_in: int
    enough: bool

    @property
    def outcome_label(self) -> str:
        return Outcome(self.outcome).label


@dataclass(frozen=True)
class ReleasePart:
    """How many papers of one outcome would be released, and how many mails that makes."""

    outcome: str
    label: str
    papers: int
    mails: int


@dataclass(frozen=True)
class ReleasePlan:
    """What one release would do: the drafts, counted by outcome; ``undecided`` papers have none."""

    drafts: list[Draft]
    parts: list[ReleasePart]
    undecided: int

    @cached_property
    def thin(self) -> list[Draft]:
        """Return the drafts on papers without enough reviews."""
        return [row for row in self.drafts if not row.enough]

    @property
    def seen(self) -> str:
        """Name the drafts in their versions: a release takes what was looked at."""
        return named((row.number, row.version) for row in self.drafts)

    @property
    def papers(self) -> int:
        return len(self.drafts)

    @property
    def mails(self) -> int:
        return sum(part.mails for part in self.parts)


def named(seen: Iterable[tuple[int, int]]) -> str:
    """Write papers by number, each with the version of its decision, into the one field that a form sends back."""
    return " ".join(f"{number}:{version}" for number, version in seen)


def chosen(viewer: Viewer, workshop: Workshop, seen: Mapping[int, int]) -> dict[int, SeenPaper]:
    """Return, by their numbers, those of the papers named in ``seen`` on which this chair may decide."""
    papers = papers_visible_to(viewer, workshop, Info.BIDS_AND_AFFINITY).filter(
        state=SubmissionState.SUBMITTED
    )
    return {
        paper.number: paper for paper in papers.select_related("track", "decision") if paper.number in seen
    }


def release_plan(viewer: Viewer, workshop: Workshop) -> ReleasePlan:
    """Return what a release would send out now, in a fixed number of queries."""
    source = Source(viewer, workshop)
    papers, decisions = base(DECISIONS, source), source.decisions(source.seen.facts)
    ids = [
        pk for pk in source.seen.facts if pk in papers and pk in decisions and not decisions[pk].is_released
    ]
    heads, counts = source.heads(ids), source.counts(ids)
    drafts = [
        Draft(
            number=source.seen.facts[pk].number,
            title=heads[pk].title,
            track=heads[pk].track.name,
            outcome=decisions[pk].outcome,
            version=decisions[pk].version,
            reviews_in=(came := counts.get(pk, Counted()).came),
            enough=came >= workshop.reviews_per_paper,
        )
        for pk in ids
    ]
    mails = _mails_by_outcome(source, {pk: decisions[pk].outcome for pk in ids})
    of_outcome = Counter(row.outcome for row in drafts)
    return ReleasePlan(
        drafts=drafts,
        parts=[
            ReleasePart(outcome.value, outcome.label, of_outcome[outcome], mails[outcome])
            for outcome in Outcome
            if of_outcome[outcome]
        ],
        undecided=len(papers - decisions.keys()),
    )


def _mails_by_outcome(source: Source, outcomes: Mapping[int, str]) -> Counter[str]:
    """Count the authors whom a mail reaches, of papers given by their ids, for each outcome."""
    authors = Author.objects.filter(REACHED, source.where(outcomes)).order_by()
    papers = authors.values_list("submission_id", flat=True)
    return Counter(outcomes[paper] for paper in papers if paper in outcomes)
