"""Walls between workshops: who has every part in one gets nothing of another, by its addresses or by its things at her own."""

from __future__ import annotations

import pytest

from conference.models import Workshop
from conference.models.people import RoleKind
from tests.access.phases import NUMBER
from tests.access.rule import SIGNED_IN
from tests.access.scene import WORDS, Scene, make_scene
from tests.access.walking import Answer, Door, changed, doors, get, read, tables
from tests.api import caller
from tests.factories import ReviewerFactory, RoleFactory, UserFactory, WorkshopFactory

pytestmark = [pytest.mark.django_db, pytest.mark.enumeration]
THINGS = {"pk", "number", "public_id", "session", "speaker", "job"}


@pytest.fixture
def scene():
    return make_scene("decided")


@pytest.fixture
def neighbour():
    """Everything that one can be in another workshop, and its things are few."""
    workshop = WorkshopFactory(slug="next-door-2026", acronym="Next Door 2026", programme_state="final")
    person = ReviewerFactory(workshop=workshop, user=UserFactory(name="Nina Nextdoor")).user
    for kind in set(RoleKind) - {RoleKind.REVIEWER}:
        RoleFactory(workshop=workshop, user=person, kind=kind)
    client = caller(person)
    client.force_login(person)
    client.get("/")
    return client


def told(answer: Answer) -> list[str]:
    return [word.text for word in WORDS if word.is_in(answer.text) and word.text != str(NUMBER)]


def inner(scene: Scene) -> list[Door]:
    """Return the doors of the cast's workshop that are not for everybody with an account."""
    return [door for door in doors(scene) if "slug" in door.arguments and not door.rule.who >= SIGNED_IN]


def test_every_part_next_door_opens_nothing_here(scene, neighbour):
    inside = [door for door in inner(scene) if door.rule.get and not door.rule.costly]
    assert len(inside) > 100
    assert get(neighbour, "/next-door-2026/chair/papers/").status == 200
    assert told(get(scene.clients["program_chair"], scene.url("reviews:progress")))
    faults = []
    for door in inside:
        answer = get(neighbour, door.path)
        if answer.status != 404 or told(answer):
            faults.append(f"{door.path}: {answer.status} {told(answer)}")
    assert not faults, "\n".join(faults)


def test_things_of_one_workshop_are_not_found_by_the_addresses_of_another(scene, neighbour):
    there = Workshop.objects.get(slug="next-door-2026")
    before = tables()
    faults = []
    for door in inner(scene):
        if not door.arguments & THINGS:
            continue
        path = door.path.replace(f"/{scene.cast.workshop.slug}/", f"/{there.slug}/", 1)
        if door.rule.get and not door.rule.costly:
            answer = get(neighbour, path)
            if answer.status != 404 or told(answer):
                faults.append(f"{path}: {answer.status} {told(answer)}")
        if door.rule.post:
            answer = read(neighbour.post(path, dict(door.rule.data)), path)
            if answer.status not in {404, 405}:
                faults.append(f"posting to {path}: {answer.status}")
    assert not faults, "\n".join(faults)
    assert changed(before, tables()) == []
