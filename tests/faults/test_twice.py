"""The same task twice, and two chairs at once: done once, and the second one is told and loses nothing."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from conference.jobs import start_job
from conference.mailing import queue_mail
from conference.models import Job, Mail
from reviews.models import Decision
from tests.clients import client_of
from tests.factories import AuthorFactory, PaperFileFactory, RoleFactory
from tests.pdfs import pdf_bytes, upload
from tests.reviews.committee_room import make_room

pytestmark = [pytest.mark.faults, pytest.mark.servers]
RINGS = 12
ROUNDS = 5


def test_a_task_that_comes_many_times_is_done_once(house, call, figure):
    from conference.tasks import run_job, send_mail

    paper = call.begin()
    file = PaperFileFactory(submission=paper, file=upload(pdf_bytes(2)), check_state="waiting")
    house.post.seconds = 0.2
    job = start_job(kind="check_pdf", title="Check of a PDF", arguments={"file": file.pk})
    mail = queue_mail(
        key="invitation",
        email="ada@people.example",
        name="Ada",
        workshop=None,
        values={"part": "reviewer", "link": "http://127.0.0.1:8000/", "workshop": "W", "workshop_title": "W"},
    )
    for _ in range(RINGS):
        run_job.delay(job.pk)
        send_mail.delay(mail.pk)

    last = start_job(kind="check_pdf", title="Behind all of them", arguments={"file": file.pk})
    house.until(lambda: Job.objects.get(pk=last.pk).is_over)
    house.until(lambda: Mail.objects.get(pk=mail.pk).state == "sent")

    job.refresh_from_db()
    assert (job.state, job.attempts) == ("done", 1)
    assert house.post.arrived == {"ada@people.example": 1}
    figure(f"the same task {RINGS + 1} times: done once, its mail sent 1 time")


def test_two_chairs_at_once_overwrite_nothing(house, figure):
    room = make_room()
    paper = room.paper("Ann Author")
    AuthorFactory(submission=paper, position=1)
    page = room.url(f"decisions/{paper.number}/")
    chairs = [room.client, client_of(RoleFactory(workshop=room.workshop).user)]

    for number in range(ROUNDS):
        version = getattr(Decision.objects.first(), "version", 0)
        texts = [f"Chair {which} in round {number}." for which in range(2)]
        answers = together(*(saving(house, page, chairs[at], version, texts[at]) for at in range(2)))
        assert sorted(answer.status for answer in answers) == [302, 409]
        winner = [answer.status for answer in answers].index(302)
        assert Decision.objects.get().text == texts[winner]
        assert texts[1 - winner] in answers[1 - winner].text
    sent = both_release(house, room, chairs, paper)
    figure(
        f"two chairs at once: in {ROUNDS} of {ROUNDS} rounds one saved and the other was told, both texts kept; "
        f"released by both at once: {sent} mail of {sent}"
    )


def saving(house, page, chair, version, text):
    form = {"version": version, "outcome": "accept_poster", "text": text, "action": "save"}
    return lambda: house.ask(page, chair, form)


def both_release(house, room, chairs, paper):
    where = room.url("decisions/release/")
    marks = set(re.findall(r'name="paper" value="([^"]+)"', house.ask(where, chairs[0]).text))
    assert len(marks) == 1
    answers = together(
        *(lambda chair=chair: house.ask(where, chair, {"paper": list(marks)}) for chair in chairs)
    )
    assert {answer.status for answer in answers} <= {302, 409}
    told = paper.authors.exclude(email="").count()
    house.let_the_grace_pass()
    house.until(lambda: sum(house.post.arrived.values()) >= told, sweeping=True)
    assert Mail.objects.count() == told
    assert house.post.arrived == dict.fromkeys(
        paper.authors.exclude(email="").values_list("email", flat=True), 1
    )
    return told


def together(*calls):
    """Start all calls at the same moment."""
    barrier = Barrier(len(calls))

    def one(call):
        barrier.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))
