"""An upload whose web server is killed in the middle of it: what arrived is kept, and another copy takes the rest."""

from __future__ import annotations

import base64
import hashlib
import http.client
import os
import signal
import socket
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from django.db import connection

from scripts import processes
from submissions.models import Upload
from tests import servers
from tests.installation import PRODUCT_SETTINGS
from tests.submissions.conftest import pdf_bytes

pytestmark = [pytest.mark.servers, pytest.mark.django_db(transaction=True)]
CONTENT = pdf_bytes(2) + b"%" * 1_200_000
TOKEN = "a" * 32


@pytest.fixture
def web(tmp_path):
    """Start a copy of the web server on this test's own database and files, as ``--scale web=2`` starts several."""
    base = os.environ["PLENARY_TEST_DATABASE_URL"].rsplit("/", 1)[0]
    environment = {**PRODUCT_SETTINGS, "PLENARY_DATABASE_URL": f"{base}/{connection.settings_dict['NAME']}"}

    @contextmanager
    def serving(name):
        port, log = servers.free_port(), tmp_path / f"{name}.log"
        # One worker is quicker to start than two, and the last word on a command line counts.
        command = [*processes.web(f"{servers.HOST}:{port}"), "--workers", "1"]
        with servers.plenary(command, environment, log) as running:
            servers.wait_for(lambda: servers.answers(port), running, log)
            yield port, running

    return serving


@pytest.fixture
def headers(call):
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in call.client.cookies.items())
    return {
        "Cookie": f"{cookie}; csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
        "Tus-Resumable": "1.0.0",
        "Content-Type": "application/offset+octet-stream",
    }


def ask(port, method, where, headers, body=None):
    line = http.client.HTTPConnection(servers.HOST, port, timeout=30)
    line.request(method, where, body=body, headers=headers)
    answer = line.getresponse()
    answer.read()
    line.close()
    return answer


def test_an_upload_outlives_its_web_server_and_goes_on_at_another_copy(call, web, headers):
    paper = call.begin()
    name = base64.b64encode(b"paper.pdf").decode()
    announced = {"Upload-Length": str(len(CONTENT)), "Upload-Metadata": f"filename {name},kind cGFwZXI="}
    with web("first") as (port, running), web("second") as (other, _):
        begun = ask(
            port, "POST", call.url(f"my-papers/{paper.number}/uploads/"), {**headers, **announced}, b""
        )
        assert begun.status == 201
        where = urlsplit(begun.headers["Location"]).path
        part = Upload.objects.get().path
        with socket.create_connection((servers.HOST, port)) as line:
            told = {**headers, "Host": f"{servers.HOST}:{port}", "Upload-Offset": "0"}
            told["Content-Length"] = str(len(CONTENT))
            head = "".join(f"{key}: {value}\r\n" for key, value in told.items())
            line.sendall(f"PATCH {where} HTTP/1.1\r\n{head}\r\n".encode() + CONTENT[:700_000])
            servers.wait_for(lambda: part.stat().st_size > 0, running)
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()
        servers.wait_for(lambda: not servers.answers(port))

        told = ask(other, "HEAD", where, headers)
        arrived = int(told.headers["Upload-Offset"])
        assert 0 < arrived < len(CONTENT)
        assert part.read_bytes() == CONTENT[:arrived]
        rest = ask(other, "PATCH", where, {**headers, "Upload-Offset": str(arrived)}, CONTENT[arrived:])
        assert (rest.status, rest.headers["Upload-Offset"]) == (204, str(len(CONTENT)))

    number = where.rstrip("/").rpartition("/")[2]
    form = call.form(paper, step="upload", **{"file-upload": number})
    call.client.post(call.url(f"my-papers/{paper.number}/edit/"), form)
    file = paper.files.get()
    assert (file.size, file.sha256) == (len(CONTENT), hashlib.sha256(CONTENT).hexdigest())
    with file.file.open("rb") as kept:
        assert kept.read() == CONTENT
