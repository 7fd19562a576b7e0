"""A program that makes the day."""

from __future__ import annotations

import pytest

from program.models import Session
from tests.api import V1, caller, send
from tests.factories.conference import RoleFactory
from tests.factories.program import SpeakerFactory
from tests.program.conftest import accepted

pytestmark = pytest.mark.django_db
TALKS = {
    "kind": "spotlights",
    "title": "Afternoon spotlights",
    "start": "2026-07-18T14:00:00Z",
    "end": "2026-07-18T14:30:00Z",
    "minutes_each": 5,
}


def test_editor_makes_changes_fills_and_removes_a_session(edition):
    program, url = caller(edition.editor, "programme:write"), f"{V1}fields-2026/chair/sessions/"
    speaker = SpeakerFactory(workshop=edition.workshop, slug="ada-moreau", name="Ada Moreau")
    paper = accepted(edition.track, title="Reading hedges")
    before = len(program.get(url).json()["results"])
    made = send(program, "post", url, {**TALKS, "people": [{"slug": "ada-moreau", "part": "moderator"}]})
    assert made.status_code == 201, made.content
    assert made.json()["people"] == [{"slug": "ada-moreau", "name": speaker.name, "part": "moderator"}]
    address = f"{url}{made.json()['id']}/"
    assert program.get(address)["ETag"] == made["ETag"]

    placed = send(program, "post", f"{address}papers/", {"papers": [paper.number]}, If_Match=made["ETag"])
    assert [one["title"] for one in placed.json()["papers"]] == ["Reading hedges"]
    again = send(program, "post", f"{address}papers/", {"papers": [paper.number]}, If_Match="*")
    assert (again.status_code, list(again.json()["errors"])) == (422, ["papers"])
    stale = send(program, "patch", address, {"room": "Hall 2"}, If_Match=made["ETag"])
    assert stale.status_code == 412
    moved = send(program, "patch", address, {"room": "Hall 2"}, If_Match=placed["ETag"])
    assert (moved.json()["room"], len(moved.json()["people"]), len(moved.json()["papers"])) == (
        "Hall 2",
        1,
        1,
    )

    wrong = send(program, "patch", address, {"end": TALKS["start"]}, If_Match="*")
    assert (wrong.status_code, list(wrong.json()["errors"])) == (422, ["end"])
    unknown = send(program, "patch", address, {"people": [{"slug": "no-one"}]}, If_Match="*")
    assert (unknown.status_code, list(unknown.json()["errors"])) == (422, ["people"])
    out = program.delete(f"{address}papers/{paper.number}/", headers={"If-Match": moved["ETag"]})
    assert (out.status_code, out.json()["papers"]) == (200, [])
    assert program.delete(address, headers={"If-Match": out["ETag"]}).status_code == 204
    assert len(program.get(url).json()["results"]) == before
    assert edition.workshop.schedule_steps.count() == 5


def test_draft_is_for_its_makers_and_a_reader_changes_nothing(edition):
    url = f"{V1}fields-2026/chair/sessions/"
    reviewer = RoleFactory(workshop=edition.workshop, kind="reviewer").user
    assert caller(edition.chair, "programme:read").get(url).status_code == 200
    assert caller(reviewer).get(url).status_code == 404
    many = Session.objects.count()
    assert send(caller(edition.chair, "programme:read"), "post", url, TALKS).status_code == 403
    assert Session.objects.count() == many
