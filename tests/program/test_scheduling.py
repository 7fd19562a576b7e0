"""The schedule's solver: every rule held, the best proved on small days, contradictions named."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from dataclasses import replace
from itertools import pairwise, permutations, product

import pytest
from ortools.sat.python import cp_model

from program.scheduling import (
    Engagement,
    Paper,
    Pin,
    Problem,
    Schedule,
    Session,
    Status,
    Window,
    build_schedule,
    themes_from_texts,
)
from program.scheduling.placing import SCALE, model_of

DAY = dt.datetime(2026, 7, 1, tzinfo=dt.UTC)


def at(hour: float) -> dt.datetime:
    return DAY + dt.timedelta(hours=hour)


def talks(key: str, start: float, places: int, *, kind: str = "spotlights", minutes: int = 10) -> Session:
    return Session(
        key, kind, at(start), at(start) + dt.timedelta(minutes=minutes * places), places, minutes, key
    )


def boards(key: str, start: float, places: int) -> Session:
    return Session(key, "posters", at(start), at(start + 1), places, None, key)


def paper(key: str, *topics: str, must: str = "spotlights", **more: object) -> Paper:
    kinds = frozenset(must.split()) if must else frozenset()
    return Paper(
        key, key.upper(), dict.fromkeys(topics, 1.0), must=kinds, presenter=str(more.pop("who", key)), **more
    )  # type: ignore[arg-type]


def solve(papers: list[Paper], sessions: list[Session], **more: object) -> Schedule:
    return build_schedule(Problem(tuple(papers), tuple(sessions), seconds=6, **more))  # type: ignore[arg-type]


def where(schedule: Schedule) -> dict[str, str]:
    return {place.paper: place.session for place in schedule.places}


def test_papers_of_a_theme_meet_and_the_session_is_named_after_it() -> None:
    papers = [paper(f"{topic[0].lower()}{n}", topic) for n in range(3) for topic in ("Forests", "Oceans")]
    done = solve(papers, [talks("one", 9, 3), talks("two", 10, 3)])
    assert done.status is Status.OPTIMAL
    assert done.gap == 0
    assert len({where(done)[f"f{n}"] for n in range(3)}) == 1
    assert set(done.titles.values()) == {"Forests", "Oceans"}


def test_a_session_that_stays_empty_is_no_trouble() -> None:
    done = solve([paper("a", "X")], [talks("one", 9, 2), boards("wall", 11, 4)])
    assert done.status is Status.OPTIMAL
    assert where(done) == {"a": "one"}


def test_the_value_is_the_best_that_trying_everything_finds() -> None:
    papers = [
        paper("a", "X"), paper("b", "X", "Y"), paper("c", "Y"), paper("d", "Z"), paper("e", "Z", "X"),
    ]  # fmt: skip
    sessions = [talks("one", 9, 2), talks("two", 10, 3)]
    done = solve(papers, sessions)
    assert done.status is Status.OPTIMAL
    assert done.value == pytest.approx(max(map(_worth, set(permutations([0, 0, 1, 1, 1])))))


def _worth(split: tuple[int, ...]) -> float:
    """The definition, tried out: up to two themes a session, a second one costs a quarter of a paper."""
    topics = [{"X"}, {"X", "Y"}, {"Y"}, {"Z"}, {"Z", "X"}]
    total = 0.0
    for side in (0, 1):
        inside = [topics[p] for p in range(5) if split[p] == side]
        total += max(
            sum(bool(has & {one, other}) for has in inside) - (0.25 if one != other else 0)
            for one, other in product("XYZ", repeat=2)
        )
    return total


def test_a_presenter_is_never_in_two_places() -> None:
    papers = [paper("a", "X", who="Ada"), paper("b", "X", who="Ada"), paper("c", "Y"), paper("d", "Y")]
    done = solve(papers, [talks("left", 9, 2), talks("right", 9, 2)])
    assert done.status is Status.OPTIMAL
    assert where(done)["a"] == where(done)["b"]
    kept_apart = solve(
        papers, [talks("left", 9, 3), talks("right", 9, 3)], pins=(Pin("a", "left"), Pin("b", "right"))
    )
    assert kept_apart.status is Status.INFEASIBLE
    (obstacle,) = kept_apart.obstacles
    assert set(obstacle.papers) == {"a", "b"}
    assert "can't be in “left” and “right” at once" in obstacle.text
    assert "pinned" in obstacle.text


def test_a_keynote_keeps_its_speaker_from_presenting_meanwhile() -> None:
    papers = [paper("a", "X", who="Ada"), paper("b", "X")]
    sessions = [talks("early", 9, 1), talks("late", 11, 1)]
    for start, expected in ((9, "late"), (11, "early")):
        keynote = Engagement("Ada", at(start), at(start + 1), "the keynote")
        assert where(solve(papers, sessions, engagements=(keynote,)))["a"] == expected


def test_who_is_there_for_a_part_of_a_session_speaks_in_that_part() -> None:
    comes_late = paper("late", "X", absent=(Window(at(9), at(9.5)),))
    leaves_early = paper("early", "X", absent=(Window(at(9.2), at(12)),))
    papers = [comes_late, leaves_early, paper("c", "X"), paper("d", "X")]
    done = solve(papers, [talks("one", 9, 4)])
    times = {place.paper: (place.start, place.end) for place in done.places}
    assert times["late"][0] >= at(9.5)
    assert times["early"][1] <= at(9.2)
    assert len({start for start, _ in times.values()}) == 4
    crowded = solve([leaves_early, paper("too", absent=(Window(at(9.2), at(12)),))], [talks("one", 9, 4)])
    assert crowded.status is Status.INFEASIBLE
    assert "only one paper can be shown at a time" in crowded.obstacles[0].text


def test_full_papers_always_get_a_place_and_the_others_by_merit() -> None:
    full = [paper(f"full{n}", "X") for n in range(3)]
    short = [paper(f"short{n}", "Y", must="", may=frozenset(["spotlights"]), merit=n / 10) for n in range(4)]
    done = solve([*full, *short], [talks("one", 9, 3), talks("two", 10, 2)])
    assert {f"full{n}" for n in range(3)} <= set(where(done))
    assert {"short2", "short3"} <= set(where(done))
    assert done.left_out == (("short1", "spotlights"), ("short0", "spotlights"))


def test_a_wish_counts_and_gives_way_to_a_rule() -> None:
    sleepy = paper("sleepy", "X", unwelcome=(Window(at(8), at(10), cost=2),))
    papers = [sleepy, paper("other", "X")]
    sessions = [talks("morning", 9, 1), talks("noon", 12, 1)]
    assert where(solve(papers, sessions))["sleepy"] == "noon"
    pinned = solve(papers, sessions, pins=(Pin("sleepy", "morning"),))
    assert where(pinned)["sleepy"] == "morning"
    assert pinned.value == pytest.approx(0)


def test_pins_keep_session_and_place() -> None:
    papers = [paper(f"p{n}", "X") for n in range(4)]
    done = solve(papers, [talks("one", 9, 2), talks("two", 10, 2)], pins=(Pin("p3", "two", 1),))
    (place,) = [place for place in done.places if place.paper == "p3"]
    assert (place.session, place.position, place.start) == ("two", 1, at(10) + dt.timedelta(minutes=10))


def test_boards_put_themes_and_a_presenters_posters_side_by_side() -> None:
    topics = ["Fire", "Ice", "Rain"]
    papers = [paper(f"p{n}", topics[n % 3], must="posters") for n in range(12)]
    papers += [paper(f"ada{n}", topics[n], must="posters", who="Ada") for n in range(3)]
    done = solve(papers, [boards("hall", 14, 15)])
    row = {place.board: place.paper for place in done.places}
    assert sorted(row) == list(range(1, 16))
    ada = sorted(board for board, key in row.items() if board and key.startswith("ada"))
    assert ada == list(range(ada[0], ada[0] + 3))
    shown = {item.key: next(iter(item.topics)) for item in papers}
    others = [shown[row[n]] for n in range(1, 16) if not row[n].startswith("ada")]
    assert sum(a != b for a, b in pairwise(others)) <= 3


def test_too_few_places_are_counted_in_words() -> None:
    done = solve([paper(f"p{n}", "X") for n in range(5)], [talks("one", 9, 3)])
    assert done.status is Status.INFEASIBLE
    assert done.obstacles[0].text == (
        "5 papers are to have a place in spotlights, there are 3: add 2 places, or take 2 papers out."
    )
    assert not done.places


def test_a_presenter_absent_all_day_is_named() -> None:
    away = paper("away", "X", absent=(Window(at(0), at(24)),))
    done = solve([away, paper("b", "X")], [talks("one", 9, 2)])
    assert [obstacle.papers for obstacle in done.obstacles] == [("away",)]


def test_only_the_rules_that_clash_are_named() -> None:
    papers = [paper(f"p{n}", "X") for n in range(3)]
    sessions = [talks("one", 9, 1), talks("two", 10, 5)]
    done = solve(papers, sessions, pins=(Pin("p0", "one"), Pin("p1", "one"), Pin("p2", "two")))
    assert set(done.obstacles[0].papers) == {"p0", "p1"}
    assert done.obstacles[0].sessions == ("one",)


@pytest.mark.parametrize("kind", ["optimal", "unknown pin", "double key", "backwards"])
def test_what_is_no_problem_at_all_is_refused(kind: str) -> None:
    papers, sessions, pins = [paper("a", "X")], [talks("one", 9, 1)], ()
    if kind == "unknown pin":
        pins = (Pin("a", "nowhere"),)  # type: ignore[assignment]
    if kind == "double key":
        papers *= 2
    if kind == "backwards":
        sessions = [Session("one", "spotlights", at(10), at(9), 1, 10)]
    if kind == "optimal":
        assert solve(papers, sessions, pins=pins).status is Status.OPTIMAL
        return
    with pytest.raises(ValueError, match=r"\w"):
        solve(papers, sessions, pins=pins)


def test_a_day_of_two_rooms_keeps_every_rule() -> None:
    """A day of 40 papers, some presented by one person, checked rule by rule on the answer itself."""
    topics = ["Fire", "Ice", "Rain", "Soil"]
    papers = [
        paper(f"p{n}", topics[n % 4], topics[n % 3], must="spotlights posters", who=f"person {n % 33}")
        for n in range(40)
    ]
    sessions = [talks(f"{hour}{room}", hour, 10, minutes=5) for hour in (9, 10) for room in "ab"]
    done = build_schedule(Problem(tuple(papers), (*sessions, boards("hall", 14, 40)), seconds=3))
    assert done.status is not Status.INFEASIBLE
    assert done.value <= done.bound + 1e-6
    assert Counter(place.paper for place in done.places) == Counter({item.key: 2 for item in papers})
    assert max(Counter(place.session for place in done.places[:-40]).values()) <= 10
    who = {item.key: item.presenter for item in papers}
    slots = [(who[place.paper], place) for place in done.places if place.board is None]
    room = {session.key: session for session in sessions}
    for person, one in slots:
        for other_person, other in slots:
            if person == other_person and one.session != other.session:
                assert not room[one.session].overlaps(room[other.session])


def random_problem(seed: int) -> Problem:
    """Sessions of two sizes or one, some with a theme; papers with wishes, absences, and such that only may speak."""
    rng = random.Random(seed)
    topics = ["Fire", "Ice", "Rain", "Soil"]
    sizes = rng.choice([(3, 3, 3), (4, 2, 3), (3, 3, 2)])
    sessions = [talks(str(n), 9 + n // 2, size) for n, size in enumerate(sizes)]
    if rng.random() < 0.4:
        sessions[0] = replace(sessions[0], topic=rng.choice(topics))
    papers = [
        replace(
            paper(
                f"p{n}", *rng.sample(topics, rng.choice([1, 1, 2])), must="" if n % 4 == 0 else "spotlights"
            ),
            may=frozenset(["spotlights"] if n % 4 == 0 else []),
            presenter=f"person {n % 7}",
            absent=(Window(at(9), at(9.5)),) if rng.random() < 0.2 else (),
            unwelcome=(Window(at(9), at(10), 0.4),) if rng.random() < 0.3 else (),
        )
        for n in range(8)
    ]
    pins = (Pin("p1", "2"),) if rng.random() < 0.5 else ()
    return Problem(tuple(papers), tuple(sessions), pins=pins)


@pytest.mark.parametrize("seed", range(6))
def test_the_bound_is_never_below_the_best_of_the_whole_model(seed: int) -> None:
    """What is called optimal is as good as what the plain model finds without any bound or start."""
    problem = random_problem(seed)
    done = build_schedule(problem)
    model = model_of(problem)
    for literal, *_ in model.rules:
        model.cp.add(literal == 1)
    filled = sum(worth * seat for worth, seat in model.filled)
    solver = cp_model.CpSolver()
    model.cp.maximize(filled)
    assert solver.solve(model.cp) == cp_model.OPTIMAL
    model.cp.add(filled >= round(solver.objective_value))
    model.cp.maximize(sum(weight * literal for weight, literal in model.terms))
    assert solver.solve(model.cp) == cp_model.OPTIMAL
    assert done.status is Status.OPTIMAL
    assert done.value == done.bound == pytest.approx(solver.objective_value / SCALE)


def test_many_papers_are_placed_with_proof() -> None:
    """Sessions that could be swapped and themes that fill no session: what a search by seats alone hardly proves."""
    rng = random.Random(3)
    topics = [f"Topic {n}" for n in range(6)]
    papers = [paper(f"p{n}", rng.choices(topics, [6, 4, 3, 2, 2, 1])[0]) for n in range(60)]
    done = build_schedule(Problem(tuple(papers), tuple(talks(str(n), 9 + 2 * n, 11) for n in range(6))))
    assert done.status is Status.OPTIMAL
    assert done.value == done.bound
    assert done.value > 57


def test_themes_come_from_the_words_where_there_are_no_topics() -> None:
    fire = ["burned forest wildfire satellite", "wildfire forest smoke", "forest wildfire burned area"]
    sea = ["ocean salinity buoy", "ocean wave buoy salinity", "salinity ocean current"]
    themes = themes_from_texts([*fire, *sea], 2)
    strongest = [max(item, key=item.__getitem__) for item in themes]
    assert len(set(strongest[:3])) == len(set(strongest[3:])) == 1
    assert strongest[0] != strongest[3]
    assert themes_from_texts(["one"], 2) == [{}]
    assert themes_from_texts(["a b", "c d", "e f", "g h"], 2) == [{}] * 4
