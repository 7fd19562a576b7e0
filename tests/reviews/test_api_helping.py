"""Programs of a reviewer beside her reviews, and of chairs around decisions and findings."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from conference.models import Mail
from reviews.models import Decision, Places, Review, SubReview
from reviews.models.discussion import DiscussionFollower
from submissions.findings import finding_key
from submissions.models import FindingRuling, Twin
from tests.api import V1, caller, send
from tests.cast import make_cast, retract_review
from tests.clients import client_of
from tests.factories import (
    AssignmentFactory,
    ConflictFactory,
    DecisionFactory,
    ReviewFactory,
    RoleFactory,
    SubmissionFactory,
    TrackFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
HERE = f"{V1}cast-2026/"
NOWHERE = f"{V1}nowhere/"
HANNA = {"name": "Hanna Helper", "email": "hanna@meadow.example"}


@pytest.fixture
def cast():
    found = make_cast("discussion")
    retract_review(found.paper.assignments.get(mark="A").review)
    return found


@pytest.fixture
def programs(cast):
    return {actor: caller(user) for actor, user in cast.people.items()}


def refused(programs, actors, method, path, gone, body=None):
    """Expect of each actor the answer of an address at which nothing is."""
    for actor in actors:
        answers = [send(programs[actor], method, where, body or {}, If_Match="*") for where in (path, gone)]
        assert [answer.status_code for answer in answers] == [404, 404], actor
        assert answers[0].content == answers[1].content


def test_reviewer_asks_for_help_and_her_helper_writes_and_hands_over(cast, programs):
    reviewer, others = programs["reviewer_assigned"], ("area_chair_assigned", "reviewer_unassigned", "author")
    asking, gone = f"{HERE}reviewing/1/sub-reviewer/", f"{HERE}reviewing/99/sub-reviewer/"
    for method in ("post", "delete", "get"):
        refused(programs, others, method, asking, gone, HANNA)
    author = cast.people["author"]
    conflicted = send(reviewer, "post", asking, {"name": author.name, "email": author.email})
    assert (conflicted.status_code, list(conflicted.json()["errors"])) == (422, ["email"])
    assert not Mail.objects.exists()
    for _ in range(2):
        asked = send(reviewer, "post", asking, HANNA, Idempotency_Key="h1")
        assert (asked.status_code, asked.json()["helper"]["state"]) == (201, "asked")
    assert [row["state"] for row in reviewer.get(asking).json()["asked"]] == ["ended", "asked"]
    hanna = UserFactory(**HANNA)
    link = re.search(r"(/sub-reviews/[\w-]+/)", Mail.objects.get().body)[1]
    program = caller(hanna)
    assert program.get(f"{HERE}reviewing/helping/").status_code == 404
    client_of(hanna).post(link, {"answer": "accept"})

    [row] = program.get(f"{HERE}reviewing/helping/").json()["results"]
    assert (row["paper"]["number"], row["handed_over"]) == (1, False)
    assert "ottoline" not in str(row).lower()
    one = f"{HERE}reviewing/1/helping/"
    refused(
        programs,
        ("reviewer_assigned", *others),
        "patch",
        one,
        f"{HERE}reviewing/99/helping/",
        {"answers": {}},
    )
    draft = program.get(one)
    said = {"answers": {"summary": "Helpersword quince"}, "submit": True}
    written = send(program, "patch", one, said, If_Match=draft["ETag"])
    assert (written.status_code, written.json()["state"]) == (200, "draft")
    assert (
        send(program, "patch", one, said | {"answers": {"summary": "x"}}, If_Match=draft["ETag"]).status_code
        == 412
    )
    assert program.get(f"{HERE}reviewing/helping/").json()["results"][0]["handed_over"] is True
    assert send(program, "put", f"{one}named/", {"named": True}).status_code == 204
    help_ = SubReview.objects.get(user=hanna)
    assert (help_.state, help_.listed) == ("handed", True)
    for actor, shown in (("program_chair", ["Hanna Helper"]), ("program_chair_conflicted", [])):
        lines = programs[actor].get(f"{HERE}chair/sub-reviewers/").json()["results"]
        assert [line["name"] for line in lines if line["state"] == "handed"] == shown
    assert send(reviewer, "put", f"{one}named/", {"named": False}).status_code == 404
    assert reviewer.delete(asking).status_code == 204
    assert [reviewer.delete(asking).status_code, program.get(one).status_code] == [204, 404]
    assert "quince" in str(reviewer.get(f"{HERE}reviewing/1/review/").json()["answers"])


def test_reviewer_fills_a_text_file_in_and_chooses_mails_of_discussions(cast, programs):
    reviewer, sheet = programs["reviewer_assigned"], f"{HERE}reviewing/sheet/"
    refused(programs, ("author", "program_chair"), "post", sheet, f"{NOWHERE}reviewing/sheet/", {"text": "x"})
    text = reviewer.get(sheet, {"number": 1}).getvalue().decode()
    assert "Zirkelmoos in winter light" in text
    assert "Zirkelmoos" not in programs["reviewer_unassigned"].get(sheet).getvalue().decode()
    assert programs["reviewer_unassigned"].get(sheet, {"number": 1}).status_code == 404
    filled = "=== Paper 1: x\n\n--- [summary] Summary\nSheetword myrtle.\n"
    seen = send(reviewer, "post", sheet, {"text": filled, "preview": True}).json()
    assert (seen["saved"], seen["reviews"][0]["changes"][0]["after"]) == (0, "Sheetword myrtle.")
    broken = {"text": f"{filled}\n--- [overall] Score\nvery good\n=== Paper 99\n"}
    stopped = send(reviewer, "post", sheet, broken)
    assert (stopped.status_code, stopped.json()["errors"]["text"][0][:5]) == (422, "Line ")
    assert not Review.objects.filter(answers__text__contains="Sheetword").exists()
    old = {"text": filled, "seen": [{"number": 1, "version": 0}]}
    assert send(reviewer, "post", sheet, old).json()["failed"][0]["number"] == 1
    assert send(reviewer, "post", sheet, broken | {"leave_broken_out": True}).json()["saved"] == 1
    assert Review.objects.get(answers__text__contains="Sheetword").state == "draft"

    follow = f"{HERE}papers/1/discussion/follow/"
    refused(
        programs,
        ("author", "reviewer_unassigned"),
        "put",
        follow,
        f"{HERE}papers/99/discussion/follow/",
        {"on": True},
    )
    for on in (True, False):
        assert send(programs["area_chair_assigned"], "put", follow, {"on": on}).status_code == 204
        assert DiscussionFollower.objects.exists() is on


def test_chair_settles_findings_whose_words_stay_hidden_and_corrects_decisions():
    cast = make_cast("decided")
    programs = {actor: caller(user) for actor, user in cast.people.items()}
    chair, kept = programs["program_chair"], programs["program_chair_conflicted"]
    file = cast.paper.files.get()
    file.report = {
        **file.report,
        "anonymous": False,
        "leaks": [{"kind": "author_name", "page": 1, "text": "Ottoline Karamazova"}],
    }
    file.save()
    key = finding_key("author_name", "Ottoline Karamazova", "")
    found, one = f"{HERE}chair/papers/1/findings/", f"{HERE}chair/papers/1/findings/{key}/"
    [row] = chair.get(found).json()["results"]
    assert (row["key"], row["what"], row["text"], row["standing"]) == (key, "An author’s name", "", "open")
    assert kept.get(found).json()["results"] == []
    word = {"settled": True, "word": "A data set"}
    refused(programs, ("program_chair_conflicted", "area_chair_assigned", "author"), "put", one,
            f"{HERE}chair/papers/99/findings/{key}/", word)  # fmt: skip
    assert send(chair, "put", one, word).json() | {"pages": ""} == row | {
        "standing": "settled", "word": "A data set", "pages": "",
    }  # fmt: skip
    assert FindingRuling.objects.get().settled
    assert send(chair, "put", f"{found}nothing/", word).status_code == 404

    mail = f"{HERE}chair/papers/1/decision/mail/"
    assert "Zirkelmoos in winter light" in chair.get(mail).json()["body"]
    refused(programs, ("program_chair_conflicted",), "get", mail, f"{HERE}chair/papers/99/decision/mail/")
    Twin.objects.create(submission=cast.paper, other=cast.other_paper, title_score=90, abstract_score=60)
    assert [pair["title_score"] for pair in chair.get(f"{HERE}chair/papers/twins/").json()["results"]] == [90]
    address = f"{HERE}chair/papers/1/decision/correct/"
    better = {"outcome": "accept_oral", "text": "We counted wrongly."}
    refused(programs, ("program_chair_conflicted", "author"), "post", address,
            f"{HERE}chair/papers/99/decision/correct/", better)  # fmt: skip
    assert send(chair, "post", address, better, If_Match="*").status_code == 403
    Decision.objects.filter(submission=cast.paper).update(released_at=timezone.now(), outcome="reject")
    only = caller(cast.people["program_chair"], "chair:write")
    assert send(only, "post", address, better, If_Match="*").json()["type"].endswith("#lacks-scope")
    shown = send(chair, "post", address, better | {"preview": True}, If_Match="*")
    assert "We counted wrongly." in shown.json()["mail"]["body"]
    assert (shown.json()["decision"]["outcome"], Mail.objects.count()) == ("reject", 0)
    done = send(chair, "post", address, better, If_Match=shown["ETag"])
    assert (done.status_code, done.json()["decision"]["outcome"]) == (200, "accept_oral")
    assert Mail.objects.filter(template="decision_corrected").exists()
    assert send(chair, "post", address, better, If_Match=shown["ETag"]).status_code == 412


def test_chair_sets_places_and_drafts_what_a_ranking_gives():
    track = TrackFactory(workshop__slug="soils-2026", presentations=["oral", "poster"])
    chair = RoleFactory(workshop=track.workshop).user
    papers = [SubmissionFactory(track=track) for _ in range(4)]
    for paper, score in zip(papers, (9, 8, 7), strict=False):
        ReviewFactory(assignment=AssignmentFactory(submission=paper), overall=score)
    ConflictFactory(submission=papers[0], user=chair)
    program, stranger = caller(chair), caller(RoleFactory().user)
    places, what_if = f"{V1}soils-2026/chair/decisions/places/", f"{V1}soils-2026/chair/decisions/what-if/"
    ranking = {"rest": "reject", "seen": [{"number": 2, "version": 0}, {"number": 3, "version": 0}]}
    for method, where, body in (("patch", places, {"accept_oral": 1}), ("post", what_if, ranking)):
        gone = where.replace("soils-2026", "nowhere")
        refused({"stranger": stranger}, ["stranger"], method, where, gone, body)
    assert send(program, "patch", places, {"accept_oral": 1, "accept_poster": 2}).status_code == 200
    kept = send(program, "patch", places, {"accept_poster": None}).json()["places"]
    assert {row["outcome"]: row["many"] for row in kept}.items() >= {
        "accept_oral": 1,
        "accept_poster": None,
    }.items()
    assert list(Places.objects.values_list("outcome", "many")) == [("accept_oral", 1)]

    def would(**asked):
        rows = program.get(what_if, asked).json()["results"]
        return [(row["number"], row["would"]) for row in rows]

    assert would(rest="reject") == [(2, "accept_oral"), (3, "reject"), (4, "")]
    assert would(accept_poster=5, first=1) == [(2, "accept_oral"), (3, ""), (4, "")]
    assert list(program.get(what_if, {"q": "("}).json()["errors"]) == ["q"]
    DecisionFactory(submission=papers[2], outcome="accept_poster")
    assert send(program, "post", what_if, ranking).status_code == 409
    ranking["seen"][1]["version"] = 1
    for _ in range(2):
        assert send(program, "post", what_if, ranking, Idempotency_Key="w1").json() == {"drafted": 2}
    assert dict(Decision.objects.values_list("submission__number", "outcome")) == {
        2: "accept_oral",
        3: "reject",
    }
