"""A workshop's own host: its public site at the root, everything else where it always was, and nothing of another one."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone

from conference import env
from conference.models import Mail
from program.copying.making import make_copy
from program.models import NewsPost
from tests.factories import (
    AuthorFactory,
    DecisionFactory,
    RoleFactory,
    SessionFactory,
    SlotFactory,
    SubmissionFactory,
    WorkshopFactory,
)

pytestmark = pytest.mark.enumeration
OWN, MAIN = "https://trees.example", "https://plenary.example"
FULL = re.compile(r"https?://[a-z.]+\.example[^\s\"<>]*")


@pytest.fixture
def trees(db, settings):
    settings.BASE_URL = MAIN
    settings.WORKSHOP_HOSTS = {
        "trees.example": "trees-2026",
        "www.trees.example": "trees-2026",
        "moss.example": "moss",
    }
    settings.ALLOWED_HOSTS = ["plenary.example", *settings.WORKSHOP_HOSTS]
    WorkshopFactory(slug="moss", acronym="Moss 2026", programme_state="final")
    workshop = WorkshopFactory(
        slug="trees-2026",
        acronym="Trees 2026",
        call_text="Send us trees",
        programme_state="final",
        decisions_released_at=timezone.now(),
        papers_published_at=timezone.now(),
    )
    paper = SubmissionFactory(track__workshop=workshop, title="Crowns")
    AuthorFactory(submission=paper)
    DecisionFactory(submission=paper, outcome="accept_poster", released_at=timezone.now())
    SlotFactory(session=SessionFactory(workshop=workshop, kind="spotlights"), submission=paper)
    NewsPost.objects.create(workshop=workshop, title="Out", body="Now", published_at=timezone.now())
    return workshop


def at(host):
    return Client(headers={"host": host}, SERVER_NAME=host)


def get(host, path, **more):
    return at(host).get(path, secure=True, **more)


PAGES = ("", "programme/", "papers/1/", "news/", "theme.css")
FEEDS = (
    "news.atom",
    "programme.ics",
    "programme.json",
    "papers.bib",
    "papers.json",
    "sitemap.xml",
    "papers/1/talk.ics",
)


def test_the_site_lies_at_the_root_and_links_stay_there(trees):
    for page in PAGES:
        own, main = get("trees.example", f"/{page}"), get("plenary.example", f"/trees-2026/{page}")
        assert (own.status_code, main.status_code) == (200, 200), page
        if own.headers["Content-Type"].startswith("text/html"):
            text = own.content.decode()
            links = set(re.findall(r'(?:href|src|action)="(/[^"]*)"', text))
            assert not {
                link for link in links if link.startswith("/trees-2026/") and "/submit/" not in link
            }, page
            canonical = f'<link rel="canonical" href="{OWN}/{page}">'
            assert canonical in text, page
            assert canonical in main.content.decode(), page
    front = get("trees.example", "/").content.decode()
    assert f'<a href="{MAIN}/">Plenary</a>' in front
    assert 'href="/programme/"' in front
    assert 'href="/trees-2026/programme/"' in get("plenary.example", "/trees-2026/").content.decode()


def test_feeds_calendars_and_maps_name_the_own_host_wherever_they_are_asked(trees):
    for feed in FEEDS:
        for answer in (get("trees.example", f"/{feed}"), get("plenary.example", f"/trees-2026/{feed}")):
            assert answer.status_code == 200, feed
            text = answer.content.decode().replace("\r\n ", "")
            named = {address for address in FULL.findall(text) if not address.startswith(OWN)}
            assert not named, (feed, named)
    assert f"{OWN}/sitemap.xml" in get("trees.example", "/robots.txt").content.decode()
    assert f"{MAIN}/sitemap.xml" in get("plenary.example", "/robots.txt").content.decode()
    assert f"{OWN}/sitemap.xml" in get("plenary.example", "/sitemap.xml").content.decode()
    uids = [re.findall(rb"UID:\S+", get(host, path).content) for host, path in
            (("trees.example", "/programme.ics"), ("plenary.example", "/trees-2026/programme.ics"))]  # fmt: skip
    assert uids[0] == uids[1] != []


def test_everything_else_is_at_the_main_address_and_nowhere_else(trees):
    for path in ("/accounts/login/", "/me/", "/trees-2026/chair/", "/trees-2026/submit/", "/sub/"):
        answer = get("trees.example", path, data={"a": "b"})
        assert (answer.status_code, answer.url) == (302, f"{MAIN}{path}?a=b"), path
    for path in ("//evil.example/", "/\\evil.example/", "/@evil.example/", "/https://evil.example/"):
        answer = get("trees.example", "/", PATH_INFO=path)
        assert answer.status_code == 302, path
        assert answer.url.startswith(f"{MAIN}/"), path
    assert get("trees.example", "/trees-2026/papers/").url == f"{OWN}/papers/"
    assert get("trees.example", "/moss/").url == "https://moss.example/"
    assert get("trees.example", "/papers").url == "/papers/"
    assert at("trees.example").post("/accounts/login/", secure=True).status_code == 404
    assert get("plenary.example", "/programme/").status_code == 404


def test_hosts_are_walls(trees):
    """One workshop's host shows nothing of another one, kept pages included, and none that nobody named."""
    assert "Trees 2026" in get("trees.example", "/").content.decode()
    assert "Moss 2026" in get("moss.example", "/").content.decode()
    assert "Trees 2026" not in get("moss.example", "/").content.decode()
    assert get("moss.example", "/papers/1/").status_code == 404
    tags = {get(host, path).headers["ETag"] for host, path in
            (("trees.example", "/"), ("moss.example", "/"), ("plenary.example", "/trees-2026/"))}  # fmt: skip
    assert len(tags) == 3
    etag = get("trees.example", "/").headers["ETag"]
    assert get("trees.example", "/", headers={"If-None-Match": etag}).status_code == 304
    assert get("moss.example", "/", headers={"If-None-Match": etag}).status_code == 200
    for host in ("evil.example", "trees.example.evil.example", "sub.trees.example"):
        assert get(host, "/").status_code == 400, host
    assert get("WWW.Trees.example:443", "/").status_code == 200
    trees.is_public = False
    trees.save()
    assert get("trees.example", "/").status_code == 404


def test_who_is_signed_in_at_the_main_address_is_a_visitor_here(trees):
    chair = RoleFactory(workshop=trees).user
    client = at("plenary.example")
    client.force_login(chair)
    assert client.get("/trees-2026/chair/", secure=True).status_code == 200
    client.cookies.clear()
    assert client.get("/", secure=True, headers={"host": "trees.example"}).status_code == 200
    assert not client.cookies


def test_forms_of_the_site_work_on_its_host_and_mails_name_it(trees):
    client = Client(enforce_csrf_checks=True, headers={"host": "trees.example"})
    page = client.get("/subscribe/", secure=True).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    data = {"email": "reader@readers.example", "news": "on", "csrfmiddlewaretoken": token}
    answer = client.post("/subscribe/", data, secure=True, headers={"origin": OWN})
    assert answer.status_code in {200, 302}
    mail = Mail.objects.get(template="subscription")
    addresses = set(FULL.findall(mail.body))
    assert any(address.startswith(f"{MAIN}/subscriptions/") for address in addresses)
    assert not any(address.startswith(f"{MAIN}/trees-2026") for address in addresses)
    foreign = client.post("/subscribe/", data, secure=True, headers={"origin": MAIN})
    assert foreign.status_code == 403


def test_a_copy_keeps_the_own_host_for_its_canonical_addresses(trees, tmp_path):
    make_copy(trees, tmp_path)
    text = (tmp_path / "programme" / "index.html").read_text()
    assert f'<link rel="canonical" href="{OWN}/programme/">' in text
    assert MAIN not in text
    assert (tmp_path / "papers" / "1" / "index.html").exists()


@pytest.mark.parametrize(
    "wrong", ["trees.example", "=trees", "trees.example=", "https://trees.example=trees"]
)
def test_a_pair_that_is_none_stops_the_start(wrong, monkeypatch):
    monkeypatch.setenv("PLENARY_WORKSHOP_HOSTS", f"moss.example=moss,{wrong}")
    with pytest.raises(ValueError, match="host=workshop"):
        env.workshop_hosts()


def test_pairs_are_read_as_they_are_meant(monkeypatch):
    monkeypatch.setenv("PLENARY_WORKSHOP_HOSTS", "Trees.Example = trees-2026, moss.example=moss")
    assert env.workshop_hosts() == {"trees.example": "trees-2026", "moss.example": "moss"}
