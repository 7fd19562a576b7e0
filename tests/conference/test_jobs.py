"""A job is done once, whoever rings how often; a dead worker's job is swept up."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from conference import heartbeat, jobs
from conference.models import Job
from tests.factories import RoleFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted():
    """A kind of job that counts how often it was done."""
    done = []

    @jobs.job_kind("count")
    def handler(job, progress):
        progress(1, 2, "half way")
        if job.arguments.get("fail"):
            raise ValueError("the well is dry")
        done.append(job.pk)
        return {"done": len(done)}

    return done


def ask(**arguments):
    return jobs.start_job(kind="count", title="Count", arguments=arguments)


def test_job_is_done_and_says_so(counted):
    job = jobs.run(ask().pk)
    assert (job.state, job.result, job.message) == ("done", {"done": 1}, "half way")


def test_same_ring_twice_does_it_once(counted):
    job = ask()
    assert jobs.run(job.pk) is not None
    assert jobs.run(job.pk) is None
    assert counted == [job.pk]


def test_job_runs_when_the_transaction_is_in(counted, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = ask()
        assert counted == []
    assert counted == [job.pk]


def test_failure_is_kept_in_words_and_can_be_tried_again(counted):
    job = jobs.run(ask(fail=True).pk)
    assert (job.state, job.error) == ("failed", "the well is dry")
    job.arguments = {}
    job.save()
    assert jobs.retry_job(job=job)
    assert jobs.run(job.pk).state == "done"


def test_running_job_is_not_taken_by_another_worker_before_its_lease_ends(counted):
    job = ask()
    lease = timezone.now() + timedelta(minutes=1)
    Job.objects.filter(pk=job.pk).update(state="running", lease_until=lease)
    assert jobs.run(job.pk) is None
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert jobs.run(job.pk).state == "done"


def test_sweep_brings_what_was_lost(counted):
    lost, dead, fresh = ask(), ask(), ask()
    long_ago = timezone.now() - timedelta(hours=1)
    Job.objects.filter(pk=lost.pk).update(created_at=long_ago)
    Job.objects.filter(pk=dead.pk).update(state="running", lease_until=long_ago, attempts=1)
    assert jobs.sweep_jobs() == 2
    assert sorted(counted) == [lost.pk, dead.pk]
    fresh.refresh_from_db()
    assert fresh.state == "waiting"


def test_sweep_gives_up_on_a_job_that_kills_its_workers(counted):
    job = ask()
    long_ago = timezone.now() - timedelta(hours=1)
    Job.objects.filter(pk=job.pk).update(state="running", lease_until=long_ago, attempts=jobs.MOST_ATTEMPTS)
    jobs.sweep_jobs()
    job.refresh_from_db()
    assert (job.state, counted) == ("failed", [])
    assert "stopped three times" in job.error


def test_cancelled_job_stops_at_its_next_report(counted):
    job = ask()
    Job.objects.filter(pk=job.pk).update(state="running", lease_until=timezone.now() + timedelta(minutes=1))
    assert jobs.cancel_job(job=job)
    with pytest.raises(jobs.Cancelled):
        jobs.Progress(job.pk)(1, 2)


def test_job_is_seen_by_its_owner_and_the_chairs_and_nobody_else(client, counted):
    chair = RoleFactory()
    owner, stranger = UserFactory(), UserFactory()
    job = jobs.start_job(kind="count", title="Count", arguments={}, workshop=chair.workshop, owner=owner)
    for person, status in ((owner, 200), (chair.user, 200), (stranger, 404)):
        client.force_login(person)
        assert client.get(f"/jobs/{job.pk}/").status_code == status
    assert client.post(f"/jobs/{job.pk}/cancel/").status_code == 404
    job.refresh_from_db()
    assert job.state == "waiting"


def test_page_on_which_the_result_stands_is_read_anew_when_the_job_is_done(client):
    @jobs.job_kind("lay")
    def lay(job, progress):
        return {"url": "/somewhere/result/"}

    owner = UserFactory()
    job = jobs.start_job(kind="lay", title="Lay", arguments={}, owner=owner)
    client.force_login(owner)

    def anew(page):
        asking = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{page}"}
        return "HX-Refresh" in client.get(f"/jobs/{job.pk}/", headers=asking)

    assert not anew("/somewhere/result/")
    jobs.run(job.pk)
    assert anew("/somewhere/result/")
    assert not anew(f"/jobs/{job.pk}/")


def test_unknown_kind_is_refused_when_asked_for():
    with pytest.raises(LookupError):
        jobs.start_job(kind="nothing", title="?", arguments={})


def test_work_that_outlives_its_lease_keeps_it_and_a_cancel_cuts_it_short(monkeypatch, transactional_db):
    """A handler that reports nothing: its lease is renewed beside it, and a cancel reaches it in the midst of its work."""
    monkeypatch.setattr(heartbeat, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(heartbeat, "RENEW_SECONDS", 0.0)
    seen = {}

    @jobs.job_kind("sleep")
    def handler(job, progress):
        Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(hours=1))
        end = time.monotonic() + 10
        while "renewed" not in seen and time.monotonic() < end:
            lease = Job.objects.values_list("lease_until", flat=True).get(pk=job.pk)
            seen.update({"renewed": True} if lease > timezone.now() else {})
        jobs.cancel_job(job=job)
        time.sleep(10)
        seen["went on"] = True

    started = time.monotonic()
    jobs.start_job(kind="sleep", title="Sleep", arguments={})
    job = Job.objects.get()
    assert job.state == "cancelled"
    assert seen == {"renewed": True}
    assert time.monotonic() - started < 9


def test_worker_that_lost_its_job_to_another_changes_nothing(counted):
    job = ask()

    @jobs.job_kind("count")
    def handler(job, progress):
        Job.objects.filter(pk=job.pk).update(attempts=2)
        with pytest.raises(jobs.Cancelled):
            progress(1, 2)
        return {"late": True}

    found = jobs.run(job.pk)
    assert (found.state, found.result) == ("running", {})


def test_job_of_a_dead_worker_is_told_and_begins_again(client, counted, monkeypatch):
    owner = UserFactory()
    job = jobs.start_job(kind="count", title="Count", arguments={}, owner=owner)
    Job.objects.update(state="running", lease_until=timezone.now() - timedelta(hours=1), attempts=1,
                       created_at=timezone.now() - timedelta(hours=1))  # fmt: skip
    monkeypatch.setattr(jobs, "ring", lambda _job_id: None)
    jobs.sweep_jobs()
    client.force_login(owner)
    assert "Its worker stopped" in client.get(f"/jobs/{job.pk}/").content.decode()
    assert jobs.run(job.pk).state == "done"


def test_own_job_stands_in_the_corner_of_every_page_until_it_is_over(
    client, counted, django_assert_num_queries
):
    owner, other = UserFactory(), UserFactory()
    job = jobs.start_job(kind="count", title="Count the trees", arguments={}, owner=owner)
    client.force_login(other)
    assert "Count the trees" not in client.get("/me/").content.decode()
    client.force_login(owner)
    assert "Count the trees" in client.get("/me/").content.decode()
    jobs.run(job.pk)
    assert "Done" in client.get("/jobs/corner/").content.decode()
    Job.objects.update(finished_at=timezone.now() - timedelta(hours=1))
    assert client.get("/jobs/corner/").content.decode().strip() == ""
    with django_assert_num_queries(0):
        assert jobs.corner_jobs(owner) == []
