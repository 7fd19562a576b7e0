"""Questions that are answered by a file: asked, uploaded, checked, kept as versions, shown to whom they are meant for."""

import base64
import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from conference.models import Job, Mail
from submissions.models import Answer, FormField, PaperFile
from submissions.services.checks import run_check
from tests.clients import client_of, text_of
from tests.factories import (
    AssignmentFactory,
    ConflictFactory,
    DecisionFactory,
    FieldFactory,
    PaperFileFactory,
    ReviewerFactory,
    RoleFactory,
)
from tests.pdfs import pdf_bytes

pytestmark = pytest.mark.django_db
PLAN = pdf_bytes(1, words="Data management plan", title="Plan of the Lakeside group")


def fetch(client, address):
    """Fetch a file whole, so that none stays open."""
    response = client.get(address)
    return response, b"".join(response) if response.streaming else response.content


@pytest.fixture
def chair(call):
    return RoleFactory(workshop=call.workshop).user


@pytest.fixture
def field(call):
    return FieldFactory(workshop=call.workshop, kind="file", label="Data plan", required=True)


@pytest.fixture
def send(call, paper, jobs_run):
    def sending(field, content=PLAN, name="plan-obrien.pdf", **changes):
        paper.refresh_from_db()
        files = {f"answer-{field.pk}": SimpleUploadedFile(name, content)} if content else {}
        with jobs_run():
            form = call.form(paper, step="upload", **files, **changes)
            return call.client.post(call.edit_url(paper), form)

    return sending


@pytest.mark.enumeration
@pytest.mark.parametrize("stage", ["submission", "camera_ready"])
def test_chair_asks_for_a_file_at_either_stage(call, chair, stage):
    sent = {"label": "Data plan", "kind": "file", "stage": stage, "audience": "reviewers"}
    assert client_of(chair).post(call.url("chair/form/new/"), sent).status_code == 302
    assert FormField.objects.get().kind == "file"
    assert "Data plan" in client_of(chair).get(call.url("chair/form/preview/")).content.decode()


def test_a_declaration_is_no_file(call, chair):
    sent = {"label": "We declare", "kind": "file", "stage": "submission", "policy": "ethics"}
    assert client_of(chair).post(call.url("chair/form/new/"), sent).status_code == 422


@pytest.mark.enumeration
def test_a_licence_is_agreed_to_here_and_chosen_with_the_final_version(call, chair):
    page = client_of(chair).get(call.url("chair/form/new/?policy=licence")).content.decode()
    assert "choose with the final version" in page
    sent = {"label": "Licence", "stage": "submission", "policy": "licence", "option_lines": "CC BY\nCC0"}
    post = client_of(chair).post
    assert post(call.url("chair/form/new/"), {**sent, "kind": "choice"}).status_code == 422
    assert post(call.url("chair/form/new/"), {**sent, "kind": "agreement"}).status_code == 302


@pytest.mark.enumeration
def test_a_required_file_is_missing_until_one_stands(call, field, paper, send):
    lacking = "Upload a file for “Data plan”."
    assert lacking in text_of(call.client, call.edit_url(paper))

    assert send(field).status_code == 302

    page = text_of(call.client, call.edit_url(paper))
    assert lacking not in page
    assert "plan-obrien.pdf" in page
    file = PaperFile.objects.get()
    assert (file.kind, file.slot, file.check_state) == ("answer", str(field.pk), "done")
    with file.reviewer_copy.open("rb") as kept, pikepdf.open(kept) as copy:
        assert "/Title" not in copy.docinfo
    answer = Answer.objects.get()
    assert (answer.file, answer.value, answer.answered_by) == (file, "PDF", call.author)


def test_names_in_it_are_found_and_shown_with_their_place(call, field, paper, send):
    paper.authors.update(affiliation="Lakeside University")
    send(field, pdf_bytes(1, words="Zoe O'Brien-Nunez, zoe@lake.example"))

    address = f"findings/?kind=answer&slot={field.pk}"
    assert address.replace("&", "&amp;") in text_of(call.client, call.edit_url(paper))
    found = call.client.get(call.url(f"my-papers/{paper.number}/{address}"))
    assert "zoe@lake.example" in found.content.decode()


def test_each_upload_is_a_version_and_one_that_is_refused_replaces_none(call, field, paper, send):
    send(field)
    broken = send(field, b"%PDF-1.7 broken off")
    assert broken.status_code == 302
    assert "This file can’t be taken." in text_of(call.client, call.edit_url(paper))
    assert Answer.objects.get().file.version == 1
    assert send(field, b"MZ\0\0", name="plan.exe").status_code == 422

    send(field, pdf_bytes(2))
    assert Answer.objects.get().file.version == 3

    send(field, None, remove=f"answer-{field.pk}")
    assert not Answer.objects.exists()
    assert "Upload a file for “Data plan”." in text_of(call.client, call.edit_url(paper))
    versions = call.client.get(call.url(f"my-papers/{paper.number}/")).content.decode()
    assert all(f"version {number}" in versions for number in (1, 2, 3))


@pytest.fixture
def asked(call, field, jobs_run):
    """A complete paper whose author sent a file for the question and pressed Submit before that was checked."""

    def asking(content=PLAN):
        with jobs_run():
            paper = call.complete()
        edit = call.edit_url(paper)
        sent = {f"answer-{field.pk}": SimpleUploadedFile("plan.pdf", content)}
        said = call.client.post(edit, call.form(paper, step="submit", **sent), follow=True)
        assert "as soon as its files are checked" in said.content.decode()
        paper.refresh_from_db()
        return paper, PaperFile.objects.get(kind="answer")

    return asking


def after_check(paper, file):
    run_check(file.pk)
    paper.refresh_from_db()
    return paper.state


@pytest.mark.enumeration
def test_submitting_waits_for_the_check_of_a_file_that_answers(call, field, asked):
    paper, file = asked()
    pressed = paper.submit_asked_at
    assert (paper.state, file.check_state) == ("draft", "waiting")
    call.close()
    assert after_check(paper, file) == "submitted"
    assert paper.submitted_at == pressed
    assert Mail.objects.get().template == "submission_received"


def test_a_needed_file_that_is_refused_is_told_with_its_reason_and_kept(call, field, asked):
    paper, file = asked(b"%PDF-1.7 broken off")
    assert after_check(paper, file) == "draft"
    mail = Mail.objects.get()
    assert mail.template == "submission_not_taken"
    assert "The file for “Data plan” can’t be taken: " in mail.body
    assert "The file for “Data plan” can’t be taken: " in text_of(call.client, call.edit_url(paper))
    kept = call.client.get(call.url(f"my-papers/{paper.number}/")).content.decode()
    assert "plan.pdf" in kept


def test_without_a_file_that_is_not_needed_the_paper_is_submitted_and_its_authors_are_told(
    call, field, asked
):
    FormField.objects.update(required=False)
    paper, file = asked(b"%PDF-1.7 broken off")
    assert after_check(paper, file) == "submitted"
    told = Mail.objects.get(template="file_not_taken")
    assert told.subject.endswith("Data plan")
    assert Mail.objects.filter(template="submission_received").exists()


def test_a_check_that_broke_down_can_be_asked_for_again(call, field, asked, jobs_run):
    paper, file = asked()
    Job.objects.filter(pk=file.check_job_id).update(state="failed")
    assert "Check again" in text_of(call.client, call.edit_url(paper))
    with jobs_run():
        call.client.post(call.url(f"my-papers/{paper.number}/check/again/"))
    paper.refresh_from_db()
    assert paper.state == "submitted"


def named(**pairs):
    return ",".join(f"{key} {base64.b64encode(str(value).encode()).decode()}" for key, value in pairs.items())


def begin(call, paper, slot):
    headers = {
        "Tus-Resumable": "1.0.0",
        "Upload-Length": str(len(PLAN)),
        "Upload-Metadata": named(filename="plan.pdf", kind="answer", slot=slot),
    }
    return call.client.post(call.url(f"my-papers/{paper.number}/uploads/"), headers=headers)


def test_it_comes_in_parts_too(call, field, paper, send):
    where = begin(call, paper, field.pk)["Location"]
    for start, part in ((0, PLAN[:200]), (200, PLAN[200:])):
        headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": str(start)}
        call.client.patch(where, part, content_type="application/offset+octet-stream", headers=headers)
    send(field, None, **{f"answer-{field.pk}-upload": where.rstrip("/").rpartition("/")[2]})

    with Answer.objects.get().file.file.open("rb") as kept:
        assert kept.read() == PLAN


@pytest.mark.enumeration
def test_only_what_is_asked_is_taken_and_only_in_time(call, field, paper):
    other = FieldFactory(workshop=call.workshop, kind="line")
    elsewhere = FieldFactory(kind="file")
    final = FieldFactory(workshop=call.workshop, kind="file", stage="camera_ready")
    assert begin(call, paper, field.pk).status_code == 201
    for slot in (other.pk, elsewhere.pk, final.pk, "x", "", 10**30):
        assert begin(call, paper, slot).status_code == 404
    call.close()
    assert begin(call, paper, field.pk).status_code == 403


def reader_of(call, paper):
    reviewer = ReviewerFactory(workshop=call.workshop).user
    AssignmentFactory(submission=paper, user=reviewer)
    return client_of(reviewer)


@pytest.mark.parametrize("audience", ["chairs", "reviewers"])
def test_chairs_get_the_cleaned_copy_and_reviewers_only_what_is_meant_for_them(
    call, chair, field, paper, send, audience
):
    FormField.objects.update(audience=audience)
    send(field)
    PaperFileFactory(submission=paper)
    paper.state = "submitted"
    paper.save()
    address = call.url(f"papers/{paper.number}/file/{Answer.objects.get().file.public_id}/")
    chairs = client_of(chair)
    shown = chairs.get(call.url(f"chair/papers/{paper.number}/")).content.decode()
    assert address in shown
    assert "obrien" not in shown
    reviewer = reader_of(call, paper)
    desk = reviewer.get(call.url(f"reviewing/{paper.number}/")).content.decode()

    got, content = fetch(chairs, address)
    with pikepdf.open(io.BytesIO(content)) as copy:
        assert "/Title" not in copy.docinfo
    assert "obrien" not in got["Content-Disposition"]
    assert (address in desk) == ("Data plan" in desk) == (audience == "reviewers")
    assert fetch(reviewer, address)[0].status_code == (200 if audience == "reviewers" else 404)
    assert client_of(ReviewerFactory(workshop=call.workshop).user).get(address).status_code == 404
    ConflictFactory(submission=paper, user=chair)
    assert chairs.get(address).status_code == 404


def test_a_file_of_the_final_version_is_part_of_the_checklist(call, chair, paper, jobs_run):
    field = FieldFactory(
        workshop=call.workshop, kind="file", stage="camera_ready", label="Copyright form", required=True
    )
    paper.state = "submitted"
    paper.save()
    place = call.url(f"my-papers/{paper.number}/camera-ready/")
    file = {f"answer-{field.pk}": SimpleUploadedFile("signed by Zoe.pdf", PLAN)}
    before = begin(call, paper, field.pk)
    decision = DecisionFactory(submission=paper, outcome="accept_poster")
    drafted = begin(call, paper, field.pk)
    assert (
        (before.status_code, before.content)
        == (drafted.status_code, drafted.content)
        == (404, before.content)
    )

    decision.released_at = "2026-01-01T00:00Z"
    decision.save()
    assert call.client.get(place).context["page"].row("questions").standing.value == "missing"
    with jobs_run():
        assert call.client.post(f"{place}items/questions/", file).status_code == 302

    page = call.client.get(place)
    assert page.context["page"].row("questions").standing.value == "done"
    assert "signed by Zoe.pdf" in page.content.decode()
    answer = Answer.objects.get()
    address = call.url(f"chair/camera-ready/{paper.number}/files/{answer.file.public_id}/")
    chairs = client_of(chair)
    assert address in chairs.get(call.url(f"chair/camera-ready/{paper.number}/")).content.decode()
    assert fetch(chairs, address)[0].status_code == 200
    assert (
        reader_of(call, paper)
        .get(call.url(f"papers/{paper.number}/file/{answer.file.public_id}/"))
        .status_code
        == 404
    )
    ConflictFactory(submission=paper, user=chair)
    assert chairs.get(address).status_code == 404
