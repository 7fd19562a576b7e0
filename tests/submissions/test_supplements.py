"""Files beside the paper: what they may be, what they must not tell, who gets them."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from submissions.archivecheck import check_attachment
from tests.cast import make_cast
from tests.clients import client_of
from tests.factories import PaperFileFactory
from tests.pdfs import pdf_bytes

AUTHORS = {
    "authors": ["Zoë O’Brien-Nuñez"],
    "emails": ["zoe@lake.example"],
    "affiliations": ["Lakeside University"],
    "orcids": ["0000-0002-1825-0097"],
}


def zipped(**files):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return held.getvalue()


def tarred(owner="", **files):
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w:gz") as archive:
        for path, content in files.items():
            info = tarfile.TarInfo(path)
            info.size, info.uname = len(content), owner
            archive.addfile(info, io.BytesIO(content))
    return held.getvalue()


TELLING = {
    "README.md": "Written by Zoe O'Brien-Nunez, Lakeside University",
    "setup.py": 'author_email="ZOE@lake.example"',
    "run.sh": "cd /home/zobrien/work",
    "notes.ipynb": json.dumps({"metadata": {"orcid": "0000-0002-1825-0097"}}),
    "obrien-nunez_zoe/model.py": "x = 1",
    "code/.git/config": "[user]\n name = Somebody",
    "links.txt": "see https://github.com/zobriennunez/trees",
}
INNOCENT = {
    "README.md": "Run train.py. Data from https://zenodo.org/record/1 by other people.",
    "train.py": "# cd /home/user/work, see https://anonymous.4open.science/r/trees\n",
    "logo.bin": b"\0\1zoe@lake.example",
}


def checked(tmp_path, content, kind):
    path = tmp_path / "file"
    path.write_bytes(content)
    return check_attachment(path, format=kind, **AUTHORS)


@pytest.mark.parametrize("kind", ["zip", "targz"])
def test_what_tells_the_authors_is_found_inside(tmp_path, kind):
    pack = zipped if kind == "zip" else lambda **files: tarred(**{k: v.encode() for k, v in files.items()})
    report = checked(tmp_path, pack(**TELLING), kind)

    assert {(leak["kind"], leak["path"]) for leak in report["leaks"]} >= {
        ("author_name", "README.md"),
        ("affiliation", "README.md"),
        ("email", "setup.py"),
        ("file_path", "run.sh"),
        ("orcid", "notes.ipynb"),
        ("version_control", ".git"),
        ("identifying_link", "links.txt"),
        ("author_name", "obrien-nunez_zoe/model.py"),
    }
    assert report["errors"] == []


def test_the_account_that_packed_an_archive_is_found(tmp_path):
    assert checked(tmp_path, tarred("zobrien", a=b"x"), "targz")["leaks"][0]["text"] == "owner zobrien"
    assert checked(tmp_path, tarred("root", a=b"x"), "targz")["leaks"] == []


def test_what_tells_nobody_raises_no_alarm(tmp_path):
    assert checked(tmp_path, zipped(**INNOCENT), "zip") == {
        "attachment": True,
        "entries": 3,
        "leaks": [],
        "errors": [],
        "looked": {"text": 2, "unread": 1},
        "unread": ["logo.bin"],
    }


def picture(**said):
    held = io.BytesIO()
    info = PngInfo()
    for name, value in said.items():
        info.add_text(name, value)
    Image.new("RGB", (4, 4)).save(held, "PNG", pnginfo=info)
    return held.getvalue()


def word(creator, text):
    return zipped(**{
        "docProps/core.xml": f"<cp:coreProperties><dc:creator>{creator}</dc:creator></cp:coreProperties>",
        "word/document.xml": f"<w:document><w:p><w:t>{text}</w:t></w:p></w:document>",
    })  # fmt: skip


def test_pdfs_pictures_and_documents_in_an_archive_are_read(tmp_path):
    held = {
        "appendix.pdf": pdf_bytes(2, words="Zoe O'Brien-Nunez, zoe@lake.example"),
        "quiet.pdf": pdf_bytes(1),
        "broken.pdf": b"%PDF-1.7 broken off",
        "plot.png": picture(Author="Some Person"),
        "quiet.png": picture(Author="Anonymous"),
        "half.png": b"\x89PNG",
        "plan.docx": word("Some Person", "By Zoë O’Brien-Nuñez"),
        "quiet.docx": word("python-docx", "A plan."),
    }
    for kind in ("zip", "targz"):
        report = checked(tmp_path, zipped(**held) if kind == "zip" else tarred(**held), kind)
        assert {(leak["kind"], leak["path"]) for leak in report["leaks"]} == {
            ("author_name", "appendix.pdf"),
            ("email", "appendix.pdf"),
            ("metadata", "plot.png"),
            ("metadata", "plan.docx"),
            ("author_name", "plan.docx"),
        }
        assert "On page 1." in report["leaks"][0]["reason"]
        assert all(leak["page"] is None for leak in report["leaks"])
        assert report["looked"] == {"pdf": 2, "picture": 2, "document": 2, "unread": 2}
        assert report["unread"] == ["broken.pdf", "half.png"]
        assert report["errors"] == []


def bomb():
    return zipped(zeros=b"\0" * (80 * 2**20))


def tar_bomb():
    return tarred(zeros=b"\0" * (80 * 2**20))


@pytest.mark.parametrize(
    ("content", "kind", "problem"),
    [
        (bomb, "zip", "decompression_bomb"),
        (tar_bomb, "targz", "decompression_bomb"),
        (lambda: zipped(a="x" * 500)[:-40], "zip", "broken"),
        (lambda: tarred(a=b"x" * 5000)[:60], "targz", "broken"),
        (lambda: zipped(**{"../../etc/cron": "x"}), "zip", "unsafe_path"),
        (lambda: zipped(**{str(number): "" for number in range(20_001)}), "zip", "too_many_entries"),
    ],
)
def test_each_unfit_archive_has_its_own_words(tmp_path, content, kind, problem):
    report = checked(tmp_path, content(), kind)

    assert [error["kind"] for error in report["errors"]] == [problem]
    assert report["leaks"] == []


@pytest.fixture
def send(call, paper, jobs_run):
    def sending(field, name, content, **changes):
        paper.refresh_from_db()
        form = call.form(paper, step="upload", **{field: SimpleUploadedFile(name, content)}, **changes)
        with jobs_run():
            return call.client.post(call.edit_url(paper), form)

    return sending


@pytest.mark.django_db
def test_code_is_kept_checked_shown_and_taken_out(call, paper, send, jobs_run):
    send("code", "trees.zip", zipped(AUTHORS="Zoe O'Brien-Nunez"))
    file = paper.files.get(kind="code")
    assert (file.format, file.version, file.check_state) == ("zip", 1, "done")
    page = call.client.get(call.edit_url(paper)).content.decode()
    assert "1 finding" in page
    told = call.client.get(call.url(f"my-papers/{paper.number}/findings/?kind=code")).content.decode()
    assert "<code>AUTHORS</code>" in told
    assert "The name of Zoë O’Brien-Nuñez." in told
    assert "1 text read." in told
    assert "reviewers get the archive as it is" in told

    form = call.form(paper, remove="code")
    answer = call.client.post(call.edit_url(paper), form, follow=True)
    assert "The file is taken out." in answer.content.decode()
    file.refresh_from_db()
    assert file.removed_at
    assert "trees.zip" in call.client.get(call.url(f"my-papers/{paper.number}/")).content.decode()


@pytest.mark.enumeration
@pytest.mark.django_db
def test_what_a_supplement_may_not_be_is_said_at_its_field(call, paper, send):
    for name, content in (("run.exe", b"MZ"), ("page.html", b"<html>"), ("fake.zip", b"no archive")):
        answer = send("supplement", name, content, title="Typed beside it")
        assert answer.status_code == 422
        assert "A supplementary file is one of these: .pdf, .zip" in answer.content.decode()
    paper.refresh_from_db()
    assert paper.title == "Typed beside it"
    call.track.supplement_mb = 1
    call.track.save()
    assert "at most 1 MB can be taken" in send("supplement", "a.csv", b"a,b\n" * 300_000).content.decode()
    call.track.supplement_mb = 0
    call.track.save()
    assert send("supplement", "a.csv", b"a,b\n").status_code == 403
    assert not paper.files.exists()


@pytest.mark.enumeration
@pytest.mark.django_db
def test_reviewers_get_a_supplement_without_its_properties(call, paper, send):
    send("supplement", "Zoe.pdf", pdf_bytes(1, title="By Zoe"))

    file = paper.files.get(kind="supplement")
    with file.reviewer_copy.open("rb") as copy, pikepdf.open(copy) as document:
        assert "/Title" not in document.docinfo
    assert "within_limit" not in file.report


@pytest.mark.enumeration
@pytest.mark.django_db
def test_supplements_go_where_the_paper_goes_and_nowhere_else():
    cast = make_cast("reviewing")
    file = PaperFileFactory(
        submission=cast.paper,
        kind="code",
        format="zip",
        reviewer_copy="",
        original_name="ottoline.zip",
        content=b"PK",
    )
    path = f"/{cast.workshop.slug}/papers/{cast.paper.number}/file/{file.public_id}/"
    answers = {}
    for actor, person in cast.people.items():
        client = client_of(person)
        answers[actor] = client.get(path)
        answers[actor].getvalue()
    inside = {actor for actor, answer in answers.items() if answer.status_code == 200}

    assert inside == {"author", "reviewer_assigned", "area_chair_assigned", "program_chair"}
    answer = answers["reviewer_assigned"]
    name = f"{cast.workshop.slug}-paper-{cast.paper.number}-code.zip"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "sandbox" in answer["Content-Security-Policy"]
    client = client_of(cast.people["reviewer_assigned"])
    desk = client.get(f"/{cast.workshop.slug}/reviewing/{cast.paper.number}/").content.decode()
    assert name in desk
    assert "ottoline" not in desk.lower()
