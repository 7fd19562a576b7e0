"""A program that sends in a paper, as its author."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from conference.models import AuditEntry
from submissions.models import Answer, PaperFile, Submission
from submissions.services import late
from tests.api import V1, caller, send
from tests.factories import (
    AuthorFactory,
    DateFactory,
    FieldFactory,
    PaperFileFactory,
    SubmissionFactory,
    TopicFactory,
    TrackFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 not much of a paper"


@pytest.fixture
def track():
    found = TrackFactory(workshop__slug="soils-2026")
    DateFactory(workshop=found.workshop, key="submission_deadline", at=timezone.now() + timedelta(days=3))
    return found


@pytest.fixture
def author():
    return UserFactory(name="Ada Fiedler")


@pytest.fixture
def program(author):
    return caller(author, "submissions:write")


def begun(program, track):
    return send(program, "post", f"{V1}soils-2026/my-papers/", {"track": track.pk})


@pytest.mark.enumeration
def test_from_the_form_to_the_submitted_paper(track, author, program):
    topic = TopicFactory(workshop=track.workshop)
    code = FieldFactory(workshop=track.workshop, label="Is the code public?", kind="yes_no", required=True)
    form = program.get(f"{V1}soils-2026/submission-form/").json()
    assert form["tracks"][0]["id"] == track.pk
    assert form["tracks"][0]["takes_papers"] is True
    assert [question["id"] for question in form["tracks"][0]["questions"]] == [code.pk]
    assert [one["id"] for one in form["topics"]] == [topic.pk]

    draft = begun(program, track)
    assert draft.status_code == 201
    paper = draft.json()
    assert [one["name"] for one in paper["authors"]] == ["Ada Fiedler"]
    address = f"{V1}soils-2026/my-papers/{paper['number']}/"
    early = program.post(f"{address}submit/")
    assert (early.status_code, "file" in early.json()["errors"], "title" in early.json()["errors"]) == (
        422,
        True,
        True,
    )

    change = {
        "title": "Counting furrows",
        "abstract": "We count them.",
        "topics": [topic.pk],
        "answers": {str(code.pk): True},
        "authors": [*paper["authors"], {"name": "Bo Lindqvist", "email": "bo@else.example"}],
    }
    changed = send(program, "patch", address, change, If_Match=draft["ETag"])
    assert changed.status_code == 200, changed.content
    found = changed.json()
    assert (found["title"], found["topics"], found["answers"]) == (
        "Counting furrows",
        [topic.pk],
        {str(code.pk): True},
    )
    assert [one["name"] for one in found["authors"]] == ["Ada Fiedler", "Bo Lindqvist"]
    assert Answer.objects.get().value is True

    rest = send(program, "patch", address, {"keywords": "furrows"}, If_Match=changed["ETag"]).json()
    assert (rest["keywords"], rest["title"], len(rest["authors"])) == ("furrows", "Counting furrows", 2)
    assert rest["answers"] == {str(code.pk): True}

    PaperFileFactory(submission=Submission.objects.get())
    sent = program.post(f"{address}submit/")
    assert (sent.status_code, sent.json()["state"], sent.json()["missing"]) == (200, "submitted", [])
    assert AuditEntry.objects.filter(action="paper.submitted", actor=author).count() == 1
    assert program.post(f"{address}submit/").json()["state"] == "submitted"
    assert program.get(f"{V1}soils-2026/my-papers/").json()["results"][0]["state"] == "submitted"
    assert program.post(f"{address}withdraw/").json()["state"] == "withdrawn"
    assert program.post(f"{address}restore/").json()["state"] == "submitted"
    kept = program.delete(address, headers={"If-Match": "*"})
    assert (kept.status_code, Submission.objects.count()) == (403, 1)


@pytest.mark.enumeration
def test_what_the_form_refuses_is_refused_field_by_field(track, program):
    question = FieldFactory(workshop=track.workshop, kind="choice", options=["Yes", "No"])
    draft = begun(program, track)
    address = f"{V1}soils-2026/my-papers/{draft.json()['number']}/"
    me = draft.json()["authors"][0]
    for change, where in (
        ({"title": "x" * 301}, "title"),
        ({"title": "a\0b"}, "title"),
        ({"topics": [999]}, "topics"),
        ({"track": 999}, "track"),
        ({"authors": [{**me, "orcid": "0000-0002-1825-0098"}]}, "authors.0.orcid"),
        ({"authors": [me, {"name": "Twin", "email": me["email"]}]}, "authors.1.email"),
        ({"authors": [{"name": "Somebody Else", "email": "else@else.example"}]}, "authors"),
        ({"authors": [{"email": "what"}]}, "authors.0.name"),
        ({"answers": {str(question.pk): "Perhaps"}}, f"answers.{question.pk}"),
        ({"answers": {"999": "x"}}, "answers.999"),
        ({"answers": {str(question.pk): {"a": 1}}}, f"answers.{question.pk}"),
    ):
        answer = send(program, "patch", address, change, If_Match=draft["ETag"])
        assert (answer.status_code, where in answer.json()["errors"]) == (422, True), (change, answer.content)
    assert program.get(address)["ETag"] == draft["ETag"]


def test_files_are_uploaded_listed_reported_and_fetched(track, author, program):
    number = begun(program, track).json()["number"]
    address = f"{V1}soils-2026/my-papers/{number}/files/"
    wrong = program.post(address, {"file": SimpleUploadedFile("notes.txt", b"plain text")})
    assert (wrong.status_code, "not a PDF" in wrong.json()["detail"]) == (422, True)
    sent = program.post(address, {"file": SimpleUploadedFile("paper.pdf", PDF)})
    assert sent.status_code == 201
    again = program.post(address, {"file": SimpleUploadedFile("paper.pdf", PDF)})
    assert again.json()["id"] == sent.json()["id"]
    assert PaperFile.objects.count() == 1
    assert [row["name"] for row in program.get(address).json()["results"]] == ["paper.pdf"]

    fetched = program.get(f"{address}{sent.json()['id']}/")
    assert b"".join(fetched.streaming_content) == PDF
    assert 'filename="paper.pdf"' in fetched["Content-Disposition"]
    report = program.get(f"{address}{sent.json()['id']}/report/").json()
    assert (report["state"], report["report"]) == ("waiting", {})

    good = PaperFileFactory(submission=Submission.objects.get())
    good.report = {**good.report, "leaks": [{"kind": "author_name", "page": 1, "text": "Ada Fiedler"}]}
    good.save()
    seen = program.post(f"{address}{good.public_id}/seen/").json()
    assert (seen["findings"][0]["text"], seen["findings_seen_at"] is None) == ("Ada Fiedler", False)


@pytest.mark.enumeration
def test_after_the_deadline_nothing_changes_and_the_reason_is_said(track, author, program):
    draft = begun(program, track)
    track.workshop.dates.update(at=timezone.now() - timedelta(days=1))
    address = f"{V1}soils-2026/my-papers/{draft.json()['number']}/"
    answer = send(program, "patch", address, {"title": "Late"}, If_Match="*")
    assert (answer.status_code, answer.json()["type"].rpartition("#")[2]) == (403, "closed")
    assert "closed on" in answer.json()["detail"]
    assert "closed on" in program.get(address).json()["why_closed"]
    assert begun(program, track).status_code == 403
    assert program.delete(address, headers={"If-Match": "*"}).status_code == 204
    assert Submission.objects.count() == 0


@pytest.mark.enumeration
def test_nobody_else_reads_or_writes_it(track, program):
    number = begun(program, track).json()["number"]
    other = caller(UserFactory())
    address = f"{V1}soils-2026/my-papers/{number}/"
    missing = other.get(f"{V1}soils-2026/my-papers/999/")
    assert program.get(address).status_code == 200
    assert (other.get(address).status_code, other.get(address).content) == (404, missing.content)
    assert send(other, "patch", address, {"title": "Mine"}, If_Match="*").content == missing.content
    assert other.post(f"{address}submit/").content == missing.content
    reader = caller(Submission.objects.get().submitter, "submissions:read")
    assert (reader.get(address).status_code, reader.post(f"{address}submit/").status_code) == (200, 403)


def test_list_costs_the_same_for_ten_papers_and_two_hundred(
    track, author, program, django_assert_num_queries
):
    address = f"{V1}soils-2026/my-papers/"

    def more(many):
        start = Submission.objects.count()
        papers = [
            SubmissionFactory.build(track=track, workshop=track.workshop, number=start + n + 1)
            for n in range(many)
        ]
        Submission.objects.bulk_create(papers)
        AuthorFactory._meta.model.objects.bulk_create(
            AuthorFactory._meta.model(submission=paper, user=author, name=author.name) for paper in papers
        )

    for many, limit in ((10, 10), (190, 200)):
        more(many)
        with django_assert_num_queries(7):
            assert len(program.get(address, {"limit": 200}).json()["results"]) == limit


def test_author_confirms_asks_answers_findings_and_takes_files_out(track, author, program):
    code = PaperFileFactory(
        submission=SubmissionFactory(track=track, number=7),
        report={"anonymous": False, "leaks": [{"kind": "author_name", "page": 1, "text": "Ada Fiedler"}]},
    )
    paper = code.submission
    mine = AuthorFactory(submission=paper, user=author, is_corresponding=True)
    AuthorFactory(submission=paper, user=None, name="Bo", email="bo@else.example", standing="waiting")
    address, gone = f"{V1}soils-2026/my-papers/7/", f"{V1}soils-2026/my-papers/99/"
    [finding] = program.get(f"{address}files/{code.public_id}/report/").json()["findings"]
    assert (finding["answer"], finding["standing"], finding["word"]) == ("", "open", "")
    answer = f"files/{code.public_id}/findings/{finding['key']}/"
    extra = PaperFileFactory(submission=paper, kind="supplement", version=1)
    stranger, reader = caller(UserFactory()), caller(author, "submissions:read")
    for method, tail, body in (
        ("post", "ask-authors/", {}), ("put", "authorship/", {"author": False}), ("post", "check-again/", {}),
        ("put", answer, {"text": "Taken over"}), ("delete", f"files/{extra.public_id}/", {}),
    ):  # fmt: skip
        answers = [send(stranger, method, f"{where}{tail}", body) for where in (address, gone)]
        assert ([one.status_code for one in answers], answers[0].content) == ([404, 404], answers[1].content)
        assert send(reader, method, f"{address}{tail}", body).json()["type"].endswith("#lacks-scope")
    said = send(program, "put", f"{address}{answer}", {"text": "A lake, not me."}).json()["findings"][0]
    assert (said["answer"], said["standing"]) == ("A lake, not me.", "answered")
    assert send(program, "put", f"{address}{answer}", {"text": "x" * 301}).status_code == 422
    assert (
        send(program, "put", f"{address}files/{code.public_id}/findings/none/", {"text": "x"}).status_code
        == 404
    )
    assert program.post(f"{address}check-again/").json()["number"] == 7
    assert [program.post(f"{address}ask-authors/").json()["mails"] for _ in range(2)] == [2, 0]
    assert program.delete(f"{address}files/{extra.public_id}/").status_code == 204
    assert [row["state"] for row in program.get(address).json()["files"] if row["kind"] == "supplement"] == [
        "removed"
    ]
    assert program.delete(f"{address}files/{code.public_id}/").status_code == 422

    assert send(program, "put", f"{address}authorship/", {"author": True}).status_code == 204
    mine.refresh_from_db()
    assert mine.standing == "confirmed"
    assert send(program, "put", f"{address}authorship/", {"author": False}).status_code == 204
    assert program.get(address).content == program.get(gone).content


@pytest.mark.enumeration
def test_late_link_begins_one_paper_though_all_is_closed(track, author, program):
    track.workshop.dates.update(at=timezone.now() - timedelta(hours=1))
    chair = UserFactory()
    until = timezone.now() + timedelta(days=1)
    link = late.give_link(workshop=track.workshop, by=chair, track=track, expires_at=until)
    assert begun(program, track).status_code == 403
    address, wanted = f"{V1}soils-2026/my-papers/late/", {"link": late.late_url(link)}
    for _ in range(2):
        made = send(program, "post", address, wanted, Idempotency_Key="late-1")
        assert (made.status_code, made.json()["why_closed"]) == (201, "")
    assert send(caller(UserFactory()), "post", address, wanted).status_code == 403
    wrong = send(program, "post", address, {"link": f"{late.late_url(link)[:-3]}x/"})
    assert (wrong.status_code, list(wrong.json()["errors"])) == (422, ["link"])
    assert Submission.objects.count() == 1
