"""A program that makes the day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from conference.models import Mail
from program.models import Session
from tests.api import V1, caller, send
from tests.factories.conference import RoleFactory
from tests.factories.program import SessionFactory, SessionSpeakerFactory, SpeakerFactory
from tests.program.edition import accepted

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


def test_editor_writes_news_that_visitors_read_once_they_are_published(edition):
    program, url = caller(edition.editor, "programme:write"), f"{V1}fields-2026/chair/news/"
    made = send(program, "post", url, {"title": "Out", "body": "See **it**."}, Idempotency_Key="n1")
    assert (made.status_code, made.json()["published_at"]) == (201, None)
    public = f"{V1}fields-2026/news/"
    assert Client().get(public).json()["results"] == []
    one = f"{url}{made.json()['id']}/"
    done = send(program, "patch", one, {"published": True}, If_Match=made["ETag"])
    assert (done.status_code, done.json()["body"]) == (200, "See **it**.")
    assert [post["title"] for post in Client().get(public).json()["results"]] == ["Out"]
    assert send(program, "patch", one, {"title": "x"}, If_Match=made["ETag"]).status_code == 412
    assert program.delete(one, headers={"If-Match": done["ETag"]}).status_code == 204
    assert program.get(url).json()["results"] == []


def test_schedule_is_released_as_it_was_looked_at_by_a_token_made_for_it(edition):
    url = f"{V1}fields-2026/chair/releases/"
    keynote = edition.workshop.sessions.first()
    speaker = SpeakerFactory(workshop=edition.workshop, email="ada@moreau.example")
    SessionSpeakerFactory(session=keynote, speaker=speaker)
    later = {"start": keynote.start + timedelta(minutes=5), "end": keynote.end + timedelta(minutes=5)}
    Session.objects.filter(pk=keynote.pk).update(**later)
    program = caller(edition.editor, "programme:read", "release:write")
    coming = program.get(f"{url}next/").json()
    assert speaker.name in str(coming["concerned"])
    [key] = [one["key"] for one in coming["concerned"] if one["who"] == speaker.name]
    given = {"mark": coming["mark"], "name": "7", "mail_to": [key]}
    assert send(caller(edition.editor, "programme:write"), "post", url, given).status_code == 403
    assert send(program, "post", url, given | {"mark": "another"}).status_code == 409
    unknown = send(program, "post", url, given | {"mail_to": ["speaker:9999"]})
    assert (unknown.status_code, list(unknown.json()["errors"])) == (422, ["mail_to"])
    assert not Mail.objects.exists()
    made = send(program, "post", url, given, Idempotency_Key="r1")
    assert (made.status_code, made.json()["name"]) == (201, "7")
    assert send(program, "post", url, given, Idempotency_Key="r1").json() == made.json()
    assert Mail.objects.get().email == speaker.email
    assert "7" in [release["name"] for release in program.get(url).json()["results"]]


def test_slides_of_a_speaker_are_named_if_visitors_may_read_them(edition):
    SpeakerFactory(workshop=edition.workshop, slides_url="https://slides.example/a", slides_public=True)
    SpeakerFactory(workshop=edition.workshop, slides_url="https://slides.example/b")
    rows = Client().get(f"{V1}fields-2026/speakers/").json()["results"]
    assert sorted(row["slides"] for row in rows if "slides.example" in row["slides"]) == [
        "https://slides.example/a"
    ]


@pytest.mark.enumeration
def test_editor_keeps_the_list_of_speakers_and_invites(edition):
    program, url = caller(edition.editor, "programme:write"), f"{V1}fields-2026/chair/speakers/"
    made = send(program, "post", url, {"name": "Ada Moreau", "bio": "Soils."}, Idempotency_Key="s1")
    assert (made.status_code, made.json()["status"], made.json()["slug"]) == (201, "to_invite", "ada-moreau")
    one = f"{url}ada-moreau/"
    assert send(program, "post", f"{one}invite/", {}, If_Match=made["ETag"]).status_code == 422
    named = send(program, "patch", one, {"email": "ada@moreau.example"}, If_Match=made["ETag"])
    assert (named.json()["email"], named.json()["bio"]) == ("ada@moreau.example", "Soils.")
    assert send(program, "patch", one, {"name": "x"}, If_Match=made["ETag"]).status_code == 412
    invited = send(program, "post", f"{one}invite/", {}, If_Match=named["ETag"])
    assert invited.json()["status"] == "invited"
    assert Mail.objects.get(template="speaker_invitation").email == "ada@moreau.example"
    assert "Ada Moreau" not in str(Client().get(f"{V1}fields-2026/speakers/").json())
    assert "ada-moreau" in [row["slug"] for row in program.get(url).json()["results"]]
    assert program.delete(one, headers={"If-Match": invited["ETag"]}).status_code == 204
    assert program.get(one).status_code == 404


def test_editor_publishes_what_another_did_not_change_meanwhile():
    role = RoleFactory(workshop__slug="soils-2026", workshop__is_public=False, kind="site_editor")
    program, address = caller(role.user), f"{V1}soils-2026/chair/publish/"
    seen = program.get(address)
    assert (seen.json()["site"], seen.json()["papers"], seen.json()["programme"]) == (False, False, "draft")
    outsider = caller(RoleFactory().user)
    assert outsider.get(address).content == outsider.get(f"{V1}nowhere/chair/publish/").content
    script = caller(role.user, "programme:write")
    assert (
        send(script, "patch", address, {"site": True}, If_Match="*").json()["type"].endswith("#lacks-scope")
    )
    refused = send(program, "patch", address, {"site": True, "programme": "final"}, If_Match=seen["ETag"])
    assert (refused.status_code, program.get(address).json()) == (422, seen.json())
    SessionFactory(workshop=role.workshop)
    made = send(program, "patch", address, {"site": True, "programme": "final"}, If_Match=seen["ETag"])
    assert (made.json()["site"], made.json()["programme"]) == (True, "final")
    assert send(program, "patch", address, {"site": False}, If_Match=seen["ETag"]).status_code == 412
    assert Client().get(f"{V1}soils-2026/").status_code == 200
