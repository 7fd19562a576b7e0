"""An upload whose web server is killed in the middle of it: what arrived is kept, and another copy takes the rest."""

from __future__ import annotations

import base64
import hashlib
import socket
import time
from urllib.parse import urlsplit

import pytest

from submissions.models import Upload
from tests import servers
from tests.faults.house import TOKEN
from tests.pdfs import pdf_bytes

pytestmark = [pytest.mark.faults, pytest.mark.servers]
CONTENT = pdf_bytes(2) + b"%" * 1_200_000
TUS = {"Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream"}


def test_an_upload_outlives_the_web_server(house, call, figure):
    paper = call.begin()
    where = begun(house, call, paper)
    part = Upload.objects.get().path
    with socket.create_connection((servers.HOST, house.port)) as line:
        line.sendall(request(house, call, where) + CONTENT[:700_000])
        servers.wait_for(lambda: part.stat().st_size > 0, house.web)
        house.kill(house.web)
    servers.wait_for(lambda: not servers.answers(house.port))
    died = time.monotonic()

    house.port = servers.free_port()
    house.start_web()
    told = house.ask(where, call.client, method="HEAD", **TUS)
    back = time.monotonic() - died
    arrived = int(told.headers["Upload-Offset"])
    assert 0 < arrived < len(CONTENT)
    assert part.read_bytes() == CONTENT[:arrived]
    rest = house.ask(
        where, call.client, CONTENT[arrived:], method="PATCH", **TUS, **{"Upload-Offset": str(arrived)}
    )
    assert (rest.status, rest.headers["Upload-Offset"]) == (204, str(len(CONTENT)))

    number = where.rstrip("/").rpartition("/")[2]
    form = call.form(paper, step="upload", **{"file-upload": number})
    assert house.ask(call.edit_url(paper), call.client, form).status == 302
    file = paper.files.get()
    assert (file.size, file.sha256) == (len(CONTENT), hashlib.sha256(CONTENT).hexdigest())
    with file.file.open("rb") as kept:
        assert kept.read() == CONTENT
    figure(
        f"web worker killed in an upload of {len(CONTENT) / 1e6:.1f} MB: {arrived / 1e6:.1f} MB kept, "
        f"gone on with at another copy {back:.1f} s later, one version, the same bytes"
    )


def begun(house, call, paper):
    name = base64.b64encode(b"paper.pdf").decode()
    announced = {"Upload-Length": str(len(CONTENT)), "Upload-Metadata": f"filename {name},kind cGFwZXI="}
    answer = house.ask(call.url(f"my-papers/{paper.number}/uploads/"), call.client, b"", **TUS, **announced)
    assert answer.status == 201
    return urlsplit(answer.headers["Location"]).path


def request(house, call, where):
    """The head of the request that brings all of it."""
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in call.client.cookies.items())
    told = {
        **TUS,
        "Cookie": f"{cookies}; csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
        "Host": f"{servers.HOST}:{house.port}",
        "Upload-Offset": "0",
        "Content-Length": str(len(CONTENT)),
    }
    head = "".join(f"{key}: {value}\r\n" for key, value in told.items())
    return f"PATCH {where} HTTP/1.1\r\n{head}\r\n".encode()
