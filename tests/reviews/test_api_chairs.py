"""Programs of chairs: recruiting, the assignment, final versions, the original file."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from conference.models import AuditEntry, Invitation, Mail, SuggestedGuest
from reviews.models import Assignment, AssignmentRun, Reviewer
from submissions.models import AuthorChange, CameraReady
from tests.api import V1, caller, missing, send
from tests.factories import (
    AssignmentFactory,
    AuthorFactory,
    ConflictFactory,
    DecisionFactory,
    InvitationFactory,
    PaperFileFactory,
    ReviewerFactory,
    RoleFactory,
    SubmissionFactory,
    TrackFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NOBODY = 999_999


@pytest.fixture
def room():
    """A workshop of two chairs with three papers and three reviewers, and somebody who chairs elsewhere."""
    track = TrackFactory(workshop__slug="soils-2026", workshop__reviews_per_paper=1)
    workshop = track.workshop
    chair, second = (RoleFactory(workshop=workshop).user for _ in range(2))
    papers = [SubmissionFactory(track=track, title=title) for title in ("Furrows", "Trees", "Rivers")]
    people = [
        ReviewerFactory(
            workshop=workshop, max_load=3, user=UserFactory(name=name, email=f"{name}@hill.example")
        ).user
        for name in ("ada", "bea", "cleo")
    ]
    elsewhere = RoleFactory().user
    return SimpleNamespace(
        workshop=workshop, track=track, papers=papers, people=people, second=second, chair=chair,
        chairs=caller(chair), url=f"{V1}soils-2026/chair/",
        outsiders=[caller(people[0]), caller(elsewhere)],
    )  # fmt: skip


def test_chair_invites_a_list_reminds_withdraws_and_invites_once_more(room):
    address = f"{room.url}invitations/"
    listed = {
        "people": [
            {"email": "Dora@Meadow.example", "name": "Dora, of the meadow", "load": 5, "at_least": 2},
            {"email": "eve@meadow.example", "role": "area_chair", "answer_by": None},
            {"email": "ada@hill.example"},
        ],
        "answer_by": str(timezone.now().date() + timedelta(days=5)),
    }
    room.people[0].emailaddress_set.update(verified=True)
    seen = send(room.chairs, "post", address, {**listed, "preview": True}).json()
    assert [line["state"] for line in seen["people"]] == ["new", "new", "member"]
    twice = {**listed, "people": [*listed["people"], listed["people"][0]], "preview": True}
    assert send(room.chairs, "post", address, twice).json() == {**seen, "repeated": [4]}
    assert (seen["sent"], Invitation.objects.count(), Mail.objects.count()) == (0, 0, 0)
    for _ in range(2):
        made = send(room.chairs, "post", address, listed, Idempotency_Key="list-1")
        assert (made.status_code, made.json()["sent"]) == (200, 2)
    dora = Invitation.objects.get(email="dora@meadow.example")
    assert (dora.name, dora.max_load, dora.min_load, str(dora.answer_by)) == (
        "Dora, of the meadow", 5, 2, listed["answer_by"],
    )  # fmt: skip
    assert [row["email"] for row in room.chairs.get(address, {"role": "area_chair"}).json()["results"]] == [
        "eve@meadow.example"
    ]
    assert (
        send(room.chairs, "post", address, listed)
        .json()["people"][0]["note"]
        .startswith("was invited before")
    )

    one = f"{address}{dora.pk}/"
    assert room.chairs.get(one).json()["state"] == "pending"
    act = {
        what: send(room.chairs, "post", f"{one}act/", {"action": what})
        for what in ("remind", "withdraw", "invite_again")
    }
    assert [answer.json()["state"] for answer in act.values()] == ["pending", "cancelled", "pending"]
    assert send(room.chairs, "post", f"{one}act/", {"action": "remind"}).status_code == 403
    assert Mail.objects.filter(email=dora.email).count() == 3
    missing(room, "get", one, f"{address}{NOBODY}/")
    missing(room, "post", f"{one}act/", f"{address}{NOBODY}/act/", {"action": "withdraw"})
    missing(room, "post", address, f"{V1}nowhere/chair/invitations/", listed)
    dora.refresh_from_db()
    assert dora.state == "pending"


@pytest.mark.parametrize(
    ("people", "where"),
    [
        ([{"email": "a@b.example", "load": 2, "at_least": 3}], "people.0"),
        ([{"email": "a@b.example"}, {"email": "x@b.example", "answer_by": "2020-01-01"}], "people.1"),
        ([{"email": "nobody"}], "people.0.email"),
    ],
)
@pytest.mark.enumeration
def test_list_that_breaks_a_rule_invites_nobody(people, where):
    role = RoleFactory(workshop__slug="soils-2026")
    refused = send(caller(role.user), "post", f"{V1}soils-2026/chair/invitations/", {"people": people})
    assert (refused.status_code, list(refused.json()["errors"])) == (422, [where])
    assert not Invitation.objects.exists()


def test_chair_changes_and_removes_reviewers_and_asks_whom_others_suggested(room):
    address = f"{room.url}reviewers/"
    [ada, *_] = room.chairs.get(address).json()["results"]
    one = f"{address}{ada['id']}/"
    changed = send(room.chairs, "patch", one, {"load": 6, "is_senior": True}).json()
    assert (changed["load"], changed["at_least"], changed["is_senior"]) == (6, 0, True)
    refused = send(room.chairs, "patch", one, {"at_least": 7})
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["at_least"])
    missing(room, "patch", one, f"{address}{NOBODY}/", {"load": 1})
    missing(room, "delete", one, f"{address}{NOBODY}/")
    AssignmentFactory(submission=room.papers[0], user=room.people[0])
    assert room.chairs.delete(one).status_code == 204
    assert not Reviewer.objects.filter(pk=ada["id"]).exists()
    assert Assignment.objects.get().state == "removed"

    asked = InvitationFactory(workshop=room.workshop, state="declined", message="Ask Imre.")
    SuggestedGuest.objects.create(invitation=asked, name="Imre", email="imre@halmos.example")
    other = SuggestedGuest.objects.create(invitation=asked, name="Ott", email="ott@halmos.example")
    [imre, _] = room.chairs.get(f"{room.url}suggestions/").json()["results"]
    act = f"{room.url}suggestions/%d/act/"
    missing(room, "post", act % imre["id"], act % NOBODY, {"action": "invite"})
    assert send(room.chairs, "post", act % imre["id"], {"action": "invite"}).status_code == 204
    assert send(room.chairs, "post", act % other.pk, {"action": "set_aside"}).status_code == 204
    assert Invitation.objects.get(email="imre@halmos.example").state == "pending"
    assert room.chairs.get(f"{room.url}suggestions/").json()["results"] == []


def test_chair_asks_for_an_assignment_changes_a_pair_and_makes_it_live(room, jobs_run):
    address = f"{room.url}proposals/"
    with jobs_run():
        made = send(room.chairs, "post", address, {"aim": "fair", "keep": 90}, Idempotency_Key="p1")
    assert (made.status_code, made.json()["state"], made.json()["figures"]) == (201, "solving", None)
    assert (
        send(room.chairs, "post", address, {"aim": "fair", "keep": 90}, Idempotency_Key="p1").json()
        == made.json()
    )
    one = f"{address}{made.json()['id']}/"
    found = room.chairs.get(one)
    figures = found.json()["figures"]
    assert (found.json()["state"], figures["papers"], figures["pairs"]) == ("proposed", 3, 3)
    assert "90%" in found.json()["aim"]
    [line] = room.chairs.get(address).json()["results"]
    assert line["id"] == made.json()["id"]

    papers = room.chairs.get(f"{one}papers/", {"sort": "-number"}).json()["results"]
    assert [row["number"] for row in papers] == [3, 2, 1]
    [pair] = papers[0]["pairs"]
    other = next(user.email for user in room.people if user.email != pair["email"])
    change = {"leaves": pair["email"], "comes": other}
    third = f"{one}papers/3/"
    shown = room.chairs.get(third, change)
    assert pair["name"] in shown.json()["effect"]["words"]
    changed = send(room.chairs, "patch", third, change, If_Match=shown["ETag"])
    assert [(row["email"], row["by_hand"]) for row in changed.json()["pairs"]] == [(other, True)]
    assert send(room.chairs, "patch", third, {"leaves": other}, If_Match=shown["ETag"]).status_code == 412
    for wrong in ({}, {"comes": "nobody@else.example"}, {"comes": other}):
        assert send(room.chairs, "patch", third, wrong, If_Match="*").status_code == 422

    with jobs_run():
        send(room.chairs, "post", address, {"aim": "fair", "keep": 90})
    compared = room.chairs.get(f"{one}compare/").json()["results"]
    assert [row["number"] for row in compared] == [3]
    assert other in {person["email"] for person in compared[0]["first"]}
    assert room.chairs.get(f"{one}compare/", {"other": made.json()["id"]}).json()["results"] == []
    missing(room, "get", f"{one}compare/", f"{address}{NOBODY}/compare/")

    plan = room.chairs.get(f"{one}live/")
    assert (plan.json()["assignments"], plan.json()["keeps"]) == (3, False)
    assert send(room.chairs, "post", f"{one}live/", If_Match=found["ETag"]).status_code == 412
    missing(room, "post", f"{one}live/", f"{address}{NOBODY}/live/")
    missing(room, "delete", one, f"{address}{NOBODY}/")
    missing(room, "patch", third, f"{one}papers/99/", change)
    assert not Assignment.objects.exists()
    live = send(room.chairs, "post", f"{one}live/", If_Match=plan["ETag"])
    assert (live.status_code, live.json()["state"], Assignment.objects.count()) == (200, "live", 3)
    assert Assignment.objects.get(submission=room.papers[2]).user.email == other
    assert room.chairs.delete(one, headers={"If-Match": "*"}).status_code == 403

    with jobs_run():
        repair = send(room.chairs, "post", f"{address}repair/").json()
    assert (repair["kind"], room.chairs.get(f"{address}{repair['id']}/").json()["changes"]) == ("repair", [])
    second = f"{address}{repair['id']}/"
    assert room.chairs.delete(second, headers={"If-Match": '"9"'}).status_code == 412
    assert room.chairs.delete(second, headers={"If-Match": '"1"'}).status_code == 204
    assert AssignmentRun.objects.get(pk=repair["id"]).state == "discarded"


@pytest.mark.enumeration
def test_chair_with_a_conflict_reads_her_share_of_a_proposal(room, jobs_run):
    with jobs_run():
        run = send(room.chairs, "post", f"{room.url}proposals/").json()
    one = f"{room.url}proposals/{run['id']}/"
    ConflictFactory(submission=room.papers[2], user=room.second, kind="chair")
    second = caller(room.second)
    assert room.chairs.get(f"{one}papers/3/").json()["pairs"]
    kept, gone = second.get(f"{one}papers/3/"), second.get(f"{one}papers/99/")
    assert (kept.status_code, kept.content) == (404, gone.content)
    lines = {row["number"]: row["pairs"] for row in second.get(f"{one}papers/").json()["results"]}
    assert (lines[3], len(lines[1]), len(lines[2])) == (None, 1, 1)
    figures = second.get(one).json()["figures"]
    assert (figures["papers"], figures["kept"], figures["pairs"]) == (2, 1, 2)
    assert second.get(f"{one}live/").json() == {
        "assignments": 2,
        "leaving": 0,
        "mails": second.get(f"{one}live/").json()["mails"],
        "staying": 0,
        "keeps": True,
    }
    live = send(second, "post", f"{one}live/", If_Match="*").json()
    assert (live["waiting"], Assignment.objects.count()) == ({"papers": [], "kept": 1}, 2)
    assert room.chairs.get(one).json()["waiting"] == {"papers": [3], "kept": 0}


def test_what_can_not_be_assigned_is_said_before(room, jobs_run):
    address = f"{room.url}proposals/"
    checked = send(room.chairs, "post", f"{address}check/", {"reviews_per_paper": 4}).json()
    assert "can be asked" in checked["obstacles"]["words"][0]
    assert (checked["papers"], checked["reviewers"], checked["places"]) == (3, 3, 9)
    refused = send(room.chairs, "post", address, {"reviews_per_paper": 4})
    assert (refused.status_code, refused.json()["errors"]["body"][0]) == (
        422,
        checked["obstacles"]["words"][0],
    )
    for wrong, where in (
        ({"text": 0, "topics": 0}, "body"),
        ({"aim": "best"}, "aim"),
        ({"aim": "fair", "cap": 50}, "cap"),
        ({"per_track": {"1": 2}}, "per_track.1"),
    ):
        assert list(send(room.chairs, "post", address, wrong).json()["errors"]) == [where]
    assert send(room.chairs, "post", f"{address}repair/").status_code == 403
    assert not AssignmentRun.objects.exists()
    RoleFactory(workshop=room.workshop, kind="area_chair")
    with jobs_run():
        made = send(room.chairs, "post", f"{address}area-chairs/", {"most": 3}).json()
    assert room.chairs.get(f"{address}{made['id']}/").json()["figures"]["pairs"] == 3
    assert len(room.chairs.get(address, {"kind": "area_chairs"}).json()["results"]) == 1
    assert room.chairs.get(address).json()["results"] == []


@pytest.fixture
def accepted(room):
    """The first paper is accepted and lacks its final version; the second chair has a conflict with it."""
    paper = room.papers[0]
    author = AuthorFactory(submission=paper, name="Ottoline Open", is_corresponding=True)
    DecisionFactory(submission=paper, outcome="accept_poster", released_at=timezone.now())
    ConflictFactory(submission=paper, user=room.second, kind="chair")
    room.author = author
    return room


@pytest.mark.enumeration
def test_chair_sees_who_lacks_what_and_reminds(accepted):
    room, table = accepted, f"{accepted.url}camera-ready/"
    [row] = room.chairs.get(table, {"lacks": "final", "q": "ottoline"}).json()["results"]
    assert (row["number"], row["is_complete"], row["authors"]) == (1, False, "Ottoline Open")
    lacks = [item["item"] for item in row["items"] if item["required"] and item["state"] == "missing"]
    assert "final" in lacks
    assert room.chairs.get(table, {"show": "complete"}).json()["results"] == []
    [kept] = caller(room.second).get(table).json()["results"]
    assert (
        kept["kept"],
        {item["item"] for item in kept["items"]} < {item["item"] for item in row["items"]},
    ) == (True, True)
    assert send(caller(room.second), "post", f"{table}remind/").json()["papers"] == []
    missing(room, "post", f"{table}remind/", f"{V1}nowhere/chair/camera-ready/remind/")
    sent = send(room.chairs, "post", f"{table}remind/", {"paper": 1}).json()
    assert (sent["mails"], sent["papers"][0]["to"], sent["held_back"]) == (1, "Ottoline Open", [])
    assert "Final PDF" in sent["papers"][0]["lacks"]
    again = send(room.chairs, "post", f"{table}remind/").json()
    assert (again["mails"], again["held_back"]) == (0, [1])
    assert Mail.objects.filter(template="camera_ready_reminder").count() == 1


def test_chair_gives_time_decides_on_authors_and_fetches_the_final_file(accepted):
    room, one = accepted, f"{accepted.url}camera-ready/1/"
    final = PaperFileFactory(submission=room.papers[0], kind="final", content=b"%PDF-1.7 final")
    change = AuthorChange.objects.create(
        submission=room.papers[0], reason="He ran it.", asked_by=room.author.user,
        authors=[{"name": "Ottoline Open", "email": room.author.email}, {"name": "Imre New", "email": "imre@new.example"}],
    )  # fmt: skip
    shown = room.chairs.get(one).json()
    assert (shown["author_change"]["reason"], shown["extended_until"]) == ("He ran it.", None)
    [item] = [item for item in shown["paper"]["items"] if item["item"] == "final"]
    assert item["file"] == str(final.public_id)
    fetched = room.chairs.get(f"{one}files/{item['file']}/")
    assert b"".join(fetched.streaming_content) == b"%PDF-1.7 final"
    nowhere = f"{room.url}camera-ready/99/"
    missing(room, "get", one, nowhere)
    missing(room, "put", f"{one}last-day/", f"{nowhere}last-day/", {"last_day": "2099-01-01"})
    missing(room, "post", f"{one}authors/{change.pk}/", f"{nowhere}authors/{change.pk}/", {"approve": True})
    second = caller(room.second)
    assert second.get(one).json()["author_change"] is None
    for method, where, body in (
        ("put", "last-day/", {"last_day": "2099-01-01"}),
        ("post", f"authors/{change.pk}/", {"approve": True}),
    ):
        assert send(second, method, f"{one}{where}", body).status_code == 404
    longer = send(room.chairs, "put", f"{one}last-day/", {"last_day": "2099-01-01"}).json()
    assert longer["extended_until"].startswith("2099-01-02T11:59")
    assert send(room.chairs, "put", f"{one}last-day/", {"last_day": None}).json()["extended_until"] is None
    assert CameraReady.objects.get().extended_until is None
    assert send(room.chairs, "post", f"{one}authors/{change.pk}/", {"approve": False}).status_code == 422
    assert (
        send(room.chairs, "post", f"{one}authors/{change.pk}/", {"approve": True}).json()["author_change"]
        is None
    )
    assert [author.name for author in room.papers[0].authors.all()] == ["Ottoline Open", "Imre New"]


@pytest.mark.enumeration
def test_original_file_is_handed_out_for_a_reason_that_is_kept(room):
    PaperFileFactory(submission=room.papers[0], content=b"%PDF-1.7 Ottoline")
    address, reason = f"{room.url}papers/1/original/", {"reason": "A figure is lost in the copy."}
    looks = AuditEntry.objects.filter(action="forced_look")
    assert send(room.chairs, "post", address, {"reason": "So"}).status_code == 422
    missing(room, "post", address, f"{room.url}papers/99/original/", reason)
    assert (
        send(caller(room.chair, "chair:write"), "post", address, reason)
        .json()["type"]
        .endswith("#lacks-scope")
    )
    ConflictFactory(submission=room.papers[0], user=room.second, kind="chair")
    assert send(caller(room.second), "post", address, reason).status_code == 404
    assert not looks.exists()
    answer = send(room.chairs, "post", address, reason)
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 Ottoline"
    assert "A figure is lost" in looks.get().text
