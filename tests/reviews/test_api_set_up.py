"""Programs of chairs that set reviewing up, and the conditions of an acceptance."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from conference.models import Job, Mail
from reviews.models import Decision, ReviewForm, Shepherding
from reviews.services.decisions import release_decisions
from tests.api import V1, caller, missing, send
from tests.cast import make_cast
from tests.factories import (
    AssignmentFactory,
    ReviewerFactory,
    ReviewFactory,
    RoleFactory,
    SubmissionFactory,
    TrackFactory,
)

pytestmark = pytest.mark.django_db
NOBODY = 999_999


@pytest.fixture
def room():
    track = TrackFactory(workshop__slug="soils-2026", presentations=["oral"])
    chair = RoleFactory(workshop=track.workshop).user
    reviewer = ReviewerFactory(workshop=track.workshop).user
    return SimpleNamespace(
        workshop=track.workshop, track=track, chair=chair, reviewer=reviewer, chairs=caller(chair),
        url=f"{V1}soils-2026/chair/", outsiders=[caller(reviewer), caller(RoleFactory().user)],
    )  # fmt: skip


def nowhere(room, address):
    return address.replace("soils-2026", "nowhere")


def test_chair_composes_the_form_of_reviews_and_one_tracks_own(room):
    address = f"{room.url}review-form/"
    begun = room.chairs.get(address)
    assert (begun.json()["version"], begun.json()["is_own"]) == (0, False)
    questions = begun.json()["questions"]
    kept = [one for one in questions if one["key"] in {"overall", "summary"}]
    code = {"label": "Is the code public?", "kind": "choice", "audience": "committee",
            "options": [{"value": 7, "words": "Yes:\nall of it"}, {"value": 3, "words": ""}]}  # fmt: skip
    whole = {"questions": [code, *kept]}
    missing(room, "put", address, nowhere(room, address), whole)
    saved = send(room.chairs, "put", address, whole, If_Match=begun["ETag"])
    assert (saved.status_code, saved.json()["version"], saved.json()["is_own"]) == (200, 1, True)
    [first, summary, overall] = saved.json()["questions"]
    assert (first["key"], first["options"]) == (
        "is_the_code_public", [{"value": 7, "words": "Yes: all of it"}, {"value": 3, "words": ""}],
    )  # fmt: skip
    assert [summary, overall] == kept
    assert send(room.chairs, "put", address, whole, If_Match=begun["ETag"]).status_code == 412
    wrong = {"questions": [{"label": "Which?", "kind": "scale"}, {"label": "Which?", "kind": "text"}]}
    refused = send(room.chairs, "put", address, wrong, If_Match="*")
    assert set(refused.json()["errors"]) == {"questions.0", "questions.1", "questions"}
    long = {"questions": [{"label": "x", "kind": "text", "words_from": 0}]}
    assert list(send(room.chairs, "put", address, long, If_Match="*").json()["errors"]) == [
        "questions.0.words_from"
    ]

    own = f"{room.url}tracks/{room.track.pk}/review-form/"
    gone = f"{room.url}tracks/{NOBODY}/review-form/"
    assert room.chairs.get(own).json() == saved.json() | {
        "track": room.track.pk,
        "version": 0,
        "is_own": False,
    }
    missing(room, "put", own, gone, {"questions": kept})
    missing(room, "delete", own, gone)
    made = send(room.chairs, "put", own, {"questions": kept}, If_Match='"0"')
    assert (made.json()["version"], made.json()["is_own"], len(made.json()["questions"])) == (1, True, 2)
    assert send(room.chairs, "delete", own, If_Match='"0"').status_code == 412
    form = ReviewForm.objects.get(track=room.track)
    review = ReviewFactory(
        form=form, assignment=AssignmentFactory(submission=SubmissionFactory(track=room.track))
    )
    assert send(room.chairs, "delete", own, If_Match='"1"').status_code == 403
    review.delete()
    assert send(room.chairs, "delete", own, If_Match='"1"').status_code == 204
    assert not ReviewForm.objects.filter(track=room.track).exists()


@pytest.mark.enumeration
def test_chair_changes_the_rules_of_conflicts_and_what_final_versions_need(room):
    address, trial = f"{room.url}conflicts/rules/", f"{room.url}conflicts/rules/try/"
    found = room.chairs.get(address)
    assert found.json()["coauthor_years"] == 3
    change = {"kinds": ["declared"], "coauthor_years": 5}
    missing(room, "patch", address, nowhere(room, address), change)
    missing(room, "post", trial, nowhere(room, trial), change)
    assert send(room.chairs, "post", trial, change).json() == {
        "gained": [], "lost": [], "gained_kept": 0, "lost_kept": 0,
    }  # fmt: skip
    assert room.chairs.get(address)["ETag"] == found["ETag"]
    changed = send(room.chairs, "patch", address, change, If_Match=found["ETag"]).json()
    assert (changed["kinds"], changed["coauthor_years"], changed["affiliation_years"]) == (["declared"], 5, 3)
    assert Job.objects.filter(workshop=room.workshop).count() == 1
    assert send(room.chairs, "patch", address, change, If_Match=found["ETag"]).status_code == 412
    assert list(send(room.chairs, "patch", address, {"kinds": ["rival"]}, If_Match="*").json()["errors"]) == [
        "kinds.0"
    ]

    other = TrackFactory(workshop=room.workshop, presentations=["poster"])
    setup = f"{room.url}tracks/{room.track.pk}/final-setup/"
    needs = {
        "extra_pages": 2,
        "corrections": "nothing",
        "items": [{"item": "video", "oral": "optional", "until": "workshop"}],
    }
    missing(room, "patch", setup, f"{room.url}tracks/{NOBODY}/final-setup/", needs)
    before = room.chairs.get(setup)
    saved = send(room.chairs, "patch", setup, needs, If_Match=before["ETag"]).json()
    video = next(row for row in saved["items"] if row["item"] == "video")
    assert (saved["extra_pages"], saved["corrections"], video["until"], video["needs"]) == (
        2, "nothing", "workshop", {"oral": "optional"},
    )  # fmt: skip
    assert [row for row in saved["items"] if row["item"] != "video"] == [
        row for row in before.json()["items"] if row["item"] != "video"
    ]
    assert send(room.chairs, "patch", setup, needs, If_Match=before["ETag"]).status_code == 412
    away = {"items": [{"item": "final"}, {"item": "final", "poster": "no"}]}
    refused = send(room.chairs, "patch", setup, away, If_Match="*")
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["items.1.poster"])
    send(room.chairs, "patch", setup, {"extra_pages": 4, "every_track": True}, If_Match="*")
    other.refresh_from_db()
    assert (other.final_extra_pages, other.final_corrections) == (4, "nothing")


def test_conditions_are_set_by_a_chair_and_signed_off_by_the_shepherd():
    cast = make_cast("decided")
    programs = {actor: caller(user) for actor, user in cast.people.items()}
    here = f"{V1}cast-2026/"
    address, desk = f"{here}chair/papers/1/conditions/", f"{here}reviewing/1/conditions/"
    own, gone = f"{here}my-papers/1/conditions/", f"{here}my-papers/99/conditions/"
    chair, shepherd = programs["program_chair"], programs["reviewer_assigned"]
    email = cast.people["reviewer_assigned"].email
    begun = chair.get(address)
    assert (begun.json()["version"], email in str(begun.json()["possible"])) == (0, True)
    said = {"shepherd": email, "conditions": "Conditionword fennel"}
    for actor in ("program_chair_conflicted", "author", "reviewer_assigned"):
        for method in ("put", "delete"):
            answers = [send(programs[actor], method, where, said, If_Match="*")
                       for where in (address, f"{here}chair/papers/99/conditions/")]  # fmt: skip
            assert {answer.status_code for answer in answers} == {404}
            assert answers[0].content == answers[1].content
    other = {**said, "shepherd": cast.people["reviewer_unassigned"].email}
    assert list(send(chair, "put", address, other, If_Match="*").json()["errors"]) == ["shepherd"]
    saved = send(chair, "put", address, said, If_Match=begun["ETag"])
    assert (saved.json()["version"], saved.json()["shepherd"]["email"]) == (1, email)
    assert send(chair, "put", address, said, If_Match=begun["ETag"]).status_code == 412
    assert send(chair, "delete", address, If_Match="*").status_code == 204
    assert not Shepherding.objects.exists()
    send(chair, "put", address, said, If_Match='"0"')
    assert send(chair, "post", f"{address}answer/", {"signed_off": True}, If_Match="*").status_code == 404
    assert programs["author"].get(own).status_code == shepherd.get(desk).status_code == 404

    decision = Decision.objects.get(submission=cast.paper)
    release_decisions(
        workshop=cast.workshop, by=cast.people["program_chair"], seen={cast.paper.pk: decision.version}
    )
    assert programs["author"].get(own).json() == {
        "conditions": "Conditionword fennel", "remark": "", "is_met": False, "revised_file": "none",
    }  # fmt: skip
    assert shepherd.get(own).content == shepherd.get(gone).content
    files, revised = f"{here}my-papers/1/files/", {"kind": "paper"}
    sent = programs["author"].post(
        files, revised | {"file": SimpleUploadedFile("x.pdf", b"%PDF-1.7 revised")}
    )
    assert (sent.status_code, programs["author"].get(own).json()["revised_file"]) == (201, "checking")
    assert send(chair, "delete", address, If_Match="*").status_code == 403
    found = shepherd.get(desk)
    assert found.json()["conditions"] == "Conditionword fennel"
    assert "ottoline" not in str(found.json()).lower()
    for actor in ("area_chair_assigned", "reviewer_unassigned", "author"):
        answer = send(programs[actor], "post", desk, {"signed_off": True}, If_Match="*")
        assert answer.status_code == 404
    lacks = send(shepherd, "post", desk, {"signed_off": False}, If_Match=found["ETag"])
    assert list(lacks.json()["errors"]) == ["remark"]
    lacks = send(
        shepherd,
        "post",
        desk,
        {"signed_off": False, "remark": "The sensor is missing."},
        If_Match=found["ETag"],
    )
    assert (lacks.status_code, lacks.json()["version"], lacks.json()["is_met"]) == (200, 2, False)
    assert send(shepherd, "post", desk, {"signed_off": True}, If_Match=found["ETag"]).status_code == 412
    met = {"signed_off": True, "remark": "I looked myself."}
    assert send(chair, "post", f"{address}answer/", met, If_Match='"2"').json()["is_met"] is True
    assert programs["author"].get(own).json()["remark"] == "I looked myself."
    late = programs["author"].post(files, revised | {"file": SimpleUploadedFile("x.pdf", b"%PDF-1.7 again")})
    assert late.status_code == 403
    assert Mail.objects.filter(template="conditions_answered").count() >= 2
