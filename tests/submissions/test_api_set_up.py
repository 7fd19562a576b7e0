"""Programs of chairs that compose the form and keep styles."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from conference.models import StyleProfile
from submissions.models import FormField
from tests.api import V1, caller, missing, send
from tests.factories import AnswerFactory, RoleFactory, TrackFactory, UserFactory
from tests.pdfs import pdf_bytes

pytestmark = pytest.mark.django_db
NOBODY = 999_999


@pytest.fixture
def room():
    track = TrackFactory(workshop__slug="soils-2026")
    chair = RoleFactory(workshop=track.workshop).user
    return SimpleNamespace(
        track=track, chair=chair, chairs=caller(chair), url=f"{V1}soils-2026/chair/",
        outsiders=[caller(UserFactory()), caller(RoleFactory().user)],
    )  # fmt: skip


def test_chair_composes_the_form(room):
    second = TrackFactory(workshop=room.track.workshop)
    address = f"{room.url}questions/"
    asked = {
        "label": "Which licence?",
        "kind": "choice",
        "options": ["CC BY", "CC  0"],
        "tracks": [second.pk],
    }
    missing(room, "post", address, f"{V1}nowhere/chair/questions/", asked)
    made = send(room.chairs, "post", address, asked, Idempotency_Key="q1")
    assert made.json() == send(room.chairs, "post", address, asked, Idempotency_Key="q1").json()
    found = made.json()
    assert (made.status_code, found["options"], found["tracks"], found["audience"], found["version"]) == (
        201, ["CC BY", "CC 0"], [second.pk], "chairs", 1,
    )  # fmt: skip
    policy = send(room.chairs, "post", address, {"policy": "ai_use"}).json()
    assert (policy["kind"], len(policy["options"]), policy["required"]) == ("choice", 3, True)
    for wrong, where in (({}, "label"), ({"label": "x", "kind": "choice"}, "options"),
                         ({"label": "x", "tracks": [NOBODY]}, "tracks")):  # fmt: skip
        assert list(send(room.chairs, "post", address, wrong).json()["errors"]) == [where]
    one = f"{address}{found['id']}/"
    for method, tail in (("patch", ""), ("delete", ""), ("post", "back/")):
        missing(room, method, f"{one}{tail}", f"{address}{NOBODY}/{tail}", {"label": "Taken over"})
    changed = send(room.chairs, "patch", one, {"required": True, "word_limit": None}, If_Match=made["ETag"])
    assert changed.json() == found | {"required": True, "version": 2}
    assert send(room.chairs, "patch", one, {"required": False}, If_Match=made["ETag"]).status_code == 412

    order = f"{address}order/"
    missing(room, "put", order, f"{V1}nowhere/chair/questions/order/", {"order": [policy["id"]]})
    assert send(room.chairs, "put", order, {"order": [policy["id"]]}).status_code == 204
    listed = room.chairs.get(address).json()["results"]
    assert [row["id"] for row in listed] == [policy["id"], found["id"]]
    AnswerFactory(field=FormField.objects.get(pk=found["id"]), value="CC BY")
    kind = {"kind": "line"}
    assert list(send(room.chairs, "patch", one, kind, If_Match="*").json()["errors"]) == ["kind"]
    assert send(room.chairs, "delete", one, If_Match='"1"').status_code == 412
    assert send(room.chairs, "delete", one, If_Match='"2"').status_code == 204
    assert (room.chairs.get(one).json()["is_retired"], room.chairs.get(one).json()["answers"]) == (True, 1)
    assert send(room.chairs, "post", f"{one}back/").json()["is_retired"] is False
    assert send(room.chairs, "delete", f"{address}{policy['id']}/", If_Match="*").status_code == 204
    assert room.chairs.get(f"{address}{policy['id']}/").status_code == 404


def test_chair_measures_a_sample_and_keeps_its_style(room):
    address, measure = f"{room.url}styles/", f"{room.url}styles/measure/"
    bad = {"name": "Fields", "sample": SimpleUploadedFile("sample.pdf", b"nothing")}
    assert [client.post(measure, bad).status_code for client in room.outsiders] == [404, 404]
    assert list(room.chairs.post(measure, bad).json()["errors"]) == ["sample"]
    sample = SimpleUploadedFile("sample.pdf", pdf_bytes())
    numbers = room.chairs.post(measure, {"name": "Fields", "sample": sample}).json()
    assert (numbers["name"], numbers["columns"]) == ("Fields", 1)
    assert not StyleProfile.objects.exists()
    kept = {**numbers, "text_width": 150.0}
    missing(room, "post", address, f"{V1}nowhere/chair/styles/", kept)
    made = send(room.chairs, "post", address, kept)
    assert (made.status_code, made.json()) == (201, {**kept, "id": made.json()["id"], "tracks": []})
    assert list(send(room.chairs, "post", address, kept).json()["errors"]) == ["name"]
    StyleProfile.objects.get().tracks.add(room.track)
    assert room.chairs.get(address).json()["results"] == [made.json() | {"tracks": [room.track.pk]}]
    one = f"{address}{made.json()['id']}/"
    missing(room, "delete", one, f"{address}{NOBODY}/")
    assert room.chairs.delete(one).status_code == 204
    assert not StyleProfile.objects.exists()


def test_chair_sets_what_holds_around_the_deadlines(room):
    address = f"{room.url}call-rules/"
    missing(room, "patch", address, f"{V1}nowhere/chair/call-rules/", {"grace_minutes": 30})
    found = room.chairs.get(address)
    assert found.json() == {"grace_minutes": 0, "abstract_freeze": "authors", "papers_per_author": None}
    rules = {"grace_minutes": 30, "papers_per_author": 2}
    changed = send(room.chairs, "patch", address, rules, If_Match=found["ETag"])
    assert changed.json() == found.json() | rules
    assert send(room.chairs, "patch", address, rules, If_Match=found["ETag"]).status_code == 412
    wrong = {"grace_minutes": 1441, "papers_per_author": 0}
    assert set(send(room.chairs, "patch", address, wrong, If_Match="*").json()["errors"]) == set(wrong)
    lifted = send(room.chairs, "patch", address, {"papers_per_author": None}, If_Match="*").json()
    assert lifted == found.json() | {"grace_minutes": 30}
