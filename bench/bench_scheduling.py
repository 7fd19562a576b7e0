"""Figures of the schedule's solver: 100 papers in 8 sessions of talks. Run by `make bench`.

Two editions: a day in one room, whose sessions follow one another, and one in two rooms with presenters of several
papers, absences and wishes. The gap is what the best schedule could be better by, at most.
"""

import datetime as dt
import random
import sys
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from program.scheduling import Paper, Problem, Session, Window, build_schedule

DAY = dt.datetime(2026, 7, 1, 9, tzinfo=dt.UTC)
RUNS = 3


def minutes(number: int) -> dt.timedelta:
    return dt.timedelta(minutes=number)


def sessions(rooms: int) -> list[Session]:
    """Eight sessions of 13 talks of 5 minutes, then boards for all."""
    length = minutes(65)
    talks = [
        Session(f"{index}", "spotlights", start, start + length, 13, 5)
        for index in range(8)
        for start in (DAY + (length + minutes(15)) * (index // rooms),)
    ]
    evening = max(session.end for session in talks)
    return [*talks, Session("posters", "posters", evening, evening + minutes(90), 110)]


def paper(number: int, rng: random.Random, people: list[str], *, wishes: bool) -> Paper:
    names = [f"Topic {index}" for index in range(8)]
    weights = [1 / (index + 1.5) for index in range(8)]
    topics = {rng.choices(names, weights)[0]: 1.0}
    while rng.random() < 0.4:
        topics.setdefault(rng.choices(names, weights)[0], 0.5)
    away = wishes and rng.random() < 0.1
    sleepy = wishes and rng.random() < 0.1
    start = DAY + minutes(80 * rng.randrange(3))
    return Paper(
        str(number),
        topics=topics,
        presenter=rng.choice(people) if wishes else str(number),
        must=frozenset(["spotlights", "posters"]),
        absent=(Window(start, start + minutes(40)),) if away else (),
        unwelcome=(Window(DAY, DAY + minutes(120), 0.5),) if sleepy else (),
    )


def edition(seed: int, *, rooms: int) -> Problem:
    rng = random.Random(seed)
    people = [f"person {index}" for index in range(85)]
    papers = [paper(number, rng, people, wishes=rooms > 1) for number in range(100)]
    return Problem(tuple(papers), tuple(sessions(rooms)), seed=seed)


def main() -> None:
    for rooms in (1, 2):
        done = [build_schedule(edition(seed, rooms=rooms)) for seed in range(RUNS)]
        print(
            f"schedule, 100 papers in 8 sessions, {rooms} room{'s' * (rooms > 1)}: "
            f"{median(item.seconds for item in done):.1f} s (under 10 asked), "
            f"{', '.join(item.status.value for item in done)}; "
            f"{median(item.value for item in done):.1f} papers' worth, "
            f"at most {100 * median(item.gap for item in done):.1f} % from the best"
        )


if __name__ == "__main__":
    main()
