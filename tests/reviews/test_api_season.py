"""Programs in the season and after it: bids, discussion, answers to reviews, the release, the look, final versions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from conference.models import AuditEntry, Mail
from reviews.models import Bid, Comment, Conflict, Decision, MetaReview, Rebuttal
from submissions.models import AuthorChange, CameraReady, PaperFile
from tests.api import V1, caller, send
from tests.cast import make_cast
from tests.factories import (
    AuthorFactory,
    DateFactory,
    DecisionFactory,
    OptInFactory,
    ReviewerFactory,
    ReviewFactory,
    RoleFactory,
    SubmissionFactory,
    TrackFactory,
)
from tests.pdfs import pdf_bytes

pytestmark = pytest.mark.django_db
HERE = f"{V1}cast-2026/"


def test_reviewer_bids_and_takes_a_bid_back():
    track = TrackFactory(workshop__slug="soils-2026", workshop__bidding_open=True)
    numbers = [SubmissionFactory(track=track).number for _ in range(3)]
    own = AuthorFactory(submission=SubmissionFactory(track=track))
    reviewer = ReviewerFactory(workshop=track.workshop, user=own.user).user
    program, address = caller(reviewer), f"{V1}soils-2026/reviewing/bids/"
    rows = program.get(address).json()["results"]
    assert ([row["number"] for row in rows], {row["bid"] for row in rows}) == (numbers, {""})
    for number, bid in ((1, "eager"), (2, "conflict"), (3, "not")):
        assert send(program, "put", f"{address}{number}/", {"bid": bid}).status_code == 200
    assert send(program, "put", f"{address}3/", {"bid": ""}).json()["given"] == 1
    assert dict(Bid.objects.values_list("submission__number", "value")) == {1: "eager", 2: "conflict"}
    assert Conflict.objects.get(user=reviewer).submission.number == 2
    assert [row["number"] for row in program.get(address, {"open": True}).json()["results"]] == [3]
    chair = caller(RoleFactory(workshop=track.workshop).user)
    counted = chair.get(f"{V1}soils-2026/chair/season/bidding/").json()
    assert [(row["number"], row["counts"]["eager"]) for row in counted["papers"]][:2] == [(1, 1), (2, 0)]
    assert [row["name"] for row in counted["people"]] == [reviewer.name]
    for hidden in (2, own.submission.number, 99):
        assert send(program, "put", f"{address}{hidden}/", {"bid": "eager"}).status_code == 404
    assert send(program, "put", f"{address}1/", {"bid": "very"}).status_code == 422


def test_discussion_goes_by_marks_and_a_change_by_the_version_that_was_seen():
    cast = make_cast("discussion")
    programs = {actor: caller(user) for actor, user in cast.people.items()}
    address = f"{HERE}papers/1/discussion/"
    said = {"text": "Quietword vetch", "audience": "chairs"}
    assert send(programs["program_chair"], "post", address, said).status_code == 201
    assert "Quietword vetch" in str(programs["area_chair_assigned"].get(address).json())
    seen = programs["reviewer_assigned"].get(address).json()["results"]
    assert seen
    assert "Quietword vetch" not in str(seen)
    assert {row["name"] for row in seen} == {""}

    reviewer = programs["reviewer_assigned"]
    made = send(reviewer, "post", address, {"text": "Openword clover"}, Idempotency_Key="c1")
    assert (
        send(reviewer, "post", address, {"text": "Openword clover"}, Idempotency_Key="c1").json()
        == made.json()
    )
    assert (made.status_code, made.json()["audience"], made.json()["can_edit"]) == (201, "committee", True)
    one = f"{address}{made.json()['id']}/"
    changed = send(reviewer, "patch", one, {"text": "Openword trefoil"}, If_Match=made["ETag"])
    assert (changed.status_code, changed.json()["text"]) == (200, "Openword trefoil")
    assert send(reviewer, "patch", one, {"text": "Late"}, If_Match=made["ETag"]).status_code == 412
    chair = programs["program_chair"]
    new = [row["id"] for row in chair.get(address).json()["results"] if row["is_new"]]
    assert send(chair, "put", f"{address}read/", {"last": max(new)}).status_code == 204
    assert new
    assert not [row for row in chair.get(address).json()["results"] if row["is_new"]]
    assert chair.get(one).json()["edits"][0]["text"] == "Openword clover"
    assert send(chair, "patch", one, {"text": "Not mine"}, If_Match="*").status_code == 404
    assert Comment.objects.get(pk=made.json()["id"]).text == "Openword trefoil"
    for outsider in ("author", "reviewer_unassigned", "program_chair_conflicted"):
        assert programs[outsider].get(address).status_code == 404
    assert send(reviewer, "post", address, {"text": "x", "reply_to": 99_999}).status_code == 422


def test_authors_answer_their_reviews_while_that_is_open():
    cast = make_cast("discussion")
    Rebuttal.objects.all().delete()
    author, address = caller(cast.people["author"]), f"{HERE}my-papers/1/answer/"
    assert author.get(address).status_code == 404
    cast.workshop.rebuttal_opened_at = timezone.now()
    cast.workshop.save()
    cast.workshop.dates.filter(key="rebuttal_deadline").update(at=timezone.now() + timedelta(days=3))
    empty = author.get(address)
    mark = empty.json()["reviews"][0]["mark"]
    assert (empty.json()["version"], empty.json()["answers"][mark]) == (0, "")
    assert "for_chairs" not in str(empty.json())
    kept = send(author, "patch", address, {"answers": {mark: "They are."}}, If_Match=empty["ETag"])
    sent = send(author, "patch", address, {"text": "Thank you.", "send": True}, If_Match=kept["ETag"])
    assert (sent.json()["answers"][mark], bool(sent.json()["sent_at"])) == ("They are.", True)
    assert send(author, "patch", address, {"text": "x"}, If_Match=kept["ETag"]).status_code == 412
    wrong = send(author, "patch", address, {"answers": {"Q": "x"}}, If_Match="*")
    assert (wrong.status_code, list(wrong.json()["errors"])) == (422, ["answers.Q"])
    assert Rebuttal.objects.get().text == "Thank you."
    assert caller(cast.people["other_author"]).get(address).status_code == 404


@pytest.fixture
def drafted():
    """Two drafted decisions, a chair and her program."""
    track = TrackFactory(workshop__slug="soils-2026", workshop__discussion_opened_at=timezone.now())
    for outcome in ("accept_poster", "reject"):
        paper = SubmissionFactory(track=track)
        AuthorFactory(submission=paper, name="Ottoline Hidden")
        ReviewFactory(assignment__submission=paper)
        DecisionFactory(submission=paper, outcome=outcome)
    return RoleFactory(workshop=track.workshop).user


def test_decisions_are_released_as_they_were_looked_at_and_only_by_a_token_made_for_it(drafted):
    address = f"{V1}soils-2026/chair/decisions/release/"
    program = caller(drafted, "chair:write", "release:write")
    plan = program.get(address).json()
    assert ([row["number"] for row in plan["drafts"]], sum(part["mails"] for part in plan["parts"])) == (
        [1, 2],
        2,
    )
    seen = {"papers": [{"number": row["number"], "version": row["version"]} for row in plan["drafts"]]}
    assert send(caller(drafted, "chair:write"), "post", address, seen).status_code == 403
    Decision.objects.filter(submission__number=2).update(version=9)
    assert send(program, "post", address, seen).status_code == 409
    unknown = send(program, "post", address, {"papers": [{"number": 77, "version": 1}]})
    assert (unknown.status_code, list(unknown.json()["errors"])) == (422, ["papers"])
    assert not Mail.objects.filter(template__startswith="decision").exists()
    first = {"papers": seen["papers"][:1]}
    assert send(program, "post", address, first).json() == {"released": 1}
    assert send(program, "post", address, first).json() == {"released": 0}
    assert Mail.objects.filter(template="decision_accept").count() == 1
    assert Decision.objects.filter(released_at=None).count() == 1


@pytest.mark.enumeration
def test_look_at_authors_wants_its_scope_and_a_reason_that_stays(drafted):
    address = f"{V1}soils-2026/chair/papers/1/"
    program = caller(drafted, "chair:write", "look:write")
    assert "Ottoline" not in str(program.get(address).json())
    reason = {"reason": "A reviewer says that she wrote it."}
    assert send(caller(drafted, "chair:write"), "post", f"{address}look/", reason).status_code == 403
    short = send(program, "post", f"{address}look/", {"reason": "Hm"})
    assert (short.status_code, list(short.json()["errors"])) == (422, ["reason"])
    assert not AuditEntry.objects.filter(action="forced_look").exists()
    assert send(program, "post", f"{address}look/", reason).json()["authors"][0]["name"] == "Ottoline Hidden"
    assert AuditEntry.objects.get(action="forced_look").text.endswith(reason["reason"])
    assert "Ottoline" not in str(program.get(address).json())


@pytest.fixture
def accepted():
    """An accepted paper whose final version is due in five days, its first author, and her program."""
    track = TrackFactory(workshop__slug="soils-2026", final_corrections="authors")
    DateFactory(workshop=track.workshop, key="camera_ready", at=timezone.now() + timedelta(days=5))
    paper = SubmissionFactory(track=track, title="Counting furrows")
    author = AuthorFactory(submission=paper, name="Ottoline Karamazova", is_corresponding=True)
    DecisionFactory(submission=paper, outcome="accept_poster", released_at=timezone.now())
    return paper, author, caller(author.user)


FINAL = f"{V1}soils-2026/my-papers/1/camera-ready/"


def test_author_works_through_the_checklist(accepted):
    paper, author, program = accepted
    page = program.get(FINAL).json()
    states = {item["item"]: item["state"] for item in page["items"]}
    assert (states["presenter"], states["final"], page["authors"]) == (
        "missing", "missing", [{"id": author.pk, "name": author.name}],
    )  # fmt: skip
    item = f"{FINAL}items/presenter/"
    before = program.get(item)
    done = send(program, "patch", item, {"presenter": author.pk}, If_Match=before["ETag"])
    assert (done.json()["state"], done.json()["given"]) == ("done", author.name)
    assert send(program, "patch", item, {"presenter": None}, If_Match=before["ETag"]).status_code == 412
    attendance = f"{FINAL}items/attendance/"
    online = send(program, "patch", attendance, {"attendance": "online"}, If_Match="*")
    assert (online.status_code, list(online.json()["errors"])) == (422, ["attendance_reason"])
    grant = {"wants_travel_grant": True, "travel_grant_reason": "From afar"}
    assert send(program, "patch", f"{FINAL}items/travel_grant/", grant, If_Match="*").status_code == 200
    for wrong, sent in (
        ("presenter", {"licence": "cc-by-4.0"}),
        ("final", {}),
        ("presenter", {"presenter": 99_999}),
    ):
        assert send(program, "patch", f"{FINAL}items/{wrong}/", sent, If_Match="*").status_code == 422
    assert program.get(f"{FINAL}items/moss/").status_code == 404
    saved = CameraReady.objects.get(submission=paper)
    assert (saved.presenter, saved.travel_grant_reason) == (author, "From afar")


def test_final_files_options_and_corrections(accepted, monkeypatch):
    paper, author, program = accepted
    monkeypatch.setattr("conference.jobs.ring", lambda job: None)
    option = OptInFactory(track=paper.track, conditions="The licence is CC BY 4.0.")
    files = f"{V1}soils-2026/my-papers/1/files/"
    final = SimpleUploadedFile("final.pdf", pdf_bytes())
    sent = program.post(files, {"kind": "final", "file": final})
    assert (sent.status_code, sent.json()["kind"]) == (201, "final")
    assert PaperFile.objects.get(kind="final").original_name == "final.pdf"
    assert {item["item"]: item["state"] for item in program.get(FINAL).json()["items"]}["final"] == "waiting"

    choose = f"{FINAL}options/{option.pk}/"
    assert send(program, "put", choose, {"chosen": True}).status_code == 422
    assert (
        send(program, "put", choose, {"chosen": True, "agreed": True}).json()["options"][0]["chosen"] is True
    )
    page = program.get(FINAL)
    corrected = send(program, "patch", FINAL, {"title": "Counting all furrows"}, If_Match=page["ETag"])
    assert (corrected.json()["title"], corrected.json()["abstract"]) == (
        "Counting all furrows",
        paper.abstract,
    )
    assert send(program, "patch", FINAL, {"title": "x"}, If_Match=page["ETag"]).status_code == 412
    authors = [{"name": author.name, "email": author.email}, {"name": "Imre Halmos"}]
    wish = {"authors": authors, "reason": "He ran the new experiments."}
    asked = send(program, "post", f"{FINAL}authors/", wish)
    assert asked.json()["author_change"]["authors"] == [author.name, "Imre Halmos"]
    assert program.delete(f"{FINAL}authors/").status_code == 204
    assert AuthorChange.objects.get().state == "withdrawn"

    Decision.objects.update(released_at=None)
    assert program.get(FINAL).status_code == 404
    early = program.post(files, {"kind": "poster", "file": SimpleUploadedFile("p.pdf", pdf_bytes())})
    assert early.status_code == 404


def test_area_chair_recommends():
    cast = make_cast("discussion")
    MetaReview.objects.all().delete()
    program, address = caller(cast.people["area_chair_assigned"]), f"{HERE}reviewing/1/meta-review/"
    empty = program.get(address)
    assert (empty.json()["version"], empty.json()["recommendation"]) == (1, "")
    kept = send(program, "patch", address, {"text": "They agree."}, If_Match=empty["ETag"])
    early = send(program, "patch", address, {"submit": True}, If_Match=kept["ETag"])
    assert (early.status_code, list(early.json()["errors"])) == (422, ["recommendation"])
    given = {"recommendation": "accept_oral", "submit": True}
    done = send(program, "patch", address, given, If_Match=kept["ETag"]).json()
    assert (done["text"], done["recommendation"], bool(done["submitted_at"])) == (
        "They agree.",
        "accept_oral",
        True,
    )
    assert send(program, "patch", address, {"text": "x"}, If_Match=kept["ETag"]).status_code == 412
    assert caller(cast.people["reviewer_assigned"]).get(address).status_code == 404
