"""Conflicts of interest: answers to the given cases, and the time for a whole committee."""

from __future__ import annotations

import datetime as dt
import json
import random
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from reviews.conflict_cases import read_cases  # noqa: E402
from reviews.conflict_index import ConflictIndex, Paper  # noqa: E402
from reviews.conflicts import (  # noqa: E402
    Affiliation,
    Person,
    PersonRef,
    Policy,
    Publication,
    Submission,
    paper_conflicts,
)

CASES = ROOT.parent / "shared" / "conflict-cases.json"
TODAY = dt.date(2026, 6, 1)


def given_cases() -> None:
    if not CASES.exists():
        print("conflicts: no given cases here")
        return
    data = json.loads(CASES.read_text("utf-8"))
    expected = {item["id"]: item for item in data["cases"]}
    answers = {case.id: case.answer() for case in read_cases(data, TODAY)}
    right = {
        "yes or no": [
            answers[name]["conflict"] == (item["expected"] == "yes") for name, item in expected.items()
        ],
        "hint": [answers[name]["hint"] == item["hint"] for name, item in expected.items()],
        "kinds": [set(answers[name]["kinds"]) == set(item["kinds"]) for name, item in expected.items()],
    }
    for what, marks in right.items():
        print(f"conflicts: {what} as expected: {sum(marks)}/{len(marks)} = {sum(marks) / len(marks):.3f}")


def community(size: int, rng: random.Random) -> list[Person]:
    """People with two affiliations and fifteen papers of five authors each, drawn from circles of about
    thirty.
    """
    refs = [PersonRef(f"Given{at:x} Family{at:x}", (f"p{at}@u{at % 400}.example",)) for at in range(size)]
    people = []
    for at, ref in enumerate(refs):
        circle = range(max(0, at - 15), min(size, at + 15))
        papers = tuple(
            Publication(
                f"Paper {at}-{number}",
                rng.randint(2018, 2026),
                (ref, *(PersonRef(refs[other].name) for other in rng.sample(circle, 4))),
            )
            for number in range(15)
        )
        homes = (
            Affiliation(f"u{at % 400}.example", start=2019),
            Affiliation(f"u{at % 397}.example", end=2023),
        )
        people.append(Person(ref.name, ref.emails, affiliations=homes, publications=papers))
    return people


def committee(reviewers: int, papers: int) -> None:
    rng = random.Random(7)
    people = community(3 * reviewers, rng)
    board, writers = people[:reviewers], people[reviewers // 2 :]
    written = [Paper(number, tuple(rng.sample(writers, 4))) for number in range(papers)]
    start = time.perf_counter()
    index = ConflictIndex(written, Policy(), TODAY)
    found = [index.conflicts_of(reviewer) for reviewer in board]
    seconds = time.perf_counter() - start
    pairs = sum(map(len, found))
    print(
        f"conflicts: {reviewers} reviewers x {papers} papers in {seconds:.2f} s, {pairs} pairs with a reason"
    )
    agreement(board, written, found, rng)


def agreement(board: list[Person], written: list[Paper], found: list[dict], rng: random.Random) -> None:
    picks = [(rng.randrange(len(board)), rng.choice(written)) for _ in range(300)]
    same = 0
    for at, paper in picks:
        others = [
            Submission(other.number, tuple(author.ref() for author in other.authors))
            for other in written
            if other.number != paper.number
        ]
        alone = paper_conflicts(board[at], paper.authors, (), others, Policy(), TODAY)
        same += alone == found[at].get(paper.number, [])
    print(f"conflicts: index agrees with the rules one by one on {same}/{len(picks)} pairs")


if __name__ == "__main__":
    given_cases()
    committee(60, 200)
    committee(1000, 200)
