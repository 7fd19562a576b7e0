"""Uploads in a bucket: a real S3 server, spoken to over HTTP by the settings of an operator."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.core.files.storage import storages
from django.core.management import call_command
from django.utils import timezone

from conference import env
from submissions.models import PaperFile, Upload
from submissions.services.parts import Elsewhere, PartsInBucket, in_a_row, sweep_parts
from submissions.services.uploads import sweep_uploads
from tests.factories import PaperFileFactory, UserFactory
from tests.submissions.in_parts import PDF, TUS, begin, go_on


@pytest.fixture(scope="module")
def store():
    from moto.server import ThreadedMotoServer  # a second to load: only where it is used

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(store, settings, monkeypatch):
    """Set what an operator sets, and make the bucket, empty."""
    for name, value in {
        "BUCKET": "plenary-files", "ENDPOINT": store, "REGION": "us-east-1", "KEY_ID": "key", "SECRET": "secret",
    }.items():  # fmt: skip
        monkeypatch.setenv(f"PLENARY_S3_{name}", value)
    settings.STORAGES = {**settings.STORAGES, "default": env.files()}
    found = storages["default"].connection.Bucket("plenary-files")
    found.create()
    yield found
    found.objects.all().delete()
    found.delete()


def content_of(field):
    with field.open("rb") as opened:
        return opened.read()


@pytest.mark.enumeration
def test_a_paper_is_sent_in_parts_checked_and_read_through_its_door(bucket, call, stranger, jobs_run):
    paper = call.begin()
    where = begin(call.client, call.url(f"my-papers/{paper.number}/uploads/"))["Location"]
    go_on(call.client, where, PDF[:300], 0)
    number = where.rstrip("/").rpartition("/")[2]
    assert [item.key.split("-")[0] for item in bucket.objects.all()] == [f"parts/{UUID(number).hex}/0"]
    assert not Upload.objects.get().path.exists()
    # Another web server shares nothing but database and bucket: it finds what came.
    assert call.client.head(where, headers=TUS)["Upload-Offset"] == "300"
    assert go_on(call.client, where, PDF[200:], 200).status_code == 409
    go_on(call.client, where, PDF[300:], 300)
    form = call.form(paper, step="upload", **{"file-upload": number})
    with jobs_run():
        call.client.post(call.edit_url(paper), form)
    file = paper.files.get()
    assert (file.check_state, file.report["total_pages"]) == ("done", 2)
    assert {item.key for item in bucket.objects.all()} == {file.file.name, file.reviewer_copy.name}
    door = call.url(f"my-papers/{paper.number}/files/{file.public_id}/")
    answer = call.client.get(door)
    assert (answer.getvalue(), answer.headers["Content-Length"]) == (PDF, str(len(PDF)))
    assert stranger.get(door).status_code == 404
    with pytest.raises(NotImplementedError):
        file.file.url  # noqa: B018 - asking for it is what is tested

    with jobs_run():
        call.client.post(call.url(f"my-papers/{paper.number}/discard/"))
    assert not list(bucket.objects.all())


def test_parts_that_were_left_lying_are_swept(bucket, call, django_capture_on_commit_callbacks):
    paper = call.begin()
    for age in (3, 0):
        where = begin(call.client, call.url(f"my-papers/{paper.number}/uploads/"))["Location"]
        go_on(call.client, where, PDF[:300], 0)
        newest = Upload.objects.filter(pk=Upload.objects.latest("pk").pk)
        newest.update(expires_at=timezone.now() + timedelta(days=2 - age), owner=UserFactory())
    kept = Upload.objects.latest("pk")
    orphan = PartsInBucket("0" * 32)
    orphan.add(0, b"nobody's")
    with pytest.raises(Elsewhere):
        orphan.add(0, b"another's")
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep_uploads() == 1
    folders = {item.key.split("/")[1] for item in bucket.objects.all()}
    assert folders == {kept.public_id.hex, "0" * 32}
    sweep_parts({kept.public_id.hex}, timezone.now() + timedelta(days=1))
    assert {item.key.split("/")[1] for item in bucket.objects.all()} == {kept.public_id.hex}


@pytest.mark.parametrize(
    ("names", "row"),
    [
        ([], []),
        (["5-9-a"], []),
        (["0-5-a", "5-9-b", "12-20-c"], ["0-5-a", "5-9-b"]),
        (["0-5-a", "5-9-b", "0-7-late"], ["0-5-a", "5-9-b"]),
        (["0-5-a", "0-7-b", "7-8-c", "5-6-d"], ["0-7-b", "7-8-c"]),
    ],
)
def test_what_two_connections_wrote_side_by_side_comes_as_far_as_either(names, row):
    assert in_a_row(names) == row


@pytest.mark.enumeration
@pytest.mark.django_db(transaction=True)
def test_an_archive_brings_the_bucket_back(bucket, tmp_path):
    file = PaperFileFactory(content=b"%PDF-1.7 first")
    call_command("backup", tmp_path / "a.tar")
    bucket.objects.all().delete()
    PaperFile.objects.all().delete()
    call_command("restore", tmp_path / "a.tar", "--replace")
    back = PaperFile.objects.get()
    assert back.file.name == file.file.name
    assert content_of(back.file) == b"%PDF-1.7 first"


def test_without_a_bucket_files_lie_in_the_data_folder():
    assert env.files() == {"BACKEND": "conference.storage.WholeFileStorage"}
