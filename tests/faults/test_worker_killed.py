"""A worker that is killed in the middle of its work: another one takes it up, once."""

from __future__ import annotations

import pytest

from conference.mailing import queue_mail
from conference.models import Job, Mail, Role
from reviews.asked import Asked
from reviews.models import Assignment, AssignmentRun
from reviews.services.proposals import request_proposal
from submissions.models import PaperFile
from submissions.services.checks import start_check
from tests.factories import (
    AuthorFactory,
    PaperFileFactory,
    SubmissionFactory,
    UserFactory,
    WorkshopFactory,
)
from tests.pdfs import pdf_bytes, upload
from tests.reviews.committee_room import make_room

pytestmark = [pytest.mark.faults, pytest.mark.servers]
MAILS = 40


def running(pk: int) -> bool:
    return Job.objects.filter(pk=pk, state="running").exists()


def test_pdf_check_is_taken_up_by_the_next_one(house, call, figure):
    call.workshop.tracks.update(page_limit=60)
    paper = SubmissionFactory(track=call.track, state="draft")
    AuthorFactory(submission=paper, user=call.author, is_corresponding=True)
    file = PaperFileFactory(submission=paper, file=upload(pdf_bytes(60)), check_state="waiting")
    start_check(file=file, by=call.author)
    job = file.check_job

    house.until(lambda: running(job.pk))
    house.kill_pool()
    took = house.until(lambda: Job.objects.get(pk=job.pk).is_over)

    job.refresh_from_db()
    assert (job.state, job.attempts) == ("done", 2)
    file.refresh_from_db()
    assert (file.check_state, file.report["total_pages"]) == ("done", 60)
    assert PaperFile.objects.count() == 1
    figure(f"worker killed in a PDF check: checked {took:.1f} s after the kill, on attempt {job.attempts}")


def test_assignment_is_solved_by_the_next_one_and_is_there_once(house, figure):
    room = make_room()
    workshop = room.workshop
    for number in range(12):
        room.reviewer(f"Reviewer {number}", max_load=8)
    for number in range(24):
        room.paper(f"Author {number}")
    run = request_proposal(workshop=workshop, by=room.chair, asked=Asked(3))

    house.until(lambda: running(run.job.pk))
    house.kill_pool()
    page = house.ask(f"/jobs/{run.job.pk}/", room.client)
    took = house.until(lambda: Job.objects.get(pk=run.job.pk).is_over)

    assert page.status == 200
    run.refresh_from_db()
    assert (run.state, run.job.state, run.job.attempts) == (AssignmentRun.State.PROPOSED, "done", 2), (
        run.summary
    )
    assert run.pairs.count() == run.pairs.values("submission", "user").distinct().count() == 72
    assert not Assignment.objects.exists()
    assert house.ask(f"/{workshop.slug}/chair/assignment/{run.pk}/", room.client).status == 200
    figure(f"worker killed in an assignment: 72 of 72 pairs proposed once, {took:.1f} s after the kill")


def test_batch_of_mails_reaches_nobody_twice(house, client, figure):
    workshop = WorkshopFactory()
    house.post.seconds = 0.02
    for number in range(MAILS):
        queue_mail(
            key="invitation",
            email=f"person{number}@people.example",
            name="Ada",
            workshop=workshop,
            values={"part": "reviewer", "link": "http://127.0.0.1:8000/invitations/x/"},
        )

    house.until(lambda: sum(house.post.arrived.values()) >= MAILS // 4)
    house.kill(house.worker)
    left = Mail.objects.filter(state="queued").count()
    assert left > 0
    assert_says_where_it_stands(house, client, workshop)
    let_leases_end()
    house.let_the_grace_pass()
    house.start_worker()
    house.until(lambda: not Mail.objects.filter(state__in=["queued", "sending"]).exists(), sweeping=True)

    sent, doubtful = (Mail.objects.filter(state=state) for state in ("sent", "failed"))
    assert sent.count() + doubtful.count() == MAILS
    assert max(house.post.arrived.values()) == 1
    assert all(house.post.arrived[mail.email] == 1 for mail in sent)
    assert doubtful.count() <= 2
    assert all("may have arrived" in mail.error for mail in doubtful)
    figure(
        f"worker killed in a batch of {MAILS} mails: {sent.count()} sent once, 0 twice, {left} of them after "
        f"the kill; {doubtful.count()} named as in doubt for the chairs"
    )


def assert_says_where_it_stands(house, client, workshop):
    chair = Role.objects.create(workshop=workshop, user=UserFactory(), kind="program_chair")
    client.force_login(chair.user)
    page = house.ask(f"/{workshop.slug}/chair/mail/?state=queued", client)
    assert page.status == 200
    assert "person" in page.text


def let_leases_end():
    """Nobody waits five minutes here: the killed worker's leases are put back by so much."""
    from datetime import timedelta

    from django.db.models import F

    from conference.mailing import LEASE

    Mail.objects.filter(state="sending").update(lease_until=F("lease_until") - LEASE - timedelta(seconds=1))
