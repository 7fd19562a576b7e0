"""Why a pair: one paper of a proposal with those who could review it, their scores, and what they are made of."""

from __future__ import annotations

from dataclasses import dataclass

from conference.errors import NotFound
from conference.visibility import Viewer
from reviews.models import AssignmentRun, Conflict
from reviews.selectors.matching import MatchingData, Weights, evidence, load_matching
from reviews.selectors.papers import chair_papers
from reviews.selectors.proposals import PairLine, PaperLine, paper_lines
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
    load: int
    max_load: int
    has_conflict: bool
    is_chosen: bool

    @property
    def is_full(self) -> bool:
        return self.load >= self.max_load


@dataclass(frozen=True)
class Why:
    """Why someone fits a paper: the closest of her own papers with the terms they share."""

    user_id: int
    name: str
    papers: tuple[dict[str, object], ...]


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
    """Return the page; ``why`` is the person about whom more is asked. Reads all texts once."""
    weights = Weights(text=run.parameters["text"], topics=run.parameters["topics"])
    data = load_matching(run.workshop, reviews_per_paper=run.parameters["reviews_per_paper"], weights=weights)
    lines = paper_lines(viewer, run)
    chosen = next((line.pairs or () for line in lines if line.number == paper.number), ())
    row = data.paper_index().get(paper.pk)
    candidates = _candidates(data, row, paper, chosen, lines) if row is not None else ()
    return PairPage(
        number=paper.number,
        title=paper.title,
        abstract=paper.abstract,
        topics=tuple(topic.name for topic in paper.topics.all()),
        chosen=chosen,
        candidates=candidates,
        why=_why(data, row, why) if row is not None and why else None,
    )


def _candidates(
    data: MatchingData, row: int, paper: Submission, chosen: tuple[PairLine, ...], lines: list[PaperLine]
) -> tuple[CandidateLine, ...]:
    loads: dict[int, int] = {}
    for line in lines:
        for pair in line.pairs or ():
            loads[pair.user_id] = loads.get(pair.user_id, 0) + 1
    in_conflict = set(
        Conflict.objects.filter(submission=paper, state=Conflict.State.ACTIVE).values_list(
            "user_id", flat=True
        )
    )
    has_it = {pair.user_id for pair in chosen}
    found = [
        CandidateLine(
            user_id=reviewer.user_id,
            name=reviewer.user.name,
            score=float(data.scores[row, column]),
            text=float(data.affinity[row, column]),
            topics=float(data.topics[row, column]),
            load=loads.get(reviewer.user_id, 0),
            max_load=reviewer.max_load,
            has_conflict=reviewer.user_id in in_conflict,
            is_chosen=reviewer.user_id in has_it,
        )
        for column, reviewer in enumerate(data.reviewers)
    ]
    found.sort(key=lambda item: (-item.score, item.name.casefold()))
    return tuple(found)


def _why(data: MatchingData, row: int, user_id: int) -> Why | None:
    column = data.reviewer_index().get(user_id)
    if column is None:
        return None
    return Why(user_id, data.reviewers[column].user.name, tuple(evidence(data, row, column)))
