import hashlib
import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from conference.models import Job
from submissions import tasks
from submissions.models import PaperFile
from tests.clients import client_of, text_of
from tests.factories import AuthorFactory, UserFactory
from tests.pdfs import pdf_bytes, upload

pytestmark = pytest.mark.django_db

ENCRYPTED = "encrypted"


@pytest.fixture
def send(call, paper, jobs_run):
    """Post the form with a file and let the check run."""

    def sending(content, name="paper.pdf", **changes):
        paper.refresh_from_db()
        with jobs_run():
            return call.client.post(
                call.edit_url(paper),
                call.form(paper, file=upload(content, name), step="upload", **changes),
            )

    return sending


def encrypted_pdf():
    held = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_bytes())) as document:
        document.save(held, encryption=pikepdf.Encryption(owner="secret", user="secret"))
    return held.getvalue()


@pytest.mark.enumeration
def test_upload_is_checked_and_explained(call, paper, send):
    content = pdf_bytes(3)
    response = send(content, title="Typed beside the file")

    assert response["Location"].endswith("/edit/#pdf")
    file = paper.files.get()
    assert (file.version, file.check_state, file.sha256) == (1, "done", hashlib.sha256(content).hexdigest())
    assert file.uploaded_by == call.author
    with file.reviewer_copy.open("rb") as copy:
        assert copy.read().startswith(b"%PDF-")
    page = text_of(call.client, call.edit_url(paper))
    assert (
        "Main text ends on page 3, references begin on page 3, 3 pages in all: within the limit of 4 pages."
        in page
    )
    assert "Nothing was found that tells who the authors are" in page
    paper.refresh_from_db()
    assert paper.title == "Typed beside the file"


@pytest.mark.enumeration
def test_page_refreshes_itself_while_the_check_runs(call, paper):
    form = call.form(paper, file=upload(pdf_bytes()), step="upload")
    call.client.post(call.edit_url(paper), form)
    fragment = call.url(f"my-papers/{paper.number}/check/")

    assert f'hx-get="{fragment}"' in text_of(call.client, call.edit_url(paper))
    assert "Being checked" in text_of(call.client, call.edit_url(paper))
    job = Job.objects.get(kind="check_pdf")
    assert tasks.check_pdf(job, lambda *args: None)["acceptable"]
    answer = call.client.get(fragment, headers={"HX-Request": "true"}).content.decode()
    assert "hx-get" not in answer
    assert "within the limit" in answer
    assert call.client.get(fragment)["Location"].endswith("/edit/#pdf")


def test_every_upload_is_a_version_and_the_same_bytes_are_none(call, paper, send):
    send(pdf_bytes(2))
    send(pdf_bytes(3))
    send(pdf_bytes(3))

    assert [file.version for file in paper.files.order_by("version")] == [1, 2]


@pytest.mark.enumeration
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 a document", "it looks like a Word document or a ZIP archive"),
        (b"<html><script>alert(1)</script></html>", "it looks like a web page"),
        (b"plain words", "This is not a PDF"),
    ],
)
def test_what_is_no_pdf_is_refused_at_once(call, paper, send, content, message):
    response = send(content, abstract="Typed beside the file.")

    assert response.status_code == 422
    assert message in response.content.decode()
    assert not paper.files.exists()
    paper.refresh_from_db()
    assert paper.abstract == "Typed beside the file."


@pytest.mark.enumeration
def test_60_megabytes_are_refused_with_both_numbers(call, paper, send):
    response = send(pdf_bytes() + b"\0" * (60 * 1024 * 1024))

    assert response.status_code == 422
    assert "The file has 60 MB; at most 50 MB can be taken." in response.content.decode()
    assert not paper.files.exists()


@pytest.mark.enumeration
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (encrypted_pdf, "The file is encrypted or protected by a password"),
        (lambda: pdf_bytes()[:-600], "The file is cut off"),
        (lambda: pdf_bytes(500), " pages. Is it the right one?"),
    ],
    ids=["encrypted", "truncated", "500 pages"],
)
def test_what_the_check_can_not_take_never_replaces_a_good_file(call, paper, send, content, message):
    send(pdf_bytes(3))
    send(content())

    page = text_of(call.client, call.edit_url(paper))
    assert message in page
    assert "Version 1 still stands" in page
    assert {file.version: file.check_state for file in paper.files.all()} == {1: "done", 2: "refused"}


@pytest.mark.enumeration
def test_over_the_limit_says_where_and_is_refused(call, paper, send):
    send(pdf_bytes(6))

    page = text_of(call.client, call.edit_url(paper))
    assert "Main text ends on page 6" in page
    assert "over the limit of 4 pages" in page
    assert "The first line beyond it, on page 5" in page
    file = paper.files.get()
    assert file.check_state == "refused"
    assert not file.reviewer_copy


@pytest.mark.enumeration
def test_track_with_a_higher_limit_has_the_file_checked_again(call, paper, send, jobs_run):
    from tests.factories import TrackFactory

    long = TrackFactory(workshop=call.workshop, name="Long papers", page_limit=9)
    send(pdf_bytes(6))
    paper.refresh_from_db()
    with jobs_run():
        call.client.post(call.edit_url(paper), call.form(paper, track=long.pk, step="save"))

    assert paper.files.get().check_state == "done"
    assert "within the limit of 9 pages" in text_of(call.client, call.edit_url(paper))


@pytest.mark.enumeration
def test_anonymity_findings_come_with_page_and_quote(call, paper, send):
    send(pdf_bytes(3, words="By Zoe, zoe@lake.example"))

    page = text_of(call.client, call.edit_url(paper))
    assert "An e-mail address, page 1: <q>By Zoe, zoe@lake.example</q>" in page
    file = paper.files.get()
    assert file.check_state == "done"
    assert f'name="findings_seen" value="{file.public_id}"' in page


def test_ticking_the_findings_is_kept_for_that_version_only(call, paper, send):
    send(pdf_bytes(3, words="By Zoe, zoe@lake.example"))
    first = paper.files.get()
    paper.refresh_from_db()
    call.client.post(call.edit_url(paper), call.form(paper, findings_seen=str(first.public_id)))
    first.refresh_from_db()
    assert first.findings_seen_at

    send(pdf_bytes(2, words="By Zoe, zoe@lake.example"))
    call.client.post(call.edit_url(paper), call.form(paper, findings_seen=str(first.public_id)))
    assert paper.files.get(version=2).findings_seen_at is None


def test_check_that_broke_down_can_be_done_again(call, paper, send):
    call.client.post(
        call.edit_url(paper),
        call.form(paper, file=upload(pdf_bytes()), step="upload"),
    )
    Job.objects.update(state="failed", error="The disk was full.")
    assert "The check broke down" in text_of(call.client, call.edit_url(paper))

    again = call.client.post(call.url(f"my-papers/{paper.number}/check/again/"))

    assert again.status_code == 302
    assert Job.objects.filter(kind="check_pdf", state="waiting").count() == 1
    assert "Being checked" in text_of(call.client, call.edit_url(paper))
    call.client.post(call.url(f"my-papers/{paper.number}/check/again/"))
    assert Job.objects.count() == 2


@pytest.mark.enumeration
@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\zoe\\paper.pdf", "paper.pdf"),
        ('a "quoted"\r\nX-Injected: yes.pdf', "a quoted X-Injected yes.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("Grégoire’s paper – final.pdf", "Grégoire’s paper – final.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        (".pdf", "paper.pdf"),
    ],
)
def test_file_names_are_tamed(call, paper, jobs_run, name, kept):
    from submissions.services.files import add_file

    sent = SimpleUploadedFile("plain.pdf", pdf_bytes())
    sent._name = name
    add_file(kind="paper", submission=paper, uploaded_file=sent, by=call.author)

    file = paper.files.get()
    assert file.original_name == kept
    answer = call.client.get(call.url(f"my-papers/{paper.number}/files/{file.public_id}/"))
    assert answer.status_code == 200
    assert "X-Injected" not in answer.headers
    answer.close()


@pytest.mark.enumeration
def test_author_gets_the_original_back_and_nothing_runs(call, paper, send):
    content = pdf_bytes(3)
    send(content, name="Überblick.pdf")
    answer = call.client.get(call.url(f"my-papers/{paper.number}/files/{paper.files.get().public_id}/"))

    assert b"".join(answer.streaming_content) == content
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''%C3%9Cberblick.pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.enumeration
def test_co_author_may_fetch_it_and_nobody_else(call, paper, send, stranger, client):
    send(pdf_bytes(3))
    url = call.url(f"my-papers/{paper.number}/files/{paper.files.get().public_id}/")
    person = UserFactory()
    AuthorFactory(submission=paper, user=person, position=1)
    co_author = client_of(person)

    assert b"".join(co_author.get(url).streaming_content) == pdf_bytes(3)
    assert stranger.get(url).status_code == 404
    assert stranger.get(url.replace(str(paper.files.get().public_id)[:8], "00000000")).status_code == 404
    assert client.get(url).status_code == 302


def test_upload_after_the_deadline_is_refused_and_said(call, paper, jobs_run):
    form = call.form(paper, file=upload(pdf_bytes()), step="upload")
    call.close()
    response = call.client.post(call.edit_url(paper), form)

    assert response.status_code == 403
    assert "closed on" in response.content.decode()
    assert not PaperFile.objects.exists()


def test_job_names_no_paper_to_chairs(call, paper, send):
    send(pdf_bytes(3))

    job = Job.objects.get(kind="check_pdf")
    assert job.workshop is None
    assert (job.owner, job.state) == (call.author, "done")
