"""Programs that run a season: its phases, a paper's standing, pairs, mails, reminders, a reviewer's own word."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.utils import timezone

from conference.models import Job, Mail, Role, SuggestedGuest
from reviews.models import Assignment, AssignmentRun, Conflict, PairRule, PaperTag, Reviewer, SubReview
from submissions.models import LateLink
from tests.api import V1, caller, missing, send
from tests.factories import (
    AssignmentFactory,
    AuthorFactory,
    ConflictFactory,
    InvitationFactory,
    ReviewerFactory,
    ReviewFactory,
    RoleFactory,
    SubmissionFactory,
    TopicFactory,
    TrackFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NOBODY = 999_999
LATER = "2099-01-01T12:00:00Z"


@pytest.fixture
def room():
    """A paper under review by Rita, in a workshop of two chairs; the second has a conflict with it."""
    track = TrackFactory(workshop__slug="soils-2026")
    workshop = track.workshop
    chair, second = (RoleFactory(workshop=workshop).user for _ in range(2))
    paper = SubmissionFactory(track=track, title="Furrows")
    author = AuthorFactory(submission=paper, name="Ottoline Hidden", user__email="ottoline@moor.example").user
    rita = ReviewerFactory(workshop=workshop, user=UserFactory(name="Rita", email="rita@hill.example")).user
    ConflictFactory(submission=paper, user=second, kind="chair")
    return SimpleNamespace(
        workshop=workshop, track=track, paper=paper, author=author, rita=rita, chair=chair, chairs=caller(chair),
        second=caller(second), outsiders=[caller(rita), caller(RoleFactory().user)], url=f"{V1}soils-2026/",
    )  # fmt: skip


def test_chair_moves_the_season_on(room):
    address = f"{room.url}chair/season/"
    missing(room, "get", address, f"{V1}nowhere/chair/season/")
    for what, method, body in (
        ("bidding", "put", {"open": True}), ("discussion", "post", {}), ("rebuttal", "put", {"until": LATER}),
    ):  # fmt: skip
        missing(room, method, f"{address}{what}/", f"{V1}nowhere/chair/season/{what}/", body)
    assert not room.chairs.get(address).json()["bidding_open"]
    assert send(room.chairs, "put", f"{address}bidding/", {"open": True}).json()["bidding_open"]
    assert Mail.objects.get(template="bids_wanted").recipient == room.rita
    assert not send(room.chairs, "put", f"{address}bidding/", {"open": False}).json()["bidding_open"]

    assert send(room.chairs, "post", f"{address}discussion/").status_code == 403
    ReviewFactory(assignment=AssignmentFactory(submission=room.paper, user=room.rita))
    opened = [
        send(room.chairs, "post", f"{address}discussion/").json()["discussion_opened_at"] for _ in range(2)
    ]
    assert opened[0] == opened[1] is not None

    rebuttal = f"{address}rebuttal/"
    script = caller(room.chair, "chair:write")
    assert send(script, "put", rebuttal, {"until": LATER}).json()["type"].endswith("#lacks-scope")
    assert send(room.chairs, "put", rebuttal, {"until": "2020-01-01T00:00:00Z"}).status_code == 422
    assert list(send(room.chairs, "put", rebuttal, {"until": "9999-12-31T23:59:59Z"}).json()["errors"]) == [
        "until"
    ]
    answers = send(room.chairs, "put", rebuttal, {"until": LATER, "words": 300}).json()
    assert (answers["rebuttal_open"], answers["rebuttal_until"], answers["rebuttal_words"]) == (
        True,
        LATER,
        300,
    )
    assert Mail.objects.filter(recipient=room.author).exists()
    assert room.chairs.delete(rebuttal).status_code == 204
    assert not room.chairs.get(address).json()["rebuttal_open"]


def test_chair_restores_moves_tags_and_gives_time(room):
    paper, gone = f"{room.url}chair/papers/1/", f"{room.url}chair/papers/99/"
    other = TrackFactory(workshop=room.workshop, name="Demos")
    acts = {
        "deadline": ("put", {"at": LATER}), "track": ("put", {"track": other.pk}), "tags": ("patch", {"add": ["travel"]}),
        "take-up-again": ("post", {}), "restore": ("post", {}),
    }  # fmt: skip
    for what, (method, body) in acts.items():
        missing(room, method, f"{paper}{what}/", f"{gone}{what}/", body)
        kept = send(room.second, method, f"{paper}{what}/", body)
        assert (kept.status_code, kept.content) == (
            404,
            send(room.second, method, f"{gone}{what}/", body).content,
        )
    PaperTag.objects.create(submission=room.paper, name="~hers", owner=UserFactory())
    assert send(room.chairs, "patch", f"{paper}tags/", {"add": ["Travel", "~mine"]}).json() == {
        "tags": ["travel", "~mine"]
    }
    assert send(room.chairs, "patch", f"{paper}tags/", {"remove": ["travel"]}).json() == {"tags": ["~mine"]}
    assert send(room.chairs, "patch", f"{paper}tags/", {"add": ["7"]}).status_code == 422
    assert send(room.chairs, "put", f"{paper}track/", {"track": other.pk}).json()["track"] == "Demos"
    assert list(send(room.chairs, "put", f"{paper}track/", {"track": NOBODY}).json()["errors"]) == ["track"]
    assert send(room.chairs, "put", f"{paper}deadline/", {"at": LATER}).json()["own_deadline"] == LATER
    assert send(room.chairs, "put", f"{paper}deadline/", {"at": None}).json()["own_deadline"] is None
    send(room.chairs, "post", f"{paper}desk-reject/", {"reason": "Out of scope"})
    assert room.chairs.get(paper).json()["desk_reason"] == "Out of scope"
    assert send(room.chairs, "post", f"{paper}take-up-again/").json()["state"] == "submitted"
    assert send(room.chairs, "post", f"{paper}restore/").status_code == 200
    room.paper.refresh_from_db()
    assert (room.paper.state, room.paper.track) == ("submitted", other)


@pytest.mark.enumeration
def test_chair_writes_to_authors_whom_she_does_not_see(room):
    address = f"{room.url}chair/papers/mail/"
    note = {"papers": [1], "subject": "Paper #{number}", "text": "Dear {name}, thank you."}
    missing(room, "post", address, f"{V1}nowhere/chair/papers/mail/", note)
    assert list(send(room.second, "post", address, note).json()["errors"]) == ["papers"]
    assert send(caller(room.chair, "chair:write"), "post", address, note).status_code == 403
    assert send(room.chairs, "post", address, {**note, "text": "{phone}"}).status_code == 422
    assert not Mail.objects.exists()
    for _ in range(2):
        assert send(room.chairs, "post", address, note, Idempotency_Key="n1").json() == {"mails": 1}
    assert "Ottoline Hidden" in Mail.objects.get().body


@pytest.mark.enumeration
def test_chair_reminds_the_reviewers_of_papers_that_she_names(room):
    address = f"{room.url}chair/papers/remind/"
    other = SubmissionFactory(track=room.track, title="Dunes")
    AssignmentFactory(submission=room.paper, user=room.rita)
    late = ReviewerFactory(workshop=room.workshop, user__email="late@hill.example").user
    AssignmentFactory(submission=other, user=late)
    missing(room, "post", address, f"{V1}nowhere/chair/papers/remind/", {"papers": [1]})
    assert list(send(room.second, "post", address, {"papers": [1]}).json()["errors"]) == ["papers"]
    assert not Mail.objects.exists()
    assert send(room.chairs, "post", address, {"papers": [other.number]}).json() == {"mails": 1}
    assert Mail.objects.get().recipient == late
    assert send(room.chairs, "post", address, {"papers": [room.paper.number, other.number]}).json() == {
        "mails": 1
    }
    assert set(Mail.objects.values_list("email", flat=True)) == {"late@hill.example", "rita@hill.example"}


def test_chair_fixes_pairs_of_papers_on_which_she_has_a_say(room):
    address = f"{room.url}chair/pair-rules/"
    rule = {"paper": 1, "email": "Rita@hill.example", "kind": "fixed", "note": "Asked for it"}
    missing(room, "post", address, f"{V1}nowhere/chair/pair-rules/", rule)
    made = send(room.chairs, "post", address, rule)
    assert (made.status_code, made.json()["name"], made.json()["fixed"]) == (201, "Rita", True)
    assert len(room.chairs.get(address).json()["results"]) == 1
    assert room.second.get(address).json()["results"] == []
    one = f"{address}{made.json()['id']}/"
    missing(room, "delete", one, f"{address}{NOBODY}/")
    assert room.second.delete(one).status_code == 404
    for wrong, where in (({"paper": 99}, "paper"), ({"email": "nobody@else.example"}, "email")):
        assert list(send(room.chairs, "post", address, rule | wrong).json()["errors"]) == [where]
    assert list(send(room.second, "post", address, rule).json()["errors"]) == ["paper"]
    assert room.chairs.delete(one).status_code == 204
    assert not PairRule.objects.exists()


@pytest.mark.enumeration
def test_chair_reminds_once_of_what_she_may_know(room):
    AssignmentFactory(submission=room.paper, user=room.rita)
    room.workshop.assignments_live_at = timezone.now()
    room.workshop.save()
    address = f"{room.url}chair/reminders/"
    one = f"{address}reviews/"
    missing(room, "post", one, f"{address}nothing/")
    waiting = {row["kind"]: row["waiting"] for row in room.chairs.get(address).json()["results"]}
    assert waiting["reviews"] == 1
    shown = room.chairs.get(one).json()
    assert ([person["email"] for person in shown["people"]], "Rita" in shown["body"]) == (
        ["rita@hill.example"],
        True,
    )
    assert room.second.get(one).json()["people"] == []
    assert send(room.second, "post", one).json() == {"mails": 0}
    assert [send(room.chairs, "post", one).json()["mails"] for _ in range(2)] == [1, 0]
    assert [person["name"] for person in room.chairs.get(one).json()["reminded"]] == ["Rita"]


@pytest.mark.enumeration
def test_chair_gives_parts_and_stops_jobs(room):
    address = f"{room.url}people/"
    editor = UserFactory(email="noor@north.example", name="Noor")
    part = {"email": editor.email, "part": "site_editor"}
    missing(room, "post", address, f"{V1}nowhere/people/", part)
    assert send(room.chairs, "post", address, part).json() == {"done": "Noor is now site editor."}
    given = next(row for row in room.chairs.get(address).json()["results"] if row["name"] == "Noor")
    missing(room, "delete", f"{address}{given['id']}/", f"{address}{NOBODY}/")
    reviewer = Role.objects.get(user=room.rita)
    assert room.chairs.delete(f"{address}{reviewer.pk}/").status_code == 404
    assert room.chairs.delete(f"{address}{given['id']}/").status_code == 204
    assert not Role.objects.filter(user=editor).exists()
    job = Job.objects.create(workshop=room.workshop, kind="assign", title="Assignment")
    own = Job.objects.create(workshop=room.workshop, kind="check_pdf", title="Its authors' own")
    act = f"{room.url}jobs/%d/act/"
    missing(room, "post", act % job.pk, act % NOBODY, {"action": "cancel"})
    assert send(room.chairs, "post", act % own.pk, {"action": "cancel"}).status_code == 404
    assert send(room.chairs, "post", act % job.pk, {"action": "cancel"}).json()["state"] == "cancelled"
    assert send(room.chairs, "post", act % job.pk, {"action": "cancel"}).status_code == 403
    assert send(room.chairs, "post", act % job.pk, {"action": "retry"}).json()["state"] == "waiting"


def test_chair_lets_papers_come_late(room):
    address, deadline = f"{room.url}chair/late-links/", f"{room.url}chair/tracks/{room.track.pk}/deadline/"
    link = {"track": room.track.pk, "expires_at": LATER, "email": "late@moor.example"}
    missing(room, "post", address, f"{V1}nowhere/chair/late-links/", link)
    missing(room, "put", deadline, f"{room.url}chair/tracks/{NOBODY}/deadline/", {"at": LATER})
    made = send(room.chairs, "post", address, link, Idempotency_Key="l1").json()
    unsigned = made["url"].rsplit(":", 2)[0]  # what follows tells the second in which the link was written
    assert (made["state"], unsigned in Mail.objects.get().body) == ("open", True)
    assert [row["id"] for row in room.chairs.get(address).json()["results"]] == [made["id"]]
    for wrong, where in (
        ({"track": NOBODY}, "track"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "expires_at"),
    ):
        assert list(send(room.chairs, "post", address, link | wrong).json()["errors"]) == [where]
    one = f"{address}{made['id']}/"
    missing(room, "delete", one, f"{address}{NOBODY}/")
    assert [room.chairs.delete(one).status_code for _ in range(2)] == [204, 422]
    [back] = room.chairs.get(address).json()["results"]
    assert (back["state"], back["url"], LateLink.objects.count()) == ("taken back", "", 1)
    assert send(room.chairs, "put", deadline, {"at": LATER}).json() == {"track": room.track.pk, "at": LATER}
    assert room.chairs.get(deadline).json()["at"] == LATER
    assert send(room.chairs, "put", deadline, {"at": None}).json()["at"] is None


def test_reviewer_says_what_she_can_judge_and_gives_a_paper_back(room):
    topic = TopicFactory(workshop=room.workshop)
    program, address = caller(room.rita, "reviews:write"), f"{room.url}reviewing/preferences/"
    assert program.get(address).json()["confirmed_at"] is None
    assert (
        caller(room.author).get(address).content
        == caller(room.author).get(f"{V1}nowhere/reviewing/preferences/").content
    )
    said = {"load": 5, "topics": [topic.pk], "conflicts": [{"email": "ottoline@moor.example", "note": "Kin"}]}
    assert send(caller(room.rita, "reviews:read"), "patch", address, said).status_code == 403
    saved = send(program, "patch", address, said).json()
    assert (saved["load"], saved["topics"], saved["conflicts"][0]["note"]) == (5, [topic.pk], "Kin")
    assert saved["confirmed_at"]
    assert Conflict.objects.filter(submission=room.paper, user=room.rita, state="active").exists()
    kept = send(program, "patch", address, {"late_reviews": 2}).json()
    assert (kept["load"], kept["late_reviews"], len(kept["conflicts"]), kept["topics"]) == (
        5,
        2,
        1,
        [topic.pk],
    )
    for wrong, where in (
        ({"at_least": 9}, "at_least"), ({"topics": [NOBODY]}, "topics"),
        ({"conflicts": [{"name": "A"}, {"domain": "gmail.com"}]}, "conflicts.1.domain"),
    ):  # fmt: skip
        assert list(send(program, "patch", address, wrong).json()["errors"]) == [where]
    assert Reviewer.objects.get(user=room.rita).max_load == 5
    handler = RoleFactory(workshop=room.workshop, kind="area_chair").user
    assert send(caller(handler), "patch", address, {"load": 3}).status_code == 422
    assert (
        send(caller(handler), "patch", address, {"conflicts": [{"name": "Ann Other"}]}).json()["load"] is None
    )

    Conflict.objects.filter(user=room.rita).delete()
    room.workshop.assignments_live_at = timezone.now()
    room.workshop.save()
    mine = AssignmentFactory(submission=room.paper, user=room.rita)
    back, gone = f"{room.url}reviewing/1/give-back/", f"{room.url}reviewing/99/give-back/"
    for other in (caller(handler), room.chairs):
        assert (
            send(other, "post", back, {"reason": "x"}).content
            == send(other, "post", gone, {"reason": "x"}).content
        )
    assert send(program, "post", back, {"reason": ""}).status_code == 422
    assert send(program, "post", back, {"reason": "No time"}).status_code == 204
    mine.refresh_from_db()
    assert (mine.state, mine.ended_reason) == (Assignment.State.DECLINED, "No time")


def test_chair_decides_hints_looks_for_conflicts_and_rates_reviews(room):
    hint = ConflictFactory(submission=room.paper, user=room.rita, kind="coauthor", state="hint")
    hints, search = f"{room.url}chair/conflicts/hints/", f"{room.url}chair/conflicts/search/"
    missing(room, "post", hints, f"{V1}nowhere/chair/conflicts/hints/", {"counts": True, "seen": 1})
    assert send(room.second, "post", hints, {"counts": True, "seen": 1}).status_code == 409
    assert send(room.chairs, "post", hints, {"counts": True, "seen": 2}).status_code == 409
    assert (
        send(room.chairs, "post", hints, {"counts": True, "seen": 1, "kind": "declared"}).status_code == 409
    )
    assert Conflict.objects.get(pk=hint.pk).state == "hint"
    assert (
        send(room.chairs, "post", hints, {"counts": True, "seen": 1, "kind": "personal"}).status_code == 204
    )
    assert Conflict.objects.get(pk=hint.pk).state == "active"
    jobs = [send(room.chairs, "post", search).json()["job"] for _ in range(2)]
    assert jobs[0] == jobs[1] == Job.objects.get().pk
    missing(room, "post", search, f"{V1}nowhere/chair/conflicts/search/")

    review = ReviewFactory(
        assignment=AssignmentFactory(submission=room.paper, user=room.rita), ethics_flag=True
    )
    address = f"{room.url}chair/papers/1/reviews/"
    missing(room, "patch", f"{address}{review.pk}/", f"{address}{NOBODY}/", {"rating": 3})
    assert send(room.second, "patch", f"{address}{review.pk}/", {"rating": 3}).status_code == 404
    assert send(room.chairs, "patch", f"{address}{NOBODY}/", {"rating": 3}).status_code == 404
    rated = send(room.chairs, "patch", f"{address}{review.pk}/", {"rating": 3, "ethics_settled": True}).json()
    review.refresh_from_db()
    assert (review.rating, rated["reviews"][0]["ethics_open"]) == (3, False)
    assert send(room.chairs, "patch", f"{address}{review.pk}/", {"rating": None}).status_code == 200
    assert send(room.chairs, "patch", f"{address}{review.pk}/", {"rating": 7}).status_code == 422
    entries = room.chairs.get(f"{room.url}chair/history/").json()["results"]
    assert "1 possible conflicts at once" in str(entries)
    assert "Review" not in str(room.second.get(f"{room.url}chair/history/").json()["results"])
    missing(room, "get", f"{room.url}chair/history/", f"{V1}nowhere/chair/history/")


def test_chair_asks_further_reviews_and_who_steps_in(room):
    ReviewerFactory(workshop=room.workshop, user=UserFactory(name="Hal", email="hal@hill.example"))
    room.workshop.assignments_live_at = timezone.now()
    room.workshop.save()
    address, emergency = f"{room.url}chair/rounds/", f"{room.url}chair/emergency/"
    asked = {"pairs": [{"paper": 1, "email": "rita@hill.example"}], "due": LATER}
    hal = [{"paper": 1, "email": "hal@hill.example"}]
    missing(room, "post", address, f"{V1}nowhere/chair/rounds/", asked)
    made = send(room.chairs, "post", address, asked, Idempotency_Key="r1")
    assert (made.status_code, made.json()["number"], made.json()["due"], made.json()["asked"]) == (
        201,
        2,
        LATER,
        1,
    )
    assert room.second.get(address).json()["results"][0]["asked"] == 0
    for wrong, where in (
        ({"pairs": [{"paper": 99, "email": "rita@hill.example"}]}, "pairs.0.paper"), ({}, "pairs.0.email"),
        ({"pairs": hal, "round": NOBODY}, "round"), ({"pairs": hal, "due": "2020-01-01T00:00:00Z"}, "due"),
    ):  # fmt: skip
        refused = send(room.chairs, "post", address, asked | wrong)
        assert (refused.status_code, list(refused.json()["errors"])) == (422, [where])
    assert list(send(room.second, "post", address, asked).json()["errors"]) == ["pairs.0.paper"]
    one = f"{address}{made.json()['id']}/"
    moved = send(room.chairs, "patch", one, {"due": "2099-02-01T12:00:00Z"}, If_Match='"1"')
    assert (moved.status_code, moved.json()["version"]) == (200, 2)
    assert send(room.chairs, "patch", one, {"due": LATER}, If_Match='"1"').status_code == 412
    missing(room, "patch", one, f"{address}{NOBODY}/", {"due": LATER})

    hal = Reviewer.objects.get(user__name="Hal")
    step = {"paper": 1, "email": "hal@hill.example"}
    missing(room, "post", emergency, f"{V1}nowhere/chair/emergency/", step)
    assert send(room.chairs, "post", emergency, step).status_code == 422
    assert (
        send(room.chairs, "patch", f"{room.url}chair/reviewers/{hal.pk}/", {"late_reviews": 1}).json()[
            "late_reviews"
        ]
        == 1
    )
    [need] = room.chairs.get(emergency).json()["results"]
    assert (need["short"], [helper["email"] for helper in need["helpers"]]) == (2, ["hal@hill.example"])
    assert room.second.get(emergency).json()["results"] == []
    assert list(send(room.second, "post", emergency, step).json()["errors"]) == ["paper"]
    assert send(room.chairs, "post", emergency, step).status_code == 204
    assert Assignment.objects.filter(submission=room.paper, user=hal.user, state="active").exists()


@pytest.mark.enumeration
def test_things_of_another_workshop_and_of_whom_one_helps_are_not_there(room):
    track = TrackFactory()
    there = track.workshop
    invitation = InvitationFactory(workshop=there)
    things = {
        "invitations/%d/": ("get", invitation), "invitations/%d/act/": ("post", invitation),
        "suggestions/%d/act/": ("post", SuggestedGuest.objects.create(invitation=invitation, name="A", email="a@b.example")),
        "reviewers/%d/": ("delete", ReviewerFactory(workshop=there)), "tracks/%d/deadline/": ("put", track),
        "late-links/%d/": ("delete", LateLink.objects.create(workshop=there, track=track, expires_at=timezone.now())),
        "proposals/%d/": ("delete", AssignmentRun.objects.create(workshop=there, parameters={"reviews_per_paper": 1})),
    }  # fmt: skip
    their = caller(RoleFactory(workshop=there).user)
    for path, (method, row) in things.items():
        inside, outside = (f"{V1}{slug}/chair/{path % row.pk}" for slug in (there.slug, "soils-2026"))
        assert their.get(inside).status_code in {200, 405}
        assert send(room.chairs, method, outside, If_Match="*").status_code == 404, path

    room.workshop.assignments_live_at = timezone.now()
    room.workshop.save()
    pair = AssignmentFactory(submission=room.paper, user=room.rita)
    helper = UserFactory()
    RoleFactory(workshop=room.workshop, user=helper, kind="sub_reviewer")
    ReviewerFactory(workshop=room.workshop, user=helper)
    SubReview.objects.create(assignment=pair, name="H", email=helper.email, user=helper, state="accepted")
    program = caller(helper)
    assert program.get(f"{room.url}reviewing/1/").status_code == 200
    assert (
        send(program, "post", f"{room.url}reviewing/1/give-back/", {"reason": "Not mine"}).status_code == 404
    )
