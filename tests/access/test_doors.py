"""Doors that change something: outsiders change nothing, no request is taken without its token, hidden means not there."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.access.phases import EVERYBODY
from tests.access.rule import ALL, CHAIRS, REVIEWING
from tests.access.scene import Scene, make_scene
from tests.access.walking import NOBODYS, Door, Gone, changed, doors, get, read, tables, taken_back

pytestmark = pytest.mark.django_db
LOG_IN = "/accounts/login/"
# Where a refusal in words is an answer to the insider who sends next to nothing, and not a closed door.
UNDERSTOOD = {200, 302, 400, 403, 409, 412, 422}


def post(client: Client, path: str, data: dict[str, object]) -> int:
    return client.post(path, data).status_code


@pytest.mark.enumeration
@pytest.mark.parametrize("phase", ["submitted", "decided", "published_accepted"])
def test_outsiders_change_nothing(phase):
    """Everybody tries while decisions are drafted; in the other phases those to whom a door could open by their office."""
    scene = make_scene(phase)
    posting = [door for door in doors(scene) if door.rule.post]
    before = tables()
    gone = {actor: Gone(scene.clients[actor]) for actor in EVERYBODY}
    faults = [
        fault
        for actor in EVERYBODY
        for door in posting
        if (phase == "decided" and door.rule.is_tried_by(actor)) or _could_open(door, actor)
        for fault in _push(scene, actor, door, gone[actor])
    ]
    assert not faults, "\n".join(faults)
    assert changed(before, tables()) == []


def _could_open(door: Door, actor: str) -> bool:
    rule = door.rule
    by_office = any(actor in office and rule.who & office for office in (CHAIRS, REVIEWING))
    return actor in rule.who or (rule.needs is not None and by_office)


def _push(scene: Scene, actor: str, door: Door, gone: Gone) -> list[str]:
    if door.rule.opens(scene, actor):
        return []
    path, data = door.path, dict(door.rule.data)
    answer = read(scene.clients[actor].post(path, data), path)
    if actor == "visitor":
        right = answer.status == door.rule.unsigned
        right = right and (answer.status != 302 or answer.target.startswith(LOG_IN))
    else:
        known = actor not in door.rule.who and gone.is_known(answer)
        right = answer.status == 404 and (known or gone.is_like(answer, door.missing, data))
    return [] if right else [f"{scene.phase}: {actor} posting to {path}: {answer.status} {answer.target}"]


@pytest.mark.enumeration
@pytest.mark.parametrize("phase", ["decided", "released_accepted"])
def test_insiders_come_in_where_outsiders_do_not(phase):
    """Doors that open after acceptance only are tried then, all others while decisions are drafted."""
    scene = make_scene(phase)
    faults = []
    for door in doors(scene):
        first = "decided" if "decided" in door.rule.phases else "released_accepted"
        if not door.rule.post or door.rule.who == ALL or phase != first:
            continue
        inside = next((actor for actor in EVERYBODY if door.rule.opens(scene, actor)), None)
        if inside is None:
            continue
        with taken_back():
            status = post(scene.clients[inside], door.path, dict(door.rule.data))
        if status not in UNDERSTOOD:
            faults.append(f"{inside} posting to {door.path}: {status}")
    assert not faults, "\n".join(faults)


@pytest.mark.enumeration
def test_nothing_is_taken_without_a_token():
    scene = make_scene("decided")
    before = tables()
    taken = []
    for door in doors(scene):
        inside = next((actor for actor in EVERYBODY if door.rule.opens(scene, actor)), None)
        if not door.rule.post or inside is None or door.rule.one_click:
            continue
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = scene.clients[inside].cookies
        if post(strict, door.path, dict(door.rule.data)) != 403:
            taken.append(door.path)
    assert taken == []
    assert changed(before, tables()) == []


@pytest.mark.enumeration
def test_doors_for_changes_are_closed_to_reading():
    scene = make_scene("decided")
    client = scene.clients["program_chair"]
    before = tables()
    read = {door.path for door in doors(scene) if door.rule.get}
    only_post = {door.path for door in doors(scene) if door.rule.post} - read
    assert {client.get(path).status_code for path in only_post} <= {404, 405}
    assert changed(before, tables()) == []


@pytest.mark.enumeration
def test_workshop_that_is_not_public_is_not_there_for_outsiders():
    scene = make_scene("published_accepted")
    inside = [door for door in doors(scene) if door.rule.get and "slug" in door.arguments]
    open_before = [door for door in inside if get(scene.clients["visitor"], door.path).status == 200]
    assert len(open_before) > 15
    scene.cast.workshop.is_public = False
    scene.cast.workshop.save()

    for actor in ("visitor", "author", "site_admin"):
        client = scene.clients[actor]
        assert "Cast 2026" not in client.get("/").content.decode()
        assert b"cast-2026" not in client.get("/api/v1/workshops/").content
        for door in open_before:
            own = {argument: scene.ids[wanted] for argument, wanted in door.rule.at.items()}
            gone = scene.url(door.name, **own, slug=NOBODYS["slug"])
            answer = get(client, door.path)
            assert (answer.status, answer) == (404, get(client, gone)), (actor, door.path)
    assert scene.clients["program_chair"].get(scene.url("program:site")).status_code == 200
