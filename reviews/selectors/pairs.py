"""Why a pair: one paper of a proposal with those who could review it, their scores, and what they are made of."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from conference.errors import NotFound
from conference.visibility import Viewer
from reviews.models import AssignmentRun, Conflict, ProposedPaper
from reviews.selectors.bids import bid_label
from reviews.selectors.effects import Effect, Setting, Someone, effect_of
from reviews.selectors.papers import chair_papers
from reviews.selectors.proposals import Member, PairLine, PaperLine, paper_lines, people_of
from reviews.sight import Info
from reviews.visibility import rights
from submissions.models import Submission

MOST_CANDIDATES = 30
BARRED = (
    "Kept off when this was solved: by a conflict that stood then, by the list of forbidden pairs, as the paper’s area "
    "chair, or because the paper was given back or taken back."
)


@dataclass(frozen=True)
class Change:
    """Who would leave a paper and who would come, by their ids."""

    leaves: int | None = None
    comes: int | None = None


NO_CHANGE = Change()


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
    was_barred: bool
    email: str = ""

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
    wanted: int
    effect: Effect | None

    @property
    def weakest(self) -> PairLine | None:
        """Who would make room for another: the weakest who is not live, where the paper has all it asks for."""
        movable = [pair for pair in self.chosen if not pair.is_live]
        if len(self.chosen) < self.wanted:
            return None
        return min(movable, key=lambda pair: pair.score, default=None)

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


def pair_page(
    viewer: Viewer, run: AssignmentRun, paper: Submission, why: int | None, change: Change = NO_CHANGE
) -> PairPage:
    """Return the page; ``why`` is the person about whom more is asked, ``change`` one whose effect is to be shown.

    Scores and evidence are those of the solving.
    """
    kept = ProposedPaper.objects.filter(run=run, submission=paper).first()
    lines, people = paper_lines(viewer, run), people_of(run)
    line = next((line for line in lines if line.number == paper.number), None)
    chosen = line.pairs or () if line else ()
    candidates = _candidates(kept, people, paper, chosen, lines) if kept else ()
    return PairPage(
        number=paper.number,
        title=paper.title,
        abstract=paper.abstract,
        topics=tuple(topic.name for topic in paper.topics.all()),
        chosen=chosen,
        candidates=candidates,
        why=_why(kept, candidates, why) if kept and why else None,
        is_kept=kept is not None,
        wanted=line.wanted if line else 0,
        effect=_effect(Setting(run, paper, lines, people), chosen, candidates, change) if line else None,
    )


def _effect(
    here: Setting, chosen: tuple[PairLine, ...], candidates: tuple[CandidateLine, ...], change: Change
) -> Effect | None:
    leaves = next(
        (
            Someone(pair.user_id, pair.name, pair.score)
            for pair in chosen
            if pair.user_id == change.leaves and not pair.is_live
        ),
        None,
    )
    comes = next(
        (
            Someone(item.user_id, item.name, item.score, item.has_conflict)
            for item in candidates
            if item.user_id == change.comes and not item.is_chosen
        ),
        None,
    )
    return effect_of(here, leaves, comes) if leaves or comes else None


def _candidates(
    kept: ProposedPaper,
    members: list[Member],
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
    people = {who.user_id: who for who in members}
    has_it = {pair.user_id for pair in chosen}
    found = [
        CandidateLine(
            user_id=row["user"],
            name=people[row["user"]].name,
            score=row["score"],
            text=row["text"],
            topics=row["topics"],
            bid=bid_label(row["bid"]),
            load=loads[row["user"]],
            max_load=people[row["user"]].max_load,
            has_conflict=row["user"] in in_conflict,
            is_chosen=row["user"] in has_it,
            was_barred=row.get("barred", False),
            email=people[row["user"]].email,
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
    free = [
        item
        for item in candidates
        if not item.is_chosen and not item.has_conflict and not item.was_barred and not item.is_full
    ]
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
    if asked.was_barred:
        return BARRED
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
