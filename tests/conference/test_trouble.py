"""Passing troubles of the machine: said in words, told from our own mistakes, and survived by what waits."""

from __future__ import annotations

import errno
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError, OperationalError, connection
from django.utils import timezone

from conference import jobs, mailing
from conference.caching import ForgivingRedisCache
from conference.errors import Closed
from conference.models import Job, Mail, Workshop
from conference.storage import WholeFileStorage
from conference.trouble import DATABASE_AWAY, DISK_FULL, trouble_of
from tests import servers
from tests.factories import RoleFactory, UserFactory

NO_ROOM = OSError(errno.ENOSPC, "No space left on device")


def caused(error, cause):
    try:
        raise error from cause
    except type(error) as raised:
        return raised


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (OperationalError("server closed the connection unexpectedly"), DATABASE_AWAY),
        (OperationalError("database or disk is full"), DISK_FULL),
        (NO_ROOM, DISK_FULL),
        (caused(RuntimeError("no file"), NO_ROOM), DISK_FULL),
        (FileNotFoundError(errno.ENOENT, "No such file"), None),
        (ValueError("a mistake of ours"), None),
        (DatabaseError("no such column"), None),
        (None, None),
    ],
)
def test_passing_troubles_are_told_from_mistakes(error, trouble):
    assert trouble_of(error) is trouble


@pytest.mark.enumeration
@pytest.mark.django_db
def test_what_is_too_much_to_read_is_said_in_words(client):
    answer = client.post("/accounts/login/", dict.fromkeys(map(str, range(6000)), ""))
    assert answer.status_code == 400
    assert "This could not be read" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite can be told how large it may become")
def test_a_full_database_is_said_in_words(client):
    client.force_login(UserFactory())
    client.raise_request_exception = False
    asked = {"acronym": "Rivers", "title": "x" * 200, "timezone": "UTC"}
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        [pages] = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count={pages}")
        try:
            answers = (client.post("/new/", {**asked, "slug": f"rivers-{number}"}) for number in range(40))
            full = next(answer for answer in answers if answer.status_code != 302)
        finally:
            cursor.execute("PRAGMA max_page_count=4294967294")
    assert (full.status_code, full.headers["Retry-After"]) == (507, "120")
    assert "The server’s disk is full" in full.content.decode()


@pytest.fixture
def fails():
    """A kind of job that raises what it is given, as often as it is given something."""
    errors = []

    @jobs.job_kind("fails")
    def handler(job, progress):
        if errors:
            raise errors.pop()
        return {"done": True}

    return errors


def asked():
    return jobs.start_job(kind="fails", title="Fails", arguments={})


@pytest.mark.django_db
def test_a_job_that_finds_the_disk_full_waits_for_room(fails, client):
    job = asked()
    for _ in range(jobs.MOST_ATTEMPTS + 1):
        fails.append(NO_ROOM)
        waiting = jobs.run(job.pk)
        assert (waiting.state, waiting.attempts) == ("running", 0)
        Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert "tried again by itself" in waiting.message
    assert jobs.run(job.pk).state == "done"


@pytest.mark.django_db
def test_a_job_that_always_meets_the_same_trouble_is_given_up(fails):
    job = asked()
    for _ in range(jobs.MOST_ATTEMPTS):
        fails.append(OperationalError("too many SQL variables"))
        over = jobs.run(job.pk)
        Job.objects.filter(state="running").update(lease_until=timezone.now() - timedelta(seconds=1))
    assert (over.state, over.error) == ("failed", "too many SQL variables")


@pytest.mark.django_db
def test_a_worker_that_wakes_after_another_took_its_job_has_lost_it(fails):
    job = asked()
    Job.objects.filter(pk=job.pk).update(state="running", attempts=2, lease_until=timezone.now())
    with pytest.raises(jobs.Cancelled):
        jobs.Progress(job.pk, attempt=1)(1, 2)
    jobs.Progress(job.pk, attempt=2)(1, 2)


@pytest.mark.django_db
def test_a_worker_known_to_be_dead_is_not_waited_for(fails, client):
    owner = UserFactory()
    job = jobs.start_job(kind="fails", title="Fails", arguments={}, owner=owner)
    soon = timezone.now() + timedelta(minutes=1)
    Job.objects.update(state="running", attempts=1, lease_until=soon)
    mail = Mail.objects.create(template="invitation", email="a@b.example", state="sending", lease_until=soon)

    jobs.let_go(job.pk)
    mailing.let_go(mail.pk)

    job.refresh_from_db()
    mail.refresh_from_db()
    assert (job.state, job.attempts) == ("done", 2)
    assert (mail.state, "may have arrived" in mail.error) == ("failed", True)


@pytest.mark.django_db
def test_a_page_says_that_a_worker_stopped(client):
    owner = UserFactory()
    client.force_login(owner)
    late = timezone.now() - timedelta(seconds=5)
    job = Job.objects.create(kind="x", title="Long", owner=owner, state="running", lease_until=late)
    assert "Its worker stopped. Another one takes it up" in client.get(f"/jobs/{job.pk}/").content.decode()


def test_a_cache_that_is_away_is_an_empty_one():
    cache = ForgivingRedisCache(f"redis://127.0.0.1:{servers.free_port()}/0", {})
    cache.set("a", 1)
    assert cache.get("a", "nothing") == "nothing"
    assert cache.get_many(["a", "b"]) == {}
    assert cache.add("a", 1)
    assert not cache.delete("a")
    with pytest.raises(ValueError, match="not found"):
        cache.incr("a")


def test_half_a_file_does_not_stay(tmp_path):
    class Breaks(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"the first half"
            raise NO_ROOM

    storage = WholeFileStorage(location=tmp_path)
    with pytest.raises(OSError, match="No space left"):
        storage.save("paper.pdf", Breaks(b"x"))
    assert list(tmp_path.iterdir()) == []
    storage.save("paper.pdf", ContentFile(b"whole"))
    assert (tmp_path / "paper.pdf").read_bytes() == b"whole"


@pytest.mark.django_db
def test_what_is_refused_leads_back_to_where_it_was_tried(client):
    chair = RoleFactory(workshop__slug="fens-2026", workshop__acronym="Fens 2026").user
    Workshop.objects.update(archived_at=timezone.now())
    client.force_login(chair)
    page = "http://testserver/fens-2026/chair/dates/"

    def refused(referer):
        answer = client.post("/fens-2026/chair/dates/", headers={"Referer": referer} if referer else {})
        assert answer.status_code == Closed.status
        return answer.content.decode()

    back = f'href="{page}">Back to the page'
    assert back in refused(page)
    for other in ("", "https://elsewhere.example/fens-2026/", "javascript:alert(1)"):
        text = refused(other)
        assert "Back to the page" not in text
        assert "alert(1)" not in text
        assert 'href="/fens-2026/">Front page of Fens 2026' in text
