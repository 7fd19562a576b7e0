"""PostgreSQL that is stopped and started again: pages say so in words, and everything goes on by itself."""

from __future__ import annotations

import json
import threading
import time

import pytest
from django.db import connection

from conference.mailing import queue_mail
from conference.models import Mail
from submissions.models import Submission
from tests.factories import WorkshopFactory
from tests.faults.test_worker_killed import let_leases_end

pytestmark = [pytest.mark.faults, pytest.mark.servers]
MAILS = 20


def test_pages_and_workers_get_over_a_restart(house, postgres, call, figure):
    paper = call.begin()
    edit, mine = (call.url(f"my-papers/{paper.number}/{rest}") for rest in ("edit/", ""))
    assert house.ask(mine, call.client).status == 200
    house.post.seconds = 0.1
    queue_mails(WorkshopFactory())
    house.until(lambda: sum(house.post.arrived.values()) >= 2)
    answers = []
    form = call.form(paper)
    asking = threading.Thread(target=keep_saving, args=(house, call, form, edit, answers))

    asking.start()
    postgres.stop()
    away = house.ask(mine, call.client)
    api = house.ask("/api/v1/workshops/")
    quiet = house.ask(
        call.url(f"my-papers/{paper.number}/autosave/"),
        call.client,
        {"title": "x"},
        Accept="application/json",
    )
    postgres.start()
    back = time.monotonic()
    while house.ask(mine, call.client).status != 200:
        time.sleep(0.05)
    recovered = time.monotonic() - back
    asking.join()

    assert (away.status, away.headers["Retry-After"]) == (503, "10")
    assert "The database does not answer just now" in away.text
    assert "reload this page" in away.text
    assert {status for status, text in answers if "What you just sent was not saved" in text} == {503}
    assert (api.status, "does not answer" in json.loads(api.text)["detail"]) == (503, True)
    assert json.loads(quiet.text)["message"] == "Not saved: back in a moment."
    told_and_kept(answers, paper)
    let_leases_end()
    house.let_the_grace_pass()
    house.until(lambda: not Mail.objects.filter(state__in=["queued", "sending"]).exists(), sweeping=True)
    mails = mails_in_words(house)
    failed = sum(status == 503 for status, _ in answers)
    figure(
        f"PostgreSQL restarted under {len(answers)} saves: {failed} told in words that they were not saved, every other one "
        f"kept; the first page {recovered:.1f} s after it was back; {mails}"
    )


def queue_mails(workshop):
    for number in range(MAILS):
        queue_mail(
            key="invitation",
            email=f"person{number}@people.example",
            name="Ada",
            workshop=workshop,
            values={"part": "reviewer", "link": "http://127.0.0.1:8000/invitations/x/"},
        )


def keep_saving(house, call, form, edit, answers):
    """Save title after title; keep what each answer was."""
    version = form["version"]
    until = time.monotonic() + 6
    for number in range(1000):
        if time.monotonic() > until and answers[-1][0] == 302:
            break
        title = f"Title {number}"
        answer = house.ask(edit, call.client, {**form, "title": title, "version": version})
        answers.append((answer.status, title if answer.status == 302 else answer.text))
        version += answer.status == 302
        time.sleep(0.15)


def told_and_kept(answers, paper):
    """Whoever was told that it is saved finds it, whoever was told that it is not does not."""
    assert {status for status, _ in answers} == {302, 503}
    connection.close()
    kept = Submission.objects.get(pk=paper.pk)
    saved = [title for status, title in answers if status == 302]
    assert kept.title == saved[-1]
    assert kept.version == paper.version + len(saved)


def mails_in_words(house):
    sent, doubtful = (Mail.objects.filter(state=state).count() for state in ("sent", "failed"))
    assert sent + doubtful == MAILS
    assert max(house.post.arrived.values()) == 1
    return f"{sent} of {MAILS} mails sent once, 0 twice, {doubtful} named as in doubt"
