"""Search, counters and exports: a hit, a number or a row must not tell what the page would not."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from conference.models import Workshop
from tests.access.phases import NUMBER
from tests.access.scene import Scene, make_scene
from tests.access.walking import get
from tests.cast import one_on_servers

pytestmark = pytest.mark.django_db
NAMES = ("Ottoline", "Karamazova", "Bellweather", "Marshwiggle", "postbox@tanager.example")
TABLES = ("reviews:papers", "reviews:conflicts", "reviews:decisions")


def hits(scene: Scene, actor: str, name: str, words: str) -> bool:
    """Say whether a table that is searched for words still names the paper."""
    answer = get(scene.clients[actor], f"{scene.url(name)}?q={words}")
    assert answer.status == 200
    return "zirkelmoos" in answer.text.replace(words.lower(), "")


@pytest.mark.enumeration
def test_search_by_an_authors_name_finds_nothing():
    scene = make_scene("decided")
    for name in TABLES:
        assert hits(scene, "program_chair", name, ""), name
        assert hits(scene, "program_chair", name, "winter"), name
        for words in NAMES:
            assert not hits(scene, "program_chair", name, words), (name, words)


@pytest.mark.parametrize(
    ("phase", "found"),
    [
        pytest.param("released_accepted", False, marks=pytest.mark.enumeration),
        pytest.param("published_rejected", False, marks=pytest.mark.enumeration),
        ("published_accepted", True),
    ],
)
def test_public_search_by_names_finds_only_what_is_public(phase, found):
    scene = make_scene(phase)
    listed = get(scene.clients["visitor"], f"{scene.url('program:papers')}?q=Bellweather")
    assert ("zirkelmoos" in listed.text) == found


def test_order_and_filters_keep_kept_papers_where_they_tell_nothing():
    """Sorted by what is kept from her, a conflicted chair finds her paper at the end, whatever its reviews say."""
    scene = make_scene("decided")
    client = scene.clients["program_chair_conflicted"]
    for asked in ("sort=reviews", "sort=-reviews", "sort=decision", "sort=-decision"):
        page = get(client, f"{scene.url('reviews:papers')}?{asked}").text
        assert page.index("another paper") < page.index("zirkelmoos"), asked
    for asked in (
        "q=check:good",
        "q=check:length",
        "q=check:names",
        "q=check:missing",
        "q=-check:good",
        "q=overall:>0",
    ):
        assert "zirkelmoos" not in get(client, f"{scene.url('reviews:papers')}?{asked}").text, asked
    assert (
        "zirkelmoos"
        in get(scene.clients["program_chair"], f"{scene.url('reviews:papers')}?q=check:names").text
    )


@pytest.mark.enumeration
def test_counters_of_a_conflicted_chair_leave_out_what_is_kept_from_her():
    scene = make_scene("decided")
    road = {actor: get(scene.clients[actor], scene.url("conference:chair")).text for actor in scene.clients
            if actor.startswith("program_chair")}  # fmt: skip
    assert "all 2 reviews are in." in road["program_chair"]
    assert "1 of 2 papers decided" in road["program_chair"]
    assert "begins once papers are assigned." in road["program_chair_conflicted"]
    assert "begins once reviews are in." in road["program_chair_conflicted"]


@pytest.mark.enumeration
def test_reviewers_count_only_papers_of_their_own():
    scene = make_scene("reviewing")
    assert "zirkelmoos" in get(scene.clients["reviewer_assigned"], "/me/").text
    for actor in ("reviewer_unassigned", "reviewer_conflicted", "area_chair_unassigned"):
        page = get(scene.clients[actor], scene.url("reviews:reviewing"))
        assert page.status == 200
        assert "another paper" not in page.text
        assert "zirkelmoos" not in get(scene.clients[actor], "/me/").text


@pytest.mark.enumeration
@pytest.mark.parametrize(
    "phase", one_on_servers(["decided", "released_accepted", "published_rejected"], "published_rejected")
)
def test_exports_hold_only_what_is_published(phase):
    scene = make_scene(phase)
    published = phase.startswith("published")
    of_papers = {"program:papers_bib", "program:papers_json", "program:papers_atom", "program:embed_papers"}
    exports = {
        name: get(Client(), scene.url(name))
        for name in ("api:papers", "api:programme", "api:speakers", "program:programme_ics", "program:papers_bib",
                     "program:programme_pdf", "program:programme", "program:papers_json", "program:papers_atom",
                     "program:programme_json", "program:embed_papers", "program:embed_programme")
    }  # fmt: skip
    for name, answer in exports.items():
        assert "zirkelmoos" not in answer.text, name
        assert "thornapple" not in answer.text, name
        assert answer.status == (404 if name in of_papers and not published else 200), name
    listed = json.loads(Client().get(scene.url("api:papers")).content)
    assert len(listed["results"]) == int(published)
    if published:
        assert [paper["number"] for paper in listed["results"]] == [scene.cast.other_paper.number]
        assert "another paper" in exports["program:papers_bib"].text
        assert "another paper" in exports["program:programme_ics"].text


@pytest.mark.enumeration
def test_exports_hold_the_paper_once_it_is_published():
    scene = make_scene("published_accepted")
    for name in (
        "api:papers",
        "api:programme",
        "program:programme_ics",
        "program:papers_bib",
        "program:programme_pdf",
    ):
        assert "zirkelmoos" in get(Client(), scene.url(name)).text, name
    one = json.loads(Client().get(scene.url("api:paper")).content)
    assert (one["number"], [author["name"] for author in one["authors"]][:2]) == (
        NUMBER,
        ["Ottoline Karamazova", "Ignatius Bellweather"],
    )


def test_programme_that_is_a_draft_is_nobodys():
    scene = make_scene("published_accepted")
    names = ("api:programme", "program:programme_ics", "program:programme_pdf", "program:programme")
    for name in names:
        assert "short talks" in get(Client(), scene.url(name)).text, name
    Workshop.objects.filter(pk=scene.cast.workshop.pk).update(programme_state="draft", revision=99)
    for name in names:
        assert "short talks" not in get(Client(), scene.url(name)).text, name
    assert "short talks" in get(scene.clients["site_editor"], scene.url("program:chair_programme")).text
