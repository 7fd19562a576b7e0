"""Accepting on conditions: set by a chair, met by the authors with a blind file, signed off by a shepherd."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from conference.due import due_items
from conference.models import AuditEntry, Mail, Track, Workshop
from reviews.models import Decision, Shepherding
from reviews.services.decisions import release_decisions
from submissions.checklist import Item
from submissions.models import PaperFile
from tests.cast import make_cast
from tests.clients import client_of, text_of
from tests.factories import PaperFileFactory

pytestmark = pytest.mark.django_db
SET = "/cast-2026/chair/decisions/1/conditions/"
DECISION = "/cast-2026/chair/decisions/1/"
SHEPHERD = "/cast-2026/reviewing/1/conditions/"
REVISION = "/cast-2026/my-papers/1/conditions/"


@pytest.fixture
def cast():
    return make_cast("decided")


def set_conditions(cast, chair, **changed):
    shepherd = cast.people["reviewer_assigned"].pk
    data = {"act": "save", "version": 0, "shepherd": shepherd, "conditions": "Conditionword fennel"}
    return chair.post(SET, data | changed)


def release(cast):
    decision = Decision.objects.get(submission=cast.paper)
    seen = {cast.paper.pk: decision.version}
    release_decisions(workshop=cast.workshop, by=cast.people["program_chair"], seen=seen)


@pytest.mark.enumeration
def test_conditions_stand_in_the_mail_and_reach_author_and_shepherd_with_the_release(cast, chair):
    before = Decision.objects.get(submission=cast.paper).version
    assert set_conditions(cast, chair).status_code == 302
    assert Decision.objects.get(submission=cast.paper).version > before
    assert "Conditionword fennel" in text_of(chair, DECISION)
    author, shepherd = client_of(cast.people["author"]), client_of(cast.people["reviewer_assigned"])
    assert author.get(REVISION).status_code == shepherd.get(SHEPHERD).status_code == 404
    assert not Mail.objects.exists()

    release(cast)

    accept = Mail.objects.filter(template="decision_accept").first()
    assert "Conditionword fennel" in accept.body
    asked = Mail.objects.get(template="shepherd_asked")
    assert asked.recipient == cast.people["reviewer_assigned"]
    assert "Ottoline" not in asked.body
    assert "Conditionword fennel" in text_of(author, "/cast-2026/my-papers/1/")
    assert "Percival" not in text_of(author, REVISION)
    assert "Conditionword fennel" in text_of(shepherd, SHEPHERD)
    titles = [item.detail for item in due_items(cast.people["reviewer_assigned"]) if not item.done]
    assert any("Accepted on conditions" in title for title in titles)
    assert "Conditions of #1" in text_of(shepherd, "/cast-2026/reviewing/")
    for actor in ("area_chair_assigned", "reviewer_unassigned", "reviewer_conflicted"):
        assert client_of(cast.people[actor]).get(SHEPHERD).status_code == 404


def test_the_revised_file_comes_blind_and_the_shepherd_signs_off(cast, chair):
    set_conditions(cast, chair)
    release(cast)
    author, shepherd = client_of(cast.people["author"]), client_of(cast.people["reviewer_assigned"])
    camera_ready, owed = "/cast-2026/chair/camera-ready/", "/cast-2026/chair/mail/reminders/signatures/"
    assert "no revised file yet; shepherd Percival Underhill" in text_of(chair, camera_ready)
    assert "Percival" not in text_of(chair, owed)
    pdf = SimpleUploadedFile("ottoline-final.pdf", b"%PDF-1.7 revised", "application/pdf")
    assert author.post(REVISION, {"file": pdf}).status_code == 302
    assert "Being checked" in text_of(author, REVISION)
    PaperFile.objects.latest("pk").delete()
    PaperFileFactory(submission=cast.paper, version=9, original_name="ottoline-final.pdf")
    seen = text_of(shepherd, SHEPHERD)
    assert "came in" in seen
    assert "ottoline" not in seen.lower()
    assert "the revised file is with Percival Underhill" in text_of(chair, camera_ready)
    assert "Percival Underhill" in text_of(chair, owed)
    assert "Percival" not in text_of(client_of(cast.people["program_chair_conflicted"]), owed)
    conflicted = client_of(cast.people["program_chair_conflicted"])
    assert "Accepted on conditions" not in text_of(conflicted, camera_ready)

    version = Shepherding.objects.get().version
    assert shepherd.post(SHEPHERD, {"act": "return", "version": version, "remark": ""}).status_code == 422
    shepherd.post(SHEPHERD, {"act": "return", "version": version, "remark": "Remarkword sorrel"})
    assert "Remarkword sorrel" in text_of(author, REVISION)
    assert "Percival" not in text_of(chair, owed), "the authors owe now"
    assert (
        Mail.objects.filter(template="conditions_answered").latest("pk").body.count("Remarkword sorrel") == 1
    )
    assert "not signed off yet" in text_of(author, "/cast-2026/my-papers/1/camera-ready/")

    stale = shepherd.post(SHEPHERD, {"act": "sign_off", "version": version, "remark": "Kept words"})
    assert stale.status_code == 409
    assert "Kept words" in stale.content.decode()
    shepherd.post(SHEPHERD, {"act": "sign_off", "version": version + 1, "remark": ""})
    assert Shepherding.objects.get().signed_off_by == cast.people["reviewer_assigned"]
    assert "Met" in text_of(author, REVISION)
    assert "Accepted on conditions" not in text_of(chair, camera_ready)
    again = author.post(REVISION, {"file": SimpleUploadedFile("x.pdf", b"%PDF-1.7 late", "application/pdf")})
    assert again.status_code == 403


def test_a_paper_is_neither_complete_nor_public_before_the_signature(cast, chair):
    """Nothing else is asked of it, and the list of accepted papers is out; only the signature is missing."""
    nothing = {item: dict.fromkeys(("oral", "spotlight", "poster"), "no") for item in Item}
    Track.objects.filter(pk=cast.paper.track_id).update(checklist=nothing)
    set_conditions(cast, chair)
    release(cast)
    Workshop.objects.update(papers_published_at=timezone.now(), is_public=True)
    Workshop.objects.get().save()
    author, organizer = client_of(cast.people["author"]), cast.people["program_chair"]
    table, public = "/cast-2026/chair/camera-ready/", "/cast-2026/papers/1/"
    export = "/cast-2026/chair/publish/exports/markdown/"

    assert Client().get(public).status_code == 404
    assert cast.paper.title not in chair.get(export).content.decode()
    assert "left out until the conditions" in text_of(chair, "/cast-2026/chair/publish/")
    assert "Waits for the shepherd" in text_of(chair, table + "?show=incomplete")
    assert "No paper fits" in text_of(chair, table + "?show=complete")
    shown = text_of(author, "/cast-2026/my-papers/1/")
    assert "neither complete nor published" in shown
    assert re.findall(r'<a class="btn btn-primary" href="([^"]+)"', shown) == [REVISION]
    assert "not published" in text_of(author, "/cast-2026/my-papers/1/camera-ready/")
    assert "not published" in text_of(client_of(cast.people["reviewer_assigned"]), SHEPHERD)

    version = Shepherding.objects.get().version
    unsaid = chair.post(SET, {"act": "sign_off", "version": version, "remark": ""})
    assert unsaid.status_code == 422
    assert "Say why you sign" in unsaid.content.decode()
    assert Client().get(public).status_code == 404
    chair.post(SET, {"act": "sign_off", "version": version, "remark": "Reasonword: the shepherd is ill."})
    entry = AuditEntry.objects.get(action="conditions_met")
    assert (entry.actor, "Reasonword" in entry.text) == (organizer, True)
    assert Client().get(public).status_code == 200
    assert cast.paper.title in chair.get(export).content.decode()
    assert "No paper fits" in text_of(chair, table + "?show=incomplete")


def test_what_a_chair_may_set_and_when(cast, chair):
    outsider = cast.people["reviewer_unassigned"].pk
    assert set_conditions(cast, chair, shepherd=outsider).status_code == 422
    refused = set_conditions(cast, chair, conditions="")
    assert refused.status_code == 422
    assert set_conditions(cast, client_of(cast.people["program_chair_conflicted"])).status_code == 404
    set_conditions(cast, chair)
    assert set_conditions(cast, chair, version=0, conditions="Other words").status_code == 409
    chair.post(SET, {"act": "remove"})
    assert not Shepherding.objects.exists()
    Decision.objects.filter(submission=cast.paper).update(outcome="reject")
    assert set_conditions(cast, chair).status_code == 403
    Decision.objects.filter(submission=cast.paper).update(outcome="accept_oral", released_at=timezone.now())
    assert set_conditions(cast, chair).status_code == 403


def test_a_chair_answers_in_the_shepherds_place_or_names_another(cast, chair):
    set_conditions(cast, chair)
    release(cast)
    version = Shepherding.objects.get().version
    area_chair = cast.people["area_chair_assigned"]
    set_conditions(cast, chair, version=version, shepherd=area_chair.pk)
    assert Mail.objects.filter(template="shepherd_asked", recipient=area_chair).exists()
    assert client_of(cast.people["reviewer_assigned"]).get(SHEPHERD).status_code == 404
    assert text_of(client_of(area_chair), SHEPHERD)
    words = set_conditions(cast, chair, version=version + 1, conditions="Other words")
    assert words.status_code == 403
    chair.post(SET, {"act": "sign_off", "version": version + 1, "remark": "Fine."})
    assert Shepherding.objects.get().signed_off_by == cast.people["program_chair"]
