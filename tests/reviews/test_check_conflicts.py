"""``manage.py check_conflicts``: cases in, answers out."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

PERSON: dict[str, Any] = {
    "name": "Runa Holm",
    "emails": ["runa@birch.example"],
    "affiliations": [
        {"name": "Birch", "domain": "birch.example", "start": 2015, "end": None, "position": "professor"}
    ],
    "relations": [],
    "publications": [],
    "declared_conflicts": [],
}
AUTHOR = PERSON | {
    "name": "Abel Moreau",
    "emails": ["abel@cedar.example"],
    "affiliations": [
        {"name": "Cedar", "domain": "cedar.example", "start": 2018, "end": None, "position": "postdoc"},
        {"name": "Birch", "domain": "birch.example", "start": 2014, "end": 2022, "position": "Intern"},
    ],
}


def case(name: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": name,
        "reviewer": PERSON,
        "paper": {"authors": [AUTHOR], "declared_conflicts": []},
    } | changes


def answer(tmp_path: Path, *cases: dict[str, Any], flags: tuple[str, ...] = ("--json",), **head: Any) -> str:
    file = tmp_path / "cases.json"
    file.write_text(
        json.dumps({"policy_defaults": {"as_of": "2026-06-01"}, "cases": list(cases)} | head), "utf-8"
    )
    out = StringIO()
    call_command("check_conflicts", str(file), *flags, stdout=out)
    return out.getvalue()


def answers(tmp_path: Path, *cases: dict[str, Any], **head: Any) -> dict[str, Any]:
    return json.loads(answer(tmp_path, *cases, **head))


FREE = {"conflict": False, "hint": False, "kinds": []}


def test_each_case_is_answered_under_its_name(tmp_path: Path) -> None:
    namesake = {"authors": [AUTHOR | {"name": "Runa Holm"}], "declared_conflicts": []}
    declared = {"authors": [AUTHOR], "declared_conflicts": [{"person": {"name": "Runa Holm"}}]}
    joint = {
        "other_submissions": [{"number": 4, "authors": [{"name": "Abel Moreau"}, {"name": "Runa Holm"}]}]
    }
    organiser = {"viewer_role": "chair", "question": "see_reviewers"}
    found = answers(
        tmp_path,
        case("free"),
        case("asked", paper=namesake),
        case("declared", paper=declared),
        case("joint", context=joint),
        case("both", paper=declared, context=joint),
        case("chair", context=organiser, paper={"authors": [PERSON]}),
    )
    assert found == {
        "free": FREE,
        "asked": {"conflict": False, "hint": True, "kinds": []},
        "declared": {"conflict": True, "hint": False, "kinds": ["declared"]},
        "joint": {"conflict": True, "hint": False, "kinds": ["coauthor"]},
        "both": {"conflict": True, "hint": False, "kinds": ["coauthor", "declared"]},
        "chair": {"conflict": True, "hint": False, "kinds": ["self", "institution"]},
    }


def test_a_hint_beside_a_conflict_asks_nothing(tmp_path: Path) -> None:
    authors = [AUTHOR | {"name": "Runa Holm"}, PERSON | {"name": "Bo Lund", "emails": ["bo@birch.example"]}]
    found = answers(tmp_path, case("one", paper={"authors": authors}))
    assert found["one"] == {"conflict": True, "hint": False, "kinds": ["institution"]}


def test_policy_comes_from_the_file_and_then_from_the_case(tmp_path: Path) -> None:
    institution = {"conflict": True, "hint": False, "kinds": ["institution"]}
    wide = case("wide", policy={"affiliation_years": 5})
    lenient = case("lenient", policy={"affiliation_years": 5, "ignore_internships": True})
    earlier = case("earlier", policy={"as_of": "2024-06-01"})
    assert answers(tmp_path, case("plain"), wide, lenient, earlier) == {
        "plain": FREE,
        "wide": institution,
        "lenient": FREE,
        "earlier": institution,
    }
    assert answers(tmp_path, case("plain"), policy_defaults={"as_of": "2024-06-01"}) == {"plain": institution}


def test_sparse_profiles_are_read(tmp_path: Path) -> None:
    sparse = {"name": "Bo Lund", "emails": ["bo@birch.example"], "orcid": None, "affiliations": None}
    assert answers(tmp_path, case("one", paper={"authors": [sparse]}))["one"]["kinds"] == ["institution"]


def test_for_people_the_reasons_are_printed(tmp_path: Path) -> None:
    text = answer(tmp_path, case("free"), case("self", paper={"authors": [PERSON]}), flags=())
    assert "free: no conflict" in text
    assert "self: conflict" in text
    assert "The same e-mail address, runa@birch.example" in text


def test_a_case_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    relation = [{"kind": "neighbour", "person": {"name": "Abel Moreau"}}]
    with pytest.raises(CommandError, match=r"Case odd can't be read: .*neighbour"):
        answers(tmp_path, case("odd", reviewer=PERSON | {"relations": relation}))
    with pytest.raises(CommandError, match='a list "cases" is expected'):
        answers(tmp_path, cases=None)
    with pytest.raises(CommandError, match="No such file"):
        call_command("check_conflicts", str(tmp_path / "none.json"))
