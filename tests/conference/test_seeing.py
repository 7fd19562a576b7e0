"""What an installation says of itself: to probes, to Prometheus, to its log, to its operators. Never who did what."""

from __future__ import annotations

import io
import json
import logging
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from conference import incidents, jobs, logs, pulses, readiness, root_urls
from conference.models import Incident, Job, Mail, Pulse
from conference.scrubbing import scrub
from conference.tasks import sweep, tidy
from tests.factories import RoleFactory, SubmissionFactory, UserFactory, WorkshopFactory
from tests.factories.conference import PASSWORD

TOKEN = {"HTTP_AUTHORIZATION": "Bearer a-long-secret"}
LINK = "xK3v9Qm2tR7bN5pL8wZ1"
PERSONAL = ("ada@lab.example", "Lovelace", PASSWORD, LINK, "Moss on Rocks", "198.51.100.7")


def fail(request, token):
    """A page that fails with what a person sent in its words."""
    raise ValueError(
        f"No luck for {request.POST['name']} <{request.POST['login']}> at {request.get_full_path()}"
    )


handler500 = root_urls.handler500
urlpatterns = [path("broken/<str:token>/", fail, name="broken"), *root_urls.urlpatterns]


@pytest.fixture
def admin(client):
    client.force_login(UserFactory(is_staff=True, name="Odile Operator"))
    return client


@pytest.fixture
def written():
    """The log as it is written in both forms."""
    root, before = logging.getLogger(), logging.getLogger().level
    forms = {"json": logs.JsonLine(), "text": logs.Line()}
    handlers = {form: logging.StreamHandler(io.StringIO()) for form in forms}
    for form, handler in handlers.items():
        handler.setFormatter(forms[form])
        root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield {form: handler.stream for form, handler in handlers.items()}
    root.setLevel(before)
    for handler in handlers.values():
        root.removeHandler(handler)


@pytest.fixture(autouse=True)
def _nothing_noted():
    incidents._last_noted.clear()


@pytest.mark.enumeration
@pytest.mark.django_db
@pytest.mark.urls("tests.conference.test_seeing")
def test_log_tells_each_request_and_nothing_of_the_person(client, written):
    client.raise_request_exception = False
    UserFactory(email="ada@lab.example", name="Ada Lovelace")
    workshop = WorkshopFactory(slug="moss-2026", is_public=True)
    client.post(
        "/accounts/login/", {"login": "ada@lab.example", "password": PASSWORD}, REMOTE_ADDR="198.51.100.7"
    )
    client.get(f"/{workshop.slug}/?q=Moss+on+Rocks+Lovelace")
    client.get(f"/invitations/{LINK}/")
    form = {"login": "ada@lab.example", "name": "Lovelace", "title": "Moss on Rocks"}
    answer = client.post(f"/broken/{LINK}/?by=ada@lab.example", form)
    logging.getLogger("elsewhere").warning("No mail to %s", "ada@lab.example")

    told = [json.loads(line) for line in written["json"].getvalue().splitlines()]
    requests = [item for item in told if item["logger"] == "plenary.request"]
    assert [(item["route"], item["method"], item["status"], item["workshop"]) for item in requests] == [
        ("account_login", "POST", 302, ""),
        ("program:site", "GET", 200, "moss-2026"),
        ("conference:invitation", "GET", 404, ""),
        ("broken", "POST", 500, ""),
    ]
    assert all(isinstance(item["ms"], int) for item in requests)
    failure = next(item for item in told if item.get("error"))
    assert (failure["error"], failure["message"]) == ("ValueError", "Internal Server Error: broken")
    assert any("test_seeing.py" in place and "fail" in place for place in failure["places"])
    assert failure["request"] == requests[-1]["request"] == answer.headers["X-Request-ID"]
    assert failure["request"] in answer.content.decode()
    for form in ("json", "text"):
        whole = written[form].getvalue()
        assert "route=broken" in whole or '"route": "broken"' in whole
        assert [word for word in PERSONAL if word in whole] == []


def test_log_line_with_an_error_tells_places_and_no_words():
    error = ValueError("ada@lab.example wrote: Moss")
    record = logging.LogRecord("x", logging.ERROR, "f", 1, "Broke: %s", (error,), (ValueError, error, None))
    assert "Moss" not in logs.Line().format(record)
    assert json.loads(logs.JsonLine().format(record))["message"] == "Broke: [message]"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("to ada@lab.example:", "to [address]:"),
        ("at /late/xK3v9Qm2tR7bN5pL8wZ1/ now", "at /late/[secret]/ now"),
        ("GET /papers/?q=Moss+Rocks HTTP/1.1", "GET /papers/?[query] HTTP/1.1"),
        ("postgres://plenary:hidden@base.example/plenary", "postgres://[secret]/plenary"),
        (
            "in /srv/plenary/conference/a_rather_long_name.py:12",
            "in /srv/plenary/conference/a_rather_long_name.py:12",
        ),
        ("Why? 3 of 4 jobs.", "Why? 3 of 4 jobs."),
    ],
)
def test_what_could_name_a_person_or_open_a_door_is_taken_out(text, left):
    assert scrub(text) == left


@pytest.mark.django_db
def test_readiness_says_what_is_missing_to_who_has_the_token_only(client, settings, monkeypatch, caplog):
    settings.METRICS_TOKEN = "a-long-secret"
    ready = client.get("/readyz/")
    assert (ready.status_code, ready.json()) == (200, {"status": "ready"})
    assert "no-store" in ready.headers["Cache-Control"]

    monkeypatch.setattr(cache, "get", lambda *_: None)
    monkeypatch.setattr(default_storage, "save", _refuse)
    stranger = client.get("/readyz/")
    assert stranger.status_code == 503
    assert stranger.json() == {"status": "Not ready: try again in a moment."}
    told = client.get("/readyz/", **TOKEN).json()["problems"]
    assert told == ["The cache does not answer.", "Uploads can't be kept."]
    assert "Not ready: Uploads can't be kept. (OSError)" in caplog.messages


@pytest.mark.django_db
def test_readiness_waits_for_the_tables(monkeypatch):
    readiness._tables.cache_clear()
    monkeypatch.setattr(readiness, "missing_steps", lambda: 2)
    assert readiness.problems() == ["The tables are not those of this version: run `manage.py migrate`."]
    monkeypatch.setattr(readiness, "missing_steps", lambda: 0)
    assert readiness.problems() == []


def test_readiness_without_a_database_says_so_and_asks_nothing_more(client, monkeypatch):
    monkeypatch.setattr(connection, "cursor", _no_database)
    assert client.get("/readyz/").status_code == 503
    assert readiness.problems() == ["The database does not answer."]


def _refuse(*_args, **_kwargs):
    raise OSError("no room")


def _no_database(*_args, **_kwargs):
    raise DatabaseError("gone")


def figures_of(client, **headers):
    """Return each figure of the page by its name and labels."""
    text = client.get("/metrics/", **headers).content.decode()
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.mark.django_db
def test_prometheus_reads_requests_jobs_mails_and_room(client, settings):
    settings.METRICS_TOKEN = "a-long-secret"
    WorkshopFactory(slug="moss-2026", is_public=True)
    hour = timezone.now() - timedelta(hours=1)
    Job.objects.create(kind="check_pdf", title="", state="waiting")
    Job.objects.update(created_at=hour)
    Job.objects.create(kind="check_pdf", title="", state="done")
    Mail.objects.create(template="x", email="a@people.example", subject="", body="", state="queued")
    Mail.objects.create(template="x", email="b@people.example", subject="", body="", state="failed")
    tomorrow = timezone.now() + timedelta(days=1)
    Mail.objects.create(template="x", email="c@people.example", subject="", body="", not_before=tomorrow)
    Pulse.objects.create(name="celery@one", kind="worker", started_at=hour, at=timezone.now())
    Pulse.objects.create(name="celery@two", kind="worker", started_at=hour, at=hour)
    before = figures_of(client, **TOKEN)
    client.get("/moss-2026/?q=Lovelace")
    client.generic("ODD", "/nowhere/ada@lab.example/at/all/")

    after = figures_of(client, **TOKEN)
    assert after[("plenary_requests_total", "200", "GET", "program:site")] == 1 + before.get(
        ("plenary_requests_total", "200", "GET", "program:site"), 0
    )
    assert after[("plenary_request_seconds_count", "program:site")] >= 1
    assert ("plenary_requests_total", "404", "none", "other") in after
    assert after[("plenary_jobs", "waiting")] == after[("plenary_jobs", "done")] == 1
    assert (after[("plenary_mails", "queued")], after[("plenary_mails", "failed")]) == (2, 1)
    assert 3600 <= after[("plenary_jobs_oldest_waiting_seconds",)] < 3700
    assert 0 <= after[("plenary_mails_oldest_waiting_seconds",)] < 60
    assert after[("plenary_workers_alive",)] == 1
    assert after[("plenary_disk_free_bytes",)] > 0 < after[("plenary_database_bytes",)]
    assert not any("Lovelace" in str(name) or "@" in str(name) for name in after)


@pytest.mark.enumeration
@pytest.mark.django_db
def test_figures_are_for_the_token_and_for_site_administrators(client, settings):
    assert client.get("/metrics/", HTTP_AUTHORIZATION="Bearer ").status_code == 404
    settings.METRICS_TOKEN = "a-long-secret"
    assert client.get("/metrics/").status_code == 404
    assert client.get("/metrics/", HTTP_AUTHORIZATION="Bearer another").status_code == 404
    assert client.get("/metrics/", **TOKEN).status_code == 200
    client.force_login(RoleFactory(kind="program_chair").user)
    assert client.get("/metrics/").status_code == 404
    client.force_login(UserFactory(is_staff=True))
    assert client.get("/metrics/").status_code == 200


@pytest.mark.django_db
def test_operators_page_is_for_site_administrators(client):
    assert client.get("/operator/").status_code == 302
    client.force_login(RoleFactory(kind="program_chair").user)
    assert client.get("/operator/").status_code == 404
    assert client.post("/operator/examine/").status_code == 404
    assert "This installation" not in client.get("/me/").content.decode()
    assert not Job.objects.exists()


@pytest.mark.django_db
@pytest.mark.urls("tests.conference.test_seeing")
def test_operators_page_shows_the_state_and_nothing_that_anybody_wrote(admin, settings):
    admin.raise_request_exception = False
    paper = SubmissionFactory(title="Moss on Rocks")
    now = timezone.now()
    Job.objects.create(kind="check_pdf", title="Moss on Rocks", state="waiting")
    Job.objects.create(
        kind="solve", title="", state="failed", finished_at=now, error="Lovelace wrote ada@lab.example"
    )
    Mail.objects.create(
        workshop=paper.workshop,
        template="x",
        email="ada@lab.example",
        subject="Moss on Rocks",
        body="",
        state="failed",
    )
    Pulse.objects.create(name="celery@one", kind="worker", release="9.9", started_at=now, at=now)
    Pulse.objects.create(name="celery@two", kind="worker", started_at=now, at=now - timedelta(hours=1))
    form = {"login": "ada@lab.example", "name": "Lovelace"}
    failed = admin.post(f"/broken/{LINK}/", form)
    settings.SLOW_PAGE_SECONDS = 0.0
    admin.get("/me/?q=Lovelace")
    settings.SLOW_PAGE_SECONDS = 3600.0

    page = admin.get("/operator/").content.decode()
    for word in ("Check pdf", "Solve", "celery@one", "Silent", "ValueError", "test_seeing.py", "broken",
                 failed.headers["X-Request-ID"], "conference:dashboard", "Beat was not heard", "1 jobs failed",
                 "Mails of the last week that were not sent: 1"):  # fmt: skip
        assert word in page, word
    assert [word for word in PERSONAL if word in page] == []
    assert "This installation" in admin.get("/me/").content.decode()


@pytest.mark.django_db
def test_operators_page_costs_the_same_whatever_there_is(admin):
    admin.get("/me/")
    asked = set()
    for many in (3, 60):
        now = timezone.now()
        Job.objects.bulk_create(
            Job(kind=f"k{n % 5}", title="", state="failed", finished_at=now) for n in range(many)
        )
        Incident.objects.bulk_create(Incident(kind="slow", route=f"r{n}") for n in range(many))
        Incident.objects.bulk_create(Incident(kind="error", route=f"r{n}", error="E") for n in range(many))
        Pulse.objects.bulk_create(
            Pulse(name=f"{many}-{n}", kind="worker", started_at=now, at=now) for n in range(many)
        )
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            page = admin.get("/operator/").content.decode()
        asked.add(len(queries))
    assert len(asked) == 1
    assert max(asked) < 30
    assert page.count("<code>r") == 40


@pytest.mark.django_db
def test_whole_examination_is_a_job_and_its_words_stand_on_the_page(admin, monkeypatch):
    found = [SimpleNamespace(health="WRONG", subject="worker", text="No worker answers.")]
    monkeypatch.setattr("conference.doctor.examine", lambda: found)
    answer = admin.post("/operator/examine/")
    job = Job.objects.get()
    assert answer.headers["Location"] == f"/jobs/{job.pk}/"
    assert admin.post("/operator/examine/").headers["Location"] == f"/jobs/{job.pk}/"
    jobs.run(job.pk)
    assert "See the result" in admin.get(f"/jobs/{job.pk}/").content.decode()
    assert "No worker answers." in admin.get("/operator/").content.decode()


@pytest.mark.django_db
def test_incidents_are_few_and_forgotten_and_cost_nothing_when_the_database_is_away(monkeypatch, caplog):
    for _ in range(3):
        incidents.note(Incident.Kind.SLOW, route="a", milliseconds=1200)
    incidents.note(Incident.Kind.ERROR, route="b", error=ValueError("x"))
    assert sorted(Incident.objects.values_list("route", flat=True)) == ["a", "b"]

    Incident.objects.filter(route="a").update(at=timezone.now() - timedelta(days=8))
    Pulse.objects.create(
        name="gone", kind="worker", started_at=timezone.now(), at=timezone.now() - timedelta(days=2)
    )
    tidy()
    assert [incident.route for incident in Incident.objects.all()] == ["b"]
    assert not Pulse.objects.exists()

    Incident.objects.bulk_create(Incident(kind="slow", route=f"r{n}") for n in range(3))
    monkeypatch.setattr(incidents, "MOST_KEPT", 2)
    tidy()
    assert Incident.objects.count() == 2

    incidents._last_noted.clear()
    monkeypatch.setattr(Incident.objects, "create", _no_database)
    incidents.note(Incident.Kind.SLOW, route="a")
    assert "An incident was not kept: the database is away." in caplog.messages


@pytest.mark.django_db
def test_beat_is_heard_by_what_it_asks_for_and_a_worker_by_its_own_timer(monkeypatch):
    sweep()
    assert Pulse.objects.get(kind="beat").at > timezone.now() - timedelta(seconds=30)

    calls = []
    timer = SimpleNamespace(
        call_repeatedly=lambda every, what, arguments: calls.append((every, what, arguments))
    )
    monkeypatch.setattr(pulses.connection, "close", lambda: None)
    pulses._begin(sender=SimpleNamespace(hostname="celery@here", timer=timer))
    [(every, renew, arguments)] = calls
    Pulse.objects.filter(name="celery@here").update(at=timezone.now() - timedelta(hours=1))
    renew(*arguments)
    pulse = Pulse.objects.get(name="celery@here")
    assert every < 60
    assert pulse.at > timezone.now() - timedelta(seconds=30)
    pulses._end(sender=SimpleNamespace(hostname="celery@here"))
    assert not Pulse.objects.filter(name="celery@here").exists()


@pytest.mark.django_db
def test_job_and_task_that_fail_are_noted_with_the_place(admin, monkeypatch, written):
    def break_down(*_args):
        raise KeyError("ada@lab.example")

    monkeypatch.setitem(jobs._handlers, "breaking", break_down)
    jobs.run(Job.objects.create(kind="breaking", title="").pk)
    incidents._last_noted.clear()
    pulses._failed(sender=SimpleNamespace(name="conference.sweep"), exception=OSError("ada@lab.example"))
    page = admin.get("/operator/").content.decode()
    for word in ("job breaking", "break_down", "KeyError", "task conference.sweep", "OSError"):
        assert word in page
    [told] = [json.loads(line) for line in written["json"].getvalue().splitlines() if '"worked"' in line]
    assert (told["kind"], told["state"], told["ms"] >= 0) == ("breaking", "failed", True)
    assert "ada@lab" not in page + written["json"].getvalue() + written["text"].getvalue()
