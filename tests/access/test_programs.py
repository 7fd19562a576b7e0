"""Doors of the API by which programs write: outsiders change nothing and learn nothing, insiders come in, nobody without a token."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.access.phases import EVERYBODY
from tests.access.rules import RULES
from tests.access.scene import Scene, make_scene
from tests.access.walking import Answer, Door, changed, doors, read, tables, taken_back

pytestmark = pytest.mark.django_db
DECIDED, ACCEPTED = "decided", "released_accepted"
# Where a refusal in words is an answer to the insider who sends next to nothing, and not a closed door.
UNDERSTOOD = {200, 201, 204, 400, 403, 409, 415, 422}


def ask(client: Client, method: str, path: str, body: object) -> Answer:
    return read(
        getattr(client, method)(path, body, content_type="application/json", headers={"If-Match": "*"}), path
    )


def writing(scene: Scene) -> list[tuple[Door, str, object]]:
    found = [(door, *act) for door in doors(scene) for act in door.rule.methods.items()]
    assert len(found) > 20
    return found


def test_each_operation_that_writes_has_its_rule():
    from django.urls import get_resolver

    from tests.access.addresses import named

    said = {
        (name, method)
        for name, pattern in named(get_resolver().url_patterns)
        if name.startswith("api:")
        for method in ("post", "put", "patch", "delete")
        if hasattr(pattern.callback.cls, method)
    }
    assert said == {(name, method) for name, rule in RULES.items() for method in rule.methods}


@pytest.mark.enumeration
def test_outsiders_change_nothing_through_programs():
    scene = make_scene(DECIDED)
    before = tables()
    refused: dict[str, set[Answer]] = {actor: set() for actor in EVERYBODY}
    faults = [
        fault
        for door, method, body in writing(scene)
        for actor in EVERYBODY
        if door.rule.is_tried_by(actor)
        for fault in _push(scene, actor, door, method, body, refused[actor])
    ]
    assert not faults, "\n".join(faults)
    assert changed(before, tables()) == []


def _push(scene: Scene, actor: str, door: Door, method: str, body: object, gone: set[Answer]) -> list[str]:
    """Try one door; ``gone`` keeps what the person was answered where nothing is.

    One who comes in at the door for other things is asked to compare behind this very door.
    """
    if door.rule.opens(scene, actor):
        return []
    client = scene.programs[actor]
    answer = ask(client, method, door.path, body)
    if actor == "visitor":
        right = answer.status == 401
    else:
        like_gone = actor not in door.rule.who and answer in gone
        if not like_gone:
            gone.add(missing := ask(client, method, door.missing, body))
            like_gone = answer == missing
        right = answer.status == 404 and like_gone
    return [] if right else [f"{actor}: {method} {door.path}: {answer.status}"]


@pytest.mark.parametrize("phase", [DECIDED, pytest.param(ACCEPTED, marks=pytest.mark.enumeration)])
def test_insiders_come_in_and_no_session_does(phase):
    """Doors that open after acceptance only are tried then, all others while decisions are drafted."""
    scene = make_scene(phase)
    faults = []
    for door, method, body in writing(scene):
        first = DECIDED if DECIDED in door.rule.phases else ACCEPTED
        inside = next((actor for actor in EVERYBODY if door.rule.opens(scene, actor)), None)
        if inside is None or phase != first:
            continue
        with taken_back():
            by_browser = ask(scene.clients[inside], method, door.path, body)
            answer = ask(scene.programs[inside], method, door.path, body)
        if by_browser.status != 401 or answer.status not in UNDERSTOOD:
            faults.append(
                f"{inside}: {method} {door.path}: {answer.status}, by a browser {by_browser.status}"
            )
    assert not faults, "\n".join(faults)
