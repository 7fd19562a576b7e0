"""A clock that was a day ahead: what was asked for and begun by it is not left until the day has come."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from conference import doctor, doorbell, jobs, mailing
from conference.models import Job, Mail
from submissions.models import Submission
from tests.factories import PaperFileFactory
from tests.pdfs import pdf_bytes, upload

pytestmark = [pytest.mark.faults, pytest.mark.servers]


class Died(BaseException):
    """What ends a worker in the middle; nothing catches it."""


def test_what_a_fast_clock_left_behind_is_done_at_once(house, call, figure, monkeypatch):
    monkeypatch.setattr(doorbell._Bell, "quiet_until", float("inf"))
    paper = call.begin()
    files = [
        PaperFileFactory(submission=paper, file=upload(pdf_bytes(2)), check_state="waiting") for _ in range(2)
    ]
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        left, begun = (
            jobs.start_job(kind="check_pdf", title="Check", arguments={"file": file.pk}) for file in files
        )
        mail = mailing.queue_mail(
            key="submission_withdrawn",
            email="ada@people.example",
            name="Ada",
            workshop=call.workshop,
            values={"number": 1, "title": "Counting", "link": "http://127.0.0.1:8000/"},
        )
        begin_and_die(begun, monkeypatch)
        wrong = [finding for finding in doctor._clock() if finding.health is doctor.Health.WRONG]
    assert Job.objects.get(pk=begun.pk).lease_until > timezone.now() + timedelta(hours=23)
    assert Mail.objects.get(pk=mail.pk).created_at > timezone.now() + timedelta(hours=23)
    assert len(wrong) == 1
    assert "Set them by NTP" in wrong[0].text

    took = house.until(
        lambda: {job.state for job in Job.objects.filter(pk__in=[left.pk, begun.pk])} == {"done"},
        sweeping=True,
    )
    house.until(lambda: Mail.objects.get(pk=mail.pk).state == "sent", sweeping=True)

    assert house.post.arrived == {"ada@people.example": 1}
    assert Submission.objects.get().files.filter(check_state="done").count() == 2
    figure(
        f"a clock a day ahead: 1 job left waiting, 1 half done and 1 mail were done {took:.1f} s after it was "
        "put right, and the doctor says that the clocks differ"
    )


def begin_and_die(job, monkeypatch):
    def die(*_args):
        raise Died

    with monkeypatch.context() as patched:
        patched.setitem(jobs._handlers, "check_pdf", die)
        with pytest.raises(Died):
            jobs.run(job.pk)
