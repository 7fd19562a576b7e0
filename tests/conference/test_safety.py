"""What keeps strangers out and people's things apart: each line of it fails here when it breaks."""

from __future__ import annotations

import ast
import re
import socket
import threading

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.forms.models import ModelForm
from django.http import FileResponse, HttpResponse, HttpResponseNotModified
from django.test import Client, RequestFactory

from conference import settings as product
from conference.markdown import render_markdown
from conference.middleware import NOTHING_RUNS, ContentSecurityPolicyMiddleware
from conference.models import User
from scripts.machine import ROOT
from tests.factories import AuthorFactory, RoleFactory, SubmissionFactory, TrackFactory, UserFactory
from tests.factories.conference import PASSWORD

APPS = ("conference", "submissions", "reviews", "program")
CODE = [path for app in APPS for path in sorted((ROOT / app).rglob("*.py"))]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
EVIL = "https://evil.example/"


@pytest.mark.django_db
def test_behind_https_everything_is_told_to_stay_there(client, settings, settings_with):
    given = settings_with(
        HTTPS="true",
        BASE_URL="https://plenary.example",
        ALLOWED_HOSTS="plenary.example",
    )
    for name, value in given.items():
        if name.startswith(("SECURE_", "SESSION_COOKIE", "CSRF_", "ALLOWED_HOSTS")):
            setattr(settings, name, value)
    client = Client(HTTP_HOST="plenary.example")
    assert client.get("/").headers["Location"] == "https://plenary.example/"
    assert client.get("/healthz/").status_code == client.get("/readyz/").status_code == 200

    UserFactory(email="ada@lab.example")
    page = client.get("/accounts/login/", secure=True)
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    entered = client.post("/accounts/login/", {"login": "ada@lab.example", "password": PASSWORD}, secure=True)
    cookies = {**page.cookies, **entered.cookies}
    assert {"csrftoken", "sessionid"} <= set(cookies)
    assert all(cookie["secure"] and cookie["samesite"] == "Lax" for cookie in cookies.values())
    assert cookies["sessionid"]["httponly"]


@pytest.mark.django_db
def test_odd_host_is_refused_and_no_mail_links_to_it(client, settings, settings_with):
    given = settings_with(ALLOWED_HOSTS="plenary.example")
    settings.ALLOWED_HOSTS = given["ALLOWED_HOSTS"]
    settings.USE_X_FORWARDED_HOST = given.get("USE_X_FORWARDED_HOST", False)
    UserFactory(email="ada@lab.example")
    form = {"email": "ada@lab.example"}
    assert client.post("/accounts/password/reset/", form, HTTP_HOST="evil.example").status_code == 400
    assert mail.outbox == []
    client.post(
        "/accounts/password/reset/", form, HTTP_HOST="plenary.example", HTTP_X_FORWARDED_HOST="evil.example"
    )
    assert "http://plenary.example/" in mail.outbox[0].body
    assert "evil" not in mail.outbox[0].body


def test_no_template_has_a_script_or_style_of_its_own():
    assert len(TEMPLATES) > 100
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")|<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE
    )  # fmt: skip
    own = [path for path in TEMPLATES if "pdf" not in path.parts and path.name != "mail.html"]
    assert [str(path) for path in own if inline.search(path.read_text())] == []


def test_policy_lets_nothing_inline_run():
    policy = product.CONTENT_SECURITY_POLICY
    assert not any("unsafe" in source or source == "*" for sources in policy.values() for source in sources)
    assert (policy["default-src"], policy["script-src"]) == (["'none'"], ["'self'"])
    assert policy["base-uri"] == policy["object-src"] == policy["frame-ancestors"] == ["'none'"]


@pytest.mark.parametrize(
    ("kind", "disposition", "runs"),
    [
        ("text/html; charset=utf-8", "", True),
        ("application/pdf", "inline", True),
        ("application/pdf", 'attachment; filename="a.pdf"', False),
        ("image/svg+xml", "", False),
        ("application/zip", "attachment", False),
        ("application/octet-stream", "", False),
        ("text/plain", "", False),
    ],
)
def test_what_is_not_a_page_runs_nothing(kind, disposition, runs):
    answer = HttpResponse(b"<script>", content_type=kind, headers={"Content-Disposition": disposition})
    policy = ContentSecurityPolicyMiddleware(lambda _request: answer)(RequestFactory().get("/"))
    assert (policy.headers["Content-Security-Policy"] == NOTHING_RUNS) is not runs


def test_a_page_that_is_kept_keeps_its_policy():
    """Browsers put the head of a 304 on the page that they hold: a policy for files there would leave it bare."""
    unchanged = ContentSecurityPolicyMiddleware(lambda _request: HttpResponseNotModified())
    assert "Content-Security-Policy" not in unchanged(RequestFactory().get("/")).headers


def test_each_file_is_sent_as_a_kind_that_we_name():
    """Left alone, Django guesses the kind from the name that somebody gave the file."""
    sent = _calls(FileResponse.__name__)
    assert len(sent) > 8
    assert [name for name, words in sent if "content_type" not in words] == []
    assert django_settings.SECURE_CONTENT_TYPE_NOSNIFF


def _calls(name):
    """Return the files that call something, each with the names of the arguments."""
    texts = {path.relative_to(ROOT).as_posix(): path.read_text() for path in CODE}
    return [
        (path, {word.arg for word in node.keywords})
        for path, text in texts.items()
        if f"{name}(" in text
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name
    ]


def test_text_of_a_chair_makes_a_pdf_reach_for_nothing(tmp_path):
    from program.pdf import html_to_pdf  # loads slowly

    secret = tmp_path / "secret.css"
    secret.write_text("body::before { content: 'thistledown' }")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        reached = []
        threading.Thread(target=lambda: reached.append(_accepted(server)), daemon=True).start()
        here = f"http://127.0.0.1:{server.getsockname()[1]}"
        text = (
            f"![a]({here}/a.png) ![b](file://{secret}) <img src='{here}/c.png'> [d](file://{secret})\n\n"
            f"<link rel='stylesheet' href='file://{secret}'><style>@import '{here}/d.css'</style> Words."
        )
        made = html_to_pdf(render_markdown(text))
        raw = html_to_pdf(
            f"<link rel='stylesheet' href='file://{secret}'><img src='{here}/c.png'><object data='file://{secret}'></object>"
            f"<p style='background:url({here}/e.png)'>Words.</p><a rel='attachment' href='file://{secret}'>x</a>"
        )
        server.settimeout(0.01)
    assert made.startswith(b"%PDF") and raw.startswith(b"%PDF")  # noqa: PT018
    assert reached in ([], [None])
    assert b"thistledown" not in raw + made


def _accepted(server):
    try:
        return server.accept()
    except OSError:
        return None


def test_every_pdf_is_set_by_the_fetcher_that_fetches_nothing():
    calls = _calls("HTML")
    assert {path for path, _ in calls} == {"program/demo/papers.py", "program/pdf/setting.py"}
    assert all("url_fetcher" in words for _, words in calls)


@pytest.mark.enumeration
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/accounts/login/", {"login": "ada@lab.example", "password": PASSWORD}),
        pytest.param("/accounts/logout/", {}, marks=pytest.mark.enumeration),
        pytest.param("/accounts/reauthenticate/", {"password": PASSWORD}, marks=pytest.mark.enumeration),
        pytest.param(
            "/accounts/signup/",
            {"email": "new@lab.example", "name": "New", "password1": PASSWORD},
            marks=pytest.mark.enumeration,
        ),
    ],
)
def test_no_way_in_or_out_leads_to_another_site(client, path, form):
    user = UserFactory(email="ada@lab.example")
    for aim in (EVIL, "//evil.example", r"/\evil.example", "javascript:alert(1)"):
        if path in {"/accounts/logout/", "/accounts/reauthenticate/"}:
            client.force_login(user)
        else:
            client.logout()
        answer = client.post(f"{path}?next={aim}", {**form, "next": aim})
        assert answer.status_code == 302
        assert "evil" not in answer.headers["Location"].replace("evil.example", "", 0).split("?")[0]
        assert not answer.headers["Location"].startswith(("http:", "https:", "//", "/\\", "javascript:"))


def test_no_page_of_ours_goes_where_the_request_says():
    """A redirect whose aim comes out of the request would be one that anybody can aim."""
    taken = re.compile(r'redirect\(\s*(?:f"\{)?request\.(?:GET|POST|META|headers|COOKIES)')
    assert [path.name for path in CODE if taken.search(path.read_text())] == []


NEVER = {
    "state", "status", "role", "roles", "workshop", "version", "revision", "is_staff", "is_superuser", "is_active", "user",
    "owner", "recipient", "author", "number", "password", "is_public", "programme_state", "created_at", "decisions_released_at",
    "papers_published_at", "public_id", "token", "check_state",
}  # fmt: skip

MEANT_OTHERWISE = {"VolumeForm": {"number"}}
"""The number of a volume in its series is the chair's to say."""


def test_no_form_takes_what_only_the_rules_may_set():
    forms = [
        form for form in _subclasses(ModelForm) if form.__module__.split(".")[0] in APPS and form._meta.model
    ]
    assert len(forms) > 15
    wrong = {
        form.__name__: taken
        for form in forms
        if (taken := NEVER & set(form.base_fields) & set(form._meta.fields or NEVER))
        or form._meta.fields in (None, "__all__")
    }
    assert wrong == MEANT_OTHERWISE


def _subclasses(kind):
    for below in kind.__subclasses__():
        yield below
        yield from _subclasses(below)


@pytest.mark.django_db
def test_more_fields_than_a_form_has_change_nothing(client):
    role = RoleFactory(kind="reviewer", workshop__slug="trees-2026", workshop__is_public=True)
    track = TrackFactory(workshop=role.workshop)
    paper = SubmissionFactory(workshop=role.workshop, track=track, state="draft", title="Larches")
    AuthorFactory(submission=paper, user=role.user)
    client.force_login(role.user)
    other = RoleFactory(kind="program_chair").workshop
    more = {
        "is_staff": "on", "is_superuser": "on", "email": "taken@lab.example", "password": "x", "state": "accepted",
        "workshop": other.pk, "workshop_id": other.pk, "number": 999, "version": 999, "user": 1, "role": "program_chair",
        "kind": "program_chair", "is_public": "on",
    }  # fmt: skip
    empty = {
        f"{name}-{part}": 0
        for name in ("affiliations", "relations", "publications")
        for part in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    assert client.post("/me/profile/", {"name": "Changed", **empty, **more}).status_code == 302
    user = User.objects.get(pk=role.user.pk)
    assert user.name == "Changed"
    assert (user.is_staff, user.is_superuser, user.email) == (False, False, role.user.email)
    assert user.check_password(PASSWORD)
    assert list(user.roles.values_list("kind", "workshop")) == [("reviewer", role.workshop.pk)]

    rest = {
        "version": paper.version,
        "track": track.pk,
        "authors-INITIAL_FORMS": 0,
        "authors-TOTAL_FORMS": 1,
        "authors-0-name": "Ada",
        "authors-0-email": role.user.email,
        "authors-0-ORDER": 1,
        "authors-0-is_corresponding": "on",
    }
    edit = f"/trees-2026/my-papers/{paper.number}/edit/"
    number, state, workshop = paper.number, paper.state, paper.workshop_id
    assert client.post(edit, {**more, **rest, "title": "Larches grow"}).status_code == 302
    paper.refresh_from_db()
    assert paper.title == "Larches grow"
    assert (paper.number, paper.state, paper.workshop_id) == (number, state, workshop)
