"""What authors and chairs of the invented edition did beside the papers: its form with answers, findings, final versions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from program.demo.content import DATA, Season
from program.demo.structuring import structure

FILE = "paperwork_2026"
Given = bool | int | str


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the form: ``policy`` takes the ready text of one; of ``answers`` each paper gets one by lot."""

    answers: tuple[Given, ...]
    policy: str = ""
    kind: str = "line"
    label: str = ""
    help: str = ""
    options: tuple[str, ...] = ()
    audience: str = "chairs"
    stage: str = "submission"
    required: bool = False
    word_limit: int | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """What the authors of a paper answered to what the check found; settled by a chair where she left a word."""

    paper: int
    answer: str
    word: str


@dataclass(frozen=True, slots=True)
class Supplement:
    """An archive that was sent beside a paper, with its files as text."""

    paper: int
    name: str
    files: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Final:
    """How far the authors of an accepted paper are with their checklist; ``answers`` by the question's label."""

    paper: int
    presenter: str | None
    registered: str | None
    attendance: str
    attendance_reason: str
    travel_grant: bool | None
    travel_grant_reason: str
    licence: str
    answers: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Paperwork:
    workshop: str
    chair: str
    questions: tuple[Question, ...]
    findings: tuple[Answered, ...]
    supplements: tuple[Supplement, ...]
    final: tuple[Final, ...]


@cache
def load(folder: Path = DATA) -> Paperwork:
    """Read the file, strictly; StructureError names a wrong key."""
    return structure(Paperwork, json.loads((folder / f"{FILE}.json").read_text(encoding="utf-8")), FILE)


def problems(paperwork: Paperwork, season: Season) -> Iterator[str]:
    """Yield, in words, what refers to nothing in the season that it belongs to."""
    papers = {paper.number: paper for paper in season.submissions}
    numbers = [answered.paper for answered in paperwork.findings]
    numbers += [supplement.paper for supplement in paperwork.supplements]
    numbers += [final.paper for final in paperwork.final]
    unknown = [number for number in numbers if number not in papers or papers[number].state != "submitted"]
    if unknown:
        yield from (f"#{number} is no submitted paper" for number in unknown)
        return
    for answered in paperwork.findings:
        pdf = papers[answered.paper].pdf
        if pdf is None or pdf.leak is None:
            yield f"#{answered.paper} has nothing to answer"
    for final in paperwork.final:
        paper = papers[final.paper]
        if paper.decision is None or paper.decision.outcome == "reject":
            yield f"#{final.paper} is not accepted"
        if {final.presenter, final.registered} - {None, *paper.authors}:
            yield f"#{final.paper} is presented by somebody else"
