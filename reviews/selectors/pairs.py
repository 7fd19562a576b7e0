"""Why a pair: one paper of a proposal with those who could review it, their scores, and what they are made of."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from conference.errors import NotFound
from conference.visibility import Viewer
from reviews.models import AssignmentRun, Conflict, ProposedPaper
from reviews.selectors.bids import bid_label
from reviews.selectors.papers import chair_papers
from reviews.selectors.proposals import PairLine, PaperLine, active_reviewers, paper_lines
from reviews.sight import Info
from reviews.visibility import rights
from submissions.models import Submission

MOST_CANDIDATES = 30


@dataclass(frozen=True)
class CandidateLine:
    """Someone who could review the paper; ``load`` counts the papers of the proposal that this chair may see."""

    user_id: int
    name: str
    score: float
    text: float
    topics: float
    bid: str
    load: int
    max_load: int
    has_conflict: bool
    is_chosen: bool

    @property
    def is_full(self) -> bool:
        return self.load >= self.max_load


@dataclass(frozen=True)
class Why:
    """Why someone is on a paper, or why not, with the closest of her own papers and the terms they share.

    ``papers`` is None where the evidence was not kept: it is for those on the paper and the best of the others.
    """

    user_id: int
    name: str
    rank: int
    of: int
    sentence: str
    papers: tuple[dict[str, object], ...] | None


@dataclass(frozen=True)
class PairPage:
    """The page of one paper in a proposal."""

    number: int
    title: str
    abstract: str
    topics: tuple[str, ...]
    chosen: tuple[PairLine, ...]
    candidates: tuple[CandidateLine, ...]
    why: Why | None
    is_kept: bool

    @property
    def others(self) -> tuple[CandidateLine, ...]:
        """The best of those who are not on the paper, as many as a table bears."""
        return self._free[:MOST_CANDIDATES]

    @property
    def left_out(self) -> int:
        return max(0, len(self._free) - MOST_CANDIDATES)

    @property
    def _free(self) -> tuple[CandidateLine, ...]:
        return tuple(item for item in self.candidates if not item.is_chosen)


def access_proposed_paper(viewer: Viewer, run: AssignmentRun, number: int) -> Submission:
    """Return a paper of a proposal whose reviewers this chair may see, else NotFound."""
    paper = chair_papers(viewer, run.workshop).filter(number=number).first()
    if paper is None or not rights(paper, viewer, run.workshop).sees(Info.BIDS_AND_AFFINITY):
        raise NotFound
    return paper


def pair_page(viewer: Viewer, run: AssignmentRun, paper: Submission, why: int | None) -> PairPage:
    """Return the page; ``why`` is the person about whom more is asked. Scores and evidence are those of the solving."""
    kept = ProposedPaper.objects.filter(run=run, submission=paper).first()
    lines = paper_lines(viewer, run)
    chosen = next((line.pairs or () for line in lines if line.number == paper.number), ())
    candidates = _candidates(kept, run, paper, chosen, lines) if kept else ()
    return PairPage(
        number=paper.number,
        title=paper.title,
        abstract=paper.abstract,
        topics=tuple(topic.name for topic in paper.topics.all()),
        chosen=chosen,
        candidates=candidates,
        why=_why(kept, candidates, why) if kept and why else None,
        is_kept=kept is not None,
    )


def _candidates(
    kept: ProposedPaper,
    run: AssignmentRun,
    paper: Submission,
    chosen: tuple[PairLine, ...],
    lines: list[PaperLine],
) -> tuple[CandidateLine, ...]:
    loads = Counter(pair.user_id for line in lines for pair in line.pairs or ())
    in_conflict = set(
        Conflict.objects.filter(submission=paper, state=Conflict.State.ACTIVE).values_list(
            "user_id", flat=True
        )
    )
    people = {row.user_id: row for row in active_reviewers(run.workshop).select_related("user")}
    has_it = {pair.user_id for pair in chosen}
    found = [
        CandidateLine(
            user_id=row["user"],
            name=people[row["user"]].user.name,
            score=row["score"],
            text=row["text"],
            topics=row["topics"],
            bid=bid_label(row["bid"]),
            load=loads[row["user"]],
            max_load=people[row["user"]].max_load,
            has_conflict=row["user"] in in_conflict,
            is_chosen=row["user"] in has_it,
        )
        for row in kept.candidates
        if row["user"] in people
    ]
    found.sort(key=lambda item: (-item.score, item.name.casefold()))
    return tuple(found)


def _why(kept: ProposedPaper, candidates: tuple[CandidateLine, ...], user_id: int) -> Why | None:
    asked = next((item for item in candidates if item.user_id == user_id), None)
    if asked is None:
        return None
    papers = kept.evidence.get(str(user_id))
    return Why(
        user_id=user_id,
        name=asked.name,
        rank=1 + sum(1 for item in candidates if item.score > asked.score),
        of=len(candidates),
        sentence=_why_chosen(asked, candidates) if asked.is_chosen else _why_not(asked, candidates),
        papers=None if papers is None else tuple(papers),
    )


def _why_chosen(asked: CandidateLine, candidates: tuple[CandidateLine, ...]) -> str:
    free = [item for item in candidates if not item.is_chosen and not item.has_conflict and not item.is_full]
    if not free:
        return "Nobody else who has no conflict has a place left."
    best = free[0]
    lost = asked.score - best.score
    if lost < 0:
        return f"The best alternative with a place left is {best.name}: {-lost:.2f} more for this paper, as it stands now."
    return f"The best alternative with a place left is {best.name}: {lost:.2f} less for this paper and the total."


def _why_not(asked: CandidateLine, candidates: tuple[CandidateLine, ...]) -> str:
    if asked.has_conflict:
        return "A conflict keeps this paper away."
    team = [item for item in candidates if item.is_chosen]
    weakest = min(team, key=lambda item: item.score, default=None)
    if asked.is_full:
        better = " The proposal as a whole gains more from the papers given instead." if weakest else ""
        return f"The {asked.load} papers of the proposal are all that is taken ({asked.max_load} at most).{better}"
    if weakest is None:
        return "Nobody is on the paper."
    gain = asked.score - weakest.score
    if gain <= 0:
        return (
            f"In the place of {weakest.name}, the weakest on the paper, the total would be {-gain:.2f} less."
        )
    return (
        f"In the place of {weakest.name}, the total would be {gain:.2f} more: the aim, a fixed pair or a change "
        "by hand stands in the way."
    )
