"""Proposals as one chair may read them: papers she has a conflict with are kept from her, in the figures too."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from conference.errors import NotFound
from conference.models import User, Workshop
from conference.models.people import RoleKind
from conference.visibility import Viewer
from reviews.asked import Asked
from reviews.bidding import WORTH
from reviews.models import Assignment, AssignmentRun, Bid, Conflict, ProposedAssignment
from reviews.selectors.bids import bid_label
from reviews.selectors.capacity import Capacity, active_reviewers, capacity
from reviews.selectors.conflicts import conflicts_visible_to
from reviews.selectors.papers import chair_papers
from reviews.sight import Info
from reviews.visibility import papers_visible_to
from submissions.models import Submission, SubmissionState

SOLVED = frozenset({AssignmentRun.State.PROPOSED.value, AssignmentRun.State.LIVE.value})


@dataclass(frozen=True)
class RunLine:
    """A proposal in the list. ``share`` is None while there is none; a job that broke off shows as ``stopped``."""

    pk: int
    state: str
    state_label: str
    is_repair: bool
    aim: str
    weights: str
    share: float | None
    by: str
    at: Any


@dataclass(frozen=True)
class PairLine:
    """A reviewer of a paper in a proposal, with the parts of the score in 0..1."""

    user_id: int
    name: str
    score: float
    text: float
    topics: float
    bid: str
    is_manual: bool
    is_live: bool
    has_conflict: bool
    email: str = ""


@dataclass(frozen=True)
class PaperLine:
    """A paper in a proposal; ``pairs`` is None where its reviewers are kept from this chair."""

    number: int
    title: str
    pairs: tuple[PairLine, ...] | None
    conflicts: int
    wanted: int

    @property
    def score(self) -> float:
        return sum(pair.score for pair in self.pairs or ())


@dataclass(frozen=True)
class Bar:
    """How many reviewers have so many papers, and how long the bar is, in percent of the longest."""

    papers: int
    reviewers: int
    length: int


@dataclass(frozen=True)
class RunFigures:
    """Figures of a proposal over the papers this chair may see; ``share`` is that of the whole.

    ``bound`` is what no lowest paper could exceed with the share of the best total that is kept, where it is known.
    ``over`` and ``below`` name people beyond their load or short of the least; where papers are kept all three stay
    empty, as they would tell of them.
    """

    papers: int
    kept: int
    pairs: int
    share: float
    lowest: float
    bound: float | None
    lowest_papers: tuple[int, ...]
    worst_tenth: float
    zero_pairs: int
    short: tuple[tuple[int, int], ...]
    over: tuple[tuple[str, int], ...]
    below: tuple[tuple[str, int], ...]
    loads: tuple[Bar, ...]

    @property
    def most(self) -> int:
        """Return the most papers that one reviewer has."""
        return self.loads[-1].papers if self.loads else 0


@dataclass(frozen=True)
class Feasibility(Capacity):
    """What there is to assign and who could take it: the counts that decide whether it can be done."""

    hints: int
    has_bids: bool


def feasibility(viewer: Viewer, workshop: Workshop) -> Feasibility:
    """Count papers, places and open questions, in a fixed number of queries."""
    bids = Bid.objects.filter(
        value__in=WORTH, submission__in=papers_visible_to(viewer, workshop, Info.BIDS_AND_AFFINITY)
    )
    return Feasibility(**vars(capacity(workshop)), hints=undecided(viewer, workshop), has_bids=bids.exists())


@dataclass(frozen=True)
class AreaChairFacts:
    """How many papers there are for how many area chairs."""

    papers: int
    area_chairs: int

    @property
    def usual_most(self) -> int:
        """Return what everyone takes at most so that nobody has much more than another."""
        return -(-self.papers // self.area_chairs) + 1 if self.area_chairs else 1


def area_chair_facts(workshop: Workshop) -> AreaChairFacts:
    """Count both."""
    return AreaChairFacts(
        papers=Submission.objects.filter(workshop=workshop, state=SubmissionState.SUBMITTED).count(),
        area_chairs=workshop.roles.filter(kind=RoleKind.AREA_CHAIR).count(),
    )


def undecided(viewer: Viewer, workshop: Workshop) -> int:
    """Count the possible conflicts of submitted papers that no chair has decided."""
    return (
        conflicts_visible_to(viewer, workshop)
        .filter(state=Conflict.State.HINT, submission__state=SubmissionState.SUBMITTED)
        .count()
    )


FOR_REVIEWERS = (AssignmentRun.Kind.REVIEWERS, AssignmentRun.Kind.REPAIR)
FOR_AREA_CHAIRS = (AssignmentRun.Kind.AREA_CHAIRS,)


def alike(kind: str) -> tuple[AssignmentRun.Kind, ...]:
    """Return the kinds of proposals that can stand beside one: of reviewers, repairs among them, or of area chairs."""
    return FOR_AREA_CHAIRS if kind == AssignmentRun.Kind.AREA_CHAIRS else FOR_REVIEWERS


def asked_last(workshop: Workshop, kind: str) -> Asked | None:
    """Return what was asked for last; for a repair, by the newest proposal that went live."""
    runs = workshop.assignment_runs.filter(kind__in=alike(kind))
    if kind == AssignmentRun.Kind.REPAIR:
        runs = runs.filter(state=AssignmentRun.State.LIVE)
    run = runs.first()
    return Asked.read(run.parameters) if run else None


@dataclass(frozen=True)
class Member:
    """Somebody whom a proposal can give papers, with the most she takes and the least she should get in it."""

    user_id: int
    name: str
    max_load: int
    min_load: int = 0
    is_senior: bool = False
    email: str = ""


def people_of(run: AssignmentRun) -> list[Member]:
    """Return those who can be on a proposal's papers as things are now, by name, in one query."""
    asked = Asked.read(run.parameters)
    if run.is_for_area_chairs:
        most, least = asked.most, min(asked.at_least, asked.most)
        users = User.objects.filter(roles__workshop=run.workshop, roles__kind=RoleKind.AREA_CHAIR)
        return [
            Member(user.pk, user.name, most, least, email=user.email) for user in users.order_by("name", "pk")
        ]
    rows = active_reviewers(run.workshop).select_related("user").order_by("user__name", "pk")
    return [
        Member(
            row.user_id,
            row.user.name,
            row.max_load,
            min(max(asked.at_least, row.min_load), row.max_load),
            row.is_senior,
            row.user.email,
        )
        for row in rows
    ]


def run_lines(workshop: Workshop, kind: str = AssignmentRun.Kind.REVIEWERS) -> list[RunLine]:
    """Return the proposals of one sort, the newest first."""
    runs = workshop.assignment_runs.filter(kind__in=alike(kind)).select_related("job", "created_by")
    return [
        RunLine(
            pk=run.pk,
            state=shown_state(run)[0],
            state_label=shown_state(run)[1],
            is_repair=run.is_repair,
            aim=aim_of(run),
            weights=Asked.read(run.parameters).weights.words,
            share=run.summary.get("share"),
            by=run.created_by.name if run.created_by else "",
            at=run.created_at,
        )
        for run in runs
    ]


def aim_of(run: AssignmentRun) -> str:
    """Say what a proposal aims at."""
    return "fewest changes" if run.is_repair else Asked.read(run.parameters).aim


def shown_state(run: AssignmentRun) -> tuple[str, str]:
    """Return a proposal's state and its words: one whose job broke off is not being solved any more."""
    if run.state == AssignmentRun.State.SOLVING and (run.job is None or run.job.is_over):
        return "failed", "Stopped"
    return run.state, run.get_state_display()


def access_run(workshop: Workshop, pk: int) -> AssignmentRun:
    """Return a proposal of a workshop, else NotFound."""
    run = workshop.assignment_runs.select_related("workshop", "job", "created_by").filter(pk=pk).first()
    if run is None:
        raise NotFound
    return run


def access_solved(workshop: Workshop, pk: int) -> AssignmentRun:
    """Return a proposal that was solved and not thrown away, else NotFound."""
    run = access_run(workshop, pk)
    if run.state not in SOLVED:
        raise NotFound
    return run


def solved_besides(run: AssignmentRun) -> QuerySet[AssignmentRun]:
    """Return the other proposals that can be compared with one, the newest first."""
    runs = run.workshop.assignment_runs.filter(state__in=SOLVED, kind__in=alike(run.kind))
    return runs.exclude(pk=run.pk)


def paper_lines(viewer: Viewer, run: AssignmentRun) -> list[PaperLine]:
    """Return the papers of a proposal by number, in a fixed number of queries."""
    papers = chair_papers(viewer, run.workshop).filter(state=SubmissionState.SUBMITTED).order_by("number")
    readable = readable_papers(viewer, run.workshop)
    live = _pairs_of(
        Assignment.objects.filter(
            submission__workshop=run.workshop,
            part=run.part,
            state=Assignment.State.ACTIVE,
        )
    )
    asked = Asked.read(run.parameters)
    in_conflict = _pairs_of(
        Conflict.objects.filter(submission__workshop=run.workshop, state=Conflict.State.ACTIVE)
    )
    conflicted = Counter(submission_id for submission_id, _ in in_conflict)
    pairs: dict[int, list[PairLine]] = {}
    for pair in (
        run.pairs.filter(submission__in=readable).select_related("user").order_by("-score", "user__name")
    ):
        pairs.setdefault(pair.submission_id, []).append(_pair_line(pair, live, in_conflict))
    return [
        PaperLine(
            number=paper.number,
            title=paper.title,
            pairs=tuple(pairs.get(paper.pk, ())) if paper.pk in readable else None,
            conflicts=conflicted[paper.pk] if paper.pk in readable else 0,
            wanted=asked.of_track(paper.track_id),
        )
        for paper in papers
    ]


def readable_papers(viewer: Viewer, workshop: Workshop) -> set[int]:
    """Return the papers, by id, whose proposed reviewers this chair may see."""
    papers = papers_visible_to(viewer, workshop, Info.BIDS_AND_AFFINITY)
    return set(papers.values_list("pk", flat=True))


def _pairs_of(rows: QuerySet[Any]) -> set[tuple[int, int]]:
    return set(rows.values_list("submission_id", "user_id"))


def _pair_line(
    pair: ProposedAssignment, live: set[tuple[int, int]], in_conflict: set[tuple[int, int]]
) -> PairLine:
    key = (pair.submission_id, pair.user_id)
    return PairLine(
        user_id=pair.user_id,
        name=pair.user.name,
        score=pair.score,
        text=pair.parts.get("text", 0.0),
        topics=pair.parts.get("topics", 0.0),
        bid=bid_label(pair.parts.get("bid", "")),
        is_manual=pair.is_manual,
        is_live=key in live,
        has_conflict=key in in_conflict,
        email=pair.user.email,
    )


def figures(run: AssignmentRun, papers: list[PaperLine]) -> RunFigures:
    """Return the figures of a proposal over the papers that are readable."""
    shown = [paper for paper in papers if paper.pairs is not None]
    kept = run.summary.get("papers", len(papers)) - len(shown)
    scores = sorted(paper.score for paper in shown)
    lowest = scores[0] if scores else 0.0
    tenth = scores[: max(1, -(-len(scores) // 10))]
    return RunFigures(
        papers=len(shown),
        kept=max(0, kept),
        pairs=sum(len(paper.pairs or ()) for paper in shown),
        share=run.summary.get("share", 0.0),
        lowest=lowest,
        bound=run.summary.get("bound") if kept <= 0 else None,
        lowest_papers=tuple(paper.number for paper in shown if paper.score <= lowest + 1e-9)[:10],
        worst_tenth=sum(tenth) / len(tenth) if tenth else 0.0,
        zero_pairs=sum(1 for paper in shown for pair in paper.pairs or () if pair.score <= 0),
        short=tuple(
            (paper.number, paper.wanted - len(paper.pairs or ()))
            for paper in shown
            if len(paper.pairs or ()) < paper.wanted
        ),
        over=_named(run, "over") if kept <= 0 else (),
        below=_named(run, "below") if kept <= 0 else (),
        loads=_loads(run, shown),
    )


def _named(run: AssignmentRun, figure: str) -> tuple[tuple[str, int], ...]:
    return tuple((name, many) for name, many in run.summary.get(figure, []))


def _loads(run: AssignmentRun, papers: list[PaperLine]) -> tuple[Bar, ...]:
    many = Counter(pair.user_id for paper in papers for pair in paper.pairs or ())
    everyone = {who.user_id for who in people_of(run)} | set(many)
    counted = Counter(many.get(user_id, 0) for user_id in everyone)
    longest = max(counted.values(), default=1)
    return tuple(
        Bar(papers=load, reviewers=counted[load], length=round(100 * counted[load] / longest))
        for load in range(min(counted, default=0), max(counted, default=-1) + 1)
    )


SORTS = ("number", "title", "score")


def ordered(papers: list[PaperLine], sort: str) -> list[PaperLine]:
    """Return papers in an order; by score those that are kept come last, whatever theirs is."""
    key, turned = sort.removeprefix("-"), sort.startswith("-")
    if key == "title":
        return sorted(papers, key=lambda paper: paper.title.casefold(), reverse=turned)
    if key == "score":
        shown = [paper for paper in papers if paper.pairs is not None]
        kept = [paper for paper in papers if paper.pairs is None]
        return [*sorted(shown, key=lambda paper: paper.score, reverse=turned), *kept]
    return sorted(papers, key=lambda paper: paper.number, reverse=turned)
