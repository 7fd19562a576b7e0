"""What links to pages carry with them: data for search engines, pictures, maps."""

from __future__ import annotations

import io
import json
import re

import jsonschema_rs
import pytest
from lxml import etree
from PIL import Image

from program.cards import Card, draw
from program.linked_data import as_script_text
from tests.factories.conference import WorkshopFactory

DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
THING = {"type": "object", "required": ["@context", "@type", "name", "url"]}


def data_of(edition, page=""):
    response = edition.client().get(edition.url + page)
    (text,) = DATA.findall(response.content.decode())
    found = json.loads(text)
    jsonschema_rs.validate(THING, found)
    return found


@pytest.mark.enumeration
def test_the_workshop_is_an_event(edition):
    found = data_of(edition)
    assert found["@type"] == "Event"
    assert found["startDate"] == "2026-07-18"
    assert found["location"]["name"] == "Lisbon, Portugal"
    assert found["superEvent"]["name"] == "CONF 2026"
    assert [one["name"] for one in found["performer"]] == ["Kim Vega"]
    sessions = data_of(edition, "programme/")["subEvent"]
    assert [one["name"] for one in sessions] == ["What soil remembers", "Spotlights"]
    assert sessions[0]["startDate"] == "2026-07-18T09:00:00+00:00"


@pytest.mark.enumeration
def test_a_paper_is_an_article_with_its_tags_and_its_picture(edition):
    found = data_of(edition, "papers/1/")
    assert found["@type"] == "ScholarlyArticle"
    assert [one["name"] for one in found["author"]] == ["Ada Fiedler", "Bo Lindqvist"]
    assert found["isPartOf"]["name"] == "Second Workshop on Fields at CONF 2026"
    page = edition.client().get(f"{edition.url}papers/1/").content.decode()
    assert '<meta name="citation_author" content="Bo Lindqvist">' in page
    assert page.count('rel="canonical"') == 1
    image = re.search(r'property="og:image" content="http://127.0.0.1:8000(.*?)"', page)[1]
    response = edition.client().get(image)
    assert response["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(response.content)).size == (1200, 630)


@pytest.mark.enumeration
def test_a_site_that_is_not_public_shares_nothing(edition):
    assert "og:image" in edition.client(edition.editor).get(edition.url).content.decode()
    edition.change(is_public=False)
    page = edition.client(edition.editor).get(edition.url).content.decode()
    assert "og:image" not in page
    assert "ld+json" not in page


def test_no_text_ends_the_element_that_holds_the_data(edition):
    edition.paper.title = "</script><script>alert(1)</script>"
    edition.paper.save()
    page = edition.client().get(f"{edition.url}papers/1/").content.decode()
    assert "<script>alert" not in page
    assert data_of(edition, "papers/1/")["headline"] == "</script><script>alert(1)</script>"
    assert as_script_text({"a": "<!--&"}) == '{"a": "\\u003C!--\\u0026"}'


@pytest.mark.parametrize(
    "title",
    ["Short", "Łódź and Đà Nẵng, 深層学習, über $x^2$", "Donaudampfschifffahrt" * 5, "many words " * 60, ""],
)
def test_a_card_takes_any_title(title):
    card = Card(title=title, below="Ada Fiedler", foot="Fields 2026", accent="#1f6f5c")
    first = draw(card)
    assert Image.open(io.BytesIO(first)).size == (1200, 630)
    assert draw(card) == first
    assert len(first) < 100_000


def test_the_map_names_every_page_and_no_hidden_one(edition):
    response = edition.client().get(f"{edition.url}sitemap.xml")
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    found = [one.text for one in etree.fromstring(response.content).findall("s:url/s:loc", space)]
    paths = [one.removeprefix("http://127.0.0.1:8000") for one in found]
    assert f"{edition.url}papers/1/" in paths
    for path in paths:
        assert edition.client().get(path).status_code == 200, path
    edition.change(papers_published_at=None)
    assert "papers/1/" not in edition.client().get(f"{edition.url}sitemap.xml").content.decode()
    WorkshopFactory(slug="hidden", is_public=False)
    index = edition.client().get("/sitemap.xml").content.decode()
    assert "/fields-2026/sitemap.xml" in index
    assert "hidden" not in index
    assert (
        "Sitemap: http://127.0.0.1:8000/sitemap.xml" in edition.client().get("/robots.txt").content.decode()
    )
