"""Which paper goes into which session: a CP-SAT model with one boolean for each paper in each session it may be in.

A session has up to two themes; a paper counts there as much as it is of the better of them. That is linear, so
that the solver can prove its answer, and it names the session at the same time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Any

from ortools.sat.python import cp_model

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from .problem import Paper, Problem, Session

SCALE = 1000
"""A paper that fits its session wholly, in the solver's whole numbers."""
FILLED = 20 * SCALE
"""What a place given to a paper that only may have one is worth: more than any theme, so that none stays empty."""
SECOND_THEME = SCALE // 4
"""What a second theme costs: one alone reads better where it does nearly as well."""
AUTHOR_ELSEWHERE = SCALE // 4
"""What it costs that an author has two papers at the same time and another presents one of them."""
UNEVEN = SCALE // 2
"""What it costs a paper that one session of a kind is fuller than another."""
FITS_LEAST = 0.25
"""Themes that few care about are not tried: a paper has to be of a topic by that much."""

Seat = tuple[int, int]
"""A paper and a session by their places in the problem."""


@dataclass(slots=True)
class Model:
    """The model with its variables. Each rule stands under a literal, so that a contradiction can name the rules.

    `filled` and `terms` are the two aims, sums of weight times variable: places given away, then themes and wishes.
    """

    problem: Problem
    cp: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    seats: dict[Seat, Any] = field(default_factory=dict)
    themes: dict[tuple[int, str], Any] = field(default_factory=dict)
    terms: list[tuple[int, Any]] = field(default_factory=list)
    filled: list[tuple[int, Any]] = field(default_factory=list)
    rules: list[tuple[Any, str, tuple[str, ...], tuple[str, ...]]] = field(default_factory=list)

    def rule(self, text: str, *, papers: Iterable[Paper] = (), sessions: Iterable[Session] = ()) -> Any:
        literal = self.cp.new_bool_var(f"rule{len(self.rules)}")
        keys = tuple(paper.key for paper in papers), tuple(session.key for session in sessions)
        self.rules.append((literal, text, *keys))
        return literal

    def at(self, session: int) -> Iterator[tuple[int, Any]]:
        """The papers that may be in a session, with their variables."""
        return ((paper, seat) for (paper, where), seat in self.seats.items() if where == session)


def model_of(problem: Problem) -> Model:
    """The whole model; `rules` hold only as far as their literals are assumed."""
    model = Model(problem)
    _seats(model)
    _pins(model)
    _one_place_a_kind(model)
    _places(model)
    _partly_absent(model)
    _people(model)
    _themes(model)
    _wishes(model)
    _evenness(model)
    return model


def possible(paper: Paper, session: Session) -> bool:
    """Whether some position of the session lies outside the presenter's absences."""
    return any(_free(paper, session, position) for position in positions(session))


def positions(session: Session) -> range:
    """The positions of a session whose times can differ."""
    return range(1 if session.minutes is None else session.places)


def _free(paper: Paper, session: Session, position: int) -> bool:
    start, end = session.slot(position)
    return not any(window.overlaps(start, end) for window in paper.absent)


def _seats(model: Model) -> None:
    busy = defaultdict(list)
    for engagement in model.problem.engagements:
        busy[engagement.person].append(engagement)
    pinned = {(pin.paper, pin.session) for pin in model.problem.pins}
    for p, paper in enumerate(model.problem.papers):
        for s, session in enumerate(model.problem.sessions):
            if session.kind not in paper.must | paper.may and (paper.key, session.key) not in pinned:
                continue
            seat = model.cp.new_bool_var(f"{p}in{s}")
            model.seats[p, s] = seat
            if not possible(paper, session):
                text = f"the presenter of {paper.name} can't be there during {session.name}"
                model.cp.add(seat == 0).only_enforce_if(model.rule(text, papers=[paper], sessions=[session]))
            for engagement in busy[paper.presenter] if paper.presenter else ():
                if session.start < engagement.end and engagement.start < session.end:
                    what = engagement.what or "another part of the programme"
                    text = f"the presenter of {paper.name} is needed in {what} during {session.name}"
                    model.cp.add(seat == 0).only_enforce_if(
                        model.rule(text, papers=[paper], sessions=[session])
                    )


def _pins(model: Model) -> None:
    paper_at = {paper.key: index for index, paper in enumerate(model.problem.papers)}
    session_at = {session.key: index for index, session in enumerate(model.problem.sessions)}
    for pin in model.problem.pins:
        seat = paper_at[pin.paper], session_at[pin.session]
        paper, session = model.problem.papers[seat[0]], model.problem.sessions[seat[1]]
        text = f"{paper.name} is pinned to {session.name}"
        rule = model.rule(text, papers=[paper], sessions=[session])
        model.cp.add(model.seats[seat] == 1).only_enforce_if(rule)


def _one_place_a_kind(model: Model) -> None:
    by_kind: dict[tuple[int, str], list[Any]] = defaultdict(list)
    for (p, s), seat in model.seats.items():
        by_kind[p, model.problem.sessions[s].kind].append(seat)
    for p, paper in enumerate(model.problem.papers):
        for kind in sorted(paper.must | paper.may):
            seats = by_kind[p, kind]
            model.cp.add_at_most_one(seats)
            if kind in paper.must:
                rule = model.rule(f"{paper.name} is to have a place in {kind}", papers=[paper])
                model.cp.add(sum(seats) == 1).only_enforce_if(rule)
            else:
                worth = FILLED + round(paper.merit * FILLED)
                model.filled += [(worth, seat) for seat in seats]


def _places(model: Model) -> None:
    for s, session in enumerate(model.problem.sessions):
        inside = [seat for _, seat in model.at(s)]
        if len(inside) > session.places:
            noun = "paper" if session.places == 1 else "papers"
            rule = model.rule(f"{session.name} has room for {session.places} {noun}", sessions=[session])
            model.cp.add(sum(inside) <= session.places).only_enforce_if(rule)


def _partly_absent(model: Model) -> None:
    """Who can take some positions of a session only gets one of those, each given once; the others fill the rest."""
    pinned = {(pin.paper, pin.session): pin.position for pin in model.problem.pins}
    for s, session in enumerate(model.problem.sessions):
        taken: dict[int, list[Any]] = defaultdict(list)
        bound_papers = []
        for p, seat in model.at(s):
            paper = model.problem.papers[p]
            allowed = _allowed(paper, session, pinned.get((paper.key, session.key)))
            if session.minutes is None or len(allowed) in {0, session.places}:
                continue
            choice = [model.cp.new_bool_var(f"{p}at{s}.{position}") for position in allowed]
            model.cp.add(sum(choice) == seat)
            bound_papers.append(paper)
            for position, chosen in zip(allowed, choice, strict=True):
                taken[position].append(chosen)
        crowded = [here for here in taken.values() if len(here) > 1]
        if crowded:
            text = f"in {session.name} only one paper can be shown at a time, and some presenters are there for a part"
            rule = model.rule(text, papers=bound_papers, sessions=[session])
            for here in crowded:
                model.cp.add(sum(here) <= 1).only_enforce_if(rule)


def _allowed(paper: Paper, session: Session, pinned: int | None) -> list[int]:
    free = [position for position in positions(session) if _free(paper, session, position)]
    return free if pinned is None or session.minutes is None else [at for at in free if at == pinned]


def _people(model: Model) -> None:
    """No presenter in two places; an author who does not present is spared it where it costs little."""
    sessions = model.problem.sessions
    parallel = [
        pair
        for pair in combinations(range(len(sessions)), 2)
        if sessions[pair[0]].overlaps(sessions[pair[1]])
    ]
    if not parallel:
        return
    presents: dict[str, list[int]] = defaultdict(list)
    wrote: dict[str, list[int]] = defaultdict(list)
    for p, paper in enumerate(model.problem.papers):
        presents[paper.presenter or f"paper {p}"].append(p)
        for author in paper.authors:
            wrote[author].append(p)
    for group in presents.values():
        _apart(model, group, parallel)
    shared = {pair for group in wrote.values() for pair in combinations(group, 2)}
    for p, q in sorted(shared):
        if model.problem.papers[p].presenter != model.problem.papers[q].presenter:
            _rather_apart(model, p, q, parallel)


def _apart(model: Model, group: list[int], parallel: list[tuple[int, int]]) -> None:
    for s, t in parallel:
        here = [model.seats[p, s] for p in group if (p, s) in model.seats]
        there = [model.seats[p, t] for p in group if (p, t) in model.seats]
        if not (here and there):
            continue
        papers = [model.problem.papers[p] for p in group]
        sessions = [model.problem.sessions[s], model.problem.sessions[t]]
        names = " and ".join(session.name for session in sessions)
        who = f"the presenter of {' and '.join(paper.name for paper in papers)}"
        rule = model.rule(f"{who} can't be in {names} at once", papers=papers, sessions=sessions)
        for one in here:
            for other in there:
                model.cp.add_bool_or(~one, ~other).only_enforce_if(rule)


def _rather_apart(model: Model, p: int, q: int, parallel: list[tuple[int, int]]) -> None:
    for s, t in [*parallel, *((t, s) for s, t in parallel)]:
        one, other = model.seats.get((p, s)), model.seats.get((q, t))
        if one is not None and other is not None:
            both = model.cp.new_bool_var("both")
            model.cp.add_bool_or(~one, ~other, both)
            model.terms.append((-AUTHOR_ELSEWHERE, both))


def _themes(model: Model) -> None:
    """Themes only matter where a kind has several sessions, or where a chair has set one."""
    kinds = Counter(session.kind for session in model.problem.sessions)
    for s, session in enumerate(model.problem.sessions):
        if kinds[session.kind] == 1 and session.topic is None:
            continue
        worth = _worth(model, s)
        chosen = {topic: model.cp.new_bool_var(f"theme{s}.{topic}") for topic in sorted(worth)}
        for topic, theme in chosen.items():
            model.themes[s, topic] = theme
            for fits, seat, weight in worth[topic]:
                model.cp.add_implication(fits, seat)
                model.cp.add_implication(fits, theme)
                model.terms.append((weight, fits))
        _limit_themes(model, session, chosen)


def _worth(model: Model, s: int) -> dict[str, list[tuple[Any, Any, int]]]:
    """For each topic the papers that would fit: a variable that the paper counts for it, its seat, how much."""
    worth: dict[str, list[tuple[Any, Any, int]]] = defaultdict(list)
    for p, seat in model.at(s):
        counts = []
        for topic, share in model.problem.papers[p].topics.items():
            if share >= FITS_LEAST:
                fits = model.cp.new_bool_var(f"{p}fits{s}.{topic}")
                worth[topic].append((fits, seat, round(share * SCALE)))
                counts.append(fits)
        model.cp.add_at_most_one(counts)
    return worth


def _limit_themes(model: Model, session: Session, chosen: dict[str, Any]) -> None:
    if session.topic is not None:
        for topic, theme in chosen.items():
            model.cp.add(theme == int(topic == session.topic))
        return
    if not chosen:
        return
    second = model.cp.new_bool_var("second")
    model.cp.add(sum(chosen.values()) <= 1 + second)
    model.terms.append((-SECOND_THEME, second))


def _wishes(model: Model) -> None:
    for (p, s), seat in model.seats.items():
        cost = wish(model.problem.papers[p], model.problem.sessions[s])
        if cost:
            model.terms.append((-cost, seat))


def wish(paper: Paper, session: Session) -> int:
    """What it costs to have a paper in a session at times that its presenter does not welcome."""
    cost = sum(window.cost * _share(window.start, window.end, session) for window in paper.unwelcome)
    return round(cost * SCALE)


def _share(start: datetime, end: datetime, session: Session) -> float:
    """What share of a session lies in a stretch of time."""
    common = (min(end, session.end) - max(start, session.start)).total_seconds()
    return max(0.0, common / (session.end - session.start).total_seconds())


def _evenness(model: Model) -> None:
    """Sessions of one kind and size are filled alike, where the themes leave a choice."""
    alike: dict[tuple[str, int], list[int]] = defaultdict(list)
    for s, session in enumerate(model.problem.sessions):
        alike[session.kind, session.places].append(s)
    for (_, places), group in alike.items():
        if len(group) > 1:
            most = model.cp.new_int_var(0, len(model.problem.papers), "most")
            least = model.cp.new_int_var(0, places, "least")
            for s in group:
                inside = sum(seat for _, seat in model.at(s))
                model.cp.add(inside <= most)
                model.cp.add(inside >= least)
            model.terms += [(-UNEVEN, most), (UNEVEN, least)]
