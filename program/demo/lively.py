"""What happens around the papers of the invented series: news, awards, lists that people put their names on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from program.demo.content import DATA
from program.demo.structuring import structure

FILE = "site_2026"


@dataclass(frozen=True, slots=True)
class News:
    workshop: str
    days_ago: int
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Award:
    workshop: str
    title: str
    person: str
    note: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody on a list, by the key of an invented person; whoever comes when all seats are taken waits."""

    person: str
    choice: str
    answer: str


@dataclass(frozen=True, slots=True)
class List:
    workshop: str
    title: str
    body: str
    seats: int
    choices: tuple[str, ...]
    question: str
    closes_in_days: int
    people: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Lively:
    news: tuple[News, ...]
    awards: tuple[Award, ...]
    lists: tuple[List, ...]

    @property
    def workshops(self) -> set[str]:
        """The addresses of the workshops that it belongs to."""
        return (
            {item.workshop for item in self.news}
            | {item.workshop for item in self.awards}
            | {item.workshop for item in self.lists}
        )


@cache
def load(folder: Path = DATA) -> Lively:
    """Read the file, strictly; StructureError names a wrong key."""
    return structure(Lively, json.loads((folder / f"{FILE}.json").read_text(encoding="utf-8")), FILE)


def problems(lively: Lively, people: Mapping[str, Any]) -> Iterator[str]:
    """Yield, in words, what names nobody of the demo's invented people, or what no list offers."""
    for given in lively.lists:
        for entry in given.people:
            if entry.person not in people:
                yield f"{entry.person} is nobody of the demo"
            if entry.choice not in given.choices:
                yield f"“{given.title}” does not offer {entry.choice}"
    names = {person.name for person in people.values()}
    for award in lively.awards:
        for name in award.person.replace(" and ", ", ").split(", "):
            if name not in names:
                yield f"{name} is nobody of the demo"
