"""Redis that does not answer, and Redis that is gone: pages go on, and what was asked for meanwhile is done afterwards."""

from __future__ import annotations

import itertools
import os
import time

import pytest

from conference.models import Job, Mail
from submissions.models import PaperFile, Submission
from tests.pdfs import pdf_bytes

pytestmark = [pytest.mark.faults, pytest.mark.servers]
AT_MOST = 12.0
"""Seconds for a page that finds out that Redis does not answer; the next ones do not wait for it again."""

GONE = float(os.environ.get("PLENARY_TEST_GONE_SECONDS", "0"))
"""Seconds that Redis is gone at least; the bench makes them a minute."""

A_TRY = 2.5
"""Seconds for a page at which it is looked once whether Redis is back, and for the page itself on a machine that is busy."""


@pytest.mark.parametrize("manner", ["frozen", "killed"])
def test_a_paper_is_submitted_while_redis_is_gone(house, redis, call, figure, manner):
    call.workshop.is_public = True
    call.workshop.save()
    paper = call.begin()
    paper.title, paper.abstract = "Counting trees", "We count trees."
    paper.save()
    edit = call.edit_url(paper)
    redis.freeze() if manner == "frozen" else redis.kill()
    since = time.monotonic()
    try:
        slowest = max(
            submitted(house, call, paper, edit),
            *(page(house, path, call) for path in (call.url("call/"), edit, call.url("my-papers/"))),
        )
        job = Job.objects.get(kind="check_pdf")
        assert (job.state, Submission.objects.get().state) == ("waiting", "draft")
        told = house.ask(f"/jobs/{job.pk}/", call.client)
        assert "No worker has taken it up yet" in told.text
        assert told.seconds < A_TRY
        waits = waited(house, call, (call.url("call/"), edit, f"/jobs/{job.pk}/"), until=since + GONE)
        gone = time.monotonic() - since
    finally:
        redis.process.resume() if manner == "frozen" else redis.start()

    house.let_the_grace_pass()
    back = house.until(lambda: Submission.objects.get().state == "submitted", sweeping=True)
    house.until(lambda: not Mail.objects.exclude(state="sent").exists(), sweeping=True)

    assert PaperFile.objects.get().check_state == "done"
    assert Mail.objects.filter(template="submission_received").count() == 1
    assert house.post.arrived == {call.author.email: 1}
    assert slowest < AT_MOST
    figure(
        f"Redis {manner} for {gone:.0f} s: a paper sent in meanwhile was submitted {back:.1f} s after Redis was back, 1 mail sent "
        f"once of 1; the slowest page took {slowest:.1f} s"
        + (f", of {len(waits)} later ones {max(waits):.1f} s" if waits else "")
    )


def waited(house, call, paths, *, until):
    """Open pages, one a second, until a moment; return how long each took."""
    found = []
    for path in itertools.cycle(paths):
        if time.monotonic() >= until:
            return found
        found.append(page(house, path, call))
        time.sleep(1)
    return found


def submitted(house, call, paper, edit):
    """Send the PDF, then press "Submit"; a browser sends the file in one request where scripts are off."""
    boundary = "a-line-between"
    fields = call.form(paper, step="submit")
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    parts.append(
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n'
        "Content-Type: application/pdf\r\n\r\n".encode()
        + pdf_bytes()
        + f"\r\n--{boundary}--\r\n".encode()
    )
    kind = f"multipart/form-data; boundary={boundary}"
    answer = house.ask(edit, call.client, b"".join(parts), **{"Content-Type": kind})
    assert answer.status == 302, answer.text
    return answer.seconds


def page(house, path, call):
    answer = house.ask(path, call.client)
    assert answer.status == 200
    return answer.seconds
