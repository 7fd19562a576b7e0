"""A disk that is full: nothing half is kept, the page says so, and it goes on once there is room."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

from scripts import processes
from submissions.models import PaperFile, Upload
from tests import servers
from tests.faults.house import House
from tests.faults.test_web_killed import CONTENT, TUS, begun
from tests.pdfs import pdf_bytes

pytestmark = [pytest.mark.faults, pytest.mark.servers]
ROOM = 8 * 1024 * 1024
LEFT = 500_000


class SmallDisk:
    """A disk of a few megabytes, which only the web server sees under its name."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.ballast = root / "ballast"

    def fill(self, left: int = 0) -> None:
        with self.ballast.open("wb", buffering=0) as ballast, pytest.raises(OSError, match="No space left"):
            all(ballast.write(b"x" * 65536) for _ in range(ROOM))
        with self.ballast.open("r+b") as ballast:
            ballast.truncate(self.ballast.stat().st_size - left)

    def empty(self) -> None:
        self.ballast.unlink()

    def files(self) -> list[Path]:
        return [path for path in (self.root / "files").rglob("*") if path.is_file()]


@pytest.fixture
def small(house, tmp_path):
    """Serve another web process whose data folder lies on a small disk of its own, seen in no other process."""
    alone = ["unshare", "--mount", "--map-root-user"]
    if (
        not shutil.which("unshare")
        or subprocess.run([*alone, "true"], check=False, capture_output=True).returncode
    ):
        pytest.skip("a disk of its own needs user namespaces, which this machine does not allow")
    folder = tmp_path / "disk"
    folder.mkdir()
    port, log = servers.free_port(), tmp_path / "web.log"
    gunicorn = str(servers.VENV / "bin" / "gunicorn")
    command = [*processes.web(f"{servers.HOST}:{port}"), "--workers", "1"]
    mounted = f'mount -t tmpfs -o size={ROOM} tmpfs "$0" && exec "$@"'
    from django.conf import settings

    environment = {
        **house.environment,
        "PLENARY_DATA_DIR": str(folder),
        "PLENARY_SECRET_KEY": settings.SECRET_KEY,
    }
    started = [*alone, "sh", "-c", mounted, str(folder), gunicorn, *command[1:]]
    with servers.process(
        started, log, cwd=servers.ROOT, env={**servers.os.environ, **environment}
    ) as running:
        servers.wait_for(lambda: servers.answers(port), running, log)
        yield (
            House(tmp_path, environment, house.post, port),
            SmallDisk(Path(f"/proc/{running.pid}/root{folder}")),
        )


def test_nothing_half_is_kept_and_it_goes_on_when_there_is_room(small, call, figure):
    web, disk = small
    paper = call.begin()
    where = begun(web, call, paper)
    disk.fill(LEFT)

    full = web.ask(where, call.client, CONTENT, method="PATCH", **TUS, **{"Upload-Offset": "0"})
    told = web.ask(where, call.client, method="HEAD", **TUS)
    kept = int(told.headers["Upload-Offset"])
    assert full.status == 507
    assert full.headers["Content-Type"].startswith("text/plain")
    assert "What you just sent was not saved" in full.text
    assert 0 < kept < len(CONTENT)

    form = call.form(paper, title="Typed while the disk was full", step="upload")
    page = post_file(web, call, paper, form)
    assert page.status == 507
    assert "The server’s disk is full" in page.text
    assert not PaperFile.objects.exists()
    assert disk.files() == []
    assert web.ask(call.url("my-papers/"), call.client).status == 200

    disk.empty()
    rest = web.ask(where, call.client, CONTENT[kept:], method="PATCH", **TUS, **{"Upload-Offset": str(kept)})
    assert rest.status == 204
    assert hashlib.sha256(part_of(disk).read_bytes()).digest() == hashlib.sha256(CONTENT).digest()
    paper.refresh_from_db()
    assert post_file(web, call, paper, call.form(paper, step="upload")).status == 302
    figure(
        f"disk full: {kept / 1e6:.1f} of {len(CONTENT) / 1e6:.1f} MB kept and told with status 507, no half file and no row "
        "left; gone on once there was room, same bytes"
    )


def part_of(disk):
    return disk.root / "parts" / Upload.objects.get().path.name


def post_file(web, call, paper, fields):
    boundary = "a-line-between"
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    content = pdf_bytes(2) + b"%" * 300_000
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'.encode()
    body = b"".join(parts) + head + content + f"\r\n--{boundary}--\r\n".encode()
    kind = f"multipart/form-data; boundary={boundary}"
    return web.ask(call.edit_url(paper), call.client, body, **{"Content-Type": kind})
