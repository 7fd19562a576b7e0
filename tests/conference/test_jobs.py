"""A job is done once, whoever rings how often; a dead worker's job is swept up."""

from datetime import timedelta

import pytest
from django.utils import timezone

from conference import jobs
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


def test_unknown_kind_is_refused_when_asked_for():
    with pytest.raises(LookupError):
        jobs.start_job(kind="nothing", title="?", arguments={})
