"""Uploads in parts (tus 1.0.0): what arrived is kept whatever breaks, and nothing counts before it is whole."""

from __future__ import annotations

import socket
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from submissions.models import Upload
from submissions.services.papers import create_draft
from submissions.services.uploads import sweep_uploads
from tests.clients import client_of
from tests.factories import (
    AuthorFactory,
    DateFactory,
    DecisionFactory,
    TrackFactory,
    UploadFactory,
    UserFactory,
)
from tests.submissions.in_parts import PDF, TUS, begin, go_on, offset_of


@pytest.fixture
def uploads(call, paper):
    return call.url(f"my-papers/{paper.number}/uploads/")


def test_parts_become_a_version_when_the_form_takes_them(call, paper, uploads, jobs_run):
    where = begin(call.client, uploads)["Location"]
    first = go_on(call.client, where, PDF[:300], 0)
    assert (first.status_code, first["Upload-Offset"]) == (204, "300")
    told = call.client.head(where, headers=TUS)
    assert (told["Upload-Offset"], told["Upload-Length"], told["Cache-Control"]) == (
        "300",
        str(len(PDF)),
        "no-store",
    )
    assert go_on(call.client, where, PDF[300:], 300)["Upload-Offset"] == str(len(PDF))
    assert not paper.files.exists()

    number = where.rstrip("/").rpartition("/")[2]
    form = call.form(paper, step="upload", title="Typed beside it", **{"file-upload": number})
    for _again in range(2):
        with jobs_run():
            call.client.post(call.edit_url(paper), form)

    file = paper.files.get()
    assert (file.original_name, file.size, file.check_state) == ("paper.pdf", len(PDF), "done")
    with file.file.open("rb") as kept:
        assert kept.read() == PDF
    assert not Upload.objects.get().path.exists()


@pytest.mark.enumeration
def test_half_a_file_never_counts(call, paper, uploads):
    where = begin(call.client, uploads)["Location"]
    go_on(call.client, where, PDF[:-1], 0)
    form = call.form(paper, step="upload", **{"file-upload": where.rstrip("/").rpartition("/")[2]})

    answer = call.client.post(call.edit_url(paper), form)

    assert answer.status_code == 422
    assert "The upload did not arrive whole" in answer.content.decode()
    assert not paper.files.exists()
    assert offset_of(call.client, where) == len(PDF) - 1


@pytest.mark.enumeration
def test_a_sender_who_is_wrong_about_the_place_changes_nothing(call, paper, uploads):
    where = begin(call.client, uploads)["Location"]
    go_on(call.client, where, PDF[:300], 0)

    assert go_on(call.client, where, PDF[:300], 0).status_code == 409
    assert go_on(call.client, where, PDF[:200], 400).status_code == 409
    assert go_on(call.client, where, PDF + b"more", 300).status_code == 413
    assert call.client.patch(where, b"x", content_type="text/plain", headers=TUS).status_code == 415
    assert go_on(call.client, where, b"x", "three").status_code == 422
    assert offset_of(call.client, where) == 300


@pytest.mark.enumeration
@pytest.mark.parametrize(
    ("size", "kind", "status"),
    [(60 * 1024 * 1024, "paper", 413), (0, "paper", 422), (10, "final", 404), (10, "no", 404)],
)
def test_what_can_not_be_taken_is_said_before_it_is_sent(call, uploads, size, kind, status):
    assert begin(call.client, uploads, size, kind=kind).status_code == status
    assert not Upload.objects.exists()


def test_a_final_version_can_be_sent_once_acceptance_is_told_and_nothing_tells_earlier(call, paper, uploads):
    paper.state = "submitted"
    paper.save()
    undecided = begin(call.client, uploads, kind="final")
    decision = DecisionFactory(submission=paper, outcome="accept_poster")
    drafted = begin(call.client, uploads, kind="final")
    assert undecided.status_code == 404
    assert (undecided.status_code, undecided.content) == (drafted.status_code, drafted.content)

    decision.released_at = timezone.now()
    decision.save()
    assert begin(call.client, uploads, kind="final").status_code == 201


def test_after_the_deadline_no_upload_begins(call, uploads):
    call.close()
    answer = begin(call.client, uploads)

    assert answer.status_code == 403
    assert "closed on" in answer.content.decode()


def test_the_protocol_is_spoken(call, uploads):
    where = begin(call.client, uploads)["Location"]
    told = call.client.options(uploads)

    assert (told["Tus-Version"], told["Tus-Extension"]) == ("1.0.0", "creation,expiration,termination")
    assert int(told["Tus-Max-Size"]) == settings.MAX_ATTACHMENT_BYTES
    wrong = call.client.head(where, headers={"Tus-Resumable": "0.2.2"})
    assert (wrong.status_code, wrong["Tus-Version"]) == (412, "1.0.0")
    other = {**TUS, "X-HTTP-Method-Override": "PATCH", "Upload-Offset": "0"}
    stream = "application/offset+octet-stream"
    assert call.client.post(where, PDF[:9], content_type=stream, headers=other)["Upload-Offset"] == "9"
    path = Upload.objects.get().path
    assert path.exists()
    with_commit = call.client.delete(where, headers=TUS)
    assert with_commit.status_code == 204
    assert not Upload.objects.exists()
    assert call.client.head(where, headers=TUS).status_code == 404


@pytest.mark.enumeration
def test_an_upload_is_its_senders_alone(call, paper, uploads, stranger):
    where = begin(call.client, uploads)["Location"]
    person = UserFactory()
    AuthorFactory(submission=paper, user=person, position=1)
    co_author = client_of(person)
    assert call.client.head(where, headers=TUS).status_code == 200

    for client in (stranger, co_author):
        assert client.head(where, headers=TUS).status_code == 404
        assert go_on(client, where, PDF, 0).status_code == 404
    assert begin(stranger, uploads).status_code == 404
    assert begin(Client(), uploads).status_code == 401
    assert offset_of(call.client, where) == 0


def test_what_was_left_lying_is_swept(paper, call, jobs_run):
    old = UploadFactory(submission=paper, owner=call.author, expires_at=timezone.now() - timedelta(minutes=1))
    new = UploadFactory(submission=paper, owner=call.author, slot="other")

    with jobs_run():
        assert sweep_uploads() == 1

    assert not old.path.exists()
    assert new.path.exists()
    assert list(Upload.objects.all()) == [new]


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_breaks_keeps_what_arrived(live_server, client):
    """Over a real socket: the sender vanishes in the middle of a part and goes on with another connection."""
    author = UserFactory()
    workshop = DateFactory().workshop
    paper = create_draft(workshop=workshop, track=TrackFactory(workshop=workshop), by=author)
    client.force_login(author)
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    content = PDF + b"%" * 400_000
    where = begin(client, f"/{workshop.slug}/my-papers/{paper.number}/uploads/", len(content))["Location"]

    token = "a" * 32
    with socket.create_connection((live_server.thread.host, live_server.thread.port)) as line:
        head = (
            f"PATCH {where} HTTP/1.1\r\nHost: {live_server.thread.host}:{live_server.thread.port}\r\n"
            f"Cookie: {cookie}; csrftoken={token}\r\nX-CSRFToken: {token}\r\nTus-Resumable: 1.0.0\r\n"
            f"Content-Type: application/offset+octet-stream\r\nUpload-Offset: 0\r\nContent-Length: {len(content)}\r\n\r\n"
        )
        line.sendall(head.encode() + content[:250_000])
    arrived = _settled(client, where)

    assert arrived == 250_000
    assert go_on(client, where, content[arrived:], arrived)["Upload-Offset"] == str(len(content))
    assert Upload.objects.get().path.read_bytes() == content


def _settled(client, where):
    for _try in range(100):
        if offset_of(client, where) == 250_000:
            break
        time.sleep(0.05)
    return offset_of(client, where)
